//! igu.once. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

use crate::facts::EarlierIgu;
/// The rule.
pub const RULE: Rule = Rule { id: "igu.once", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(on: Date, earlier: &[EarlierIgu]) -> Finding {
    let _ = (earlier);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), on)
}
