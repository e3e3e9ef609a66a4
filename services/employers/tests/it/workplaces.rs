//! `RegisterWorkplace`, `RecordHeadcount`, `RecordPlacesElsewhere`.

use proto::{
    employers::v1::{
        GetWorkplaceRequest, RecordHeadcountRequest, RecordPlacesElsewhereRequest,
        RegisterWorkplaceRequest,
    },
    values_v1::{CompanyFactSource, HeadcountLevel, HeadcountMethod},
};
use tonic::Code;

use crate::support::{
    CVR, OTHER_CVR, P_NUMBER, System, TODAY, id, on, record_headcount, record_places_elsewhere,
    refused, register_workplace, workplace_today, wrong_fields,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workplace_is_registered_where_it_lies_and_every_municipality_sees_it() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let employer = lejre.new_employer(CVR).await.answer;
    let message = RegisterWorkplaceRequest {
        located_in: "265".to_owned(),
        ..register_workplace(&employer, "99 99 00 00 01")
    };
    let done = lejre.register_workplace(message).await.unwrap();
    assert_eq!((done.answer.version, done.answer.known_already), (1, false));
    for user in [&lejre, &jammerbugt] {
        let shown = user.get_workplace(workplace_today(P_NUMBER), &done.token).await.unwrap();
        let workplace = shown.workplace.unwrap();
        assert_eq!((workplace.p_number.as_str(), workplace.cvr.as_str()), (P_NUMBER, CVR));
        assert_eq!((workplace.located_in.as_str(), workplace.version), ("265", 1));
        assert_eq!(shown.day, on(TODAY));
    }
    assert!(system.log().read(0, 10).await.unwrap().iter().all(|it| it.municipality == "000"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_workplace_is_answered_to_its_company_and_refused_to_another() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let employer = lejre.new_workplace().await.answer;
    lejre.record_headcount(record_headcount(P_NUMBER, 7, TODAY)).await.unwrap();
    let again =
        jammerbugt.register_workplace(register_workplace(&employer, P_NUMBER)).await.unwrap();
    assert_eq!((again.answer.version, again.answer.known_already), (2, true));

    let elsewhere = RegisterWorkplaceRequest {
        located_in: "849".to_owned(),
        ..register_workplace(&employer, P_NUMBER)
    };
    let elsewhere = jammerbugt.register_workplace(elsewhere).await;
    refused(elsewhere, Code::FailedPrecondition, "WORKPLACE_LIES_ELSEWHERE");
    let other = jammerbugt.new_employer(OTHER_CVR).await.answer;
    let moved = jammerbugt.register_workplace(register_workplace(&other, P_NUMBER)).await;
    refused(moved, Code::FailedPrecondition, "WORKPLACE_OF_OTHER_EMPLOYER");
    let nobodys = jammerbugt.register_workplace(register_workplace(&id(), "9999000002")).await;
    refused(nobodys, Code::NotFound, "NOT_FOUND");
    let expected =
        ["EmployerRegistered", "WorkplaceRegistered", "HeadcountRecorded", "EmployerRegistered"];
    assert_eq!(system.events().await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_at_once_for_two_companies_register_one_workplace_with_one_of_them() {
    let system = System::start().await;
    let users = [system.caseworker("350"), system.caseworker("849")];
    let employers =
        [users[0].new_employer(CVR).await.answer, users[1].new_employer(OTHER_CVR).await.answer];
    let all = (0..50).map(|it| {
        users[it % 2].register_workplace(register_workplace(&employers[it % 2], P_NUMBER))
    });
    let (mut new, mut known, mut refusals) = (0, 0, 0);
    for outcome in futures::future::join_all(all).await {
        match outcome {
            Ok(done) if done.answer.known_already => known += 1,
            Ok(_) => new += 1,
            refusal => {
                refused(refusal, Code::FailedPrecondition, "WORKPLACE_OF_OTHER_EMPLOYER");
                refusals += 1;
            }
        }
    }
    assert_eq!((new, known, refusals), (1, 24, 25));
    assert_eq!(system.events().await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_may_be_of_today_and_not_of_tomorrow_and_not_of_an_unknown_workplace() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let unknown = lejre.record_headcount(record_headcount(P_NUMBER, 7, TODAY)).await;
    refused(unknown, Code::NotFound, "NOT_FOUND");
    let unknown = lejre.record_places_elsewhere(record_places_elsewhere(P_NUMBER, 1, TODAY)).await;
    refused(unknown, Code::NotFound, "NOT_FOUND");
    let unknown = lejre.get_workplace(workplace_today(P_NUMBER), "").await;
    refused(unknown, Code::NotFound, "NOT_FOUND");

    lejre.new_workplace().await;
    let tomorrow = "2018-03-02";
    let early = lejre.record_headcount(record_headcount(P_NUMBER, 7, tomorrow)).await;
    refused(early, Code::FailedPrecondition, "DAY_IN_FUTURE");
    let early = lejre.record_places_elsewhere(record_places_elsewhere(P_NUMBER, 1, tomorrow)).await;
    refused(early, Code::FailedPrecondition, "DAY_IN_FUTURE");
    lejre.record_headcount(record_headcount(P_NUMBER, 7, TODAY)).await.unwrap();
    // The same figures again are already so; others of the same day are not.
    let again = lejre.record_headcount(record_headcount(P_NUMBER, 7, TODAY)).await.unwrap();
    assert_eq!(again.answer.version, 2);
    let mended = lejre.record_headcount(record_headcount(P_NUMBER, 8, TODAY)).await.unwrap();
    assert_eq!(mended.answer.version, 3);
    let message = record_places_elsewhere(P_NUMBER, 1, TODAY);
    assert_eq!(lejre.record_places_elsewhere(message).await.unwrap().answer.version, 4);
    let message = record_places_elsewhere(P_NUMBER, 1, TODAY);
    let done = lejre.record_places_elsewhere(message).await.unwrap();
    assert_eq!(done.answer.version, 4);
    let shown = lejre.get_workplace(workplace_today(P_NUMBER), &done.token).await.unwrap();
    assert_eq!(shown.workplace.unwrap().version, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_is_kept_with_level_method_day_and_source() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.new_workplace().await;
    let message = RecordHeadcountRequest {
        level: HeadcountLevel::Cvr.into(),
        method: HeadcountMethod::FullTimeAverage.into(),
        source: CompanyFactSource::IncomeRegister.into(),
        ..record_headcount(P_NUMBER, 1_000_000, "2018-02-01")
    };
    lejre.record_headcount(message).await.unwrap();
    let message = RecordPlacesElsewhereRequest {
        source: CompanyFactSource::OtherSystem.into(),
        ..record_places_elsewhere(P_NUMBER, 1_000_000, "2018-02-02")
    };
    let token = lejre.record_places_elsewhere(message).await.unwrap().token;
    let shown = lejre.get_workplace(workplace_today(P_NUMBER), &token).await.unwrap();
    let places = shown.places.unwrap();
    assert_eq!(places.ordinary_employees, Some(1_000_000));
    assert_eq!(
        (places.level(), places.method()),
        (HeadcountLevel::Cvr, HeadcountMethod::FullTimeAverage)
    );
    assert_eq!(places.headcount_as_of, on("2018-02-01"));
    assert_eq!(places.headcount_source(), CompanyFactSource::IncomeRegister);
    assert_eq!(places.supported_elsewhere, Some(1_000_000));
    assert_eq!(places.elsewhere_as_of, on("2018-02-02"));
    assert_eq!(places.elsewhere_source(), CompanyFactSource::OtherSystem);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_workplace().await.answer;
    macro_rules! named {
        ($rpc:ident, $request:ident, $good:expr; $($field:ident = $wrong:expr),+ $(,)?) => {$(
            let message = $request { $field: $wrong, ..$good };
            let status = lejre.$rpc(message).await.unwrap_err();
            assert_eq!(wrong_fields(&status), [stringify!($field)]);
        )+};
    }
    let text = |it: &str| it.to_owned();
    named! {
        register_workplace, RegisterWorkplaceRequest, register_workplace(&employer, P_NUMBER);
        request_id = text(""),
        employer_id = text(CVR),
        p_number = text("999900000"),
        p_number = text("999900000x"),
        located_in = text("000"),
        located_in = text("411"),
        located_in = text("Lejre"),
    }
    named! {
        record_headcount, RecordHeadcountRequest, record_headcount(P_NUMBER, 7, TODAY);
        request_id = text("x"),
        p_number = text("99990000011"),
        expected_version = Some(-1),
        ordinary_employees = -1,
        ordinary_employees = 1_000_001,
        level = 0,
        method = 4,
        as_of = None,
        as_of = on("1857-12-31"),
        source = -1,
    }
    named! {
        record_places_elsewhere, RecordPlacesElsewhereRequest, record_places_elsewhere(P_NUMBER, 0, TODAY);
        request_id = text("x"),
        p_number = text(""),
        expected_version = Some(-1),
        places = -1,
        places = 1_000_001,
        as_of = None,
        source = 0,
    }
    for (field, message) in [
        ("p_number", GetWorkplaceRequest { day: None, p_number: text("1") }),
        ("day", GetWorkplaceRequest { day: on("2200-01-01"), p_number: text(P_NUMBER) }),
    ] {
        let status = lejre.get_workplace(message, "").await.unwrap_err();
        assert_eq!(wrong_fields(&status), [field]);
    }
    // All at once.
    let message = RecordHeadcountRequest::default();
    let status = lejre.record_headcount(message).await.unwrap_err();
    let expected = ["request_id", "p_number", "level", "method", "as_of", "source"];
    assert_eq!(wrong_fields(&status), expected);
    assert_eq!(system.events().await.len(), 2);
}
