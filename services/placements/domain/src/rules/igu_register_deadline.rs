//! igu.register_deadline. Rows follow.

use kernel::Date;
use law::{Citation, Finding, Rule};

use super::months::months_after;
use crate::values::IguChannel;
/// The rule.
pub const RULE: Rule = Rule { id: "igu.register_deadline", danish: "", english: "" };

/// No row yet: not known.
#[must_use]
pub fn check(concluded_on: Date, registered_on: Date, channel: IguChannel) -> Finding {
    let _ = (registered_on, channel);
    Finding::not_known(RULE, Citation::new(2016, 623, "§ 3"), concluded_on)
}

/// The last day for registering an agreement concluded on that day.
#[must_use]
pub fn due_on(concluded_on: Date) -> Date {
    months_after(concluded_on, 1)
}
