//! Figures: what is told of counts, each with numerator and denominator (decisions N31), and beside it the same on
//! another day.

use crate::{Percent, Ratio};

/// One counted share, count or ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Stable code of the variant.
    pub variant: &'static str,
    /// Of these; of a plain count, the count.
    pub numerator: u64,
    /// Among these; 0 of a plain count.
    pub denominator: u64,
    /// Of a share; `None` among nobody.
    pub percent: Option<Percent>,
    /// Of a ratio; `None` for each of nothing.
    pub ratio: Option<Ratio>,
    /// For I01: recipients not yet assessed.
    pub not_assessed: Option<u64>,
    /// The same on another day, when one was asked for.
    pub compared: Option<Compared>,
    kind: Kind,
}

/// The figure on the day it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// As of the figure.
    pub numerator: u64,
    /// As of the figure.
    pub denominator: u64,
    /// As of the figure.
    pub percent: Option<Percent>,
    /// As of the figure.
    pub ratio: Option<Ratio>,
    /// The figure for each of this one; `None` when this one is 0 or either has no value.
    pub change: Option<Ratio>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Share,
    Count,
    Ratio,
}

impl Figure {
    pub(crate) fn share(variant: &'static str, numerator: u64, denominator: u64) -> Self {
        let percent = Percent::of(numerator, denominator);
        Self { percent, ..Self::plain(Kind::Share, variant, numerator, denominator) }
    }

    pub(crate) fn with_not_assessed(self, not_assessed: u64) -> Self {
        Self { not_assessed: Some(not_assessed), ..self }
    }

    pub(crate) fn count(variant: &'static str, count: u64) -> Self {
        Self::plain(Kind::Count, variant, count, 0)
    }

    pub(crate) fn ratio(variant: &'static str, numerator: u64, denominator: u64) -> Self {
        let ratio = Ratio::of(numerator, denominator);
        Self { ratio, ..Self::plain(Kind::Ratio, variant, numerator, denominator) }
    }

    fn plain(kind: Kind, variant: &'static str, numerator: u64, denominator: u64) -> Self {
        let (percent, ratio, not_assessed, compared) = (None, None, None, None);
        Self { variant, numerator, denominator, percent, ratio, not_assessed, compared, kind }
    }

    /// With the same figure of another day beside it.
    #[must_use]
    pub fn compared_with(self, other: Self) -> Self {
        let compared = Compared {
            numerator: other.numerator,
            denominator: other.denominator,
            percent: other.percent,
            ratio: other.ratio,
            change: Ratio::between(self.value(), other.value()),
        };
        Self { compared: Some(compared), ..self }
    }

    /// As an exact fraction; a denominator of 0 is no value.
    fn value(self) -> (u64, u64) {
        match self.kind {
            Kind::Count => (self.numerator, 1),
            Kind::Share | Kind::Ratio => (self.numerator, self.denominator),
        }
    }
}

#[cfg(test)]
mod tests;
