//! Answer what another service asks of a citizen for the law.

use std::convert::Infallible;

use citizens_domain::{
    citizen::{Facts, Holding},
    legal_question::{Case, Command, Known, Runs},
    values::PersonalDay,
};
use event_log::{Fault, Handle, LookUp, Order, Session, Stop, Taken, Vault};
use kernel::{Aggregate, Caller, CitizenId, Date, QuestionId};
use proto::{values, values_v1::Purpose};

use super::{
    Citizens, Outcome, Refusal,
    get_citizen::{self, Identity},
    streams,
};
use crate::codec::LegalQuestionCodec;

/// Why the sealed days are looked at: every question is for finding the citizen a place.
const REASON: &str = "placement";

/// What is asked.
pub struct AnswerLegalQuestion {
    /// Under which id.
    pub question: QuestionId,
    /// About whom.
    pub citizen: CitizenId,
    /// The day the facts are stated for.
    pub on: Date,
}

struct Asked<'a> {
    what: AnswerLegalQuestion,
    caller: &'a Caller,
    vault: &'a Vault,
    rpc: &'static str,
}

impl Citizens {
    /// Answers once, as the municipality that asked may be told. There is always an answer, so it is never refused.
    #[tracing::instrument(name = "citizens.answer_legal_question", skip_all, fields(question.id = %what.question))]
    pub async fn answer_legal_question(
        &self,
        order: &Order,
        what: AnswerLegalQuestion,
    ) -> Outcome<()> {
        let asked = Asked { what, caller: &order.caller, vault: self.log.vault(), rpc: order.rpc };
        self.log.execute(order, &asked).await
    }
}

impl Handle for Asked<'_> {
    type Answer = ();
    type Refusal = Refusal;

    async fn handle(&self, session: &mut Session) -> Result<(), Stop<Refusal>> {
        let AnswerLegalQuestion { question, citizen, on } = self.what;
        let loaded = streams::legal_question(session, question).await?;
        // Before anything personal is opened: that leaves a row each time.
        if loaded.state.is_answered() {
            return Ok(());
        }
        let asker = self.caller.municipality;
        let known = match streams::citizen(session, citizen, None).await?.state.as_of(asker) {
            Holding::Nowhere => Known::Nobody,
            Holding::Elsewhere => Known::HeldElsewhere,
            Holding::Here(facts) => Known::Held(Box::new(self.case(session, facts).await?)),
        };
        let decision = loaded.state.decide(Command { question, citizen, on, known });
        let decision = decision.unwrap_or_else(|never: Infallible| match never {});
        let stream = question.uuid();
        session.record::<LegalQuestionCodec>(stream, asker.as_str(), &decision.events);
        Ok(())
    }

    fn claimed(&self, _: &Taken) -> Refusal {
        // It takes no claim.
        Refusal::HeldElsewhere
    }
}

impl Asked<'_> {
    async fn case(&self, session: &mut Session, facts: Facts) -> Result<Case, Stop<Refusal>> {
        let programme = streams::programme(session, self.what.citizen, None).await?.state;
        let (birth_date, residence_registered_on) = self.sealed_days().await?;
        Ok(Case {
            residence_basis: facts.residence_basis,
            programme: match programme.kind_on(self.what.on) {
                Some(kind) => Runs::Yes(kind),
                None if programme.was_recorded() => Runs::No,
                None => Runs::NotKnown,
            },
            readiness: programme.readiness_on(self.what.on),
            birth_date,
            residence_registered_on,
        })
    }

    /// Birth date and first day of the address; `None` where erased or not known.
    async fn sealed_days(&self) -> Result<(Option<PersonalDay>, Option<PersonalDay>), Fault> {
        let look_up = LookUp {
            reason: REASON.to_owned(),
            rpc: self.rpc,
            subject: self.what.citizen.uuid(),
            parts: vec![Purpose::Identity],
            within: None,
            search_terms: Vec::new(),
        };
        let opened = self.vault.open(self.caller, look_up).await?;
        let day = |it| values::read_date(&it).map(PersonalDay::new);
        Ok(match get_citizen::identity(opened)? {
            Identity::Known(it) => {
                (it.birth_date.and_then(day), it.residence_registered_on.and_then(day))
            }
            Identity::Erased => (None, None),
        })
    }
}
