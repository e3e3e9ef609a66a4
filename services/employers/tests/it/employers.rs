//! `RegisterEmployer`, `SetSector`, `GetEmployer`.

use proto::{
    employers::v1::{GetEmployerRequest, RegisterEmployerRequest, SectorPeriod, SetSectorRequest},
    values_v1::{CivilDate, CompanyFactSource, Sector},
};
use tonic::Code;

use crate::support::{
    CVR, OTHER_CVR, P_NUMBER, System, TODAY, by_cvr, by_id, cvr, id, on, refused,
    register_employer, register_workplace, set_sector, wrong_fields,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_is_registered_as_shared_and_shown_by_id_and_by_number() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let done = lejre.register_employer(register_employer("DK 99 99 00 07")).await.unwrap();
    assert_eq!((done.answer.version, done.token.as_str()), (1, "employers:1:1"));
    assert!(!done.answer.known_already);

    let company = lejre.get_employer(by_id(&done.answer.employer_id), &done.token).await.unwrap();
    let employer = company.employer.clone().unwrap();
    assert_eq!(employer.employer_id, done.answer.employer_id);
    assert_eq!((employer.cvr.as_str(), employer.version), (CVR, 1));
    assert!(company.sectors.is_empty() && company.workplaces.is_empty());
    // By number, and from another municipality: the same.
    let jammerbugt = system.caseworker("849");
    let same = jammerbugt.get_employer(by_cvr("DK99990007"), &done.token).await.unwrap();
    assert_eq!(same, company);
    assert_eq!(system.log().read(0, 10).await.unwrap()[0].municipality, "000");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_company_is_answered_with_its_id_whoever_asks() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let first = lejre.new_employer(CVR).await;
    lejre.set_sector(set_sector(&first.answer, Sector::Private, "2010-01-01")).await.unwrap();
    for user in [system.caseworker("849"), lejre] {
        let again = user.register_employer(register_employer(CVR)).await.unwrap().answer;
        assert_eq!((again.employer_id, again.version), (first.answer.clone(), 2));
        assert!(again.known_already);
    }
    assert_eq!(system.events().await, ["EmployerRegistered", "EmployerSectorSet"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_at_once_in_two_municipalities_register_one_company_once() {
    let system = System::start().await;
    let users = [system.caseworker("350"), system.caseworker("849")];
    let same = (0..50).map(|it| users[it % 2].register_employer(register_employer(CVR)));
    let others = (0..10).map(|it| users[0].register_employer(register_employer(&cvr(it))));
    let (same, others) =
        futures::join!(futures::future::join_all(same), futures::future::join_all(others));
    let same: Vec<_> = same.into_iter().map(|it| it.unwrap().answer).collect();
    assert!(same.iter().all(|it| it.employer_id == same[0].employer_id));
    assert_eq!(same.iter().filter(|it| !it.known_already).count(), 1);
    assert!(others.into_iter().all(|it| !it.unwrap().answer.known_already));
    assert_eq!(system.events().await, vec!["EmployerRegistered"; 11]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sectors_follow_one_another_and_each_ends_before_the_next() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_employer(CVR).await.answer;
    lejre.set_sector(set_sector(&employer, Sector::Public, "2010-01-01")).await.unwrap();
    let message = SetSectorRequest {
        source: CompanyFactSource::Employer.into(),
        ..set_sector(&employer, Sector::Private, "2016-02-29")
    };
    let done = lejre.set_sector(message).await.unwrap();
    assert_eq!(done.answer.version, 3);
    let company = lejre.get_employer(by_id(&employer), &done.token).await.unwrap();
    assert_eq!(company.employer.unwrap().version, 3);
    let public = SectorPeriod {
        sector: Sector::Public.into(),
        first_day: on("2010-01-01"),
        last_day: on("2016-02-28"),
        source: CompanyFactSource::Cvr.into(),
    };
    let private = SectorPeriod {
        sector: Sector::Private.into(),
        first_day: on("2016-02-29"),
        last_day: None,
        source: CompanyFactSource::Employer.into(),
    };
    assert_eq!(company.sectors, [public, private]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sector_may_be_set_today_and_not_tomorrow_not_otherwise_and_not_of_nobody() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_employer(CVR).await.answer;
    let tomorrow = lejre.set_sector(set_sector(&employer, Sector::Public, "2018-03-02")).await;
    refused(tomorrow, Code::FailedPrecondition, "DAY_IN_FUTURE");
    let set = lejre.set_sector(set_sector(&employer, Sector::Public, TODAY)).await.unwrap();
    let other = lejre.set_sector(set_sector(&employer, Sector::Private, "2018-02-28")).await;
    refused(other, Code::FailedPrecondition, "SECTOR_ALREADY_SET");
    // It is already so.
    let again = lejre.set_sector(set_sector(&employer, Sector::Public, TODAY)).await.unwrap();
    assert_eq!(again.answer, set.answer);
    let nobody = lejre.set_sector(set_sector(&id(), Sector::Public, TODAY)).await;
    refused(nobody, Code::NotFound, "NOT_FOUND");
    assert_eq!(system.events().await, ["EmployerRegistered", "EmployerSectorSet"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sector_that_was_set_by_mistake_is_corrected_on_its_own_first_day() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_employer(CVR).await.answer;
    for (sector, day) in [(Sector::Public, "2010-01-01"), (Sector::Private, "2016-02-29")] {
        lejre.set_sector(set_sector(&employer, sector, day)).await.unwrap();
    }
    let message = SetSectorRequest {
        source: CompanyFactSource::Employer.into(),
        ..set_sector(&employer, Sector::Private, "2010-01-01")
    };
    // Any municipality may: the company is shared.
    let done = system.caseworker("849").set_sector(message).await.unwrap();
    assert_eq!(done.answer.version, 4);
    let company = lejre.get_employer(by_id(&employer), &done.token).await.unwrap();
    let told: Vec<_> =
        company.sectors.iter().map(|it| (it.sector(), it.source(), it.first_day)).collect();
    assert_eq!(
        told,
        [
            (Sector::Private, CompanyFactSource::Employer, on("2010-01-01")),
            (Sector::Private, CompanyFactSource::Cvr, on("2016-02-29")),
        ]
    );
    assert_eq!(system.events().await[1..], ["EmployerSectorSet"; 3]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_is_shown_with_its_workplaces_and_no_others() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let (one, other) =
        (lejre.new_employer(CVR).await.answer, lejre.new_employer(OTHER_CVR).await.answer);
    lejre.register_workplace(register_workplace(&one, "9999000003")).await.unwrap();
    lejre.register_workplace(register_workplace(&other, "9999000002")).await.unwrap();
    let done = lejre.register_workplace(register_workplace(&one, P_NUMBER)).await.unwrap();
    let company = lejre.get_employer(by_cvr(CVR), &done.token).await.unwrap();
    let numbers: Vec<_> = company.workplaces.iter().map(|it| it.p_number.as_str()).collect();
    assert_eq!(numbers, [P_NUMBER, "9999000003"]);
    assert!(company.workplaces.iter().all(|it| it.cvr == CVR && it.located_in == "350"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_that_nobody_registered_is_not_found() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    for message in [by_id(&id()), by_cvr(CVR)] {
        refused(lejre.get_employer(message, "").await, Code::NotFound, "NOT_FOUND");
    }
    // A stream of another kind is no company.
    lejre.new_workplace().await;
    let p_number = kernel::PNumber::parse(P_NUMBER).unwrap();
    let workplace = employers_domain::streams::workplace_id(p_number).to_string();
    let done = lejre.set_sector(set_sector(&workplace, Sector::Public, TODAY)).await;
    refused(done, Code::NotFound, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_wrong_field_is_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let employer = lejre.new_employer(CVR).await.answer;
    let bad_id = || "1".to_owned();
    for wrong in ["99990006", "9999000", "09990007", "", "DKDK99990007", "99990007x"] {
        let status = lejre.register_employer(register_employer(wrong)).await.unwrap_err();
        assert_eq!(wrong_fields(&status), ["cvr"], "{wrong}");
    }
    let message = RegisterEmployerRequest { request_id: bad_id(), cvr: "1".to_owned() };
    let status = lejre.register_employer(message).await.unwrap_err();
    assert_eq!(wrong_fields(&status), ["request_id", "cvr"]);

    let good = || set_sector(&employer, Sector::Public, TODAY);
    let no_day = Some(CivilDate { year: 2015, month: 2, day: 29 });
    let cases: Vec<(&str, SetSectorRequest)> = vec![
        ("request_id", SetSectorRequest { request_id: bad_id(), ..good() }),
        ("employer_id", SetSectorRequest { employer_id: CVR.to_owned(), ..good() }),
        ("expected_version", SetSectorRequest { expected_version: Some(-1), ..good() }),
        ("sector", SetSectorRequest { sector: 0, ..good() }),
        ("first_day", SetSectorRequest { first_day: no_day, ..good() }),
        ("source", SetSectorRequest { source: 99, ..good() }),
    ];
    for (field, message) in cases {
        let status = lejre.set_sector(message).await.unwrap_err();
        assert_eq!(wrong_fields(&status), [field]);
    }
    let nothing = GetEmployerRequest::default();
    let both = GetEmployerRequest { cvr: CVR.to_owned(), ..by_id(&employer) };
    for (field, message) in
        [("employer_id", nothing), ("cvr", both), ("employer_id", by_id("1")), ("cvr", by_cvr("1"))]
    {
        let status = lejre.get_employer(message, "").await.unwrap_err();
        assert_eq!(wrong_fields(&status), [field]);
    }
    assert_eq!(system.events().await, ["EmployerRegistered"]);
}
