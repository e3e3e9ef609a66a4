//! igu.written_agreement. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

/// The rule.
pub const RULE: Rule = Rule { id: "igu.written_agreement", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, concluded_on: Date) -> Finding {
    let _ = (concluded_on);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
