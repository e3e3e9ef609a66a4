//! Numbers of companies and workplaces for scenarios, from ranges of which none is known to be given out: CVR numbers
//! from 99990000 on with a right check digit, P-numbers from 9999000001 on. They name nobody; one that should ever be
//! given out would be met by chance.

use anyhow::Context;
use kernel::CvrNumber;

const CVR: std::ops::RangeInclusive<u32> = 99_990_000..=99_999_999;
const FIRST_P_NUMBER: u64 = 9_999_000_001;

/// The first so many CVR numbers of the range.
///
/// # Errors
/// When there are not so many.
pub fn cvr_numbers(count: usize) -> anyhow::Result<Vec<String>> {
    let right = CVR.map(|it| it.to_string()).filter(|it| CvrNumber::parse(it).is_ok());
    let numbers: Vec<_> = right.take(count).collect();
    (numbers.len() == count).then_some(numbers).context("no CVR numbers are left")
}

/// The P-number of that place; 0 is the first.
#[must_use]
pub fn p_number(at: usize) -> String {
    (FIRST_P_NUMBER + u64::try_from(at).unwrap_or(u64::MAX / 2)).to_string()
}

#[cfg(test)]
mod tests {
    use kernel::PNumber;

    use super::*;

    #[test]
    fn every_number_is_right_and_none_comes_twice() {
        let mut numbers = cvr_numbers(800).unwrap();
        assert!(numbers.iter().all(|it| CvrNumber::parse(it).is_ok() && it.starts_with("9999")));
        numbers.dedup();
        assert_eq!(numbers.len(), 800);
        let workplaces: Vec<_> = (0..800).map(p_number).collect();
        assert!(workplaces.iter().all(|it| PNumber::parse(it).is_ok() && it.starts_with("9999")));
        assert!(cvr_numbers(2000).is_err());
    }
}
