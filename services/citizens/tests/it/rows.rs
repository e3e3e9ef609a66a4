//! The read model: however the log is cut into slices, the rows are the same.

use ::citizens::projections::CitizensProjection;
use event_log::Token;
use proto::{
    citizens::v1::ListCitizensRequest,
    values_v1::{BenefitKind, ReadinessCategory},
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::support::{
    NOON, System, assess, end_programme, number, runner, start_benefit, start_programme,
    stop_benefit,
};

const TABLES: [&str; 4] = ["citizens", "programmes", "assessments", "benefits"];

/// Every row of every table, as text.
async fn rows(db: &PgPool) -> Vec<String> {
    let mut all = Vec::new();
    for table in TABLES {
        let select = format!("SELECT row_to_json(it)::text FROM citizens.{table} AS it");
        let mut rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(db).await.unwrap();
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
    let live = rows(&system.db.superuser()).await;

    for slice in [1, 3, 500] {
        let fresh = folded(&system, slice).await;
        assert_eq!(fresh, live, "slices of {slice}");
    }
}

/// The rows of a fold from the beginning, in another database that has a copy of the log.
async fn folded(system: &System, slice: i64) -> Vec<String> {
    let copy = testkit::Database::new(::citizens::SCHEMAS).await;
    copy_log(&system.db.superuser(), &copy.superuser()).await;
    let clock = std::sync::Arc::new(testkit::ManualClock::at(NOON));
    let log = copy.log(::citizens::NAME, clock).await;
    let stop = CancellationToken::new();
    let mut runner = runner(&copy, &log, slice, stop.clone()).await;
    let progress = runner.project(CitizensProjection);
    let Token { epoch, position } = log.head().await.unwrap();
    let patience = std::time::Duration::from_secs(120);
    progress.reached(::citizens::NAME, Token { epoch, position }, patience).await.unwrap();
    stop.cancel();
    runner.stopped().await;
    rows(&copy.superuser()).await
}

/// Event rows as they are: the read model needs nothing else.
async fn copy_log(from: &PgPool, to: &PgPool) {
    let events: Vec<String> =
        sqlx::query_scalar("SELECT row_to_json(it)::text FROM log.event AS it ORDER BY position")
            .fetch_all(from)
            .await
            .unwrap();
    assert!(events.len() > 30);
    sqlx::query(
        "INSERT INTO log.event SELECT it.* FROM unnest($1::text[]) AS row,
         json_populate_record(NULL::log.event, row::json) AS it",
    )
    .bind(&events)
    .execute(to)
    .await
    .unwrap();
}
