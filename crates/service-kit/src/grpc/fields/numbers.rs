//! Readers of numbers and of codes that are numbers.

use std::ops::RangeInclusive;

use kernel::{CvrNumber, InvalidCvrNumber, MunicipalityCode, PNumber};

use super::Fields;

impl Fields {
    /// A required CVR number with a right check digit.
    pub fn cvr(&mut self, field: &str, value: &str) -> Option<CvrNumber> {
        match CvrNumber::parse(value) {
            Ok(number) => return Some(number),
            Err(InvalidCvrNumber::Form) => self.wrong(
                field,
                "must have eight digits, the first of them not 0",
                "skal have otte cifre, og det første må ikke være 0",
            ),
            Err(InvalidCvrNumber::CheckDigit) => {
                self.wrong(field, "has a wrong check digit", "har et forkert kontrolciffer");
            }
        }
        None
    }

    /// A required P-number.
    pub fn p_number(&mut self, field: &str, value: &str) -> Option<PNumber> {
        let number = PNumber::parse(value).ok();
        if number.is_none() {
            self.wrong(field, "must have ten digits", "skal have ti cifre");
        }
        number
    }

    /// A number within a range, both ends included.
    pub fn number(
        &mut self,
        field: &str,
        value: impl Into<i64>,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let value = value.into();
        if range.contains(&value) {
            return Some(value);
        }
        let (least, most) = range.into_inner();
        self.remember(
            field,
            format!("must be {least} to {most}"),
            format!("skal være {least} til {most}"),
        );
        None
    }

    /// The code of a municipality, three digits.
    pub fn municipality(&mut self, field: &str, value: &str) -> Option<MunicipalityCode> {
        let code = MunicipalityCode::parse(value).ok();
        if code.is_none() {
            self.wrong(
                field,
                "must be the code of a municipality, three digits",
                "skal være en kommunekode på tre cifre",
            );
        }
        code
    }
}
