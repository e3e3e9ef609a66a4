//! igu.age. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

/// The rule.
pub const RULE: Rule = Rule { id: "igu.age", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, age_years: Option<u32>) -> Finding {
    let _ = (age_years);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
