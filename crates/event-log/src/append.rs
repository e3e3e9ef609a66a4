//! One call of `log.append` for a batch of commands.

mod columns;
mod command;
mod rounds;

use sqlx::PgConnection;
use uuid::Uuid;

use columns::{Claims, Commands, Events, Keys, Sides, Streams};
pub(crate) use command::{ClaimChange, Command, NewEvent, SealedRow, StreamCheck};
pub(crate) use rounds::{ROUNDS, Rounds};

/// What the append function decided for one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Stored; its last position, or the head as it was when it decided nothing.
    Stored { last: i64, epoch: i64 },
    /// Stored before.
    Replayed(StoredAnswer),
    /// A stream it had loaded has moved, or a key it needs has come or gone.
    Conflict,
    /// Another stream holds a claim it wants: which of its changes, by whom.
    Claimed { change: usize, holder: String, stream: Uuid },
}

/// A stored answer with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredAnswer {
    pub mac: Vec<u8>,
    pub mac_key: i32,
    pub answer: Vec<u8>,
    pub last: i64,
    pub epoch: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    command: i32,
    status: i32,
    last: i64,
    epoch: i64,
    mac: Option<Vec<u8>>,
    mac_key: Option<i32>,
    answer: Option<Vec<u8>>,
    claim: Option<i32>,
    holder: Option<String>,
    stream: Option<Uuid>,
}

/// Appends commands, each with its round, in the order of rounds. Safe to repeat: what was stored is replayed.
pub(crate) async fn append(
    connection: &mut PgConnection,
    batch: &[(i32, &Command)],
) -> Result<Vec<Outcome>, sqlx::Error> {
    let commands = Commands::of(batch);
    let streams = Streams::of(batch);
    let events = Events::of(batch);
    let claims = Claims::of(batch);
    let keys = Keys::of(batch);
    let sides = Sides::of(batch);
    let query = sqlx::query_as::<_, Row>(include_str!("append/append.sql"));
    let query = sides.bind(keys.bind(claims.bind(events.bind(streams.bind(commands.bind(query))))));
    let rows = query.fetch_all(connection).await?;

    let mut outcomes: Vec<Option<Outcome>> = vec![None; batch.len()];
    for row in rows {
        let at = usize::try_from(row.command).unwrap_or_default().wrapping_sub(1);
        if let Some(slot) = outcomes.get_mut(at) {
            *slot = outcome(row, &claims.first);
        }
    }
    outcomes
        .into_iter()
        .collect::<Option<_>>()
        .ok_or_else(|| sqlx::Error::Decode("log.append answered in another form".into()))
}

fn outcome(row: Row, first_claim: &[usize]) -> Option<Outcome> {
    let (last, epoch) = (row.last, row.epoch);
    match row.status {
        0 => Some(Outcome::Stored { last, epoch }),
        1 => Some(Outcome::Replayed(StoredAnswer {
            mac: row.mac?,
            mac_key: row.mac_key?,
            answer: row.answer?,
            last,
            epoch,
        })),
        2 => Some(Outcome::Conflict),
        3 => {
            let command = usize::try_from(row.command).ok()?.checked_sub(1)?;
            let number = usize::try_from(row.claim?).ok()?.checked_sub(1)?;
            Some(Outcome::Claimed {
                change: number.checked_sub(*first_claim.get(command)?)?,
                holder: row.holder?,
                stream: row.stream?,
            })
        }
        _ => None,
    }
}
