//! What each event does to its row.

use event_log::Envelope;
use kernel::{Date, Uuid};
use proto::{
    events::placements::Event,
    placements::{
        events::v1::{LegalFactsOutcome, PlaceOutcome, PlacementSigned, PlacementTerms},
        v1::{AnswerState, PlacementState},
    },
    values,
    values_v1::CivilDate,
};

use super::row::{Row, Rows, Signature};

impl Rows {
    /// `None` when the event holds what no event of a placement may.
    pub(super) fn fold(&mut self, envelope: &Envelope, event: &Event) -> Option<()> {
        if let Event::PlacementDrafted(it) = event {
            let row = drafted(envelope, it.terms.as_ref()?)?;
            self.0.insert(envelope.stream_id, row);
            return Some(());
        }
        let row = self.0.get_mut(&envelope.stream_id)?;
        row.version = envelope.version;
        row.fold(envelope, event)
    }
}

impl Row {
    fn fold(&mut self, envelope: &Envelope, event: &Event) -> Option<()> {
        let payload = || Some(envelope.payload.to_vec());
        match event {
            Event::PlacementRevised(it) => self.revised(envelope, it.terms.as_ref()?)?,
            Event::PlacementSigned(it) => self.signed(envelope.stream_id, it)?,
            Event::PlacementSubmitted(_) => self.submitted(),
            Event::LegalFactsAsked(_) => self.legal_facts = code(AnswerState::Pending),
            Event::LegalFactsReceived(it) => {
                self.legal_facts = code(facts(it.outcome())?);
                self.facts_received = payload();
            }
            Event::PlaceAsked(_) => self.place = code(AnswerState::Pending),
            Event::PlaceAnswerReceived(it) => {
                self.place = code(place(it.outcome())?);
                self.place_answer = payload();
            }
            // What was answered stays to be seen.
            Event::PlaceGivenBack(_) => {}
            Event::PlacementGranted(_) => {
                self.state(PlacementState::Granted);
                self.decision = payload();
            }
            Event::PlacementRejected(_) => {
                self.state(PlacementState::Rejected);
                self.decision = payload();
            }
            Event::PlacementStarted(_) => self.state(PlacementState::Running),
            Event::PlacementCompleted(_) => self.state(PlacementState::Completed),
            Event::PlacementInterrupted(it) => {
                self.state(PlacementState::Interrupted);
                self.last_day = day(it.last_day.as_ref())?.to_string();
            }
            Event::PlacementCancelled(_) => self.cancelled(),
            Event::PlacementDrafted(_)
            | Event::QuestionOpened(_)
            | Event::IguPlanned(_)
            | Event::IguAgreementConcluded(_)
            | Event::IguRegistered(_)
            | Event::IguRegistrationOverdue(_)
            | Event::IguStarted(_)
            | Event::IguStopped(_)
            | Event::IguCancelled(_)
            | Event::IguAnnulled(_)
            | Event::IguCompleted(_)
            | Event::CitizenIguNoted(_)
            | Event::CitizenInternshipNoted(_)
            | Event::CitizenInternshipLapsed(_) => return None,
        }
        Some(())
    }

    fn state(&mut self, state: PlacementState) {
        self.state = code(state);
    }

    /// Also again: what was answered before counts no longer.
    fn submitted(&mut self) {
        self.state(PlacementState::Submitted);
        (self.legal_facts, self.place) = (code(AnswerState::NotAsked), code(AnswerState::NotAsked));
        (self.facts_received, self.place_answer) = (None, None);
    }

    /// All terms anew, nothing asked, nothing signed.
    fn revised(&mut self, envelope: &Envelope, terms: &PlacementTerms) -> Option<()> {
        let (municipality, drafted_position) = (self.municipality.clone(), self.drafted_position);
        *self = Self { municipality, drafted_position, ..drafted(envelope, terms)? };
        Some(())
    }

    fn signed(&mut self, placement_id: Uuid, it: &PlacementSigned) -> Option<()> {
        let role = it.role.try_into().ok()?;
        self.signatures.retain(|other| other.role != role);
        self.signatures.push(Signature {
            placement_id,
            role,
            signed_on: day(it.signed_on.as_ref())?.to_string(),
            method: it.method.try_into().ok()?,
            objected: it.objected,
        });
        Some(())
    }

    /// Nobody waits for an answer any longer.
    fn cancelled(&mut self) {
        self.state(PlacementState::Cancelled);
        for answer in [&mut self.legal_facts, &mut self.place] {
            if *answer == code(AnswerState::Pending) {
                *answer = code(AnswerState::NotAsked);
            }
        }
    }
}

fn drafted(envelope: &Envelope, terms: &PlacementTerms) -> Option<Row> {
    Some(Row {
        placement_id: envelope.stream_id,
        municipality: envelope.municipality.clone(),
        drafted_position: envelope.position,
        citizen_id: terms.citizen_id.parse().ok()?,
        cvr: terms.cvr.clone(),
        p_number: terms.p_number.clone(),
        measure: terms.measure.try_into().ok()?,
        focus: terms.focus.try_into().ok()?,
        first_day: day(terms.first_day.as_ref())?.to_string(),
        last_day: day(terms.last_day.as_ref())?.to_string(),
        weekly_hours: terms.weekly_hours.try_into().ok()?,
        state: code(PlacementState::Draft),
        legal_facts: code(AnswerState::NotAsked),
        place: code(AnswerState::NotAsked),
        facts_received: None,
        place_answer: None,
        decision: None,
        version: envelope.version,
        signatures: Vec::new(),
    })
}

fn facts(outcome: LegalFactsOutcome) -> Option<AnswerState> {
    match outcome {
        LegalFactsOutcome::Unspecified => None,
        LegalFactsOutcome::Stated => Some(AnswerState::Yes),
        LegalFactsOutcome::Unknown => Some(AnswerState::Unknown),
        LegalFactsOutcome::NotYours => Some(AnswerState::NotYours),
    }
}

fn place(outcome: PlaceOutcome) -> Option<AnswerState> {
    match outcome {
        PlaceOutcome::Unspecified => None,
        PlaceOutcome::Reserved => Some(AnswerState::Yes),
        PlaceOutcome::Refused => Some(AnswerState::Refused),
        PlaceOutcome::UnknownWorkplace => Some(AnswerState::Unknown),
    }
}

fn day(message: Option<&CivilDate>) -> Option<Date> {
    message.and_then(values::read_date)
}

/// Enums of ours have small numbers.
fn code(value: impl Into<i32>) -> i16 {
    i16::try_from(value.into()).unwrap_or_default()
}
