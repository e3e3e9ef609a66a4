//! praktik.extension. Rows follow.

use law::{Citation, Finding, Rule};

use super::LengthCase;
/// The rule.
pub const RULE: Rule = Rule { id: "praktik.extension", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(case: &LengthCase) -> Finding {
    let _ = (case);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), case.first_day)
}
