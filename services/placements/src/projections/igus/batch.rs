//! A slice of our own events as columns, one set for each statement, ready for UNNEST.

use ::projections::ProjectionError;
use event_log::{Envelope, Origin};
use kernel::{Aggregate as _, Uuid};
use placements_domain::igu::Igu;
use proto::{
    events::{
        Malformed,
        placements::{Event, IguAgreementConcluded, IguPlanned, IguRegistered, LegalFactsReceived},
    },
    placements::{
        events::v1::LegalFactsOutcome,
        v1::{AnswerState, IguState},
    },
    values,
    values_v1::CivilDate,
};

#[derive(Default)]
pub(super) struct Batch {
    pub planned: Planned,
    pub answered: Answered,
    pub concluded: Concluded,
    pub registered: Registered,
    pub overdue: Vec<Uuid>,
    pub states: States,
    pub versions: Versions,
}

#[derive(Default)]
pub(super) struct Planned {
    pub igus: Vec<Uuid>,
    pub municipalities: Vec<String>,
    pub positions: Vec<i64>,
    pub citizens: Vec<Uuid>,
    pub cvrs: Vec<String>,
    pub p_numbers: Vec<String>,
    pub first_days: Vec<String>,
    pub last_days: Vec<String>,
}

#[derive(Default)]
pub(super) struct Answered {
    pub igus: Vec<Uuid>,
    pub outcomes: Vec<i16>,
    pub answers: Vec<Vec<u8>>,
}

#[derive(Default)]
pub(super) struct Concluded {
    pub igus: Vec<Uuid>,
    pub days: Vec<String>,
    pub due: Vec<String>,
    pub migrated: Vec<bool>,
    pub conclusions: Vec<Vec<u8>>,
}

#[derive(Default)]
pub(super) struct Registered {
    pub igus: Vec<Uuid>,
    pub days: Vec<String>,
    pub channels: Vec<i16>,
    pub registrations: Vec<Vec<u8>>,
}

/// Where an IGU stands after an event, and its last day when it has ended.
#[derive(Default)]
pub(super) struct States {
    pub igus: Vec<Uuid>,
    pub codes: Vec<i16>,
    pub ended_on: Vec<Option<String>>,
}

/// The version of the stream after each event.
#[derive(Default)]
pub(super) struct Versions {
    pub igus: Vec<Uuid>,
    pub numbers: Vec<i64>,
}

impl Batch {
    /// Questions and answers of placements have the same shapes: they are told by the kind of their stream.
    pub(super) fn read(events: &[Envelope]) -> Result<Self, ProjectionError> {
        let mut batch = Self::default();
        for envelope in events.iter().filter(|it| it.kind == Igu::KIND) {
            let malformed = || Malformed::content(&envelope.type_name);
            let event = Event::decode(&envelope.type_name, &envelope.payload)?;
            event.and_then(|it| batch.add(envelope, &it)).ok_or_else(malformed)?;
            batch.versions.igus.push(envelope.stream_id);
            batch.versions.numbers.push(envelope.version);
        }
        Ok(batch)
    }

    /// `None` when it holds what no event of ours may.
    fn add(&mut self, envelope: &Envelope, event: &Event) -> Option<()> {
        let igu = envelope.stream_id;
        match event {
            Event::IguPlanned(it) => self.planned.add(envelope, it),
            // The plan says that it is pending.
            Event::LegalFactsAsked(_) => Some(()),
            Event::LegalFactsReceived(it) => self.answered.add(envelope, it),
            Event::IguAgreementConcluded(it) => {
                self.states.add(igu, IguState::Concluded, None);
                self.concluded.add(envelope, it)
            }
            Event::IguRegistered(it) => self.registered.add(envelope, it),
            Event::IguRegistrationOverdue(_) => {
                self.overdue.push(igu);
                Some(())
            }
            Event::IguStarted(_) => self.states.add(igu, IguState::Running, None),
            Event::IguStopped(it) => {
                self.states.add(igu, IguState::Stopped, Some(day(it.last_day.as_ref())?))
            }
            Event::IguCompleted(it) => {
                self.states.add(igu, IguState::Completed, Some(day(it.last_day.as_ref())?))
            }
            Event::IguCancelled(_) => self.states.add(igu, IguState::Cancelled, None),
            Event::IguAnnulled(_) => self.states.add(igu, IguState::Annulled, None),
            Event::PlacementDrafted(_)
            | Event::PlacementRevised(_)
            | Event::PlacementSigned(_)
            | Event::PlacementSubmitted(_)
            | Event::QuestionOpened(_)
            | Event::PlaceAsked(_)
            | Event::PlaceAnswerReceived(_)
            | Event::PlaceGivenBack(_)
            | Event::PlacementGranted(_)
            | Event::PlacementRejected(_)
            | Event::PlacementStarted(_)
            | Event::PlacementCompleted(_)
            | Event::PlacementInterrupted(_)
            | Event::PlacementCancelled(_)
            | Event::CitizenIguNoted(_)
            | Event::CitizenInternshipNoted(_)
            | Event::CitizenInternshipLapsed(_) => None,
        }
    }
}

impl Planned {
    fn add(&mut self, envelope: &Envelope, it: &IguPlanned) -> Option<()> {
        self.citizens.push(it.citizen_id.parse().ok()?);
        self.first_days.push(day(it.first_day.as_ref())?);
        self.last_days.push(day(it.last_day.as_ref())?);
        self.igus.push(envelope.stream_id);
        self.municipalities.push(envelope.municipality.clone());
        self.positions.push(envelope.position);
        self.cvrs.push(it.cvr.clone());
        self.p_numbers.push(it.p_number.clone());
        Some(())
    }
}

impl Answered {
    fn add(&mut self, envelope: &Envelope, it: &LegalFactsReceived) -> Option<()> {
        let state = match it.outcome() {
            LegalFactsOutcome::Unspecified => return None,
            LegalFactsOutcome::Stated => AnswerState::Yes,
            LegalFactsOutcome::Unknown => AnswerState::Unknown,
            LegalFactsOutcome::NotYours => AnswerState::NotYours,
        };
        self.outcomes.push(code(state.into())?);
        self.igus.push(envelope.stream_id);
        self.answers.push(envelope.payload.to_vec());
        Some(())
    }
}

impl Concluded {
    fn add(&mut self, envelope: &Envelope, it: &IguAgreementConcluded) -> Option<()> {
        self.days.push(day(it.concluded_on.as_ref())?);
        self.due.push(day(it.registration_due_on.as_ref())?);
        self.igus.push(envelope.stream_id);
        self.migrated.push(envelope.origin == Origin::Migrated);
        self.conclusions.push(envelope.payload.to_vec());
        Some(())
    }
}

impl Registered {
    fn add(&mut self, envelope: &Envelope, it: &IguRegistered) -> Option<()> {
        self.days.push(day(it.registered_on.as_ref())?);
        self.channels.push(code(it.channel)?);
        self.igus.push(envelope.stream_id);
        self.registrations.push(envelope.payload.to_vec());
        Some(())
    }
}

impl States {
    fn add(&mut self, igu: Uuid, state: IguState, ended_on: Option<String>) -> Option<()> {
        self.codes.push(code(state.into())?);
        self.igus.push(igu);
        self.ended_on.push(ended_on);
        Some(())
    }
}

fn day(message: Option<&CivilDate>) -> Option<String> {
    message.and_then(values::read_date).map(|it| it.to_string())
}

fn code(value: i32) -> Option<i16> {
    value.try_into().ok()
}
