//! Numbers of companies and workplaces in the central business register.

use std::fmt;

/// Eight digits whose weighted sum is no multiple of 11, or no eight digits at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCvrNumber {
    /// Not eight digits, or the first is 0.
    #[error("a CVR number has eight digits, the first of them not 0")]
    Form,
    /// The check digit is wrong.
    #[error("the check digit of the CVR number is wrong")]
    CheckDigit,
}

/// The number of a company: eight digits with a right check digit (weights 2 7 6 5 4 3 2 1, modulus 11).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CvrNumber([u8; 8]);

impl CvrNumber {
    /// Reads it; the prefix `DK` and blanks are allowed.
    ///
    /// # Errors
    /// When the form or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, InvalidCvrNumber> {
        let text: String = text.chars().filter(|it| *it != ' ').collect();
        let digits = digits(text.strip_prefix("DK").unwrap_or(&text));
        let digits: [u8; 8] = digits.ok_or(InvalidCvrNumber::Form)?;
        if digits[0] == b'0' {
            return Err(InvalidCvrNumber::Form);
        }
        let weighted =
            digits.iter().zip([2, 7, 6, 5, 4, 3, 2, 1]).map(|(it, by)| u32::from(it - b'0') * by);
        if weighted.sum::<u32>() % 11 != 0 {
            return Err(InvalidCvrNumber::CheckDigit);
        }
        Ok(Self(digits))
    }

    /// Eight digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Not ten digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a P-number has ten digits")]
pub struct InvalidPNumber;

/// The number of a workplace (production unit): ten digits, no check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PNumber([u8; 10]);

impl PNumber {
    /// Reads it; blanks are allowed.
    ///
    /// # Errors
    /// When it is not ten digits.
    pub fn parse(text: &str) -> Result<Self, InvalidPNumber> {
        let text: String = text.chars().filter(|it| *it != ' ').collect();
        digits(&text).map(Self).ok_or(InvalidPNumber)
    }

    /// Ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then_some(bytes)
}

impl fmt::Display for CvrNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CvrNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CvrNumber({self})")
    }
}

impl fmt::Display for PNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PNumber({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_must_be_right() {
        for right in [
            "13585628",
            "35408002",
            "30715063",
            "27355021",
            "29189854",
            "36977191",
            "DK 13 58 56 28",
        ] {
            assert!(CvrNumber::parse(right).is_ok(), "{right}");
        }
        for wrong in ["13585627", "27355020", "12345678"] {
            assert_eq!(CvrNumber::parse(wrong), Err(InvalidCvrNumber::CheckDigit), "{wrong}");
        }
        for wrong in ["", "1358562", "135856281", "1358562x", "03585628", "١٣٥٨٥٦٢٨"] {
            assert_eq!(CvrNumber::parse(wrong), Err(InvalidCvrNumber::Form), "{wrong}");
        }
        assert_eq!(
            CvrNumber::parse("DK13585628").map(|it| it.to_string()),
            Ok("13585628".to_owned())
        );
    }

    #[test]
    fn a_p_number_is_ten_digits() {
        assert_eq!(
            PNumber::parse("1003388394").map(|it| it.to_string()),
            Ok("1003388394".to_owned())
        );
        for wrong in ["", "100338839", "10033883944", "100338839x"] {
            assert_eq!(PNumber::parse(wrong), Err(InvalidPNumber), "{wrong}");
        }
    }
}
