//! The read model `placements`: however the log is cut into slices, the rows are the same.

use ::placements::projections::PlacementsProjection;
use event_log::Envelope;
use projections::{Projection, Slice, Source};
use proto::placements::{events::v1::LegalFactsAsked, v1::ListPlacementsRequest};
use sqlx::PgConnection;

use crate::{
    igu_support::{System, id},
    support::{
        cancel, complete, draft, facts_come, facts_refused, interrupt, messages, refused_comes,
        refused_place, reject, revise, stated, submit_again, system, worker,
    },
};

const TABLES: [&str; 2] = ["placements", "signatures"];

/// Every row of every table, as text.
async fn rows(db: &mut PgConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in TABLES {
        let select = format!("SELECT row_to_json(it)::text FROM placements.{table} AS it");
        let mut rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(&mut *db).await.unwrap();
        assert!(!rows.is_empty(), "{table} is empty: nothing was tried");
        rows.sort();
        all.extend(rows);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slices_of_any_size_give_the_same_rows() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let first = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    lejre.signed_by(&first, &crate::support::EVERYBODY).await;
    lejre.revise(revise(&first, &citizen)).await.unwrap();
    lejre.signed_by(&first, &crate::support::EVERYBODY[..1]).await;
    let (_, question) = lejre.submitted().await;
    let why = proto::citizens::events::v1::LegalFactsRefusal::NotYours;
    facts_refused(&system, &lejre, &question, why).await;
    let (_, place) = lejre.place_asked(&system).await;
    refused_comes(&system, &lejre, &refused_place(&place)).await;
    for again in [lejre.answered(&system).await, lejre.answered(&system).await] {
        lejre.submit(submit_again(&system, &again).await).await.unwrap();
    }
    let asked: Vec<LegalFactsAsked> = messages(&system).await;
    facts_come(&system, &lejre, &stated(&asked.last().unwrap().question_id)).await;
    let (pending, _) = lejre.place_asked(&system).await;
    lejre.cancel(cancel(&pending)).await.unwrap();
    let rejected = lejre.answered(&system).await;
    decider.reject(reject(&rejected)).await.unwrap();
    let interrupted = lejre.running(&system).await;
    lejre.interrupt(interrupt(&interrupted, "2018-03-09")).await.unwrap();
    let completed = worker(&system, "849").running(&system).await;
    let last = worker(&system, "849").complete(complete(&completed)).await.unwrap().token;
    lejre.list(ListPlacementsRequest::default(), &last).await.unwrap();
    let mut db = system.db().superuser().acquire().await.unwrap();
    let live = rows(&mut db).await;

    let events = system.log().read(0, 1000).await.unwrap();
    for slice in [1, 2, 3, 5, 7, events.len()] {
        let fresh = folded(&system, &events, slice).await;
        assert_eq!(fresh, live, "slices of {slice}");
    }
}

/// The rows of a fold from the beginning, in a transaction that is undone. A slice that fails fails the test: the
/// runner would go on one by one, and hide it.
async fn folded(system: &System, events: &[Envelope], slice: usize) -> Vec<String> {
    let mut tx = system.db().superuser().begin().await.unwrap();
    sqlx::raw_sql("SET LOCAL search_path TO placements_v1; TRUNCATE placements, signatures")
        .execute(&mut *tx)
        .await
        .unwrap();
    let source = Source { service: ::placements::NAME };
    let wants = PlacementsProjection.wants();
    let events: Vec<_> =
        events.iter().filter(|it| wants.contains(&it.type_name)).cloned().collect();
    for events in events.chunks(slice) {
        let slice = Slice { source: &source, events };
        PlacementsProjection.project(&mut tx, slice).await.unwrap();
    }
    let rows = rows(&mut tx).await;
    tx.rollback().await.unwrap();
    rows
}
