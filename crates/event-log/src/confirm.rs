//! Before a refusal is answered: was this command carried out before, and is what it looked at still so? What was
//! looked at may have come from memory, so without this a refusal could be made on what is no longer true.

use sqlx::PgPool;
use uuid::Uuid;

use crate::{Order, append::StoredAnswer, lost::again, session::Stream};

/// What became of a decision that is not going to be stored.
pub(crate) enum Confirmed {
    /// An earlier call carried the command out; its answer beats any refusal.
    Stored(StoredAnswer),
    /// A stream has moved since it was loaded: decide again.
    Moved,
    /// All streams are, at one and the same moment, as they were loaded.
    Stands,
}

#[derive(sqlx::FromRow)]
struct Row {
    body_mac: Option<Vec<u8>>,
    body_key: Option<i32>,
    answer: Option<Vec<u8>>,
    last: Option<i64>,
    epoch: Option<i64>,
    moved: bool,
}

/// One statement, so that it sees one moment. It comes after the loads: a state that holds what an earlier call of
/// the same command did was read after that call's answer was stored beside it.
pub(crate) async fn confirm(
    append: &PgPool,
    order: &Order,
    streams: &[Stream],
) -> Result<Confirmed, sqlx::Error> {
    let checked = streams.iter().filter(|it| !it.of_another_kind);
    let (ids, events): (Vec<Uuid>, Vec<Option<Uuid>>) =
        checked.map(|it| (it.id, it.loaded_event)).unzip();
    let row: Row = again(|| {
        sqlx::query_as(include_str!("confirm.sql"))
            .bind(order.request_id.uuid())
            .bind(&order.caller.client)
            .bind(order.caller.municipality.as_str())
            .bind(&ids)
            .bind(&events)
            .fetch_one(append)
    })
    .await?;
    Ok(match (row.body_mac, row.body_key, row.answer, row.last, row.epoch) {
        (Some(mac), Some(mac_key), Some(answer), Some(last), Some(epoch)) => {
            Confirmed::Stored(StoredAnswer { mac, mac_key, answer, last, epoch })
        }
        _ if row.moved => Confirmed::Moved,
        _ => Confirmed::Stands,
    })
}
