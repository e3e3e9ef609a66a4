//! igu.start_window. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

/// The rule.
pub const RULE: Rule = Rule { id: "igu.start_window", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date) -> Finding {
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
