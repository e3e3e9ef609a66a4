//! Words between `jobbro.values.v1` and the kernel.

use kernel::{Date, Month};
use law::{Fact, FactValue, Finding, Rule, Verdict};

use crate::values_v1 as pb;

mod sentences;
mod words;

pub use sentences::{Sentences, brief, plain, sentences};

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
        let mut message = pb::Fact { name: fact.name.clone().into_owned(), ..pb::Fact::default() };
        match &fact.value {
            FactValue::Date(day) => message.date = Some(date(*day)),
            FactValue::Number(it) => message.number = Some(*it),
            FactValue::Code(it) => message.code = Some(it.clone().into_owned()),
        }
        message
    });
    pb::Finding {
        rule: finding.rule.id.to_owned(),
        citation: finding.citation.clone().into_owned(),
        row_from: finding.row_from.map(date),
        on: Some(date(finding.on)),
        verdict: verdict.into(),
        facts: facts.collect(),
    }
}

/// The finding that was stored; `named` knows the rules by id. `None` when the rule is not known, or a part is none.
#[must_use]
pub fn read_finding(
    message: &pb::Finding,
    named: impl Fn(&str) -> Option<Rule>,
) -> Option<Finding> {
    let facts = message.facts.iter().map(read_fact).collect::<Option<Vec<_>>>()?;
    Some(Finding {
        rule: named(&message.rule)?,
        citation: message.citation.clone().into(),
        row_from: match &message.row_from {
            Some(day) => Some(read_date(day)?),
            None => None,
        },
        on: read_date(message.on.as_ref()?)?,
        verdict: match message.verdict() {
            pb::Verdict::Holds => Verdict::Holds,
            pb::Verdict::Breach => Verdict::Breach,
            pb::Verdict::Warns => Verdict::Warns,
            pb::Verdict::NotKnown => Verdict::NotKnown,
            pb::Verdict::Unspecified => return None,
        },
        facts,
    })
}

fn read_fact(fact: &pb::Fact) -> Option<Fact> {
    let value = match (&fact.date, fact.number, &fact.code) {
        (Some(day), None, None) => FactValue::Date(read_date(day)?),
        (None, Some(number), None) => FactValue::Number(number),
        (None, None, Some(code)) => FactValue::Code(code.clone().into()),
        _ => return None,
    };
    Some(Fact { name: fact.name.clone().into(), value })
}

/// A finding as it is told to a person, whatever it says.
#[must_use]
pub fn explained(said: &Finding) -> pb::ExplainedFinding {
    let Sentences { danish, english } = sentences(said);
    pb::ExplainedFinding { finding: Some(finding(said)), danish, english }
}

/// A finding that a person should hear of with the answer.
#[must_use]
pub fn warning(said: &Finding) -> pb::Warning {
    let Sentences { danish, english } = sentences(said);
    pb::Warning { finding: Some(finding(said)), danish, english }
}
