//! What placements asks of a citizen is answered by one event, whatever is known.

use ::citizens::{application::Citizens, reactions::LegalQuestions};
use event_log::{DbRole, Envelope, Origin, Token, Trigger};
use kernel::{Ids, RequestId, Role, Uuid};
use projections::Reaction;
use proto::{
    citizens::v1::{ListCitizensRequest, RegisterCitizenRequest},
    events::{citizens::Event, placements::LegalFactsAsked},
    values_v1::{Purpose, ReadinessCategory, ResidenceBasis},
};
use service_kit::grpc::PURPOSES;
use testkit::{Peer, RandomIds};

use crate::support::{
    System, assess, end_programme, id, number, on, register, start_programme, take_over,
};

/// A citizen of Lejre, born 1990-01-17 (as all are), with a known address.
async fn citizen_of_lejre(system: &System) -> String {
    let lejre = system.caseworker("350");
    let message = RegisterCitizenRequest {
        residence_registered_on: on("2012-02-29"),
        residence_basis: ResidenceBasis::QuotaRefugee.into(),
        ..register(&number(1))
    };
    let citizen = lejre.register(message).await.unwrap().answer.citizen_id;
    lejre.take_over(take_over(&citizen, "2015-09-01")).await.unwrap();
    lejre.start_programme(start_programme(&citizen, "2015-09-01")).await.unwrap();
    for (category, first_day) in [
        (ReadinessCategory::ActivityReady, "2015-09-30"),
        (ReadinessCategory::JobReady, "2016-01-15"),
    ] {
        lejre.assess(assess(&citizen, category, first_day)).await.unwrap();
    }
    citizen
}

fn question(citizen_id: &str, day: &str) -> LegalFactsAsked {
    LegalFactsAsked { question_id: id(), citizen_id: citizen_id.to_owned(), on: on(day) }
}

async fn ask(peer: &Peer, municipality: &str, asked: &LegalFactsAsked) -> (Envelope, Token) {
    peer.say(testkit::caller(municipality, &[Role::Caseworker]), asked).await
}

/// Asks as a municipality; the one answer, and its row.
async fn answer(
    system: &System,
    peer: &Peer,
    by: &str,
    asked: &LegalFactsAsked,
) -> (Event, Envelope) {
    let (_, token) = ask(peer, by, asked).await;
    system.resolve("placements", token).await;
    let mut answers = answers(system, asked).await;
    assert_eq!(answers.len(), 1, "answers of one question");
    let row = answers.remove(0);
    (Event::decode(&row.type_name, &row.payload).unwrap().unwrap(), row)
}

/// Every event on the question's stream.
async fn answers(system: &System, asked: &LegalFactsAsked) -> Vec<Envelope> {
    let stream: Uuid = asked.question_id.parse().unwrap();
    let events = system.log().read(0, 1000).await.unwrap();
    events.into_iter().filter(|it| it.stream_id == stream).collect()
}

async fn look_ups(system: &System) -> Vec<(Option<Uuid>, String, String, String, String, Uuid)> {
    sqlx::query_as(
        "SELECT who, client, role, municipality, reason || ' ' || rpc, subject_id FROM log.lookup",
    )
    .fetch_all(&system.db().superuser())
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_is_stated_and_no_day_of_birth_or_address_with_it() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    let asked = question(&citizen, "2016-02-29");
    let (event, row) = answer(&system, &peer, "350", &asked).await;
    let Event::LegalFactsStated(stated) = event else { panic!("{event:?}") };
    assert_eq!((stated.question_id.as_str(), &stated.citizen_id), (&*asked.question_id, &citizen));
    assert_eq!((stated.on, stated.age_years), (on("2016-02-29"), Some(26)));
    assert_eq!(
        (stated.residence_full_years, stated.residence_on_anniversary),
        (Some(4), Some(true))
    );
    assert_eq!(stated.residence_basis(), ResidenceBasis::QuotaRefugee);
    assert_eq!(stated.programme_runs, Some(true));
    assert_eq!(stated.programme_kind(), proto::values_v1::ProgrammeKind::Integration);
    assert_eq!(stated.readiness(), ReadinessCategory::JobReady);

    assert_eq!((row.kind.as_str(), row.municipality.as_str()), ("legal_question", "350"));
    for personal in [on("1990-01-17"), on("2012-02-29")] {
        let bytes = prost::Message::encode_to_vec(&personal.unwrap());
        assert!(!row.payload.windows(bytes.len()).any(|it| it == bytes), "{personal:?}");
    }
    let expected = (
        None,
        "jobbro-citizens".to_owned(),
        "system".to_owned(),
        "350".to_owned(),
        "placement citizens.legal_questions".to_owned(),
        citizen.parse().unwrap(),
    );
    assert_eq!(look_ups(&system).await, [expected]);
    assert!(PURPOSES.contains(&"placement"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_is_of_the_day_that_was_asked_for() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    let lejre = system.caseworker("350");
    lejre.end_programme(end_programme(&citizen, "2016-01-31")).await.unwrap();
    for (day, age, years, anniversary, runs, readiness) in [
        ("2015-08-31", 25, 3, false, false, ReadinessCategory::Unspecified),
        ("2015-09-01", 25, 3, false, true, ReadinessCategory::Unspecified),
        ("2016-01-14", 25, 3, false, true, ReadinessCategory::ActivityReady),
        ("2016-01-16", 25, 3, false, true, ReadinessCategory::JobReady),
        ("2016-01-17", 26, 3, false, true, ReadinessCategory::JobReady),
        ("2016-01-31", 26, 3, false, true, ReadinessCategory::JobReady),
        ("2016-02-01", 26, 3, false, false, ReadinessCategory::JobReady),
        // Ahead of today too: as far as it is recorded.
        ("2017-02-28", 27, 5, true, false, ReadinessCategory::JobReady),
    ] {
        let (event, _) = answer(&system, &peer, "350", &question(&citizen, day)).await;
        let Event::LegalFactsStated(it) = event else { panic!("{event:?}") };
        assert_eq!((it.age_years, it.residence_full_years), (Some(age), Some(years)), "{day}");
        assert_eq!(it.residence_on_anniversary, Some(anniversary), "{day}");
        assert_eq!((it.programme_runs, it.readiness()), (Some(runs), readiness), "{day}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipality_hears_that_and_nothing_more_and_nothing_is_opened() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    for (asked, by, why) in [
        (question(&citizen, "2016-02-29"), "849", "NotYours"),
        (question(&id(), "2016-02-29"), "350", "Unknown"),
        // The programme's stream is nobody's own.
        (
            question(
                &kernel::stream_id(citizen.parse().unwrap(), "programme").to_string(),
                "2016-02-29",
            ),
            "350",
            "Unknown",
        ),
    ] {
        let (event, row) = answer(&system, &peer, by, &asked).await;
        let Event::LegalFactsRefused(refused) = event else { panic!("{event:?}") };
        assert_eq!((&refused.question_id, row.municipality.as_str()), (&asked.question_id, by));
        assert_eq!(format!("{:?}", refused.reason()), why);
        let id = asked.citizen_id.as_bytes();
        assert!(!row.payload.windows(id.len()).any(|it| it == id), "the citizen is named");
    }
    assert_eq!(look_ups(&system).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_erased_person_age_and_address_are_absent() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    system.log().vault().erase(citizen.parse().unwrap(), Some(Purpose::Identity)).await.unwrap();
    let (event, _) = answer(&system, &peer, "350", &question(&citizen, "2016-02-29")).await;
    let Event::LegalFactsStated(stated) = event else { panic!("{event:?}") };
    assert_eq!((stated.age_years, stated.residence_full_years), (None, None));
    assert_eq!(stated.residence_on_anniversary, None);
    assert_eq!(
        (stated.programme_runs, stated.readiness()),
        (Some(true), ReadinessCategory::JobReady)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_citizen_without_a_known_address_has_an_age_and_no_years_of_address() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = system.caseworker("350").new_citizen(&number(1)).await.answer;
    let (event, _) = answer(&system, &peer, "350", &question(&citizen, "2016-02-29")).await;
    let Event::LegalFactsStated(stated) = event else { panic!("{event:?}") };
    assert_eq!((stated.age_years, stated.residence_full_years), (Some(26), None));
    // None was ever recorded, here or where the person came from: whether one runs is not known.
    assert_eq!((stated.programme_runs, stated.programme_kind), (None, 0));
    assert_eq!(stated.readiness, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_comes_twice_is_answered_once() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    let asked = question(&citizen, "2016-02-29");
    let (first, _) = ask(&peer, "350", &asked).await;
    // The same question in another event, and after something has changed.
    let (_, token) = ask(&peer, "350", &asked).await;
    system.resolve("placements", token).await;
    assert_eq!(answers(&system, &asked).await.len(), 1);

    // The same event once more, as after a checkpoint that was lost; and as a command of another id.
    let read = system.db().pool(DbRole::Read);
    let clock = std::sync::Arc::new(testkit::ManualClock::at("2016-03-01T11:00:00Z"));
    let log = system.db().log("citizens", clock.clone()).await;
    let citizens = Citizens::new(log, read, clock, std::sync::Arc::new(RandomIds));
    let reaction = LegalQuestions::new(citizens);
    let derived = RequestId::new(Uuid::new_v5(&first.event_id, b"legal_questions"));
    for request_id in [derived, derived, RequestId::new(RandomIds.next())] {
        reaction.react(&first, request_id).await.unwrap();
    }
    assert_eq!(answers(&system, &asked).await.len(), 1);
    // What is answered is not opened again.
    assert_eq!(look_ups(&system).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_is_caused_by_the_question_and_migrated_when_it_is() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    for (role, origin) in [(Role::Caseworker, Origin::Live), (Role::Migrator, Origin::Migrated)] {
        let asked = question(&citizen, "2016-02-29");
        let (event, token) = peer.say(testkit::caller("350", &[role]), &asked).await;
        system.resolve("placements", token).await;
        let answers = answers(&system, &asked).await;
        let [answer] = answers.as_slice() else { panic!("{} answers", answers.len()) };
        assert_eq!((answer.trigger, answer.origin), (Trigger::Reaction, origin));
        assert_eq!(answer.causation_id, Some(event.event_id));
        assert_eq!(answer.correlation_id, event.correlation_id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_read_model_goes_on_behind_an_answer_and_a_citizen_is_as_before() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    let (_, row) = answer(&system, &peer, "350", &question(&citizen, "2016-02-29")).await;
    let token = format!("citizens:1:{}", row.position);
    let lejre = system.caseworker("350");
    let listed = lejre.list(ListCitizensRequest::default(), &token).await.unwrap().citizens;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].citizen_version, listed[0].programme_version), (2, 3));
    assert_eq!(listed[0].benefit_version, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_while_the_service_was_away_is_answered_when_it_is_back() {
    let system = System::start().await;
    let peer = Peer::start(system.cell(), "placements").await;
    let citizen = citizen_of_lejre(&system).await;
    answer(&system, &peer, "350", &question(&citizen, "2016-02-28")).await;
    let asked = question(&citizen, "2016-02-29");
    let (system, (_, token)) = system.restarted(ask(&peer, "350", &asked)).await;
    system.resolve("placements", token).await;
    assert_eq!(answers(&system, &asked).await.len(), 1);
    assert_eq!(look_ups(&system).await.len(), 2);
}
