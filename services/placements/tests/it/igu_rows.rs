//! The read model `igus`: however the two logs are cut into slices and mixed, the rows are the same.

use ::placements::projections::IgusProjection;
use event_log::Envelope;
use projections::{Projection, Slice, Source};
use proto::{placements::v1::ListIgusRequest, values_v1::Sector};
use sqlx::PgConnection;

use crate::igu_support::{
    CVR, FIRST_DAY, System, annul, cancel, complete, id, plan, register, stop,
};

const OTHER_CVR: &str = "29189854";

/// Every row of both tables, as text.
async fn rows(db: &mut PgConnection) -> Vec<String> {
    let mut all = Vec::new();
    for table in ["igus", "sectors"] {
        let select = format!("SELECT row_to_json(it)::text FROM igus_v1.{table} AS it");
        let mut rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(&mut *db).await.unwrap();
        assert!(!rows.is_empty(), "{table} is empty: nothing was tried");
        rows.sort();
        all.extend(rows);
    }
    all
}

/// Every kind of event that the read model folds, in the logs of placements and employers.
async fn said(system: &System) -> (Vec<Envelope>, Vec<Envelope>) {
    for municipality in ["350", "621"] {
        let user = system.caseworker(municipality);
        user.plan(plan(&id())).await.unwrap();
        system.concluded(&user, &id()).await;
        let igu = system.concluded(&user, &id()).await;
        user.cancel(cancel(&igu)).await.unwrap();
        let igu = system.running_igu(&user, &id()).await;
        user.stop(stop(&igu, "2017-03-09")).await.unwrap();
        user.annul(annul(&igu)).await.unwrap();
        let igu = system.running_igu(&user, &id()).await;
        user.stop(stop(&igu, "2017-03-09")).await.unwrap();
    }
    let lejre = system.caseworker("350");
    let whole = system.running_igu(&lejre, &id()).await;
    let late = system.concluded(&lejre, &id()).await;
    system.sector(CVR, Sector::Private, "2016-01-01").await;
    system.sector(OTHER_CVR, Sector::Public, "2017-01-01").await;
    system.sector(CVR, Sector::Public, "2017-01-01").await;
    system.sector(CVR, Sector::Private, "2017-01-01").await;
    let sectors = system.sector(OTHER_CVR, Sector::Private, "2016-06-01").await;

    system.today_is("2019-03-01");
    let lejre = system.caseworker("350");
    // The timer says that three of the concluded ones are overdue.
    let mut overdue = 0;
    for _ in 0..1200 {
        let events = system.events().await;
        overdue = events.iter().filter(|it| *it == "IguRegistrationOverdue").count();
        if overdue == 3 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(overdue, 3, "a minute passed");
    lejre.register(register(&late, "2019-02-28")).await.unwrap();
    let last = lejre.complete(complete(&whole, "2019-02-28")).await.unwrap().token;
    lejre.list(ListIgusRequest::default(), &format!("{last},{sectors}")).await.unwrap();
    let employers = system.employers.log().read(0, 1000).await.unwrap();
    (system.log().read(0, 1000).await.unwrap(), employers)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slices_of_any_size_and_any_interleaving_give_the_same_rows() {
    let system = System::start().await;
    let (ours, employers) = said(&system).await;
    let mut kinds: Vec<&str> = ours.iter().map(|it| it.type_name.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for wanted in IgusProjection.wants() {
        let known = kinds.contains(&wanted.as_str()) || wanted.ends_with("EmployerSectorSet");
        assert!(known, "{wanted} is not tried");
    }
    let mut db = system.db().superuser().acquire().await.unwrap();
    let live = rows(&mut db).await;
    for (seed, slice) in [(1, 1), (2, 2), (3, 3), (5, 7), (7, 50), (11, ours.len())] {
        let folded = folded(&system, &ours, &employers, slice, seed).await;
        assert_eq!(folded.len(), live.len(), "slices of {slice}, mixed by {seed}");
        let other = folded.iter().zip(&live).find(|(one, other)| one != other);
        assert_eq!(other, None, "slices of {slice}, mixed by {seed}");
    }
}

/// The rows of a fold from the beginning, in a transaction that is undone. Each slice is of the one log or the other, as
/// the dice fall; a slice that fails fails the test: the runner would go on one by one, and hide it.
async fn folded(
    system: &System,
    ours: &[Envelope],
    employers: &[Envelope],
    size: usize,
    mut dice: u64,
) -> Vec<String> {
    let mut tx = system.db().superuser().begin().await.unwrap();
    sqlx::raw_sql("SET LOCAL search_path TO igus_v1; TRUNCATE igus, sectors")
        .execute(&mut *tx)
        .await
        .unwrap();
    let wants = IgusProjection.wants();
    let wanted = |events: &[Envelope]| -> Vec<Envelope> {
        events.iter().filter(|it| wants.contains(&it.type_name)).cloned().collect()
    };
    let (ours, employers) = (wanted(ours), wanted(employers));
    let mut ours = ours.chunks(size).map(|it| (::placements::NAME, it));
    let mut employers = employers.chunks(size.min(2)).map(|it| ("employers", it));
    loop {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let next = match dice >> 63 {
            0 => ours.next().or_else(|| employers.next()),
            _ => employers.next().or_else(|| ours.next()),
        };
        let Some((service, events)) = next else { break };
        let source = Source { service };
        IgusProjection.project(&mut tx, Slice { source: &source, events }).await.unwrap();
    }
    let rows = rows(&mut tx).await;
    tx.rollback().await.unwrap();
    rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_to_placements_leave_no_trace_here() {
    // They have the same shape; the kind of the stream tells them apart.
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.planned(&lejre, &id(), FIRST_DAY).await;
    let events = system.log().read(0, 100).await.unwrap();
    let answer = events.iter().find(|it| it.type_name.ends_with("LegalFactsReceived")).unwrap();
    let others = Envelope { kind: "placement".to_owned(), ..answer.clone() };
    let mut tx = system.db().superuser().begin().await.unwrap();
    sqlx::raw_sql("SET LOCAL search_path TO igus_v1; UPDATE igus SET legal_facts = 2")
        .execute(&mut *tx)
        .await
        .unwrap();
    let source = Source { service: ::placements::NAME };
    let slice = Slice { source: &source, events: &[others] };
    IgusProjection.project(&mut tx, slice).await.unwrap();
    let facts: i16 = sqlx::query_scalar("SELECT legal_facts FROM igus WHERE igu_id = $1::uuid")
        .bind(&igu)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(facts, 2);
}
