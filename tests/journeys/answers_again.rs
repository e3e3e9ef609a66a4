//! Answers that are brought a second time change nothing.

use std::collections::BTreeMap;

use kernel::Role;
use proto::placements::v1 as pb;
use servers::Nats;
use sqlx::AssertSqlSafe;

use crate::{
    case::{Desk, company::P_NUMBER, internship::terms, request_id},
    recorded::Questions,
    system::{Ground, Service, System},
};

/// Of every table of a service but those of its subscriptions, what stands in it. A look-up row would tell that
/// somebody's data was opened once more.
async fn everything(service: &Service) -> BTreeMap<String, Vec<String>> {
    let all = service.database.superuser();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'subscriptions')",
    )
    .fetch_all(&all)
    .await
    .unwrap();
    let mut found = BTreeMap::new();
    for table in tables {
        let select = format!("SELECT row_to_json(it)::text FROM {table} AS it ORDER BY 1");
        let rows = sqlx::query_scalar(AssertSqlSafe(select)).fetch_all(&all).await.unwrap();
        found.insert(table, rows);
    }
    found
}

/// Every reaction of the service begins at the beginning.
async fn react_again(service: &Service) {
    let done = sqlx::query(
        "UPDATE subscriptions.checkpoint
         SET position = 0, recorded_at = NULL, epochs = '{}', epoch_starts = '{}'
         WHERE version = 0 AND position > 0",
    );
    let done = done.execute(&service.database.superuser()).await.unwrap();
    assert!(done.rows_affected() > 0, "{} has no reaction", service.name);
}

/// Cases that stand everywhere a case can: granted, refused by the rule, pending no more, given up, an IGU.
async fn cases(system: &System, desk: &Desk) {
    // Two places, and others hold one.
    desk.workplace(P_NUMBER, 12, 1).await;
    let mut placements = Vec::new();
    for number in 1..=3 {
        placements.push(desk.submitted(terms(&desk.out_of_programme(number).await)).await);
    }
    placements.push(desk.submitted(terms(&desk.in_programme(4).await)).await);
    // Nobody's citizen, and a workplace that nobody knows.
    placements.push(desk.submitted(terms(&request_id())).await);
    let unknown =
        pb::Terms { p_number: "1003388399".to_owned(), ..terms(&desk.in_programme(5).await) };
    placements.push(desk.submitted(unknown).await);
    let igu = desk.plan_igu(&desk.in_programme(6).await).await;
    desk.answered().await;
    let deciding = desk.with(system.caller("350", &[Role::Decider]));
    deciding.grant(&placements[0]).await.unwrap();
    deciding.grant(&placements[1]).await.unwrap_err();
    desk.cancel(&placements[3]).await;
    desk.conclude_igu(&igu).await.unwrap();
    desk.answered().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_that_is_brought_again_finds_that_all_is_done() {
    let mut nats = Nats::start(testkit::tools()).unwrap();
    let mut system = System::on(Ground { nats: Some(nats.url()), ..Ground::default() }).await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    cases(&system, &desk).await;
    let questions = Questions::of(&system).await;
    questions.each_is_answered_once();
    desk.placements().await;
    let mut before = Vec::new();
    for service in system.all() {
        before.push(everything(service).await);
    }

    for service in [&mut system.citizens, &mut system.employers, &mut system.placements] {
        service.stop();
    }
    // All three logs are published again, and every reaction hears all of it again.
    nats.kill().unwrap();
    nats.wipe().unwrap();
    nats.restart().unwrap();
    for service in [&mut system.citizens, &mut system.employers, &mut system.placements] {
        react_again(service).await;
        service.restart();
    }
    let desk = desk.moved(&system).await;
    // Their checkpoints stood at 0: what is reached now was handled now.
    desk.answered().await;
    desk.placements().await;

    for (service, before) in system.all().into_iter().zip(before) {
        let now = everything(service).await;
        for (table, rows) in before {
            assert_eq!(now[&table], rows, "{} {table}", service.name);
        }
    }
}
