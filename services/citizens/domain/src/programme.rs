//! The programme of one citizen under the Integration Act, with the history of assessed readiness.
//!
//! Invariants: at most one programme runs; none begins before the take-over or on a day of an earlier one; an
//! assessment lies in a programme, and the first days of assessments only rise. All of it has happened: no day is in
//! the future.

use kernel::{Aggregate, CitizenId, Date, Decision, Period, Personal};
use law::Finding;

use crate::{
    citizen::Facts,
    values::{ProgrammeEndReason, ProgrammeKind, ReadinessCategory},
};

/// What is asked, about a citizen that the asker's municipality holds.
pub struct Command {
    pub citizen: Facts,
    pub today: Date,
    pub order: Order,
}

pub enum Order {
    Start { kind: ProgrammeKind, first_day: Date },
    End { last_day: Date, reason: ProgrammeEndReason },
    Assess { category: ReadinessCategory, first_day: Date, reason: Personal<String> },
}

/// Past facts. Variants are added; none is renamed, removed or given a new meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Started {
        citizen: CitizenId,
        kind: ProgrammeKind,
        first_day: Date,
    },
    /// The day is included.
    Ended {
        citizen: CitizenId,
        last_day: Date,
        reason: ProgrammeEndReason,
    },
    Assessed {
        citizen: CitizenId,
        category: ReadinessCategory,
        first_day: Date,
        /// Sealed: `None` when it was read back.
        reason: Option<Personal<String>>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("responsibility has not been taken over")]
    NotTakenOver,
    #[error("the day lies before the take-over of responsibility")]
    DayBeforeTakeOver,
    #[error("the day lies in the future")]
    DayInFuture,
    #[error("a programme runs already")]
    AlreadyRunning,
    #[error("an earlier programme has that day")]
    Overlaps,
    #[error("no programme runs on that day")]
    NotRunning,
    #[error("the day lies before the programme's first")]
    DayBeforeStart,
    #[error("readiness is assessed from that day or a later one")]
    AlreadyAssessed,
}

#[derive(Clone, Debug, Default)]
pub struct Programme {
    stage: Stage,
    /// Ended ones before the latest.
    earlier: Vec<Run>,
    /// Each from its first day until the next, oldest first.
    assessments: Vec<(Date, ReadinessCategory)>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    NeverBegun,
    Running(Run),
    Ended(Run, ProgrammeEndReason),
}

#[derive(Clone, Copy, Debug)]
struct Run {
    kind: ProgrammeKind,
    period: Period,
}

impl Aggregate for Programme {
    const KIND: &'static str = "programme";
    type Command = Command;
    type Event = Event;
    type Finding = Finding;
    type Refusal = Refusal;

    fn decide(&self, command: Command) -> Result<Decision<Event, Finding>, Refusal> {
        let Command { citizen: facts, today, order } = command;
        let citizen = facts.citizen;
        match order {
            Order::Start { kind, first_day } if self.runs_already(kind, first_day) => {
                Ok(Decision::nothing())
            }
            Order::Start { kind, first_day } => {
                self.may_start(&facts, first_day, today)?;
                Ok(Decision::of([Event::Started { citizen, kind, first_day }]))
            }
            Order::End { last_day, reason } => match self.stage {
                // Another reason would be a correction, which is a command of its own.
                Stage::Ended(run, then)
                    if run.period.last_day() == Some(last_day) && then == reason =>
                {
                    Ok(Decision::nothing())
                }
                Stage::NeverBegun | Stage::Ended(..) => Err(Refusal::NotRunning),
                Stage::Running(_) if last_day > today => Err(Refusal::DayInFuture),
                Stage::Running(run) => {
                    run.period.ended(last_day).ok_or(Refusal::DayBeforeStart)?;
                    Ok(Decision::of([Event::Ended { citizen, last_day, reason }]))
                }
            },
            // The same day and category again is no repeat: the earlier reason is sealed, and a new one must not be lost.
            Order::Assess { category, first_day, reason } => {
                self.may_assess(first_day, today)?;
                let reason = Some(reason);
                Ok(Decision::of([Event::Assessed { citizen, category, first_day, reason }]))
            }
        }
    }

    fn evolve(mut self, event: &Event) -> Self {
        match event {
            Event::Started { kind, first_day, .. } => {
                if let Stage::Ended(run, _) | Stage::Running(run) = self.stage {
                    self.earlier.push(run);
                }
                self.stage = Stage::Running(Run { kind: *kind, period: Period::from(*first_day) });
            }
            Event::Ended { last_day, reason, .. } => {
                if let Stage::Running(run) = self.stage {
                    let period = run.period.ended(*last_day).unwrap_or(run.period);
                    self.stage = Stage::Ended(Run { period, ..run }, *reason);
                }
            }
            Event::Assessed { category, first_day, .. } => {
                self.assessments.push((*first_day, *category));
            }
        }
        self
    }
}

impl Programme {
    /// Whether one was ever recorded.
    #[must_use]
    pub fn was_recorded(&self) -> bool {
        match self.stage {
            Stage::NeverBegun => false,
            Stage::Running(_) | Stage::Ended(..) => true,
        }
    }

    /// The kind of the programme that runs on a day, as far as it is recorded.
    #[must_use]
    pub fn kind_on(&self, day: Date) -> Option<ProgrammeKind> {
        let latest = match self.stage {
            Stage::NeverBegun => None,
            Stage::Running(run) | Stage::Ended(run, _) => Some(run),
        };
        self.earlier
            .iter()
            .copied()
            .chain(latest)
            .find(|run| run.period.contains(day))
            .map(|run| run.kind)
    }

    /// The category that holds on a day: of the last assessment up to it.
    #[must_use]
    pub fn readiness_on(&self, day: Date) -> Option<ReadinessCategory> {
        let holds = self.assessments.iter().rev().find(|(first_day, _)| *first_day <= day);
        holds.map(|(_, category)| *category)
    }

    /// First day of the last assessment.
    fn assessed_from(&self) -> Option<Date> {
        self.assessments.last().map(|(first_day, _)| *first_day)
    }

    fn runs_already(&self, kind: ProgrammeKind, first_day: Date) -> bool {
        match self.stage {
            Stage::Running(run) => run.kind == kind && run.period.first_day() == first_day,
            Stage::NeverBegun | Stage::Ended(..) => false,
        }
    }

    fn may_start(&self, facts: &Facts, first_day: Date, today: Date) -> Result<(), Refusal> {
        let responsible_from = facts.responsible_from.ok_or(Refusal::NotTakenOver)?;
        if first_day < responsible_from {
            return Err(Refusal::DayBeforeTakeOver);
        }
        match self.stage {
            Stage::Running(_) => Err(Refusal::AlreadyRunning),
            Stage::Ended(run, _) if run.period.overlaps(Period::from(first_day)) => {
                Err(Refusal::Overlaps)
            }
            Stage::NeverBegun | Stage::Ended(..) if first_day > today => Err(Refusal::DayInFuture),
            Stage::NeverBegun | Stage::Ended(..) => Ok(()),
        }
    }

    fn may_assess(&self, first_day: Date, today: Date) -> Result<(), Refusal> {
        match self.stage {
            Stage::NeverBegun => Err(Refusal::NotRunning),
            Stage::Running(run) | Stage::Ended(run, _) if first_day < run.period.first_day() => {
                Err(Refusal::DayBeforeStart)
            }
            Stage::Ended(run, _) if !run.period.contains(first_day) => Err(Refusal::NotRunning),
            Stage::Running(_) | Stage::Ended(..) => match self.assessed_from() {
                Some(then) if first_day <= then => Err(Refusal::AlreadyAssessed),
                Some(_) | None if first_day > today => Err(Refusal::DayInFuture),
                Some(_) | None => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests;
