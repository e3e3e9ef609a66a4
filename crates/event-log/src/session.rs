//! What one run of a use case reads and wants stored.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use kernel::{Aggregate, Uuid};

use crate::{
    Codec, Encoded, Fault, SealedPart,
    append::ClaimChange,
    cache::{Folded, State},
    load::{Found, load},
    log::Inner,
};

/// A state with the version it was folded to.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    /// The folded state; the default for a stream that does not exist.
    pub state: A,
    /// 0 for a stream that does not exist.
    pub version: i64,
}

/// A way to "only one": a row under the log's lock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// `000` for the whole cell, or the municipality it is unique in.
    pub scope: String,
    /// What is claimed, as `cpr:1` (with the id of the look-up key) or `programme`.
    pub kind: String,
    /// The claimed thing; an HMAC where it is personal.
    pub key: Vec<u8>,
}

/// Why a stream could not be loaded.
#[derive(Debug)]
pub enum LoadError {
    /// `expected_version` is old.
    Stale {
        /// What the caller had seen.
        expected: i64,
        /// What it is.
        actual: i64,
    },
    /// A fault.
    Fault(Fault),
}

impl From<Fault> for LoadError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// One run. Every stream loaded here must still have its version when the command is stored.
pub struct Session {
    log: Arc<Inner>,
    /// Whether loads ask the database.
    fresh: bool,
    asker: &'static str,
    pub(crate) streams: Vec<Stream>,
    pub(crate) events: Vec<Recorded>,
    pub(crate) claims: Vec<ClaimChange>,
    /// Two streams of this command want one claim.
    pub(crate) clash: Option<(Claim, Uuid)>,
    pub(crate) mistake: Option<&'static str>,
}

/// A stream as this run sees it, its own events folded in.
pub(crate) struct Stream {
    pub id: Uuid,
    pub kind: &'static str,
    pub aggregate: TypeId,
    /// As it was loaded.
    pub loaded: i64,
    pub version: i64,
    /// The event of the loaded version.
    pub loaded_event: Option<Uuid>,
    /// The event of the version now.
    pub last_event: Option<Uuid>,
    pub state: State,
    pub of_another_kind: bool,
}

/// An event this run recorded.
pub(crate) struct Recorded {
    pub stream: Uuid,
    pub kind: &'static str,
    pub version: i64,
    pub event_id: Uuid,
    pub type_name: String,
    pub payload: Vec<u8>,
    pub municipality: String,
    pub sealed: Vec<SealedPart>,
}

impl Session {
    pub(crate) fn new(log: Arc<Inner>, asker: &'static str, fresh: bool) -> Self {
        Self {
            log,
            fresh,
            asker,
            streams: Vec::new(),
            events: Vec::new(),
            claims: Vec::new(),
            clash: None,
            mistake: None,
        }
    }

    /// Loads and folds a stream. A stream of another kind is as one that does not exist, and cannot be recorded on.
    ///
    /// # Errors
    /// A fault, or `Stale` when `expected` is given and not the stream's version.
    pub async fn load<C: Codec>(
        &mut self,
        stream: Uuid,
        expected: Option<i64>,
    ) -> Result<Loaded<C::Aggregate>, LoadError> {
        let aggregate = TypeId::of::<C::Aggregate>();
        let at = match self.find(stream, aggregate) {
            Some(at) => at,
            None => self.add::<C>(stream).await?,
        };
        let found = &self.streams[at];
        if let Some(expected) = expected
            && expected != found.version
        {
            return Err(LoadError::Stale { expected, actual: found.version });
        }
        let state = state_of::<C::Aggregate>(&found.state);
        Ok(Loaded { state, version: found.version })
    }

    /// Records events on a stream that was loaded before (as the municipality that may see them); answers the
    /// stream's version after them.
    pub fn record<C: Codec>(
        &mut self,
        stream: Uuid,
        municipality: &str,
        events: &[<C::Aggregate as Aggregate>::Event],
    ) -> i64 {
        let Some(at) = self.find(stream, TypeId::of::<C::Aggregate>()) else {
            self.mistake = Some("it recorded on a stream it had not loaded");
            return 0;
        };
        if !is_municipality(municipality) {
            self.mistake = Some("it recorded as no municipality");
        }
        let on = &mut self.streams[at];
        let mut state = state_of::<C::Aggregate>(&on.state);
        for event in events {
            let Encoded { type_name, payload, sealed } = C::encode(event);
            let event_id = self.log.ids.next();
            state = state.evolve(event);
            on.version += 1;
            on.last_event = Some(event_id);
            self.events.push(Recorded {
                stream,
                kind: on.kind,
                version: on.version,
                event_id,
                type_name,
                payload,
                municipality: municipality.to_owned(),
                sealed,
            });
        }
        on.state = Arc::new(state);
        on.version
    }

    /// Takes a claim for a stream; the command is refused by `Handle::claimed` when another stream holds it. Its
    /// holder is the municipality that the stream's events were recorded as, or else the one that asks.
    pub fn take(&mut self, claim: Claim, stream: Uuid) {
        if !is_municipality(&claim.scope) || claim.kind.contains('\0') {
            self.mistake = Some("it took a claim of no municipality or kind");
        }
        let by = self.claims.iter().find_map(|it| match &it.taker {
            Some((_, by)) if it.claim == claim => Some(*by),
            _ => None,
        });
        match by {
            Some(by) if by == stream => {}
            Some(by) => self.clash = Some((claim, by)),
            None => {
                let freed = self.claims.iter().any(|it| it.taker.is_none() && it.claim == claim);
                let taker = Some((self.asker.to_owned(), stream));
                self.claims.push(ClaimChange { claim, taker, freed });
            }
        }
    }

    /// Gives a claim back. A command that gives back and takes the same one does the first first.
    pub fn release(&mut self, claim: Claim) {
        for it in &mut self.claims {
            if it.claim == claim {
                if it.taker.is_none() {
                    return;
                }
                it.freed = true;
            }
        }
        self.claims.push(ClaimChange { claim, taker: None, freed: false });
    }

    /// Claims with their holders.
    pub(crate) fn take_claims(&mut self) -> Vec<ClaimChange> {
        let mut claims = std::mem::take(&mut self.claims);
        for (holder, stream) in claims.iter_mut().filter_map(|it| it.taker.as_mut()) {
            if let Some(event) = self.events.iter().rev().find(|it| it.stream == *stream) {
                holder.clone_from(&event.municipality);
            }
        }
        claims
    }

    fn find(&self, stream: Uuid, aggregate: TypeId) -> Option<usize> {
        self.streams.iter().position(|it| it.id == stream && it.aggregate == aggregate)
    }

    async fn add<C: Codec>(&mut self, stream: Uuid) -> Result<usize, Fault> {
        let found =
            load::<C>(&self.log.pools.append, &self.log.streams, stream, self.fresh).await?;
        let (folded, of_another_kind) = match found {
            Found::Stream(folded) => (Some(folded), false),
            Found::Nothing { of_another_kind } => (None, of_another_kind),
        };
        let (version, last_event, state) = match folded {
            Some(Folded { version, last_event, state }) => (version, Some(last_event), state),
            None => (0, None, Arc::new(C::Aggregate::default()) as State),
        };
        self.streams.push(Stream {
            id: stream,
            kind: C::Aggregate::KIND,
            aggregate: TypeId::of::<C::Aggregate>(),
            loaded: version,
            version,
            loaded_event: last_event,
            last_event,
            state,
            of_another_kind,
        });
        Ok(self.streams.len() - 1)
    }
}

/// The state as its own type; it was put there under that type's id.
fn state_of<A: Aggregate>(state: &Arc<dyn Any + Send + Sync>) -> A {
    state.downcast_ref::<A>().cloned().unwrap_or_default()
}

fn is_municipality(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|it| it.is_ascii_digit())
}
