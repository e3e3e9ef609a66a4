//! `GetIndicator` as a client sees it: the service as it runs, with its gates before it.

use kernel::Role;
use proto::{
    reporting::v1::{ComparedFigure, GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope},
    values,
    values_v1::{BenefitKind, CivilDate, MeasureKind, ReadinessCategory, Sex},
};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::{
    cases::{self, Parties},
    facts::day,
    persons::{self, Person},
    running::Running,
};

const ALL: [Indicator; 6] = [
    Indicator::JobReadyShare,
    Indicator::CompanyMeasureShare,
    Indicator::Igus,
    Indicator::IguCompanies,
    Indicator::IgusPerCompany,
    Indicator::RecipientsBySex,
];

fn request(indicator: Indicator, on: &str, scope: Scope) -> GetIndicatorRequest {
    GetIndicatorRequest {
        indicator: indicator.into(),
        day: Some(values::date(day(on))),
        scope: scope.into(),
        compared_with: None,
    }
}

/// A recipient in the programme from 2017-01-01.
fn recipient(number: u128, municipality: &str, sex: Sex) -> Person {
    Person::registered(number, municipality, sex)
        .taken_over("2017-01-01")
        .programme("2017-01-01", None)
        .benefit(BenefitKind::IntegrationBenefit, "2017-01-01", None)
}

/// Three in Jammerbugt, two of them women, one of these job-ready; one man in Lejre.
async fn known() -> (Running, String) {
    let running = Running::start().await;
    let persons = [
        recipient(1, "849", Sex::Female).assessed(ReadinessCategory::JobReady, "2017-01-01"),
        recipient(2, "849", Sex::Female),
        recipient(3, "849", Sex::Male).assessed(ReadinessCategory::ActivityReady, "2017-01-01"),
        recipient(4, "350", Sex::Male),
    ];
    let token = running.say(&persons::of(&persons)).await;
    (running, token)
}

type Told = (String, i64, i64, Option<String>, Option<i64>);

fn told(answer: &GetIndicatorResponse) -> Vec<Told> {
    let figures = answer.figures.iter().map(|it| {
        (it.variant.clone(), it.numerator, it.denominator, it.percent.clone(), it.not_assessed)
    });
    figures.collect()
}

fn reason(status: &Status) -> (Code, String) {
    let info = status.get_details_error_info().expect("every refusal says why");
    assert_eq!(info.domain, "jobbro.dk/reporting");
    (status.code(), info.reason)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_has_figures_definition_version_and_coverage() {
    let (running, token) = known().await;
    let asked = request(Indicator::JobReadyShare, "2017-01-01", Scope::Municipality);
    let answer = running.ask("849", Role::ReportReader, asked, &token).await.unwrap();
    assert_eq!(
        told(&answer),
        [
            ("job_ready_of_assessed".to_owned(), 1, 2, Some("50.0".to_owned()), Some(1)),
            ("job_ready_of_all".to_owned(), 1, 3, Some("33.3".to_owned()), Some(1)),
        ]
    );
    let definition = reporting_domain::Indicator::JobReadyShare.definition();
    assert_eq!(answer.definition, definition.danish);
    assert_eq!(answer.definition_version, "I01-1");
    assert_eq!(answer.day, Some(values::date(day("2017-01-01"))));
    assert_eq!(answer.coverage.len(), 1);
    let covered = &answer.coverage[0];
    assert_eq!((covered.municipality.as_str(), covered.service.as_str()), ("849", "citizens"));
    assert!(token.ends_with(&format!(":{}", covered.position)));
    assert!(covered.complete_to.is_some());

    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Municipality);
    let answer = running.ask("849", Role::Caseworker, asked, &token).await.unwrap();
    assert_eq!(
        told(&answer),
        [
            ("women".to_owned(), 2, 3, Some("66.7".to_owned()), None),
            ("men".to_owned(), 1, 3, Some("33.3".to_owned()), None),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_cell_wide_reader_counts_over_all_municipalities() {
    let (running, token) = known().await;
    for indicator in ALL {
        let asked = request(indicator, "2017-01-01", Scope::Cell);
        for role in [Role::ReportReader, Role::Caseworker, Role::Decider] {
            let refused = running.ask("849", role, asked, &token).await.unwrap_err();
            assert_eq!(reason(&refused), (Code::PermissionDenied, "SCOPE_NOT_ALLOWED".to_owned()));
            let danish = refused.get_details_localized_message().unwrap();
            assert_eq!((danish.locale.as_str(), danish.message.is_empty()), ("da-DK", false));
        }
        running.ask("350", Role::CellReader, asked, &token).await.unwrap();
    }
    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Cell);
    let answer = running.ask("350", Role::CellReader, asked, &token).await.unwrap();
    let shares: Vec<_> = told(&answer).into_iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(shares, [(2, 4), (2, 4)]);
    let covered: Vec<_> = answer.coverage.iter().map(|it| it.municipality.as_str()).collect();
    assert_eq!(covered, ["350", "849"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_no_role_lets_in_hears_nothing() {
    let running = Running::start().await;
    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Municipality);
    let refused = running.ask("849", Role::EmployerConsultant, asked, "").await.unwrap_err();
    assert_eq!(reason(&refused), (Code::PermissionDenied, "PERMISSION_DENIED".to_owned()));
    let refused = running.ask_without_token(asked).await.unwrap_err();
    assert_eq!(reason(&refused), (Code::Unauthenticated, "UNAUTHENTICATED".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_named_at_once() {
    let running = Running::start().await;
    let no_such_day = CivilDate { year: 2017, month: 2, day: 29 };
    let wrong = GetIndicatorRequest {
        indicator: 7,
        day: Some(no_such_day),
        scope: 9,
        compared_with: Some(no_such_day),
    };
    assert_eq!(wrong_fields(&running, wrong).await, ["indicator", "day", "scope", "compared_with"]);
    let nothing = GetIndicatorRequest::default();
    assert_eq!(wrong_fields(&running, nothing).await, ["indicator", "day", "scope"]);
    for indicator in ALL {
        let right = request(indicator, "2017-01-01", Scope::Municipality);
        let before = Some(CivilDate { year: 1857, month: 12, day: 31 });
        let asked = GetIndicatorRequest { compared_with: before, ..right };
        assert_eq!(wrong_fields(&running, asked).await, ["compared_with"]);
    }
}

async fn wrong_fields(running: &Running, asked: GetIndicatorRequest) -> Vec<String> {
    let refused = running.ask("849", Role::CellReader, asked, "").await.unwrap_err();
    assert_eq!(reason(&refused), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    let fields = refused.get_details_bad_request().unwrap().field_violations;
    fields.into_iter().map(|it| it.field).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_waited_for_and_one_that_cannot_be_reached_is_told() {
    let (running, token) = known().await;
    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Municipality);
    running.ask("849", Role::Caseworker, asked, &token).await.unwrap();

    assert!(not_reached(&running, asked, "citizens:1:1000000").await);
    let other = running.ask("849", Role::Caseworker, asked, "citizens:2:1").await.unwrap_err();
    assert_eq!(reason(&other), (Code::FailedPrecondition, "EPOCH_CHANGED".to_owned()));
    let unreadable = running.ask("849", Role::Caseworker, asked, "citizens").await.unwrap_err();
    assert_eq!(reason(&unreadable), (Code::InvalidArgument, "TOKEN_UNREADABLE".to_owned()));
    // Of a service that nothing here follows there is nothing to wait for.
    running.ask("849", Role::Caseworker, asked, "reporting:1:5").await.unwrap();
}

/// Asks for a place that no log has yet. An answer that a busy machine gives too late cannot say why (the client
/// stops listening, too); then it is asked again.
async fn not_reached(running: &Running, asked: GetIndicatorRequest, token: &str) -> bool {
    for _ in 0..30 {
        let late = running.ask_within("849", asked, token, "2S").await.unwrap_err();
        let late_too = matches!(late.code(), Code::DeadlineExceeded | Code::Cancelled);
        assert!(late_too, "{late:?}");
        let why = late.get_details_error_info().map(|it| it.reason);
        if why.as_deref() == Some("NOT_REACHED") {
            return true;
        }
    }
    false
}

/// One recipient in Jammerbugt, in an internship in January 2017 and with an IGU, registered on the last day of
/// February, at a workplace in Lejre. Answers the tokens of the three services in one.
async fn igu(running: &Running) -> String {
    let person = recipient(1, "849", Sex::Female);
    let agreed = (day("2017-01-02"), day("2017-01-27"));
    let internship = cases::measure(1, "849", MeasureKind::Internship, person.id, agreed);
    let (cvr, p_number) = (cases::cvr(1), cases::p_number(1));
    let parties = Parties { citizen: person.id, cvr, p_number };
    let planned = (day("2017-02-01"), day("2019-01-31"));
    let igu = cases::igu(1, "849", &parties, planned).begun(planned.0);
    let igu = igu.registered(&parties, day("2017-02-28"));
    let workplace = cases::workplace(1, &parties.cvr, &parties.p_number, "350");
    let citizens = running.say(&person.facts()).await;
    let employers = running.say(&workplace).await;
    let cases = [internship.facts(), igu.facts()].concat();
    let placements = running.say(&cases).await;
    format!("{citizens},{employers},{placements}")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tokens_of_all_three_services_are_waited_for() {
    let running = Running::start().await;
    let token = igu(&running).await;
    // Asked at once after the commands, each time: nothing here waits for anything but the token.
    for (indicator, municipality, expected) in [
        (Indicator::CompanyMeasureShare, "849", vec![(1, 1)]),
        (Indicator::Igus, "849", vec![(1, 0), (1, 0), (0, 0), (0, 0)]),
        (Indicator::Igus, "350", vec![(0, 0), (0, 0), (1, 0), (1, 0)]),
        (Indicator::IguCompanies, "350", vec![(0, 0), (0, 0), (1, 0), (1, 0)]),
        (Indicator::IgusPerCompany, "849", vec![(1, 1), (1, 1), (0, 0), (0, 0)]),
    ] {
        let on =
            if indicator == Indicator::CompanyMeasureShare { "2017-01-31" } else { "2017-02-28" };
        let asked = request(indicator, on, Scope::Municipality);
        let answer = running.ask(municipality, Role::ReportReader, asked, &token).await.unwrap();
        let counts: Vec<_> = told(&answer).into_iter().map(|it| (it.1, it.2)).collect();
        assert_eq!(counts, expected, "{indicator:?} {municipality}");
    }
    let asked = request(Indicator::Igus, "2017-02-28", Scope::Municipality);
    for late in ["citizens:1:1000000", "employers:1:1000000", "placements:1:1000000"] {
        assert!(not_reached(&running, asked, late).await, "{late}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_day_is_told_beside_with_the_change() {
    let running = Running::start().await;
    let token = igu(&running).await;
    let compared_with = Some(values::date(day("2017-02-27")));
    let asked = request(Indicator::IgusPerCompany, "2017-02-28", Scope::Municipality);
    let alone = running.ask("849", Role::ReportReader, asked, &token).await.unwrap();
    assert!(alone.figures.iter().all(|it| it.compared.is_none()));
    assert_eq!(alone.definition_version, "I06-1");
    assert_eq!(alone.indicator(), Indicator::IgusPerCompany);
    let asked = GetIndicatorRequest { compared_with, ..asked };
    let answer = running.ask("849", Role::ReportReader, asked, &token).await.unwrap();
    let figure = answer.figures[0].clone();
    assert_eq!((figure.percent, figure.ratio.as_deref()), (None, Some("1.00")));
    let none = ComparedFigure::default();
    assert_eq!(figure.compared, Some(none), "nothing was registered on the day before");

    let asked = request(Indicator::Igus, "2017-03-01", Scope::Municipality);
    let compared_with = Some(values::date(day("2017-02-28")));
    let asked = GetIndicatorRequest { compared_with, ..asked };
    let answer = running.ask("849", Role::ReportReader, asked, &token).await.unwrap();
    let change = Some("1.00".to_owned());
    let same = ComparedFigure { numerator: 1, change, ..ComparedFigure::default() };
    assert_eq!(answer.figures[0].compared, Some(same));
}

#[test]
fn the_page_of_statuses_has_exactly_the_reasons_of_reporting() {
    use service_kit::grpc::{Row, rows};
    let page = include_str!("../../../../docs/grpc-status.md");
    let own = reporting::grpc::refusals::ALL;
    let mut expected: Vec<_> =
        own.into_iter().map(|it| Row::of(it.reason, it.code, it.danish)).collect();
    expected.sort();
    assert_eq!(rows(page, "reporting"), expected);
}
