//! igu.residence_years. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

/// The rule.
pub const RULE: Rule = Rule { id: "igu.residence_years", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, full_years: Option<u32>, on_anniversary: Option<bool>) -> Finding {
    let _ = (full_years, on_anniversary);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
