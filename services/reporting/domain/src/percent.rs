//! Percent with one decimal, half up (decisions N31).

use std::fmt;

use crate::rounding::half_up;

/// A share in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    tenths: u64,
}

impl Percent {
    /// The share of `numerator` in `denominator`; `None` of nothing.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64) -> Option<Self> {
        half_up(numerator.into(), denominator.into(), 1000).map(|tenths| Self { tenths })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tenths / 10, self.tenths % 10)
    }
}

#[cfg(test)]
mod tests;
