//! The read model: however the log is cut into slices, the rows are the same; and everybody sees all of them.

use ::employers::projections::EmployersProjection;
use event_log::{DbRole, Envelope};
use projections::{Projection, Slice, Source};
use proto::{employers::v1::ListEmployersRequest, values_v1::Sector};
use sqlx::PgConnection;

use crate::{
    placements::{ask, in_programme},
    support::{
        CVR, P_NUMBER, System, TODAY, cvr, record_headcount, record_places_elsewhere,
        register_workplace, set_sector,
    },
};

const TABLES: [&str; 6] =
    ["employers", "sectors", "workplaces", "headcounts", "places_elsewhere", "reservations"];

/// Companies, workplaces and places; answers the token of the last of it.
async fn fill(system: &System) -> String {
    let lejre = system.caseworker("350");
    let employer = lejre.new_employer(CVR).await.answer;
    for at in 0..3 {
        let other = lejre.new_employer(&cvr(at)).await.answer;
        let p_number = format!("999900010{at}");
        lejre.set_sector(set_sector(&other, Sector::Public, "2010-01-01")).await.unwrap();
        lejre.register_workplace(register_workplace(&other, &p_number)).await.unwrap();
        lejre.record_headcount(record_headcount(&p_number, 9, "2018-02-01")).await.unwrap();
    }
    lejre.set_sector(set_sector(&employer, Sector::Public, "2010-01-01")).await.unwrap();
    // The second one was a mistake, and so was its correction.
    for sector in [Sector::Private, Sector::Public, Sector::Private] {
        lejre.set_sector(set_sector(&employer, sector, "2012-01-01")).await.unwrap();
    }
    lejre.register_workplace(register_workplace(&employer, P_NUMBER)).await.unwrap();
    for (n, as_of) in [(12, "2018-01-01"), (14, TODAY), (15, "2018-01-01"), (13, TODAY)] {
        lejre.record_headcount(record_headcount(P_NUMBER, n, as_of)).await.unwrap();
    }
    for (places, as_of) in [(1, TODAY), (3, "2018-02-01"), (0, TODAY), (2, "2018-02-01")] {
        let message = record_places_elsewhere(P_NUMBER, places, as_of);
        lejre.record_places_elsewhere(message).await.unwrap();
    }
    let asks = [
        ask("2018-03-05", "2018-04-01"),
        in_programme("2018-03-05", "2018-04-01"),
        // Refused, and one that nobody holds.
        ask("2018-03-05", "2018-04-01"),
        in_programme("2018-03-05", "2018-04-01"),
    ];
    for asked in &asks {
        system.placements.ask(asked.clone()).await;
    }
    system.placements.give_back(&asks[0].question_id, Some("2018-03-20")).await;
    let last = system.placements.give_back(&asks[3].question_id, None).await;
    lejre.resolve(last).await
}

/// Every row of every table, as text.
async fn rows(db: &mut PgConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in TABLES {
        let select = format!("SELECT row_to_json(it)::text FROM employers.{table} AS it");
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
    let last = fill(&system).await;
    let lejre = system.caseworker("350");
    lejre.list_employers(ListEmployersRequest::default(), &last).await.unwrap();
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
    let empty = format!("SET LOCAL search_path TO employers_v2; TRUNCATE {}", TABLES.join(", "));
    sqlx::raw_sql(sqlx::AssertSqlSafe(empty)).execute(&mut *tx).await.unwrap();
    let source = Source { service: ::employers::NAME };
    for events in events.chunks(slice) {
        let slice = Slice { source: &source, events };
        EmployersProjection.project(&mut tx, slice).await.unwrap();
    }
    let rows = rows(&mut tx).await;
    tx.rollback().await.unwrap();
    rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_level_security_shows_the_shared_rows_to_each_municipality_and_to_nobody_else() {
    let system = System::start().await;
    let last = fill(&system).await;
    let lejre = system.caseworker("350");
    lejre.list_employers(ListEmployersRequest::default(), &last).await.unwrap();
    let (all, read) = (system.db().superuser(), system.db().pool(DbRole::Read));
    let problems = projections::row_security_problems(&all, &read).await.unwrap();
    assert_eq!(problems, Vec::<String>::new());
    for table in TABLES {
        let select = format!("SELECT DISTINCT municipality FROM employers.{table}");
        let whose: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(&all).await.unwrap();
        assert_eq!(whose, ["000"], "{table}");
    }
}
