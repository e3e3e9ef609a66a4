//! What has become of a planned IGU, and what may follow.

use kernel::{Date, Decision, MunicipalityCode, QuestionId};
use law::{Finding, Verdict};

use super::{Ending, Event, Order, Plan, Refusal, law_of_the_day};
use crate::{
    facts::{EarlierIgu, LegalAnswer, LegalFacts},
    rules::igu_register_deadline,
    values::IguChannel,
};

type Decided = Result<Decision<Event, Finding>, Refusal>;

/// A planned IGU.
#[derive(Clone, Debug)]
pub struct Case {
    pub plan: Plan,
    /// As planned, included.
    pub last_day: Date,
    pub municipality: MunicipalityCode,
    legal: Legal,
    /// `None` until concluded.
    pub(super) agreement: Option<Agreement>,
    pub(super) stage: Stage,
}

#[derive(Clone, Debug)]
enum Legal {
    NotAsked,
    Pending(QuestionId),
    Answered(LegalAnswer),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Agreement {
    pub concluded_on: Date,
    due_on: Date,
    registration: Registration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Registration {
    NotYet,
    Overdue,
    Done,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    Planned,
    Concluded,
    Running,
    /// Last day, included; so below.
    Stopped(Date),
    Completed(Date),
    Cancelled,
    Annulled,
}

/// Where an IGU stands, as refusals and read models name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Planned,
    Concluded,
    Running,
    Stopped,
    Completed,
    Cancelled,
    Annulled,
}

impl State {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "PLANNED",
            Self::Concluded => "CONCLUDED",
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
            Self::Annulled => "ANNULLED",
        }
    }
}

impl Case {
    pub(super) fn planned(plan: Plan, last_day: Date, municipality: MunicipalityCode) -> Self {
        let (legal, agreement, stage) = (Legal::NotAsked, None, Stage::Planned);
        Self { plan, last_day, municipality, legal, agreement, stage }
    }

    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        match self.stage {
            Stage::Planned => State::Planned,
            Stage::Concluded => State::Concluded,
            Stage::Running => State::Running,
            Stage::Stopped(_) => State::Stopped,
            Stage::Completed(_) => State::Completed,
            Stage::Cancelled => State::Cancelled,
            Stage::Annulled => State::Annulled,
        }
    }

    pub(super) fn decide(&self, order: Order, today: Date) -> Decided {
        match order {
            Order::Plan { .. } => self.wrong_state(),
            Order::Answer { question, answer } => Ok(self.answer(question, answer)),
            Order::Conclude { concluded_on, earlier } => {
                self.conclude(concluded_on, &earlier, today)
            }
            Order::Register { channel, registered_on } => {
                self.register(channel, registered_on, today)
            }
            Order::MarkOverdue => Ok(self.mark_overdue(today)),
            Order::Start => self.start(today),
            Order::Stop { last_day, reason } => {
                self.may_stop(last_day, today)?;
                let ending = Some(Ending { citizen: self.plan.citizen, reason });
                Ok(Decision::of([Event::Stopped { igu: self.plan.igu, last_day, ending }]))
            }
            Order::Complete { last_day } => self.complete(last_day, today),
            Order::Cancel { reason } => match self.stage {
                Stage::Planned | Stage::Concluded => {
                    let ending = Some(Ending { citizen: self.plan.citizen, reason });
                    Ok(Decision::of([Event::Cancelled { igu: self.plan.igu, ending }]))
                }
                // Cancelled again is no repeat: the earlier reason is sealed, and a new one must not be lost.
                Stage::Running
                | Stage::Stopped(_)
                | Stage::Completed(_)
                | Stage::Cancelled
                | Stage::Annulled => self.wrong_state(),
            },
            Order::Annul => match self.stage {
                Stage::Annulled => Ok(Decision::nothing()),
                // A mistake can be undone, that it was completed too.
                Stage::Planned
                | Stage::Concluded
                | Stage::Running
                | Stage::Stopped(_)
                | Stage::Completed(_)
                | Stage::Cancelled => Ok(Decision::of([Event::Annulled { igu: self.plan.igu }])),
            },
        }
    }

    /// An answer that came twice, late, or to another question changes nothing.
    fn answer(&self, question: QuestionId, answer: LegalAnswer) -> Decision<Event, Finding> {
        match self.legal {
            Legal::Pending(asked) if asked == question => {
                Decision::of([Event::LegalFactsReceived { question, answer }])
            }
            Legal::Pending(_) | Legal::NotAsked | Legal::Answered(_) => Decision::nothing(),
        }
    }

    fn conclude(&self, concluded_on: Date, earlier: &[EarlierIgu], today: Date) -> Decided {
        if !matches!(self.stage, Stage::Planned) {
            return self.wrong_state();
        }
        if concluded_on > today {
            return Err(Refusal::DayInFuture);
        }
        let findings = law_of_the_day::looked_at(&self.plan, self.stated()?, concluded_on, earlier);
        let broken = |it: &&Finding| it.verdict == Verdict::Breach;
        if findings.iter().any(|it| broken(&it)) {
            return Err(Refusal::Breached(findings.iter().filter(broken).cloned().collect()));
        }
        Ok(Decision::of([Event::AgreementConcluded {
            igu: self.plan.igu,
            concluded_on,
            registration_due_on: igu_register_deadline::due_on(concluded_on),
            findings: findings.clone(),
        }])
        .with(findings))
    }

    fn stated(&self) -> Result<&LegalFacts, Refusal> {
        match &self.legal {
            Legal::NotAsked | Legal::Pending(_) => Err(Refusal::AnswersPending),
            Legal::Answered(LegalAnswer::Unknown) => Err(Refusal::CitizenUnknown),
            Legal::Answered(LegalAnswer::NotYours) => Err(Refusal::CitizenNotYours),
            Legal::Answered(LegalAnswer::Stated(facts)) => Ok(facts),
        }
    }

    fn register(&self, channel: IguChannel, registered_on: Date, today: Date) -> Decided {
        let agreement = self.agreement_that_stands().ok_or(Refusal::WrongState(self.state()))?;
        if agreement.registration == Registration::Done {
            return Err(Refusal::AlreadyRegistered);
        }
        if registered_on > today {
            return Err(Refusal::DayInFuture);
        }
        if registered_on < agreement.concluded_on {
            return Err(Refusal::DayBeforeConclusion);
        }
        let found = igu_register_deadline::check(agreement.concluded_on, registered_on, channel);
        let Plan { igu, citizen, cvr, p_number, .. } = self.plan;
        Ok(Decision::of([Event::Registered {
            igu,
            citizen,
            cvr,
            p_number,
            channel,
            registered_on,
            findings: vec![found.clone()],
        }])
        .with([found]))
    }

    /// The agreement, unless it came to nothing. That the IGU has ended does not end the duty to register it.
    fn agreement_that_stands(&self) -> Option<Agreement> {
        match self.stage {
            Stage::Concluded | Stage::Running | Stage::Stopped(_) | Stage::Completed(_) => {
                self.agreement
            }
            Stage::Planned | Stage::Cancelled | Stage::Annulled => None,
        }
    }

    fn mark_overdue(&self, today: Date) -> Decision<Event, Finding> {
        match self.agreement_that_stands() {
            Some(Agreement { due_on, registration: Registration::NotYet, .. })
                if due_on < today =>
            {
                Decision::of([Event::RegistrationOverdue { igu: self.plan.igu, due_on }])
            }
            Some(_) | None => Decision::nothing(),
        }
    }

    fn start(&self, today: Date) -> Decided {
        let Plan { igu, first_day, .. } = self.plan;
        match self.stage {
            Stage::Running => Ok(Decision::nothing()),
            Stage::Concluded if first_day > today => Err(Refusal::DayInFuture),
            Stage::Concluded => Ok(Decision::of([Event::Started { igu, first_day }])),
            Stage::Planned
            | Stage::Stopped(_)
            | Stage::Completed(_)
            | Stage::Cancelled
            | Stage::Annulled => self.wrong_state(),
        }
    }

    /// Also on or after the planned last day: what ran its time without being completed is not completed.
    fn may_stop(&self, last_day: Date, today: Date) -> Result<(), Refusal> {
        match self.stage {
            Stage::Running if last_day > today => Err(Refusal::DayInFuture),
            Stage::Running if last_day < self.plan.first_day => Err(Refusal::DayBeforeStart),
            Stage::Running => Ok(()),
            // Stopped again is no repeat either: its reason would be lost.
            Stage::Planned
            | Stage::Concluded
            | Stage::Stopped(_)
            | Stage::Completed(_)
            | Stage::Cancelled
            | Stage::Annulled => Err(Refusal::WrongState(self.state())),
        }
    }

    fn complete(&self, last_day: Date, today: Date) -> Decided {
        match self.stage {
            Stage::Completed(then) if then == last_day => Ok(Decision::nothing()),
            Stage::Running if last_day > today => Err(Refusal::DayInFuture),
            Stage::Running if last_day < self.last_day => Err(Refusal::DayBeforeEnd),
            Stage::Running => Ok(Decision::of([Event::Completed { igu: self.plan.igu, last_day }])),
            Stage::Planned
            | Stage::Concluded
            | Stage::Stopped(_)
            | Stage::Completed(_)
            | Stage::Cancelled
            | Stage::Annulled => self.wrong_state(),
        }
    }

    fn wrong_state(&self) -> Decided {
        Err(Refusal::WrongState(self.state()))
    }

    pub(super) fn evolve(mut self, event: &Event) -> Self {
        match event {
            // `Igu` begins with it.
            Event::Planned { .. } => {}
            Event::LegalFactsAsked { question, .. } => self.legal = Legal::Pending(*question),
            Event::LegalFactsReceived { answer, .. } => {
                self.legal = Legal::Answered(answer.clone());
            }
            Event::AgreementConcluded { concluded_on, registration_due_on, .. } => {
                self.stage = Stage::Concluded;
                self.agreement = Some(Agreement {
                    concluded_on: *concluded_on,
                    due_on: *registration_due_on,
                    registration: Registration::NotYet,
                });
            }
            Event::Registered { .. } => self.registration_is(Registration::Done),
            Event::RegistrationOverdue { .. } => self.registration_is(Registration::Overdue),
            Event::Started { .. } => self.stage = Stage::Running,
            Event::Stopped { last_day, .. } => self.stage = Stage::Stopped(*last_day),
            Event::Cancelled { .. } => self.stage = Stage::Cancelled,
            Event::Annulled { .. } => self.stage = Stage::Annulled,
            Event::Completed { last_day, .. } => self.stage = Stage::Completed(*last_day),
        }
        self
    }

    fn registration_is(&mut self, now: Registration) {
        if let Some(agreement) = &mut self.agreement {
            agreement.registration = now;
        }
    }
}
