//! The main benefits of one citizen, one after the other.
//!
//! Invariants: at most one main benefit on any day; none before the take-over. A benefit may start or stop in the
//! future, a year ahead: the payment is planned. Which kind is lawful only warns (`rules::benefit_calendar`).

use kernel::{Aggregate, CitizenId, Date, Decision, Period};
use law::Finding;

use crate::{
    citizen::Facts,
    rules::benefit_calendar::{self, Case},
    values::{BenefitKind, ProgrammeKind},
};

/// What is asked, about a citizen that the asker's municipality holds.
pub struct Command {
    pub citizen: Facts,
    pub today: Date,
    pub order: Order,
}

pub enum Order {
    Start {
        kind: BenefitKind,
        first_day: Date,
        /// The programme that runs on the first day, as far as it is recorded.
        programme: Option<ProgrammeKind>,
    },
    Stop {
        last_day: Date,
    },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Started {
        citizen: CitizenId,
        kind: BenefitKind,
        first_day: Date,
        /// What the rules said; stored as proof, empty when it was read back: no later decision rests on it.
        findings: Vec<Finding>,
    },
    /// The day is included.
    Stopped { citizen: CitizenId, last_day: Date },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("responsibility has not been taken over")]
    NotTakenOver,
    #[error("the day lies before the take-over of responsibility")]
    DayBeforeTakeOver,
    #[error("another main benefit has that day or a later one")]
    Overlaps,
    #[error("no main benefit runs")]
    NotRunning,
    #[error("the day lies before the benefit's first")]
    DayBeforeStart,
    #[error("the day lies more than 366 days ahead")]
    DayInFuture,
}

#[derive(Clone, Copy, Debug, Default)]
pub enum BenefitCourse {
    #[default]
    Never,
    Running {
        kind: BenefitKind,
        first_day: Date,
    },
    Stopped(Period),
}

impl Aggregate for BenefitCourse {
    const KIND: &'static str = "benefit_course";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { citizen: facts, today, order } = command;
        match (self, order) {
            (Self::Running { kind: k, first_day: d }, Order::Start { kind, first_day, .. })
                if (*k, *d) == (kind, first_day) =>
            {
                Ok(Decision::nothing())
            }
            (
                Self::Never | Self::Running { .. } | Self::Stopped(_),
                Order::Start { kind, first_day, programme },
            ) => {
                let responsible_from = self.may_start(&facts, first_day, today)?;
                Ok(started(&facts, kind, first_day, responsible_from, programme))
            }
            (Self::Running { .. }, Order::Stop { last_day }) if too_far(last_day, today) => {
                Err(Refusal::DayInFuture)
            }
            (Self::Running { first_day, .. }, Order::Stop { last_day }) => {
                Period::of(*first_day, last_day).ok_or(Refusal::DayBeforeStart)?;
                Ok(Decision::of([Event::Stopped { citizen: facts.citizen, last_day }]))
            }
            (Self::Stopped(then), Order::Stop { last_day })
                if then.last_day() == Some(last_day) =>
            {
                Ok(Decision::nothing())
            }
            (Self::Never | Self::Stopped(_), Order::Stop { .. }) => Err(Refusal::NotRunning),
        }
    }

    fn evolve(self, event: &Event) -> Self {
        match (self, event) {
            (_, Event::Started { kind, first_day, .. }) => {
                Self::Running { kind: *kind, first_day: *first_day }
            }
            (Self::Running { first_day, .. }, Event::Stopped { last_day, .. }) => {
                Period::of(first_day, *last_day).map_or(self, Self::Stopped)
            }
            // A stop of nothing is in no history; it changes nothing.
            (Self::Never | Self::Stopped(_), Event::Stopped { .. }) => self,
        }
    }
}

impl BenefitCourse {
    /// Whether a benefit may start on that day; the first day of the responsibility, when it may.
    fn may_start(&self, facts: &Facts, first_day: Date, today: Date) -> Result<Date, Refusal> {
        let responsible_from = facts.responsible_from.ok_or(Refusal::NotTakenOver)?;
        if first_day < responsible_from {
            return Err(Refusal::DayBeforeTakeOver);
        }
        match self {
            Self::Running { .. } => Err(Refusal::Overlaps),
            Self::Stopped(earlier) if earlier.overlaps(Period::from(first_day)) => {
                Err(Refusal::Overlaps)
            }
            Self::Never | Self::Stopped(_) if too_far(first_day, today) => {
                Err(Refusal::DayInFuture)
            }
            Self::Never | Self::Stopped(_) => Ok(responsible_from),
        }
    }
}

/// A mistyped year would block the citizen for ever: nobody plans further ahead than a year, a leap year too.
fn too_far(day: Date, today: Date) -> bool {
    day.duration_since(today).as_hours() > 366 * 24
}

/// All rules are looked at; what they say is stored with the event and answered.
fn started(
    facts: &Facts,
    kind: BenefitKind,
    first_day: Date,
    responsible_from: Date,
    programme: Option<ProgrammeKind>,
) -> Decision<Event, Finding> {
    let findings = vec![benefit_calendar::check(&Case {
        kind,
        first_day,
        residence_basis: facts.residence_basis,
        first_permit_month: facts.first_permit_month,
        responsible_from,
        programme,
    })];
    let citizen = facts.citizen;
    Decision::of([Event::Started { citizen, kind, first_day, findings: findings.clone() }])
        .with(findings)
}

#[cfg(test)]
mod tests;
