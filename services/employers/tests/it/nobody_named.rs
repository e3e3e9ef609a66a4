//! Nothing that employers stores or publishes names a citizen, a placement, or the municipality that asked.

use async_nats::jetstream;
use kernel::{CitizenId, Ids, Uuid};
use proto::{
    employers::v1::ListEmployersRequest,
    events::{employers::Event as Answer, placements::Event},
};
use testkit::RandomIds;

use crate::{
    placements::{ask, given_back, in_programme, submitted},
    support::{System, User},
};

/// Who asks: one placement of one citizen in each of these.
const ASKERS: [&str; 3] = ["849", "217", "621"];

/// Asks for places in three municipalities, as placements with ids that a search can find.
async fn asked(system: &System, lejre: &User) -> Vec<Uuid> {
    lejre.workplace_of(7).await;
    let mut names = Vec::new();
    let mut last = None;
    for municipality in ASKERS {
        let placement = RandomIds.next();
        // Who it is about is said in placements' stream only.
        let citizen = CitizenId::new(RandomIds.next());
        let (one, two) =
            (ask("2018-03-05", "2018-04-01"), in_programme("2018-03-05", "2018-04-01"));
        let back = given_back(&two.question_id, Some("2018-03-20"));
        let submitted = submitted(placement, &citizen.to_string());
        let events = [submitted, Event::PlaceAsked(one), Event::PlaceAsked(two), back];
        last = Some(system.placements.say_all(municipality, &events).await);
        names.extend([placement, citizen.uuid()]);
    }
    let token = lejre.resolve(last.unwrap()).await;
    lejre.list_employers(ListEmployersRequest::default(), &token).await.unwrap();
    names
}

/// Every message of a service's stream: subject, headers and payload, as text and bytes.
async fn published(system: &System, service: &str, count: usize) -> Vec<Vec<u8>> {
    let streams = messaging::Streams::new(testkit::nats().await, system.cell.prefix());
    let stream = jetstream::new(testkit::nats().await);
    let stream = stream.get_stream(streams.stream_name(service)).await.unwrap();
    let mut messages = Vec::new();
    for sequence in 1..=u64::try_from(count).unwrap() {
        let message = loop {
            // The relay may still be on its way.
            match stream.get_raw_message(sequence).await {
                Ok(message) => break message,
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            }
        };
        let mut text = format!("{}\n{:?}\n", message.subject, message.headers).into_bytes();
        text.extend_from_slice(&message.payload);
        messages.push(text);
    }
    messages
}

/// How a name may stand in bytes: hyphenated, plain, or raw.
fn spellings(name: Uuid) -> [Vec<u8>; 3] {
    [
        name.hyphenated().to_string().into_bytes(),
        name.simple().to_string().into_bytes(),
        name.as_bytes().to_vec(),
    ]
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|it| it == what)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_names_a_citizen_a_placement_or_a_municipality_that_asked() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let names = asked(&system, &lejre).await;
    let count = system.events().await.len();
    // Four to have a workplace, and every ask and every place that was given back has its answer.
    assert_eq!(count, 4 + 9);
    let messages = published(&system, "employers", count).await;
    // The search finds what is there: the same in placements' stream.
    let asks = published(&system, "placements", 12).await;
    for name in &names {
        assert!(asks.iter().any(|it| holds(it, spellings(*name)[0].as_slice())), "a blind search");
    }
    for message in &messages {
        assert!(holds(message, b".employers.000."), "a subject that is not shared");
        for name in &names {
            assert!(!spellings(*name).iter().any(|it| holds(message, it)), "a name is published");
        }
    }
    for event in system.log().read(0, 100).await.unwrap() {
        assert_eq!(event.municipality, "000");
    }
    // A field of an answer could hold it as text; a question's random id may hold the digits by chance.
    for event in system.log().read(4, 100).await.unwrap() {
        let answer = Answer::decode(&event.type_name, &event.payload).unwrap().unwrap();
        let text = format!("{:?}", without_question(answer));
        for municipality in ASKERS {
            assert!(!text.contains(municipality), "{municipality} stands in {text}");
        }
    }
}

fn without_question(mut answer: Answer) -> Answer {
    match &mut answer {
        Answer::PlaceReserved(it) => it.question_id.clear(),
        Answer::PlaceRefused(it) => it.question_id.clear(),
        Answer::PlaceReleased(it) => it.question_id.clear(),
        other => panic!("{other:?} is no answer"),
    }
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_stored_row_of_an_answer_names_who_asked_for_the_place() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let names = asked(&system, &lejre).await;
    // Every table there is: log, answers, claims, checkpoints, read model.
    let all = system.db().superuser();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&all)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let select = format!("SELECT row_to_json(it)::text FROM {table} AS it");
        let found: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(select)).fetch_all(&all).await.unwrap();
        rows.extend(found);
    }
    assert!(rows.len() > 20);
    for row in &rows {
        for name in &names {
            for spelling in [name.hyphenated().to_string(), name.simple().to_string()] {
                // Payloads are written as hex digits of their text.
                let hex = hex::encode(&spelling);
                assert!(!row.contains(&spelling) && !row.contains(&hex), "a name is stored");
            }
        }
    }
    let askers: Vec<(String, String)> =
        sqlx::query_as("SELECT DISTINCT asker, client FROM log.event WHERE trigger = 'REACTION'")
            .fetch_all(&all)
            .await
            .unwrap();
    assert_eq!(askers, [("000".to_owned(), "jobbro-employers".to_owned())]);
}
