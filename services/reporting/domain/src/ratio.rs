//! So many for each, with two decimals, half up (decisions N31).

use std::fmt;

use crate::rounding::half_up;

/// A ratio in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio {
    hundredths: u64,
}

impl Ratio {
    /// `numerator` for each of `denominator`; `None` for each of nothing.
    #[must_use]
    pub fn of(numerator: u64, denominator: u64) -> Option<Self> {
        Self::between((numerator, denominator), (1, 1))
    }

    /// One fraction for each of another, both as numerator and denominator, exact until the one rounding; `None`
    /// when either has no value or the other is 0.
    #[must_use]
    pub(crate) fn between(this: (u64, u64), other: (u64, u64)) -> Option<Self> {
        let [this, other] = [this, other].map(|(above, below)| (above.into(), below.into()));
        let product = |one: u128, another: u128| one * another;
        if other.1 == 0 {
            return None;
        }
        half_up(product(this.0, other.1), product(this.1, other.0), 100)
            .map(|hundredths| Self { hundredths })
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.hundredths / 100, self.hundredths % 100)
    }
}

#[cfg(test)]
mod tests;
