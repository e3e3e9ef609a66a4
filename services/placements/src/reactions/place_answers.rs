//! Reaction `place_answers`: what `employers` says of a place is brought to the placement that asked. What is shared in
//! the cell names no municipality: the question's own stream tells whose it is.

use ::projections::{ProjectionError, Reaction, Source};
use event_log::Envelope;
use kernel::{QuestionId, RequestId};
use prost::Name;
use proto::{
    employers::events::v1::{PlaceRefused, PlaceReserved},
    events::{Malformed, employers::Event},
    placements::events::v1::PlaceAnswerReceived,
};
use service_kit::reacting;

use super::done;
use crate::{
    application::{Placements, ReceivePlaceAnswer},
    codec,
};

/// The reaction.
pub struct PlaceAnswers {
    placements: Placements,
}

impl PlaceAnswers {
    /// Records through these use cases.
    #[must_use]
    pub fn new(placements: Placements) -> Self {
        Self { placements }
    }
}

impl Reaction for PlaceAnswers {
    const NAME: &'static str = "place_answers";

    fn source(&self) -> Source {
        Source { service: "employers" }
    }

    fn wants(&self) -> Vec<String> {
        vec![PlaceReserved::full_name(), PlaceRefused::full_name()]
    }

    async fn react(&self, event: &Envelope, request_id: RequestId) -> Result<(), ProjectionError> {
        let malformed = || Malformed::content(&event.type_name);
        let answer = Event::decode(&event.type_name, &event.payload)?.ok_or_else(malformed)?;
        let (question, answer) = codec::read_place_answer(&answer).ok_or_else(malformed)?;
        let body = body(question);
        let order = reacting(crate::NAME, event, request_id, "placements.place_answers", &body);
        let told = ReceivePlaceAnswer { question, answer };
        done(self.placements.receive_place_answer(&order, told).await)
    }
}

/// What tells one command of this reaction from another.
fn body(question: QuestionId) -> PlaceAnswerReceived {
    PlaceAnswerReceived { question_id: question.to_string(), ..PlaceAnswerReceived::default() }
}
