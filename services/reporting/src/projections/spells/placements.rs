//! What `placements` says: which company-based measures ran on which days, and what became of each IGU. Every row is
//! made from one stream.

mod igus;
mod measures;

use ::projections::ProjectionError;
use event_log::Envelope;
use proto::events::{Malformed, placements::Event};
use sqlx::PgConnection;

use self::{igus::Igus, measures::Measures};
use super::{at::At, sources};

/// All of a slice.
#[derive(Default)]
struct Batch {
    measures: Measures,
    igus: Igus,
    /// Every municipality that an event is of.
    municipalities: Vec<String>,
}

/// Folds a slice.
pub(super) async fn fold(
    tx: &mut PgConnection,
    events: &[Envelope],
) -> Result<(), ProjectionError> {
    let batch = Batch::read(events)?;
    batch.measures.write(tx).await?;
    batch.igus.write(tx).await?;
    Ok(sources::covered(tx, &batch.municipalities).await?)
}

impl Batch {
    /// A type that this version does not know is left out, as a type not wanted.
    fn read(events: &[Envelope]) -> Result<Self, Malformed> {
        let mut batch = Self::default();
        for envelope in events {
            batch.municipalities.push(envelope.municipality.clone());
            if let Some(event) = Event::decode(&envelope.type_name, &envelope.payload)? {
                batch.add(&At(envelope), &event)?;
            }
        }
        Ok(batch)
    }

    fn add(&mut self, at: &At<'_>, event: &Event) -> Result<(), Malformed> {
        match event {
            Event::PlacementStarted(it) => self.measures.started(at, it),
            Event::PlacementCompleted(it) => {
                self.measures.ended(at, &it.placement_id, it.last_day.as_ref())
            }
            Event::PlacementInterrupted(it) => {
                self.measures.ended(at, &it.placement_id, it.last_day.as_ref())
            }
            Event::IguPlanned(it) => self.igus.planned(at, it),
            Event::IguRegistered(it) => self.igus.registered(at, it),
            Event::IguStarted(it) => self.igus.started(at, it),
            Event::IguStopped(it) => {
                self.igus.ended(at, &it.igu_id, "stopped", it.last_day.as_ref())
            }
            Event::IguCompleted(it) => {
                self.igus.ended(at, &it.igu_id, "completed", it.last_day.as_ref())
            }
            Event::IguCancelled(it) => self.igus.came_to_nothing(at, &it.igu_id, "cancelled"),
            Event::IguAnnulled(it) => self.igus.came_to_nothing(at, &it.igu_id, "annulled"),
            // The way to a start: nothing that is counted here.
            Event::PlacementDrafted(_)
            | Event::PlacementRevised(_)
            | Event::PlacementSigned(_)
            | Event::PlacementSubmitted(_)
            | Event::PlacementGranted(_)
            | Event::PlacementRejected(_)
            | Event::PlacementCancelled(_)
            | Event::QuestionOpened(_)
            | Event::LegalFactsAsked(_)
            | Event::LegalFactsReceived(_)
            | Event::PlaceAsked(_)
            | Event::PlaceAnswerReceived(_)
            | Event::PlaceGivenBack(_)
            | Event::IguAgreementConcluded(_)
            | Event::IguRegistrationOverdue(_)
            | Event::CitizenIguNoted(_)
            | Event::CitizenInternshipNoted(_)
            | Event::CitizenInternshipLapsed(_) => Ok(()),
        }
    }
}
