//! Persons with names and dates that stand nowhere else go through the whole system, refusals and wrong requests
//! included. Then every file that the system has written is searched for them, in every form a fact can take; and
//! for a coded word that must be there, so that the search is known to see.
//!
//! A short form (six digits, four bytes) can stand anywhere by chance, as in a time stamp. All persons go the same
//! way, so what leaks leaks for each of them: a short form counts when it is found for every person in one place.

use std::{collections::BTreeMap, path::Path};

use kernel::{Date, date};
use proto::{
    citizens::v1 as pb,
    reporting::v1::Indicator,
    values,
    values_v1::{OriginGroup, ReadinessCategory, ResidenceBasis, Sex},
};
use servers::{Nats, Postgres};
use tonic::{Code, Request, Status};

use crate::{
    case::{Desk, commands, request_id, token},
    collector::Collector,
    system::{Ground, System},
};

use needles::Needles;

mod needles;
mod search;

/// What a person is known by. Made up; a real number of that form belongs to a birth before 1900.
pub struct Person {
    pub given_names: &'static str,
    pub family_name: &'static str,
    pub born: Date,
    /// Ten digits.
    pub number: &'static str,
    pub external_id: &'static str,
    pub reason: &'static str,
}

const PERSONS: [Person; 3] = [
    Person {
        given_names: "Qvintiliøna",
        family_name: "Wrangstrupxø",
        born: date(1891, 7, 23),
        number: "2307915817",
        external_id: "kanarie-xq-81",
        reason: "Zebrafinken kviddrer om morgenen",
    },
    Person {
        given_names: "Xanthemunda",
        family_name: "Yppelqvæst",
        born: date(1874, 11, 19),
        number: "1911746824",
        external_id: "kanarie-xq-82",
        reason: "Gulbugen flyver helst om natten",
    },
    Person {
        given_names: "Zolvjorika",
        family_name: "Ÿllebrantzen",
        born: date(1863, 2, 27),
        number: "2702637831",
        external_id: "kanarie-xq-83",
        reason: "Irisken bygger rede i hatten",
    },
];

/// The coded word: a trace id, which travels with every command through log, stream, logs and spans.
const PLANTED: [u8; 16] = [
    0xca, 0x4a, 0x12, 0x1e, 0xf0, 0x0d, 0xbe, 0xef, 0x19, 0x73, 0x5a, 0x5a, 0xc3, 0x3c, 0x81, 0x18,
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_stands_in_any_file_log_or_span() {
    let mut postgres = Postgres::start(testkit::tools()).unwrap();
    let mut nats = Nats::start(testkit::tools()).unwrap();
    let collector = Collector::start().await;
    let mut system = System::on(Ground {
        postgres: Some(postgres.url("postgres")),
        nats: Some(nats.url()),
        otlp_endpoint: Some(collector.endpoint()),
        log: "debug".to_owned(),
    })
    .await;

    let mut said = Vec::new();
    for person in &PERSONS {
        said.extend(live_through(&system, person).await);
    }
    let logs = system.logs();
    system.citizens.stop();
    system.reporting.stop();
    let superuser = system.citizens.database.superuser();
    sqlx::query("CHECKPOINT").execute(&superuser).await.unwrap();

    let needles = Needles::of(&PERSONS, &PLANTED);
    let mut places: BTreeMap<&str, search::Found> = BTreeMap::new();
    let wal = postgres.folder().join("pg_wal");
    let mut look = |place: &'static str, path: &Path, but: &Path| {
        places.entry(place).or_default().folder(&needles, path, but);
    };
    let nowhere = Path::new("-");
    look("database files", postgres.folder(), &wal);
    look("write-ahead log", &wal, nowhere);
    look("NATS files", nats.folder(), nowhere);
    for log in logs.iter().map(AsRef::as_ref).chain([postgres.log_file(), nats.log_file()]) {
        look("logs", log, nowhere);
    }
    places.entry("spans").or_default().bytes(&needles, "collector", &collector.bytes());

    for (place, found) in &places {
        println!("{place}: {} bytes read", found.bytes_read);
        assert_eq!(found.leaks(&needles), Vec::<String>::new(), "in the {place}");
        assert!(found.planted(&needles), "the coded word is not seen in the {place}");
    }
    for status in said {
        let mut found = search::Found::default();
        found.bytes(&needles, "status", status.message().as_bytes());
        found.bytes(&needles, "details", status.details());
        assert_eq!(found.leaks(&needles), Vec::<String>::new(), "told to a client: {status:?}");
    }
    nats.kill().unwrap();
    postgres.kill().unwrap();
}

/// A file that holds one form of everyone's fact, across the border of a page.
fn file_with(needles: &Needles, what: &str) -> Vec<u8> {
    let mut file = vec![0; 4096];
    for needle in needles.all.iter().filter(|it| it.what == what) {
        let at = file.len() - needle.bytes.len() / 2;
        file.truncate(at);
        file.extend_from_slice(&needle.bytes);
        file.extend_from_slice(&[b'.'; 7]);
        file.resize(file.len().next_multiple_of(4096), 0);
    }
    file
}

#[test]
fn the_search_sees_every_form_of_every_fact_and_nothing_where_nothing_is() {
    let needles = Needles::of(&PERSONS, &PLANTED);
    let clean = [vec![0; 10_000], vec![0xff; 5000], b"2017-01-01 350 849".to_vec()].concat();
    let mut found = search::Found::default();
    found.bytes(&needles, "clean", &clean);
    assert_eq!((found.leaks(&needles), found.planted(&needles)), (Vec::new(), false));
    for needle in &needles.all {
        let mut found = search::Found::default();
        found.bytes(&needles, "file", &file_with(&needles, &needle.what));
        let leaks = found.leaks(&needles);
        let seen = leaks.iter().any(|it| it.starts_with(&needle.what));
        assert!(if needle.person.is_some() { seen } else { found.planted(&needles) });
    }
}

/// Everything that can be done to a person; answers the statuses of what was refused.
async fn live_through(system: &System, person: &Person) -> Vec<Status> {
    let mut desk = Desk::of(system, system.caseworker("849")).await;
    let registered = desk.citizens.register_citizen(traced(&desk, registration(person))).await;
    let id = registered.unwrap().into_inner().citizen_id;
    let first_day = "2017-01-01";
    let message = commands::take_over(&id, first_day);
    desk.citizens.take_over_responsibility(traced(&desk, message)).await.unwrap();
    let message = commands::start_programme(&id, first_day);
    desk.citizens.start_programme(traced(&desk, message)).await.unwrap();
    let mut message = commands::assess(&id, ReadinessCategory::JobReady, first_day);
    message.reason = format!("{}: {} {}", person.reason, person.given_names, person.number);
    desk.citizens.assess_readiness(traced(&desk, message)).await.unwrap();
    let message = commands::start_benefit(&id, first_day);
    let last = desk.citizens.start_benefit(traced(&desk, message)).await.unwrap();

    let mut get = desk.caller.asks_after(pb::GetCitizenRequest { citizen_id: id }, &token(&last));
    get.metadata_mut().insert("jobbro-purpose", "case_work".parse().unwrap());
    let shown = desk.citizens.get_citizen(get).await.unwrap().into_inner();
    assert_eq!(
        (shown.given_names.as_str(), shown.family_name.as_str(), shown.person_number.as_str()),
        (person.given_names, person.family_name, person.number)
    );
    assert_eq!(shown.birth_date, Some(values::date(person.born)));
    let all = desk.caller.asks_after(pb::ListCitizensRequest::default(), &token(&last));
    assert!(!desk.citizens.list_citizens(all).await.unwrap().into_inner().citizens.is_empty());
    desk.figures(Indicator::JobReadyShare, first_day, &token(&last)).await;
    refusals(system, desk, person).await
}

/// Everything that can go wrong with a person's data in hand.
async fn refusals(system: &System, mut desk: Desk, person: &Person) -> Vec<Status> {
    let mut refused = Vec::new();
    let mut note = |expected: Code, status: Option<Status>| {
        let status = status.expect("refused");
        assert_eq!(status.code(), expected, "{status:?}");
        refused.push(status);
    };
    let again = pb::RegisterCitizenRequest {
        person_number: person.number.to_owned(),
        external_id: None,
        ..registration(person)
    };
    let request = traced(&desk, again.clone());
    note(Code::AlreadyExists, desk.citizens.register_citizen(request).await.err());

    let mut elsewhere = Desk::of(system, system.caseworker("350")).await;
    let message = pb::RegisterCitizenRequest { request_id: request_id(), ..again.clone() };
    let request = traced(&elsewhere, message);
    note(Code::AlreadyExists, elsewhere.citizens.register_citizen(request).await.err());

    let wrong = pb::RegisterCitizenRequest { request_id: request_id(), sex: 0, ..again.clone() };
    let request = traced(&desk, wrong);
    note(Code::InvalidArgument, desk.citizens.register_citizen(request).await.err());
    let wrong = pb::RegisterCitizenRequest {
        request_id: request_id(),
        person_number: format!("{}{}", person.number, person.given_names),
        family_name: format!("{}\u{7}", person.family_name),
        ..again
    };
    let request = traced(&desk, wrong);
    note(Code::InvalidArgument, desk.citizens.register_citizen(request).await.err());

    // Personal data where none belongs.
    let mut get = traced(&desk, pb::GetCitizenRequest { citizen_id: person.number.to_owned() });
    get.metadata_mut().insert("jobbro-purpose", "case_work".parse().unwrap());
    note(Code::InvalidArgument, desk.citizens.get_citizen(get).await.err());
    let message = commands::start_benefit(person.family_name, "2017-01-01");
    let request = traced(&desk, message);
    note(Code::InvalidArgument, desk.citizens.start_benefit(request).await.err());
    let message = pb::ListCitizensRequest {
        page_token: format!("{}-{}", &person.number[..6], &person.number[6..]),
        ..pb::ListCitizensRequest::default()
    };
    let request = traced(&desk, message);
    note(Code::InvalidArgument, desk.citizens.list_citizens(request).await.err());
    refused
}

fn registration(person: &Person) -> pb::RegisterCitizenRequest {
    pb::RegisterCitizenRequest {
        request_id: request_id(),
        person_number: format!("{}-{}", &person.number[..6], &person.number[6..]),
        administrative: false,
        given_names: person.given_names.to_owned(),
        family_name: person.family_name.to_owned(),
        birth_date: Some(values::date(person.born)),
        sex: Sex::Female.into(),
        residence_basis: ResidenceBasis::Refugee.into(),
        origin_group: OriginGroup::NonWestern.into(),
        first_permit_month: None,
        external_id: Some(pb::ExternalId {
            system: "casebook".to_owned(),
            id: person.external_id.to_owned(),
        }),
        residence_registered_on: None,
    }
}

/// With the caller's token and the coded word.
fn traced<T>(desk: &Desk, message: T) -> Request<T> {
    let mut request = desk.caller.asks(message);
    let parent = format!("00-{}-00f067aa0ba902b7-01", hex::encode(PLANTED));
    request.metadata_mut().insert("traceparent", parent.parse().unwrap());
    request
}
