//! A read model that shows a doubled or a lost event: it adds up, and nothing in it is unique by event.

use std::collections::BTreeMap;

use event_log::Envelope;
use projections::{Projection, ProjectionError, Schema, Slice, Source};
use sqlx::PgConnection;

const TABLES: &str = include_str!("tally.sql");

/// Counts events. Version 2 is the same again, for a fresh fold beside version 1.
pub struct Tally<const VERSION: u32> {
    /// Whose events.
    pub sources: &'static [&'static str],
}

impl<const V: u32> Tally<V> {
    /// Its tables.
    pub const SCHEMA: Schema = Schema { name: "tally", version: V, tables: TABLES };
}

/// Both logs.
pub const BOTH: &[&str] = &["reporting", "citizens"];

impl<const V: u32> Projection for Tally<V> {
    const NAME: &'static str = "tally";
    const VERSION: u32 = V;

    fn sources(&self) -> Vec<Source> {
        self.sources.iter().map(|&service| Source { service }).collect()
    }

    fn wants(&self) -> Vec<String> {
        ["ResponsibilityTakenOver", "BenefitStopped"]
            .map(|it| format!("jobbro.citizens.events.v1.{it}"))
            .into()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        fold(tx, slice.source.service, slice.events).await
    }
}

/// Adds the events up.
pub async fn fold(
    tx: &mut PgConnection,
    source: &str,
    events: &[Envelope],
) -> Result<(), ProjectionError> {
    let mut sums = BTreeMap::<_, (i64, i64)>::new();
    for event in events {
        let sum = sums.entry((&event.municipality, &event.type_name)).or_default();
        *sum = (sum.0 + 1, sum.1 + event.position);
        sqlx::query("INSERT INTO seen (source, position, municipality) VALUES ($1, $2, $3)")
            .bind(source)
            .bind(event.position)
            .bind(&event.municipality)
            .execute(&mut *tx)
            .await?;
    }
    for ((municipality, type_name), (events, positions)) in sums {
        sqlx::query(include_str!("add.sql"))
            .bind(municipality)
            .bind(type_name)
            .bind(events)
            .bind(positions)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
