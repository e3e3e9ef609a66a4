//! A batch as the arrays that `log.append` takes, in the order of its arguments.

use sqlx::{Postgres, postgres::PgArguments, query::QueryAs};
use uuid::Uuid;

use super::{Command, command::SealedRow};
use crate::digest::{Hashed, digest};

type Query<'q, O> = QueryAs<'q, Postgres, O, PgArguments>;

/// Commands are numbered from 1, as Postgres counts.
fn numbered<'a>(batch: &[(i32, &'a Command)]) -> impl Iterator<Item = (i32, &'a Command)> {
    (1..).zip(batch.iter().map(|it| it.1))
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// Mac and answer stand here only for a command without events.
pub(super) struct Commands<'a> {
    rounds: Vec<i32>,
    rows: Vec<&'a Command>,
}

impl<'a> Commands<'a> {
    pub(super) fn of(batch: &[(i32, &'a Command)]) -> Self {
        let (rounds, rows) = batch.iter().copied().unzip();
        Self { rounds, rows }
    }

    fn column<T>(&self, of: impl Fn(&'a Command) -> T) -> Vec<T> {
        self.rows.iter().map(|it| of(it)).collect()
    }

    pub(super) fn bind<'q, O>(&self, query: Query<'q, O>) -> Query<'q, O> {
        query
            .bind(self.rounds.clone())
            .bind(self.column(|it| it.request_id))
            .bind(self.column(|it| it.client.clone()))
            .bind(self.column(|it| it.asker))
            .bind(self.column(|it| count(it.events.len())))
            .bind(self.column(|it| it.events.is_empty().then(|| it.mac.to_vec())))
            .bind(self.column(|it| it.events.is_empty().then_some(it.mac_key)))
            .bind(self.column(|it| it.events.is_empty().then(|| it.answer.clone())))
    }
}

#[derive(Default)]
pub(super) struct Streams {
    command: Vec<i32>,
    stream: Vec<Uuid>,
    kind: Vec<&'static str>,
    version: Vec<i64>,
    last: Vec<Option<Uuid>>,
}

impl Streams {
    pub(super) fn of(batch: &[(i32, &Command)]) -> Self {
        let mut all = Self::default();
        for (number, command) in numbered(batch) {
            for it in &command.streams {
                all.command.push(number);
                all.stream.push(it.stream);
                all.kind.push(it.kind);
                all.version.push(it.version);
                all.last.push(it.last);
            }
        }
        all
    }

    pub(super) fn bind<O>(self, query: Query<'_, O>) -> Query<'_, O> {
        query
            .bind(self.command)
            .bind(self.stream)
            .bind(self.kind)
            .bind(self.version)
            .bind(self.last)
    }
}

/// Digests lie end to end: an array of bytes is slow to subscript.
pub(super) struct Events<'a> {
    command: Vec<i32>,
    digests: Vec<u8>,
    version: Vec<i64>,
    rows: Vec<Hashed<'a>>,
}

impl<'a> Events<'a> {
    pub(super) fn of(batch: &[(i32, &'a Command)]) -> Self {
        let mut all = Self {
            command: Vec::new(),
            digests: Vec::new(),
            version: Vec::new(),
            rows: Vec::new(),
        };
        for (number, command) in numbered(batch) {
            for (at, event) in command.events.iter().enumerate() {
                let row = command.hashed(at);
                all.command.push(number);
                all.digests.extend(digest(&row));
                all.version.push(event.version);
                all.rows.push(row);
            }
        }
        all
    }

    fn column<T>(&self, of: impl Fn(&Hashed<'a>) -> T) -> Vec<T> {
        self.rows.iter().map(of).collect()
    }

    pub(super) fn bind<'q, O>(&self, query: Query<'q, O>) -> Query<'q, O> {
        let text = |it: Option<&str>| it.map(str::to_owned);
        let bytes = |it: Option<&[u8]>| it.map(<[u8]>::to_vec);
        query
            .bind(self.command.clone())
            .bind(self.digests.clone())
            .bind(self.column(|it| it.stream_id))
            .bind(self.version.clone())
            .bind(self.column(|it| it.kind.to_owned()))
            .bind(self.column(|it| it.event_id))
            .bind(self.column(|it| it.type_name.to_owned()))
            .bind(self.column(|it| it.payload.to_vec()))
            .bind(self.column(|it| it.municipality.to_owned()))
            .bind(self.column(|it| it.origin.to_owned()))
            .bind(self.column(|it| it.trigger.to_owned()))
            .bind(self.column(|it| it.actor))
            .bind(self.column(|it| it.client.to_owned()))
            .bind(self.column(|it| it.role.to_owned()))
            .bind(self.column(|it| it.on_behalf_of))
            .bind(self.column(|it| it.asker.to_owned()))
            .bind(self.column(|it| it.request_id))
            .bind(self.column(|it| it.correlation_id))
            .bind(self.column(|it| it.causation_id))
            .bind(self.column(|it| text(it.traceparent)))
            .bind(self.column(|it| bytes(it.body_mac)))
            .bind(self.column(|it| it.body_key))
            .bind(self.column(|it| bytes(it.answer)))
            .bind(self.column(|it| it.command_size))
            .bind(self.column(|it| bytes(it.sealed)))
    }
}

#[derive(Default)]
pub(super) struct Claims {
    /// For each command, where its changes begin.
    pub(super) first: Vec<usize>,
    command: Vec<i32>,
    take: Vec<bool>,
    freed: Vec<bool>,
    scope: Vec<String>,
    kind: Vec<String>,
    key: Vec<Vec<u8>>,
    holder: Vec<Option<String>>,
    stream: Vec<Option<Uuid>>,
}

impl Claims {
    pub(super) fn of(batch: &[(i32, &Command)]) -> Self {
        let mut all = Self::default();
        for (number, command) in numbered(batch) {
            all.first.push(all.command.len());
            for it in &command.claims {
                all.command.push(number);
                all.take.push(it.taker.is_some());
                all.freed.push(it.freed);
                all.scope.push(it.claim.scope.clone());
                all.kind.push(it.claim.kind.clone());
                all.key.push(it.claim.key.clone());
                all.holder.push(it.taker.as_ref().map(|it| it.0.clone()));
                all.stream.push(it.taker.as_ref().map(|it| it.1));
            }
        }
        all
    }

    pub(super) fn bind<'q, O>(&self, query: Query<'q, O>) -> Query<'q, O> {
        query
            .bind(self.command.clone())
            .bind(self.take.clone())
            .bind(self.freed.clone())
            .bind(self.scope.clone())
            .bind(self.kind.clone())
            .bind(self.key.clone())
            .bind(self.holder.clone())
            .bind(self.stream.clone())
    }
}

#[derive(Default)]
pub(super) struct Keys {
    command: Vec<i32>,
    subject: Vec<Uuid>,
    purpose: Vec<i32>,
    version: Vec<i32>,
    kind: Vec<String>,
    wrapped: Vec<Option<Vec<u8>>>,
    wrap_key: Vec<i32>,
}

impl Keys {
    pub(super) fn of(batch: &[(i32, &Command)]) -> Self {
        let mut all = Self::default();
        for (number, command) in numbered(batch) {
            for it in &command.keys {
                all.command.push(number);
                all.subject.push(it.subject_id);
                all.purpose.push(it.purpose);
                all.version.push(it.version);
                all.kind.push(it.subject_kind.clone());
                all.wrapped.push(it.wrapped.clone());
                all.wrap_key.push(it.wrap_key);
            }
        }
        all
    }

    pub(super) fn bind<O>(self, query: Query<'_, O>) -> Query<'_, O> {
        query
            .bind(self.command)
            .bind(self.subject)
            .bind(self.purpose)
            .bind(self.version)
            .bind(self.kind)
            .bind(self.wrapped)
            .bind(self.wrap_key)
    }
}

pub(super) struct Sides<'a> {
    command: Vec<i32>,
    event: Vec<i32>,
    rows: Vec<&'a SealedRow>,
}

impl<'a> Sides<'a> {
    pub(super) fn of(batch: &[(i32, &'a Command)]) -> Self {
        let mut all = Self { command: Vec::new(), event: Vec::new(), rows: Vec::new() };
        let mut first = 1;
        for (number, command) in numbered(batch) {
            for it in &command.sides {
                all.command.push(number);
                all.event.push(count(first + it.event));
                all.rows.push(it);
            }
            first += command.events.len();
        }
        all
    }

    fn column<T>(&self, of: impl Fn(&'a SealedRow) -> T) -> Vec<T> {
        self.rows.iter().map(|it| of(it)).collect()
    }

    pub(super) fn bind<'q, O>(&self, query: Query<'q, O>) -> Query<'q, O> {
        query
            .bind(self.command.clone())
            .bind(self.event.clone())
            .bind(self.column(|it| it.place))
            .bind(self.column(|it| it.event_id))
            .bind(self.column(|it| it.purpose))
            .bind(self.column(|it| it.subject_kind))
            .bind(self.column(|it| it.subject_id))
            .bind(self.column(|it| it.key_version))
            .bind(self.column(|it| it.new_key))
            .bind(self.column(|it| it.salt.clone()))
            .bind(self.column(|it| it.nonce.clone()))
            .bind(self.column(|it| it.ciphertext.clone()))
    }
}
