//! Reaction `legal_answers`: what `citizens` says of a person is brought to the placement or the IGU that asked, and a
//! placement then asks for its place.

use ::projections::{ProjectionError, Reaction, Source};
use event_log::Envelope;
use kernel::{QuestionId, RequestId, stream_id};
use prost::Name;
use proto::{
    citizens::events::v1::{LegalFactsRefused, LegalFactsStated},
    events::{Malformed, citizens::Event},
    placements::events::v1::LegalFactsReceived,
};
use service_kit::reacting;

use super::done;
use crate::{
    application::{Placements, ReceiveLegalFacts},
    codec,
};

/// The reaction.
pub struct LegalAnswers {
    placements: Placements,
}

impl LegalAnswers {
    /// Records through these use cases.
    #[must_use]
    pub fn new(placements: Placements) -> Self {
        Self { placements }
    }
}

impl Reaction for LegalAnswers {
    const NAME: &'static str = "legal_answers";

    fn source(&self) -> Source {
        Source { service: "citizens" }
    }

    fn wants(&self) -> Vec<String> {
        vec![LegalFactsStated::full_name(), LegalFactsRefused::full_name()]
    }

    async fn react(&self, event: &Envelope, request_id: RequestId) -> Result<(), ProjectionError> {
        let malformed = || Malformed::content(&event.type_name);
        let answer = Event::decode(&event.type_name, &event.payload)?.ok_or_else(malformed)?;
        let (question, answer) = codec::read_answer(&answer).ok_or_else(malformed)?;
        let body = body(question);
        let order = reacting(crate::NAME, event, request_id, "placements.legal_answers", &body);
        // The same whenever the answer comes. Only the net below: the request id and the placement that waits for one
        // answer see to it that the place is asked for once.
        let place = QuestionId::new(stream_id(event.event_id, "place_question"));
        let told = ReceiveLegalFacts { question, answer, place };
        done(self.placements.receive_legal_facts(&order, told).await)
    }
}

/// What tells one command of this reaction from another.
fn body(question: QuestionId) -> LegalFactsReceived {
    LegalFactsReceived { question_id: question.to_string(), ..LegalFactsReceived::default() }
}
