//! Words between `jobbro.values.v1` and the kernel.

use kernel::{Date, Month};
use law::{FactValue, Finding, Verdict};

use crate::values_v1 as pb;

/// A day as its message.
#[must_use]
pub fn date(day: Date) -> pb::CivilDate {
    pb::CivilDate { year: day.year().into(), month: day.month().into(), day: day.day().into() }
}

/// The day a message names; `None` when there is no such day in the calendar.
#[must_use]
pub fn read_date(message: &pb::CivilDate) -> Option<Date> {
    let (year, month, day) = (message.year, message.month, message.day);
    if year < 1 {
        return None;
    }
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A month as its message.
#[must_use]
pub fn month(month: Month) -> pb::CivilMonth {
    pb::CivilMonth { year: month.year().into(), month: month.month().into() }
}

/// The month a message names; `None` when there is none.
#[must_use]
pub fn read_month(message: &pb::CivilMonth) -> Option<Month> {
    Month::new(message.year.try_into().ok()?, message.month.try_into().ok()?)
}

/// A finding as it is stored and answered.
#[must_use]
pub fn finding(finding: &Finding) -> pb::Finding {
    let verdict = match finding.verdict {
        Verdict::Holds => pb::Verdict::Holds,
        Verdict::Breach => pb::Verdict::Breach,
        Verdict::Warns => pb::Verdict::Warns,
        Verdict::NotKnown => pb::Verdict::NotKnown,
    };
    let facts = finding.facts.iter().map(|fact| {
        let mut message = pb::Fact { name: fact.name.to_owned(), ..pb::Fact::default() };
        match &fact.value {
            FactValue::Date(day) => message.date = Some(date(*day)),
            FactValue::Number(it) => message.number = Some(*it),
            FactValue::Code(it) => message.code = Some((*it).to_owned()),
        }
        message
    });
    pb::Finding {
        rule: finding.rule.id.to_owned(),
        citation: finding.citation.to_string(),
        row_from: finding.row_from.map(date),
        on: Some(date(finding.on)),
        verdict: verdict.into(),
        facts: facts.collect(),
    }
}
