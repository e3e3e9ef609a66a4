//! `GetIndicator` as a client sees it: the service as it runs, with its gates before it.

use kernel::Role;
use proto::{
    reporting::v1::{GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope},
    values,
    values_v1::{BenefitKind, CivilDate, ReadinessCategory, Sex},
};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::{
    facts::day,
    persons::{self, Person},
    running::Running,
};

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
    let token = running.citizens.say(&persons::of(&persons)).await;
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
    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Cell);
    for role in [Role::ReportReader, Role::Caseworker, Role::Decider] {
        let refused = running.ask("849", role, asked, &token).await.unwrap_err();
        assert_eq!(reason(&refused), (Code::PermissionDenied, "SCOPE_NOT_ALLOWED".to_owned()));
        let danish = refused.get_details_localized_message().unwrap();
        assert_eq!((danish.locale.as_str(), danish.message.is_empty()), ("da-DK", false));
    }
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
    let wrong = [
        GetIndicatorRequest::default(),
        GetIndicatorRequest { indicator: 7, day: Some(no_such_day), scope: 9, compared_with: None },
    ];
    for asked in wrong {
        let refused = running.ask("849", Role::CellReader, asked, "").await.unwrap_err();
        assert_eq!(reason(&refused), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
        let fields = refused.get_details_bad_request().unwrap().field_violations;
        let named: Vec<_> = fields.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(named, ["indicator", "day", "scope"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_waited_for_and_one_that_cannot_be_reached_is_told() {
    let (running, token) = known().await;
    let asked = request(Indicator::RecipientsBySex, "2017-01-01", Scope::Municipality);
    running.ask("849", Role::Caseworker, asked, &token).await.unwrap();

    assert!(not_reached(&running, asked).await);
    let other = running.ask("849", Role::Caseworker, asked, "citizens:2:1").await.unwrap_err();
    assert_eq!(reason(&other), (Code::FailedPrecondition, "EPOCH_CHANGED".to_owned()));
    let unreadable = running.ask("849", Role::Caseworker, asked, "citizens").await.unwrap_err();
    assert_eq!(reason(&unreadable), (Code::InvalidArgument, "TOKEN_UNREADABLE".to_owned()));
    // Of a service that nothing here follows there is nothing to wait for.
    running.ask("849", Role::Caseworker, asked, "grants:1:5").await.unwrap();
}

/// Asks for a place that no log has yet. An answer that a busy machine gives too late cannot say why (the client
/// stops listening, too); then it is asked again.
async fn not_reached(running: &Running, asked: GetIndicatorRequest) -> bool {
    for _ in 0..30 {
        let late = running.ask_within("849", asked, "citizens:1:1000000", "2S").await.unwrap_err();
        let late_too = matches!(late.code(), Code::DeadlineExceeded | Code::Cancelled);
        assert!(late_too, "{late:?}");
        let why = late.get_details_error_info().map(|it| it.reason);
        if why.as_deref() == Some("NOT_REACHED") {
            return true;
        }
    }
    false
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
