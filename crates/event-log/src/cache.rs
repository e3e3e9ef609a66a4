//! Folded streams in memory. It may only save work: the version check at the append decides, and whatever is not
//! checked there is decided again on what the database says.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use kernel::Aggregate;
use moka::future::Cache;
use uuid::Uuid;

/// A folded state of some aggregate.
pub(crate) type State = Arc<dyn Any + Send + Sync>;

/// A stream as it was folded.
#[derive(Clone)]
pub(crate) struct Folded {
    pub version: i64,
    /// The event of that version: a restored database may hold another one there.
    pub last_event: Uuid,
    pub state: State,
}

/// The newest fold of each stream, as far as there is room.
pub(crate) struct Streams {
    cache: Cache<(Uuid, TypeId), Folded>,
}

impl Streams {
    pub(crate) fn new(capacity: u64) -> Self {
        Self { cache: Cache::new(capacity) }
    }

    pub(crate) async fn get<A: Aggregate>(&self, stream: Uuid) -> Option<Folded> {
        self.cache.get(&(stream, TypeId::of::<A>())).await
    }

    /// Keeps a fold unless a newer one is there.
    pub(crate) async fn put(&self, stream: Uuid, aggregate: TypeId, folded: Folded) {
        let key = (stream, aggregate);
        let older = self.cache.get(&key).await.is_none_or(|it| it.version <= folded.version);
        if older {
            self.cache.insert(key, folded).await;
        }
    }

    /// Forgets a fold that the database does not bear out.
    pub(crate) async fn forget(&self, stream: Uuid, aggregate: TypeId) {
        self.cache.invalidate(&(stream, aggregate)).await;
    }
}
