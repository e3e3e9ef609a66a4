//! Reaction `place_asks`: an ask of `placements` for a place is answered by an event, always; a place that is given
//! back is released. What is recorded names the question and nothing else of the asker.

use ::projections::{ProjectionError, Reaction, Source};
use employers_domain::quota_ledger::Ask;
use event_log::{Envelope, ExecuteError, Order};
use kernel::{Caller, MunicipalityCode, RequestId};
use prost::{Message, Name};
use proto::events::{
    Malformed,
    placements::{Event, PlaceAsked, PlaceGivenBack},
};
use service_kit::reacting;

use crate::{
    application::{Employers, GivenBack, Outcome},
    codec::words,
};

const RPC: &str = "employers.place_asks";

/// The reaction.
pub struct PlaceAsks {
    employers: Employers,
}

impl PlaceAsks {
    /// Answers through these use cases.
    #[must_use]
    pub fn new(employers: Employers) -> Self {
        Self { employers }
    }
}

impl Reaction for PlaceAsks {
    const NAME: &'static str = "place_asks";

    fn source(&self) -> Source {
        Source { service: "placements" }
    }

    fn wants(&self) -> Vec<String> {
        vec![PlaceAsked::full_name(), PlaceGivenBack::full_name()]
    }

    async fn react(&self, event: &Envelope, request_id: RequestId) -> Result<(), ProjectionError> {
        let malformed = || Malformed::content(&event.type_name);
        if event.type_name == PlaceAsked::full_name() {
            let (message, ask) = asked(event)?.ok_or_else(malformed)?;
            let order = unnamed(event, request_id, &message);
            return done(self.employers.answer_ask(&order, ask).await);
        }
        let (message, place) = given_back(event)?.ok_or_else(malformed)?;
        let order = unnamed(event, request_id, &message);
        done(self.employers.release_place(&order, place).await)
    }
}

/// As of the cell: no row of ours says which municipality asked.
fn unnamed<M: Message>(event: &Envelope, request_id: RequestId, body: &M) -> Order {
    let order = reacting(crate::NAME, event, request_id, RPC, body);
    let caller = Caller { municipality: MunicipalityCode::CELL, ..order.caller };
    Order { caller, ..order }
}

fn asked(event: &Envelope) -> Result<Option<(PlaceAsked, Ask)>, Malformed> {
    let Some(Event::PlaceAsked(it)) = Event::decode(&event.type_name, &event.payload)? else {
        return Ok(None);
    };
    Ok(ask(&it).map(|ask| (it, ask)))
}

fn ask(it: &PlaceAsked) -> Option<Ask> {
    Some(Ask {
        question: it.question_id.parse().ok()?,
        cvr: words::read_cvr(&it.cvr)?,
        p_number: words::read_p_number(&it.p_number)?,
        measure: words::read_measure(it.measure())?,
        basis: words::read_basis(it.basis())?,
        first_day: words::read_day(it.first_day.as_ref())?,
        last_day: words::read_day(it.last_day.as_ref())?,
        weekly_hours: words::read_weekly_hours(it.weekly_hours)?,
    })
}

fn given_back(event: &Envelope) -> Result<Option<(PlaceGivenBack, GivenBack)>, Malformed> {
    let Some(Event::PlaceGivenBack(it)) = Event::decode(&event.type_name, &event.payload)? else {
        return Ok(None);
    };
    Ok(place(&it).map(|place| (it, place)))
}

fn place(it: &PlaceGivenBack) -> Option<GivenBack> {
    Some(GivenBack {
        question: it.question_id.parse().ok()?,
        p_number: words::read_p_number(&it.p_number)?,
        last_day: words::read_optional_day(it.last_day.as_ref())?,
    })
}

/// No ask is refused by the domain, so whatever else comes is to be tried again.
fn done(outcome: Outcome<()>) -> Result<(), ProjectionError> {
    match outcome {
        Ok(_) => Ok(()),
        Err(ExecuteError::Fault(fault)) => Err(fault.into()),
        Err(ExecuteError::Busy | ExecuteError::Conflict) => Err(ProjectionError::Busy),
        Err(ExecuteError::RequestIdReused) => {
            Err(ProjectionError::Other("an event came again with another content"))
        }
        Err(ExecuteError::Refused(_) | ExecuteError::Stale { .. }) => {
            Err(ProjectionError::Other("an ask was refused: it must be answered by an event"))
        }
    }
}
