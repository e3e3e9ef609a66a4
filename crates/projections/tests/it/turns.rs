//! The sources of one read model take turns: slices interleave, they never run side by side.

use projections::{Projection, ProjectionError, Schema, Slice, Source};
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use crate::support::{
    commands::append_mix,
    tally::{BOTH, Tally},
    world::{World, settings},
};

const SCHEMA: Schema = Schema {
    name: "counter",
    version: 1,
    tables: "CREATE TABLE counted (municipality text NOT NULL, events bigint NOT NULL);
             INSERT INTO counted VALUES ('000', 0);",
};

/// Reads, takes its time, writes: wrong as soon as another slice comes in between.
struct Counter;

impl Projection for Counter {
    const NAME: &'static str = SCHEMA.name;
    const VERSION: u32 = SCHEMA.version;

    fn sources(&self) -> Vec<Source> {
        Tally::<1> { sources: BOTH }.sources()
    }

    fn wants(&self) -> Vec<String> {
        Tally::<1> { sources: BOTH }.wants()
    }

    async fn project(
        &self,
        tx: &mut PgConnection,
        slice: Slice<'_>,
    ) -> Result<(), ProjectionError> {
        let before: i64 =
            sqlx::query_scalar("SELECT events FROM counted").fetch_one(&mut *tx).await?;
        sqlx::query("SELECT pg_sleep(0.02)").execute(&mut *tx).await?;
        sqlx::query("UPDATE counted SET events = $1")
            .bind(before + i64::try_from(slice.events.len()).unwrap())
            .execute(&mut *tx)
            .await?;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn slices_of_two_sources_never_run_side_by_side() {
    let world = World::with(&[SCHEMA]).await;
    append_mix(&world.own, 40).await;
    append_mix(&world.foreign, 40).await;
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    let progress = runner.project(Counter);
    world.caught_up(&progress).await;

    let counted: i64 = sqlx::query_scalar("SELECT events FROM counter_v1.counted")
        .fetch_one(&world.db.superuser())
        .await
        .unwrap();
    // Of four commands, one event, none, two and one are wanted.
    assert_eq!(counted, 80);
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}
