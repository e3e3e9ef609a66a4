//! By when, and where, an agreement on an IGU is registered.
//!
//! Law: `docs/law/igu-register-deadline.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, date};
use law::{
    Citation,
    Enforcement::Warn,
    FactValue::{self, Date as Day},
    Finding, Row, Rule, in_force,
};

use super::months::months_after;
use crate::values::IguChannel::{self, Authority, Vitas};

pub const RULE: Rule = Rule {
    id: "igu.register_deadline",
    danish: "aftalen om igu'en er registreret senest en måned efter, at den er indgået, og det rette sted.",
    english: "the agreement on the IGU is registered within a month of being concluded, and in the right place.",
};

/// One month, in every row.
const MONTHS: u8 = 1;

const fn row(
    from: Date,
    to: Option<Date>,
    citation: Citation,
    channel: IguChannel,
) -> Row<IguChannel> {
    Row { from: Some(from), to, citation, enforcement: Warn, content: channel }
}

/// Oldest first; a row says where agreements concluded in its time are registered.
const ROWS: &[Row<IguChannel>] = &[
    row(
        date(2016, 7, 1),
        Some(date(2017, 1, 2)),
        Citation::new(2016, 1010, "§ 3, stk. 3"),
        Authority,
    ),
    row(date(2017, 1, 2), Some(date(2019, 7, 10)), Citation::new(2016, 1623, "§ 3, stk. 2"), Vitas),
    row(date(2019, 7, 10), Some(date(2021, 5, 1)), Citation::new(2019, 707, "§ 3, stk. 2"), Vitas),
    row(date(2021, 5, 1), Some(date(2024, 1, 1)), Citation::new(2021, 1128, "§ 3, stk. 2"), Vitas),
    row(date(2024, 1, 1), None, Citation::new(2023, 1825, "§ 3, stk. 2"), Vitas),
];

/// The last day for registering an agreement concluded on that day.
#[must_use]
pub fn due_on(concluded_on: Date) -> Date {
    months_after(concluded_on, MONTHS)
}

/// The row of the day of conclusion. It never refuses.
#[must_use]
pub fn check(concluded_on: Date, registered_on: Date, channel: IguChannel) -> Finding {
    let due_on = due_on(concluded_on);
    let said = match in_force(ROWS, concluded_on) {
        Some(row) => {
            let right = channel == row.content || now_used(registered_on) == Some(channel);
            Finding::holds(RULE, row, concluded_on)
                .broken_if(registered_on > due_on || !right, row.enforcement)
        }
        None => Finding::not_known(RULE, ROWS[0].citation, concluded_on),
    };
    said.fact("concluded_on", Day(concluded_on))
        .fact("due_on", Day(due_on))
        .fact("registered_on", Day(registered_on))
        .fact("channel", FactValue::code(channel.code()))
}

/// Where one registered on that day, whenever the agreement was concluded: the old order was repealed.
fn now_used(registered_on: Date) -> Option<IguChannel> {
    in_force(ROWS, registered_on).map(|it| it.content)
}

#[cfg(test)]
mod tests;
