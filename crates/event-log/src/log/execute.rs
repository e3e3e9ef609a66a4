//! How a command is carried out.

use std::{sync::Arc, time::Duration};

use fault_points::Place;
use prost::Message as _;
use tracing::Instrument as _;
use uuid::Uuid;

use super::Inner;
use crate::{
    ExecuteError, Executed, Fault, Handle, Order, Origin, Session, Stop, Taken, Token, Trigger,
    append::{Command, NewEvent, Outcome, StoredAnswer, StreamCheck},
    batcher::NotTaken,
    cache::Folded,
    confirm::{Confirmed, confirm},
    seal::seal,
};
use kernel::Role;

/// Times a command is decided while others keep changing what it looks at.
const ATTEMPTS: u32 = 8;

type Done<H> = Result<Executed<<H as Handle>::Answer>, ExecuteError<<H as Handle>::Refusal>>;

pub(super) async fn execute<H: Handle>(log: &Arc<Inner>, order: &Order, handler: &H) -> Done<H> {
    let span = tracing::info_span!("log.execute", rpc = order.rpc, request_id = %order.request_id);
    attempts(log, order, handler).instrument(span).await
}

/// What is decided on remembered state is never answered on its strength: a decision that stores something, an empty
/// one too, has its streams checked by the append, any other by `confirm`; what has moved is reloaded and decided again.
async fn attempts<H: Handle>(log: &Arc<Inner>, order: &Order, handler: &H) -> Done<H> {
    if order.caller.client.contains('\0') {
        return Err(Fault::UseCase("its caller's client is no text").into());
    }
    let mut fresh = false;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            tokio::time::sleep(pause(log, attempt)).await;
        }
        let asker = order.caller.municipality.as_str();
        let mut session = Session::new(Arc::clone(log), asker, fresh);
        match handler.handle(&mut session).await {
            Ok(answer) => match store(log, order, handler, session, answer, fresh).await? {
                Stored::Done(executed) => return Ok(executed),
                Stored::Again => log.metrics.conflicts.add(1, &[]),
            },
            Err(Stop::Fault(fault)) => return Err(fault.into()),
            Err(stop) => match unstored::<H>(log, order, &session).await? {
                Unstored::Done(executed) => return Ok(executed),
                Unstored::Stands => return Err(stop.into()),
                Unstored::Again => log.metrics.conflicts.add(1, &[]),
            },
        }
        fresh = true;
    }
    Err(ExecuteError::Conflict)
}

enum Stored<A> {
    Done(Executed<A>),
    /// Something moved: decide again.
    Again,
}

async fn store<H: Handle>(
    log: &Arc<Inner>,
    order: &Order,
    handler: &H,
    mut session: Session,
    answer: H::Answer,
    fresh: bool,
) -> Result<Stored<H::Answer>, ExecuteError<H::Refusal>> {
    if let Some(mistake) = session.mistake {
        return Err(Fault::UseCase(mistake).into());
    }
    if let Some((claim, stream)) = session.clash.take() {
        let holder = order.caller.municipality.to_string();
        let taken = Taken { claim, holder, stream };
        return match unstored::<H>(log, order, &session).await? {
            Unstored::Done(executed) => Ok(Stored::Done(executed)),
            Unstored::Stands => Err(ExecuteError::Refused(handler.claimed(&taken))),
            Unstored::Again => Ok(Stored::Again),
        };
    }
    if session.streams.iter().any(|it| it.of_another_kind && it.version > it.loaded) {
        // The stream exists, and its kind never changes: trying again would not help.
        return Err(ExecuteError::Conflict);
    }
    let command = match command(log, order, &mut session, answer.encode_to_vec(), fresh).await {
        Ok(command) => command,
        // A repeat of a command whose person was erased since still has its answer.
        Err(fault @ Fault::Erased) => {
            return match unstored::<H>(log, order, &session).await? {
                Unstored::Done(executed) => Ok(Stored::Done(executed)),
                Unstored::Stands | Unstored::Again => Err(fault.into()),
            };
        }
        Err(fault) => return Err(fault.into()),
    };
    let claims = command.claims.clone();
    fault_points::pass(Place::BeforeAppend, Some(order.rpc));
    let heard = log.batcher.submit(command).map_err(|it| match it {
        NotTaken::Busy => ExecuteError::Busy,
        NotTaken::Closing => Fault::Closing.into(),
    })?;
    // The batcher answers every command it took; without it, the program is ending.
    match heard.await.map_err(|_| Fault::Closing)?? {
        Outcome::Stored { last, epoch } => {
            fault_points::pass(Place::AfterAppend, Some(order.rpc));
            remember(log, session).await;
            let token = Token { epoch, position: last };
            Ok(Stored::Done(Executed { answer, token, replayed: false }))
        }
        Outcome::Replayed(stored) => replay::<H>(log, order, &stored).map(Stored::Done),
        Outcome::Conflict => Ok(Stored::Again),
        Outcome::Claimed { change, holder, stream } => {
            let claim = claims.into_iter().nth(change).ok_or(Fault::UseCase("an unknown claim"))?;
            let taken = Taken { claim: claim.claim, holder, stream };
            Err(ExecuteError::Refused(handler.claimed(&taken)))
        }
    }
}

enum Unstored<A> {
    Done(Executed<A>),
    Stands,
    Again,
}

/// A decision that is not going to be stored, so that no append checks what it was made on.
async fn unstored<H: Handle>(
    log: &Inner,
    order: &Order,
    session: &Session,
) -> Result<Unstored<H::Answer>, ExecuteError<H::Refusal>> {
    let confirmed = confirm(&log.pools.append, order, &session.streams).await;
    Ok(match confirmed.map_err(Fault::from)? {
        Confirmed::Stored(stored) => Unstored::Done(replay::<H>(log, order, &stored)?),
        Confirmed::Stands => Unstored::Stands,
        Confirmed::Moved => Unstored::Again,
    })
}

fn replay<H: Handle>(log: &Inner, order: &Order, stored: &StoredAnswer) -> Done<H> {
    if !log.cell.same_body(order, stored.mac_key, &stored.mac)? {
        return Err(ExecuteError::RequestIdReused);
    }
    log.metrics.replays.add(1, &[]);
    let answer = H::Answer::decode(stored.answer.as_slice()).map_err(Fault::StoredAnswer)?;
    let token = Token { epoch: stored.epoch, position: stored.last };
    Ok(Executed { answer, token, replayed: true })
}

async fn command(
    log: &Inner,
    order: &Order,
    session: &mut Session,
    answer: Vec<u8>,
    fresh: bool,
) -> Result<Command, Fault> {
    let born = session.streams.iter().filter(|it| !fresh && it.loaded == 0 && it.version > 0);
    let born: Vec<Uuid> = born.map(|it| it.id).collect();
    let pool = &log.pools.vault;
    let sealed = seal(log.store.as_ref(), &log.cell, pool, &session.events, &born).await?;
    let claims = session.take_claims();
    let recorded = std::mem::take(&mut session.events);
    let events = recorded.into_iter().zip(sealed.columns).map(|(it, sealed)| NewEvent {
        stream: it.stream,
        kind: it.kind,
        version: it.version,
        event_id: it.event_id,
        type_name: it.type_name,
        payload: it.payload,
        municipality: it.municipality,
        sealed,
    });
    // A stream of another kind is as none, and never becomes one.
    let streams = session.streams.iter().filter(|it| !it.of_another_kind).map(|it| StreamCheck {
        stream: it.id,
        kind: it.kind,
        version: it.loaded,
        last: it.loaded_event,
    });
    let caller = &order.caller;
    let migrated = order.migrated || caller.has(Role::Migrator);
    let origin = if migrated { Origin::Migrated } else { Origin::Live };
    let (mac_key, mac) = log.cell.body_mac(order);
    Ok(Command {
        request_id: order.request_id.uuid(),
        client: caller.client.clone(),
        asker: caller.municipality.as_str(),
        actor: caller.human,
        role: caller.role.as_str(),
        on_behalf_of: caller.on_behalf_of,
        origin: origin.as_str(),
        trigger: Trigger::as_str(order.trigger),
        correlation_id: order.correlation_id.unwrap_or(order.request_id.uuid()),
        causation_id: order.causation_id,
        traceparent: telemetry::current_traceparent(),
        mac,
        mac_key,
        answer,
        streams: streams.collect(),
        events: events.collect(),
        claims,
        keys: sealed.keys,
        sides: sealed.sides,
    })
}

/// What was stored is what was folded: the next command need not read it.
async fn remember(log: &Inner, session: Session) {
    for it in session.streams {
        if let (Some(last_event), false) = (it.last_event, it.of_another_kind) {
            let folded = Folded { version: it.version, last_event, state: it.state };
            log.streams.put(it.id, it.aggregate, folded).await;
        }
    }
}

/// A short while, longer each time, different for each caller.
fn pause(log: &Inner, attempt: u32) -> Duration {
    let most = 1_000_u64 << attempt.min(6);
    let random = u64::try_from(log.ids.next().as_u128() & 0xffff_ffff).unwrap_or_default();
    Duration::from_micros(random % most)
}

impl<R> From<Fault> for ExecuteError<R> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<R> From<Stop<R>> for ExecuteError<R> {
    fn from(stop: Stop<R>) -> Self {
        match stop {
            Stop::Refused(why) => Self::Refused(why),
            Stop::Stale { expected, actual } => Self::Stale { expected, actual },
            Stop::Fault(fault) => Self::Fault(fault),
        }
    }
}
