//! Reaction `legal_questions`: placements asks what the law asks of a citizen; each question is answered by one event.

use ::projections::{ProjectionError, Reaction, Source};
use event_log::{Envelope, ExecuteError};
use kernel::RequestId;
use prost::Name;
use proto::events::{
    Malformed,
    placements::{Event, LegalFactsAsked},
};

use crate::{
    application::{AnswerLegalQuestion, Citizens},
    codec::words,
};

/// The reaction.
pub struct LegalQuestions {
    citizens: Citizens,
}

impl LegalQuestions {
    /// Answers by these use cases.
    #[must_use]
    pub fn new(citizens: Citizens) -> Self {
        Self { citizens }
    }
}

impl Reaction for LegalQuestions {
    const NAME: &'static str = "legal_questions";

    fn source(&self) -> Source {
        Source { service: "placements" }
    }

    fn wants(&self) -> Vec<String> {
        vec![LegalFactsAsked::full_name()]
    }

    async fn react(&self, event: &Envelope, request_id: RequestId) -> Result<(), ProjectionError> {
        let asked = asked(event)?;
        let wanted = read(&asked).ok_or_else(|| Malformed::content(&event.type_name))?;
        let rpc = "citizens.legal_questions";
        let order = service_kit::reacting(crate::NAME, event, request_id, rpc, &asked);
        let answered = self.citizens.answer_legal_question(&order, wanted).await;
        answered.map(|_| ()).map_err(|error| match error {
            ExecuteError::Fault(fault) => fault.into(),
            ExecuteError::Busy | ExecuteError::Conflict => ProjectionError::Busy,
            ExecuteError::Refused(_)
            | ExecuteError::Stale { .. }
            | ExecuteError::RequestIdReused => {
                ProjectionError::Other("a legal question was not answered")
            }
        })
    }
}

fn asked(event: &Envelope) -> Result<LegalFactsAsked, Malformed> {
    let Some(Event::LegalFactsAsked(it)) = Event::decode(&event.type_name, &event.payload)? else {
        return Err(Malformed::content(&event.type_name));
    };
    Ok(it)
}

fn read(asked: &LegalFactsAsked) -> Option<AnswerLegalQuestion> {
    Some(AnswerLegalQuestion {
        question: words::read_question(&asked.question_id)?,
        citizen: words::read_citizen(&asked.citizen_id)?,
        on: words::read_day(asked.on.as_ref())?,
    })
}
