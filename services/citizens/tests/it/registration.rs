//! `RegisterCitizen`.

use proto::{
    citizens::{
        events::v1::{CitizenRegistered, PersonNumberKind},
        v1::{ExternalId, RegisterCitizenRequest},
    },
    values_v1::{CivilDate, CivilMonth, Verdict},
};
use tonic::Code;

use crate::support::{System, id, metadata, number, on, refused, register, wrong_fields};

#[expect(clippy::unnecessary_wraps, reason = "fields of messages are optional")]
fn external(system: &str, id: &str) -> Option<ExternalId> {
    Some(ExternalId { system: system.to_owned(), id: id.to_owned() })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_registered_and_only_coded_facts_are_in_the_event() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = RegisterCitizenRequest {
        first_permit_month: Some(CivilMonth { year: 2015, month: 8 }),
        external_id: external("fagsystem", "A-17"),
        ..register("610190-0000")
    };
    let done = lejre.register(message.clone()).await.unwrap();
    assert_eq!((done.answer.version, done.token.as_str()), (1, "citizens:1:1"));
    assert_eq!(done.answer.warnings, []);

    let shown = lejre.get(&done.answer.citizen_id, &done.token).await.unwrap();
    assert_eq!(shown.person_number, "6101900000");
    assert_eq!((&*shown.given_names, &*shown.family_name), ("Prøve", "Person"));
    assert_eq!(shown.birth_date, message.birth_date);
    assert!(shown.external_id == message.external_id);
    let citizen = shown.citizen.unwrap();
    assert_eq!(citizen.citizen_id, done.answer.citizen_id);
    assert_eq!(citizen.birth_month, Some(CivilMonth { year: 1990, month: 1 }));
    assert_eq!(citizen.first_permit_month, message.first_permit_month);
    assert_eq!(
        (citizen.sex, citizen.residence_basis, citizen.origin_group),
        (message.sex, message.residence_basis, message.origin_group)
    );
    assert_eq!(citizen.responsible_from, None);
    assert_eq!(
        (citizen.citizen_version, citizen.programme_version, citizen.benefit_version),
        (1, 0, 0)
    );

    let events = system.log().read(0, 10).await.unwrap();
    let event: CitizenRegistered = prost::Message::decode(&*events[0].payload).unwrap();
    assert_eq!(event.municipality, "350");
    for personal in ["Person", "6101900000", "A-17", "fagsystem"] {
        let found = events[0].payload.windows(personal.len()).any(|it| it == personal.as_bytes());
        assert!(!found, "{personal} stands in the event");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_fails_modulus_11_is_accepted_with_a_warning_in_the_answer_only() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let message = register(&number(1));
    let done = lejre.register(message.clone()).await.unwrap();
    let [warning] = done.answer.warnings.as_slice() else { panic!("one warning") };
    let finding = warning.finding.as_ref().unwrap();
    assert_eq!((finding.rule.as_str(), finding.verdict()), ("cpr.modulus_11", Verdict::Warns));
    assert!(warning.danish.contains("modulus 11") && warning.english.contains("modulus 11"));
    let events = system.log().read(0, 10).await.unwrap();
    assert_eq!(events.len(), 1);
    assert!(!events[0].payload.windows(7).any(|it| it == b"modulus"));
    let stored: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT answer FROM log.event WHERE answer IS NOT NULL")
            .fetch_all(&system.db().superuser())
            .await
            .unwrap();
    let [stored] = stored.as_slice() else { panic!("{} stored answers", stored.len()) };
    let id = done.answer.citizen_id.as_bytes();
    assert!(stored.windows(id.len()).any(|it| it == id), "this is the stored answer");
    assert!(!stored.windows(7).any(|it| it == b"modulus"), "a fact of the number is stored");
    // The same again: what was stored, and the warning anew.
    assert_eq!(lejre.register(message).await.unwrap(), done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrative_number_is_kept_as_such() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    // The classic number of documentation.
    let message = RegisterCitizenRequest { administrative: true, ..register("211062-5629") };
    let done = lejre.register(message).await.unwrap();
    let look_up = event_log::LookUp {
        reason: "test".to_owned(),
        rpc: "test",
        subject: done.answer.citizen_id.parse().unwrap(),
        parts: vec![proto::values_v1::Purpose::Identity],
        within: None,
        search_terms: Vec::new(),
    };
    let caller = testkit::caller("350", &[kernel::Role::Caseworker]);
    let opened = system.log().vault().open(&caller, look_up).await.unwrap();
    let [event_log::Opened::Plain(bytes)] = opened.as_slice() else { panic!("an identity") };
    let identity: proto::citizens::events::v1::CitizenIdentity =
        prost::Message::decode(bytes.as_slice()).unwrap();
    assert_eq!(identity.person_number_kind(), PersonNumberKind::Administrative);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_municipality_hears_the_id_and_another_hears_nothing_of_it() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let citizen = lejre.new_citizen("6101900000").await.answer;

    let again = lejre.register(register("610190-0000")).await;
    let status = refused(again, Code::AlreadyExists, "ALREADY_REGISTERED");
    assert_eq!(metadata(&status).get("citizen_id"), Some(&citizen));

    let elsewhere = jammerbugt.register(register("6101900000")).await;
    let status = refused(elsewhere, Code::AlreadyExists, "CITIZEN_HELD_ELSEWHERE");
    assert!(metadata(&status).is_empty());
    let all = format!("{status:?}{}", String::from_utf8_lossy(status.details()));
    for secret in ["350", "Lejre", &citizen] {
        assert!(!all.contains(secret), "{secret} is told to another municipality");
    }
    assert_eq!(system.events().await, ["CitizenRegistered"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_external_id_names_one_citizen_of_a_system_and_municipality() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let with = |serial, system: &str, external_id: &str| RegisterCitizenRequest {
        external_id: external(system, external_id),
        ..register(&number(serial))
    };
    lejre.register(with(1, "fagsystem", "A-17")).await.unwrap();
    let taken = lejre.register(with(2, "fagsystem", "A-17")).await;
    refused(taken, Code::AlreadyExists, "EXTERNAL_ID_IN_USE");
    // The refused one took nothing: the number is free.
    lejre.register(with(2, "fagsystem", "A-18")).await.unwrap();
    lejre.register(with(3, "andet", "A-17")).await.unwrap();
    // Where system ends and id begins makes a difference.
    lejre.register(with(4, "a", "b:c")).await.unwrap();
    lejre.register(with(5, "a:b", "c")).await.unwrap();
    jammerbugt.register(with(6, "fagsystem", "A-17")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_at_once_register_one_person_once_and_no_stranger_is_hurt() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let same = (0..200).map(|_| lejre.register(register("6101900000")));
    let strangers = (100..150).map(|it| jammerbugt.register(register(&number(it))));
    let (same, strangers) =
        futures::join!(futures::future::join_all(same), futures::future::join_all(strangers));

    let (registered, refusals): (Vec<_>, Vec<_>) = same.into_iter().partition(Result::is_ok);
    let [Ok(first)] = registered.as_slice() else { panic!("{} registered", registered.len()) };
    assert_eq!(refusals.len(), 199);
    for refusal in refusals {
        let status = refused(refusal, Code::AlreadyExists, "ALREADY_REGISTERED");
        assert_eq!(metadata(&status).get("citizen_id"), Some(&first.answer.citizen_id));
    }
    assert!(strangers.iter().all(Result::is_ok), "a stranger's command failed");
    assert_eq!(system.events().await.len(), 51);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_wrong_fields_are_all_named_at_once() {
    let system = System::start().await;
    let message = RegisterCitizenRequest {
        person_number: "12".to_owned(),
        given_names: " ".to_owned(),
        birth_date: Some(CivilDate { year: 2015, month: 2, day: 29 }),
        sex: 0,
        ..register("6101900000")
    };
    let status = system.caseworker("350").register(message).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["person_number", "given_names", "birth_date", "sex"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let good = || register("6101900000");
    let long = |length| "x".repeat(length);
    let cases: Vec<(&str, RegisterCitizenRequest)> = vec![
        ("request_id", RegisterCitizenRequest { request_id: "1".to_owned(), ..good() }),
        ("person_number", RegisterCitizenRequest { person_number: String::new(), ..good() }),
        ("person_number", register("9213900000")),
        ("administrative", RegisterCitizenRequest { administrative: true, ..good() }),
        ("given_names", RegisterCitizenRequest { given_names: long(201), ..good() }),
        ("family_name", RegisterCitizenRequest { family_name: "a\u{7}b".to_owned(), ..good() }),
        ("birth_date", RegisterCitizenRequest { birth_date: None, ..good() }),
        ("birth_date", RegisterCitizenRequest { birth_date: on("2016-03-02"), ..good() }),
        ("sex", RegisterCitizenRequest { sex: 99, ..good() }),
        ("residence_basis", RegisterCitizenRequest { residence_basis: 0, ..good() }),
        ("origin_group", RegisterCitizenRequest { origin_group: -1, ..good() }),
        (
            "first_permit_month",
            RegisterCitizenRequest {
                first_permit_month: Some(CivilMonth { year: 2015, month: 13 }),
                ..good()
            },
        ),
        (
            "first_permit_month",
            RegisterCitizenRequest {
                first_permit_month: Some(CivilMonth { year: 2016, month: 4 }),
                ..good()
            },
        ),
        (
            "external_id.system",
            RegisterCitizenRequest { external_id: external(&long(51), "1"), ..good() },
        ),
        ("external_id.id", RegisterCitizenRequest { external_id: external("a", ""), ..good() }),
    ];
    for (field, message) in cases {
        let status = lejre.register(message).await.unwrap_err();
        assert_eq!(wrong_fields(&status), [field]);
    }
    assert!(system.events().await.is_empty());

    // The longest and latest that are right.
    let message = RegisterCitizenRequest {
        request_id: id(),
        given_names: long(200),
        birth_date: on("2016-03-01"),
        first_permit_month: Some(CivilMonth { year: 2016, month: 3 }),
        external_id: external(&long(50), &long(100)),
        ..good()
    };
    lejre.register(message).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_of_the_address_is_sealed_shown_and_not_in_the_future() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let since = |serial, day: &str| RegisterCitizenRequest {
        residence_registered_on: on(day),
        ..register(&number(serial))
    };
    let today = crate::support::TODAY;
    let done = lejre.register(since(1, today)).await.unwrap();
    let shown = lejre.get(&done.answer.citizen_id, &done.token).await.unwrap();
    assert_eq!(shown.residence_registered_on, on(today));
    let events = system.log().read(0, 10).await.unwrap();
    let day = prost::Message::encode_to_vec(&on(today).unwrap());
    assert!(!events[0].payload.windows(day.len()).any(|it| it == day), "it stands in the event");
    let unknown = lejre.new_citizen(&number(2)).await;
    let shown = lejre.get(&unknown.answer, &unknown.token).await.unwrap();
    assert_eq!(shown.residence_registered_on, None);

    let tomorrow = lejre.register(since(3, "2016-03-02")).await;
    refused(tomorrow, Code::FailedPrecondition, "DAY_IN_FUTURE");
    let before_birth = lejre.register(since(3, "1990-01-16")).await.unwrap_err();
    assert_eq!(wrong_fields(&before_birth), ["residence_registered_on"]);
    // The refused ones took nothing.
    lejre.register(since(3, "1990-01-17")).await.unwrap();
}
