//! Persons with names and dates that stand nowhere else go through the whole system, refusals and wrong requests
//! included. Then every file that the system has written is searched for them, in every form a fact can take; and
//! for a coded word that must be there, so that the search is known to see.
//!
//! A short form (six digits, four bytes) can stand anywhere by chance, as in a time stamp. All persons go the same
//! way, so what leaks leaks for each of them: a short form counts when it is found for every person in one place.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use servers::{Nats, Postgres};

use crate::{
    case::company::P_NUMBER,
    collector::Collector,
    system::{Ground, System},
};

use needles::Needles;
use persons::PERSONS;

mod internships;
mod life;
mod needles;
mod persons;
mod search;

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

    let (mut said, mut ids) = (Vec::new(), Vec::new());
    let desk = life::desk(&system, "849").await;
    desk.workplace(P_NUMBER, 100, 0).await;
    for person in &PERSONS {
        let lived = life::live_through(&system, person).await;
        said.extend(lived.refused);
        ids.push(lived.ids);
    }
    let logs = system.logs();
    system.stop();
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

    let ids = Needles::of_ids(&ids, &PLANTED);
    employers_name_nobody(&system, &ids, postgres.folder(), nats.folder()).await;
    nats.kill().unwrap();
    postgres.kill().unwrap();
}

/// The database, the stream and the log of employers hold the id of no citizen, placement or IGU; those of placements
/// hold them all, so that the search is known to see.
async fn employers_name_nobody(system: &System, ids: &Needles, postgres: &Path, nats: &Path) {
    let nowhere = Path::new("-");
    for (service, names) in [(&system.employers, false), (&system.placements, true)] {
        let database = "SELECT oid::text FROM pg_database WHERE datname = current_database()";
        let superuser = service.database.superuser();
        let database: String = sqlx::query_scalar(database).fetch_one(&superuser).await.unwrap();
        let stream = stream_folder(nats, service.name);
        for folder in [postgres.join("base").join(database), stream] {
            let mut found = search::Found::default();
            found.folder(ids, &folder, nowhere);
            assert!(found.planted(ids), "the coded word is not seen in {}", folder.display());
            if names {
                assert!(found.everyone(ids), "a blind search in {}", folder.display());
            } else {
                assert_eq!(found.leaks(ids), Vec::<String>::new(), "in {}", service.name);
            }
        }
    }
    let mut found = search::Found::default();
    found.folder(ids, &system.employers.log_file(), nowhere);
    assert_eq!(found.leaks(ids), Vec::<String>::new(), "in the log of employers");
}

/// Where NATS keeps the stream of a service.
fn stream_folder(below: &Path, service: &str) -> PathBuf {
    let mut folders = vec![below.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
            if name.contains(service) {
                return path;
            }
            folders.push(path);
        }
    }
    panic!("NATS keeps no stream of {service}")
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
