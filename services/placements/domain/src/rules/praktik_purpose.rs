//! praktik.purpose. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

/// The rule.
pub const RULE: Rule = Rule { id: "praktik.purpose", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, purpose_stated: bool, job_goal_stated: bool) -> Finding {
    let _ = (purpose_stated, job_goal_stated);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
