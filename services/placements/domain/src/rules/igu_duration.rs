//! igu.duration. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

use super::months::months_after;

/// The rule.
pub const RULE: Rule = Rule { id: "igu.duration", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(first_day: Date) -> Finding {
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), first_day)
}

/// The last day, included, of an IGU that begins on that day.
#[must_use]
pub fn last_day(first_day: Date) -> Date {
    let end = months_after(first_day, 24);
    end.yesterday().unwrap_or(end)
}
