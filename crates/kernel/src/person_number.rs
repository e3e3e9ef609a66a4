//! The number that identifies a person: CPR, administrative or replacement.

use crate::{Date, Personal};

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonNumberKind {
    /// From the Civil Registration System.
    Cpr,
    /// A real number given before residence was registered.
    Administrative,
    /// Made by another system: the day is 61 to 91. CPR never knows it.
    Replacement,
}

/// Whether the old check digit holds. Numbers without it are fully valid since 2007-10-01: it only flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modulus11 {
    /// It holds.
    Passes,
    /// It does not.
    Fails,
}

/// Why a text is no person number. Says nothing of the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPersonNumber {
    /// Not ten digits, with or without a hyphen after six.
    #[error("must be ten digits, with or without a hyphen after the sixth")]
    Form,
    /// The first six digits and the seventh name no day.
    #[error("the first six digits are no day of the calendar")]
    Day,
    /// A replacement number cannot be administrative.
    #[error("a replacement number cannot be administrative")]
    AdministrativeReplacement,
}

/// A person number. Its digits are personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonNumber {
    digits: Personal<String>,
    kind: PersonNumberKind,
}

impl PersonNumber {
    /// Reads ten digits, a hyphen allowed after six.
    ///
    /// # Errors
    /// What is wrong with it, without repeating it.
    pub fn parse(text: &str, administrative: bool) -> Result<Self, InvalidPersonNumber> {
        let digits = match text.as_bytes() {
            [head @ .., b'-', _, _, _, _] if head.len() == 6 => text.replacen('-', "", 1),
            _ => text.to_owned(),
        };
        if digits.len() != 10 || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return Err(InvalidPersonNumber::Form);
        }
        let replacement = digits.as_bytes()[0] >= b'6';
        day_of(&digits, replacement).ok_or(InvalidPersonNumber::Day)?;
        let kind = match (replacement, administrative) {
            (true, true) => return Err(InvalidPersonNumber::AdministrativeReplacement),
            (true, false) => PersonNumberKind::Replacement,
            (false, true) => PersonNumberKind::Administrative,
            (false, false) => PersonNumberKind::Cpr,
        };
        Ok(Self { digits: Personal::new(digits), kind })
    }

    /// Ten digits without hyphen.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.digits.expose()
    }

    /// Where it comes from.
    #[must_use]
    pub fn kind(&self) -> PersonNumberKind {
        self.kind
    }

    /// The birth date the number says; the registered one is what counts.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        day_of(self.expose(), self.kind == PersonNumberKind::Replacement)
    }

    /// The advisory check digit.
    #[must_use]
    pub fn modulus_11(&self) -> Modulus11 {
        const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let sum: u32 = self
            .expose()
            .bytes()
            .zip(WEIGHTS)
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        if sum.is_multiple_of(11) { Modulus11::Passes } else { Modulus11::Fails }
    }
}

fn day_of(digits: &str, replacement: bool) -> Option<Date> {
    let pair = |at: usize| digits.get(at..at + 2).and_then(|it| it.parse::<i8>().ok());
    let (day, month, year) = (pair(0)?, pair(2)?, i16::from(pair(4)?));
    let day = if replacement { day - 60 } else { day };
    let century = match (digits.as_bytes()[6], year) {
        (b'0'..=b'3', _) | (b'4' | b'9', 37..) => 1900,
        (b'4' | b'9', _) | (b'5'..=b'8', ..=57) => 2000,
        (b'5'..=b'8', _) => 1800,
        _ => return None,
    };
    Date::new(century + year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn read(text: &str) -> Result<PersonNumber, InvalidPersonNumber> {
        PersonNumber::parse(text, false)
    }

    #[test]
    fn the_hyphen_is_allowed_after_six_digits_only() {
        assert_eq!(read("211062-5629").unwrap(), read("2110625629").unwrap());
        for bad in [
            "21106-25629",
            "211062--5629",
            "2110625629-",
            "211062562",
            "21106256290",
            "211062_5629",
            "",
        ] {
            assert_eq!(read(bad), Err(InvalidPersonNumber::Form), "{bad}");
        }
        assert_eq!(read("２１１０６２５６２９"), Err(InvalidPersonNumber::Form));
    }

    #[test]
    fn the_seventh_digit_gives_the_century() {
        for (number, birth) in [
            ("0101003000", date(1900, 1, 1)),
            ("0101364000", date(2036, 1, 1)),
            ("0101374000", date(1937, 1, 1)),
            ("0101575000", date(2057, 1, 1)),
            ("0101585000", date(1858, 1, 1)),
            ("0101998000", date(1899, 1, 1)),
            ("0101369000", date(2036, 1, 1)),
            ("0101379000", date(1937, 1, 1)),
        ] {
            assert_eq!(read(number).unwrap().birth_date(), Some(birth), "{number}");
        }
    }

    #[test]
    fn modulus_11_only_flags() {
        for (number, status) in [
            ("6101900000", Modulus11::Passes),
            ("6101900019", Modulus11::Passes),
            ("6101900001", Modulus11::Fails),
            ("6101900002", Modulus11::Fails),
            ("2110625629", Modulus11::Passes),
        ] {
            assert_eq!(read(number).unwrap().modulus_11(), status, "{number}");
        }
    }

    #[test]
    fn days_61_to_91_are_replacement_numbers() {
        assert_eq!(read("6101900000").unwrap().kind(), PersonNumberKind::Replacement);
        assert_eq!(read("9112900000").unwrap().kind(), PersonNumberKind::Replacement);
        assert_eq!(read("9212900000"), Err(InvalidPersonNumber::Day));
        assert_eq!(read("3112900000").unwrap().kind(), PersonNumberKind::Cpr);
        assert_eq!(read("3212900000"), Err(InvalidPersonNumber::Day));
        assert_eq!(read("3002900000"), Err(InvalidPersonNumber::Day));
        assert_eq!(read("0013900000"), Err(InvalidPersonNumber::Day));
        assert_eq!(
            PersonNumber::parse("6101900000", true),
            Err(InvalidPersonNumber::AdministrativeReplacement)
        );
    }
}
