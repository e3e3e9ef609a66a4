//! igu.target_group. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

use crate::values::ResidenceBasis;
/// The rule.
pub const RULE: Rule = Rule { id: "igu.target_group", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date, basis: Option<ResidenceBasis>) -> Finding {
    let _ = (basis);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}
