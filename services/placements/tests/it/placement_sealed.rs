//! Canaries: words that are about a person stand nowhere in clear, neither as text nor in bytes.

use proto::placements::v1::{EndReason, ListPlacementsRequest};

use crate::{
    igu_support::{id, on},
    support::{cancel, draft, interrupt, reject, revise, system, worker},
};

/// A word of each kind that is sealed.
const CANARIES: [&str; 8] = [
    "KanarieFormaal",
    "KanarieOpgaver",
    "KanarieJobmaal",
    "KanarieGrund",
    "KanarieRevision",
    "KanarieAfslag",
    "KanarieAfbrudt",
    "KanarieOpgivet",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealed_texts_stand_in_no_event_no_read_model_no_answer_and_no_other_table() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    let citizen = id();
    let mut message = draft(&citizen);
    let terms = message.terms.as_mut().unwrap();
    terms.purpose = CANARIES[0].to_owned();
    terms.tasks = CANARIES[1].to_owned();
    terms.job_goal = CANARIES[2].to_owned();
    terms.length_grounds = vec![proto::values_v1::LengthGround::HardToPlace.into()];
    terms.length_ground_text = CANARIES[3].to_owned();
    let drafted = lejre.draft(message).await.unwrap();
    let placement = drafted.answer.placement_id;
    let mut revision = revise(&placement, &citizen);
    revision.terms.as_mut().unwrap().purpose = CANARIES[4].to_owned();
    lejre.revise(revision).await.unwrap();
    let mut opened = lejre.get(&placement, &drafted.token).await.unwrap();
    assert_eq!(opened.purpose, CANARIES[4], "what is sealed can be opened");
    let rejected = lejre.answered(&system).await;
    let mut rejection = reject(&rejected);
    rejection.reason = CANARIES[5].to_owned();
    decider.reject(rejection).await.unwrap();
    let running = lejre.running(&system).await;
    let mut interruption = interrupt(&running, "2018-03-09");
    interruption.text = CANARIES[6].to_owned();
    lejre.interrupt(interruption).await.unwrap();
    let mut cancellation = cancel(&placement);
    (cancellation.reason, cancellation.text) = (EndReason::Other.into(), CANARIES[7].to_owned());
    let token = lejre.cancel(cancellation).await.unwrap().token;
    opened = lejre.get(&placement, &token).await.unwrap();
    assert_eq!(opened.end_text, CANARIES[7]);
    let listed = lejre.list(ListPlacementsRequest::default(), &token).await.unwrap();
    assert_eq!(listed.placements.len(), 3);
    assert_eq!(opened.placement.unwrap().first_day, on("2018-03-05"));

    let tables = every_table(&system).await;
    assert!(tables.iter().any(|it| it.0 == "log.event" && it.1.contains("PlacementDrafted")));
    assert!(tables.iter().any(|it| it.0.starts_with("placements_v1.")));
    for (table, rows) in tables {
        for canary in CANARIES {
            let bytes = hex::encode(canary);
            let found = rows.contains(canary) || rows.contains(&bytes);
            assert!(!found, "{canary} stands in {table}");
        }
    }
}

/// Every row of every table of the database, as text; bytes as hex digits.
async fn every_table(system: &crate::igu_support::System) -> Vec<(String, String)> {
    let pool = system.db().superuser();
    let names: Vec<(String, String)> = sqlx::query_as(
        "SELECT schemaname::text, tablename::text FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut tables = Vec::new();
    for (schema, table) in names {
        let select = format!(
            "SELECT coalesce(string_agg(to_jsonb(it)::text, E'\\n'), '') FROM {schema}.{table} AS it"
        );
        let rows: String =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_one(&pool).await.unwrap();
        tables.push((format!("{schema}.{table}"), rows));
    }
    tables
}
