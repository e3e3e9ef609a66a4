//! Percent with one decimal, half up (decisions N31), in whole numbers only.

use std::fmt;

/// A share in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    tenths: u64,
}

impl Percent {
    /// The share of `numerator` in `denominator`; `None` of nothing.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
        // Half up: add half of the denominator, then cut. Doubled, so that the half is a whole number too.
        let tenths = (numerator * 2000 + denominator) / (denominator * 2);
        u64::try_from(tenths).ok().map(|tenths| Self { tenths })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

#[cfg(test)]
mod tests;
