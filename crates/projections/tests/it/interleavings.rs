//! Sources have no common order: any interleaving of their slices must give the same rows.

use std::collections::BTreeSet;

use event_log::Envelope;
use projections::{Projection, ProjectionError, Slice, Source};
use sqlx::PgConnection;

use crate::support::{
    commands::append_mix,
    tables::{Content, content},
    tally::{BOTH, Tally, fold},
    world::World,
};

/// Planted: it adds an event up only when the last one folded was of another source.
struct LastComes;

impl Projection for LastComes {
    const NAME: &'static str = "tally";
    const VERSION: u32 = 1;

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
        let last: Option<String> =
            sqlx::query_scalar("SELECT source FROM seen ORDER BY id DESC LIMIT 1")
                .fetch_optional(&mut *tx)
                .await?;
        if last.as_deref() != Some(slice.source.service) {
            fold(tx, slice.source.service, slice.events).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn random_interleavings_of_two_sources_give_equal_tables() {
    let world = World::new().await;
    append_mix(&world.own, 12).await;
    append_mix(&world.foreign, 12).await;
    let logs = [world.own.read(0, 1000).await.unwrap(), world.foreign.read(0, 1000).await.unwrap()];

    let tally = outcomes(&world, &Tally::<1> { sources: BOTH }, &logs).await;
    let rows = tally.first().unwrap();
    assert!(!rows.0.is_empty() && rows.1.len() > 10, "{rows:?}");
    assert_eq!(tally.len(), 1, "the order of slices shows");
    // The same check sees a projection that depends on the order.
    let planted = outcomes(&world, &LastComes, &logs).await;
    assert!(planted.len() > 1, "the check is blind");
    world.end().await;
}

/// The different contents that 50 random interleavings lead to.
async fn outcomes<P: Projection>(
    world: &World,
    projection: &P,
    logs: &[Vec<Envelope>; 2],
) -> BTreeSet<Content> {
    let wants = projection.wants();
    let wanted = logs.clone().map(|log| -> Vec<Envelope> {
        log.into_iter().filter(|it| wants.contains(&it.type_name)).collect()
    });
    let mut outcomes = BTreeSet::new();
    for seed in 1..=50 {
        let mut random = Random(seed);
        let mut tx = world.db.superuser().begin().await.unwrap();
        sqlx::query("SELECT set_config('search_path', 'tally_v1', true)")
            .execute(&mut *tx)
            .await
            .unwrap();
        let mut left = [&wanted[0][..], &wanted[1][..]];
        while left.iter().any(|it| !it.is_empty()) {
            let which = random.below(2);
            let length = left[which].len().min(1 + random.below(3));
            let (events, rest) = left[which].split_at(length);
            left[which] = rest;
            if !events.is_empty() {
                let source = &projection.sources()[which];
                projection.project(&mut tx, Slice { source, events }).await.unwrap();
            }
        }
        outcomes.insert(content(&mut tx).await);
        tx.rollback().await.unwrap();
    }
    outcomes
}

/// The same numbers for the same seed, so that a failure can be seen again (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}
