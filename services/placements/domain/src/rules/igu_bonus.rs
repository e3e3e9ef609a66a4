//! igu.bonus. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

use crate::values::Sector;
/// The rule.
pub const RULE: Rule = Rule { id: "igu.bonus", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, sector: Option<Sector>) -> Finding {
    let _ = (sector);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}

/// One instalment of the bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// From 1.
    pub number: u8,
    pub due_on: Date,
    pub amount_ore: i64,
    /// Whether the IGU must be completed, with certificate.
    pub certificate_required: bool,
}

/// The instalments an IGU that begins on that day gives its employer; none to a public one.
#[must_use]
pub fn instalments(first_day: Date, sector: Sector) -> Vec<Instalment> {
    let _ = (first_day, sector);
    Vec::new()
}
