//! The read model: however the log is cut into slices, the rows are the same.

use ::citizens::projections::CitizensProjection;
use event_log::Envelope;
use projections::{Projection, Slice, Source};
use proto::{
    citizens::v1::ListCitizensRequest,
    values_v1::{BenefitKind, ReadinessCategory},
};
use sqlx::PgConnection;

use crate::support::{
    System, assess, end_programme, number, start_benefit, start_programme, stop_benefit,
};

const TABLES: [&str; 4] = ["citizens", "programmes", "assessments", "benefits"];

/// Every row of every table, as text.
async fn rows(db: &mut PgConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in TABLES {
        let select = format!("SELECT row_to_json(it)::text FROM citizens.{table} AS it");
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
    let system = System::start().await;
    let mut last = String::new();
    for (serial, municipality) in [(1, "350"), (2, "849"), (3, "350")] {
        let user = system.caseworker(municipality);
        let citizen = user.in_programme(&number(serial), "2015-09-01").await;
        let kind = BenefitKind::IntegrationBenefit;
        user.start_benefit(start_benefit(&citizen, kind, "2015-09-01")).await.unwrap();
        let message = assess(&citizen, ReadinessCategory::ActivityReady, "2015-09-01");
        user.assess(message).await.unwrap();
        user.stop_benefit(stop_benefit(&citizen, "2015-10-31")).await.unwrap();
        user.end_programme(end_programme(&citizen, "2015-10-31")).await.unwrap();
        user.start_benefit(start_benefit(&citizen, kind, "2015-11-01")).await.unwrap();
        user.start_programme(start_programme(&citizen, "2015-11-01")).await.unwrap();
        let message = assess(&citizen, ReadinessCategory::JobReady, "2015-11-15");
        user.assess(message).await.unwrap();
        user.stop_benefit(stop_benefit(&citizen, "2015-12-31")).await.unwrap();
        last = user.end_programme(end_programme(&citizen, "2015-12-31")).await.unwrap().token;
    }
    let lejre = system.caseworker("350");
    lejre.list(ListCitizensRequest::default(), &last).await.unwrap();
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
    sqlx::raw_sql(
        "SET LOCAL search_path TO citizens_v1; TRUNCATE citizens, programmes, assessments, benefits",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    let source = Source { service: ::citizens::NAME };
    for events in events.chunks(slice) {
        let slice = Slice { source: &source, events };
        CitizensProjection.project(&mut tx, slice).await.unwrap();
    }
    let rows = rows(&mut tx).await;
    tx.rollback().await.unwrap();
    rows
}
