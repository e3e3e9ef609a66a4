//! How rules write down what they looked at.

use law::{Enforcement::Warn, FactValue, Finding};

/// What a fact says when nobody told it.
const NOT_KNOWN: FactValue = FactValue::code("NOT_KNOWN");

/// `YES` or `NO`.
pub(super) const fn yes(it: bool) -> FactValue {
    FactValue::code(if it { "YES" } else { "NO" })
}

pub(super) fn number(it: impl Into<i64>) -> FactValue {
    FactValue::Number(it.into())
}

/// The value, or that it is not known.
pub(super) fn known(it: Option<FactValue>) -> FactValue {
    it.unwrap_or(NOT_KNOWN)
}

/// The row rests on an act that is expected to have changed by then: nobody is refused by it, and everyone is told.
pub(super) fn expected_to_change(finding: Finding) -> Finding {
    let finding = finding.broken_if(true, Warn);
    finding.fact("law_state", FactValue::code("EXPECTED_TO_HAVE_CHANGED"))
}
