//! Reading a stream, or what it has become since it was last folded.

use std::{any::TypeId, sync::Arc};

use kernel::Aggregate;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    Codec, Fault,
    cache::{Folded, Streams},
    lost::again,
};

/// What a load found.
pub(crate) enum Found {
    /// No such stream, or one of another kind.
    Nothing { of_another_kind: bool },
    /// Folded to its newest version, or what the cache holds.
    Stream(Folded),
}

#[derive(sqlx::FromRow)]
struct Row {
    position: i64,
    version: i64,
    event_id: Uuid,
    kind: String,
    r#type: String,
    payload: Vec<u8>,
}

/// Loads a stream. `fresh`: the cache is only where folding begins, the database says where it ends.
pub(crate) async fn load<C: Codec>(
    append: &PgPool,
    streams: &Streams,
    stream: Uuid,
    fresh: bool,
) -> Result<Found, Fault> {
    let aggregate = TypeId::of::<C::Aggregate>();
    let known = streams.get::<C::Aggregate>(stream).await;
    if let (Some(folded), false) = (&known, fresh) {
        return Ok(Found::Stream(folded.clone()));
    }
    // The row of the known version is read again, to see that it is still the same event.
    let mut from = known.as_ref().map_or(1, |it| it.version);
    let mut rows = read(append, stream, from).await?;
    let mut start = None;
    if let Some(known) = known {
        if rows.first().is_some_and(|it| it.event_id == known.last_event) {
            rows.remove(0);
            start = Some(known);
        } else {
            streams.forget(stream, aggregate).await;
            from = 1;
            rows = read(append, stream, from).await?;
        }
    }
    if rows.iter().any(|it| it.kind != C::Aggregate::KIND) {
        return Ok(Found::Nothing { of_another_kind: true });
    }
    let Some(folded) = fold::<C>(start, rows)? else {
        return Ok(Found::Nothing { of_another_kind: false });
    };
    streams.put(stream, aggregate, folded.clone()).await;
    Ok(Found::Stream(folded))
}

async fn read(append: &PgPool, stream: Uuid, from: i64) -> Result<Vec<Row>, sqlx::Error> {
    again(|| sqlx::query_as(include_str!("load.sql")).bind(stream).bind(from).fetch_all(append))
        .await
}

fn fold<C: Codec>(start: Option<Folded>, rows: Vec<Row>) -> Result<Option<Folded>, Fault> {
    let Some(last) = rows.last() else { return Ok(start) };
    let (version, last_event) = (last.version, last.event_id);
    let mut state: C::Aggregate =
        start.and_then(|it| it.state.downcast_ref().cloned()).unwrap_or_default();
    for row in rows {
        let event = C::decode(&row.r#type, &row.payload)
            .map_err(|source| Fault::Malformed { position: row.position, source })?;
        state = state.evolve(&event);
    }
    Ok(Some(Folded { version, last_event, state: Arc::new(state) }))
}
