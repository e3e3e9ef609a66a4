//! A newcomer's case, and the figures that move with it. Nothing waits but the queries, by their tokens.

use kernel::Role;
use proto::{
    citizens::v1 as pb,
    reporting::v1::{Indicator, Scope},
    values_v1::{ProgrammeEndReason, ReadinessCategory, Sex},
};
use tonic::Code;

use crate::{
    case::{Desk, commands, newcomer, on, request_id, share, token},
    system::System,
};

#[tokio::test(flavor = "multi_thread")]
async fn each_command_of_a_case_moves_the_figures_that_it_should() {
    const SEX: Indicator = Indicator::RecipientsBySex;
    const READY: Indicator = Indicator::JobReadyShare;
    let system = System::start().await;
    let mut desk = Desk::of(&system, system.caseworker("849")).await;
    let caller = desk.caller.clone();

    let registered = desk.citizens.register_citizen(caller.asks(newcomer(1, Sex::Female))).await;
    let registered = registered.unwrap();
    let at = token(&registered);
    let id = registered.into_inner().citizen_id;
    let day = "2017-03-01";
    assert_eq!(share(&desk.figures(SEX, day, &at).await, "women"), (0, 0));

    let request = caller.asks(commands::take_over(&id, "2017-01-01"));
    let at = token(&desk.citizens.take_over_responsibility(request).await.unwrap());
    assert_eq!(share(&desk.figures(SEX, day, &at).await, "women"), (0, 0));

    let request = caller.asks(commands::start_programme(&id, "2017-01-15"));
    let at = token(&desk.citizens.start_programme(request).await.unwrap());
    assert_eq!(share(&desk.figures(SEX, day, &at).await, "women"), (0, 0));

    let request = caller.asks(commands::start_benefit(&id, "2017-02-01"));
    let at = token(&desk.citizens.start_benefit(request).await.unwrap());
    assert_eq!(share(&desk.figures(SEX, day, &at).await, "women"), (1, 1));
    assert_eq!(share(&desk.figures(SEX, "2017-01-31", &at).await, "women"), (0, 0));
    let ready = desk.figures(READY, day, &at).await;
    assert_eq!(share(&ready, "job_ready_of_assessed"), (0, 0));
    assert_eq!(share(&ready, "job_ready_of_all"), (0, 1));
    assert_eq!(ready.figures[0].not_assessed, Some(1));

    let message = commands::assess(&id, ReadinessCategory::JobReady, "2017-02-15");
    let at = token(&desk.citizens.assess_readiness(caller.asks(message)).await.unwrap());
    let ready = desk.figures(READY, day, &at).await;
    assert_eq!(share(&ready, "job_ready_of_assessed"), (1, 1));
    assert_eq!(ready.figures[0].percent.as_deref(), Some("100.0"));

    let message = pb::StopBenefitRequest {
        request_id: request_id(),
        citizen_id: id.clone(),
        expected_version: None,
        last_day: Some(on("2017-06-30")),
    };
    let at = token(&desk.citizens.stop_benefit(caller.asks(message)).await.unwrap());
    assert_eq!(share(&desk.figures(SEX, "2017-06-30", &at).await, "women"), (1, 1));
    assert_eq!(share(&desk.figures(SEX, "2017-07-01", &at).await, "women"), (0, 0));

    let message = pb::EndProgrammeRequest {
        request_id: request_id(),
        citizen_id: id.clone(),
        expected_version: None,
        last_day: Some(on("2017-03-31")),
        reason: ProgrammeEndReason::SelfSupporting.into(),
    };
    let at = token(&desk.citizens.end_programme(caller.asks(message)).await.unwrap());
    assert_eq!(share(&desk.figures(SEX, "2017-03-31", &at).await, "women"), (1, 1));
    assert_eq!(share(&desk.figures(SEX, "2017-04-01", &at).await, "women"), (0, 0));

    only_the_cell_reader_sees_beyond(&system, &at).await;
}

/// Lejre counts nobody; a cell-wide reader counts Jammerbugt's citizen, and reads which municipalities that covers.
async fn only_the_cell_reader_sees_beyond(system: &System, at: &str) {
    const SEX: Indicator = Indicator::RecipientsBySex;
    let mut lejre = Desk::of(system, system.caseworker("350")).await;
    assert_eq!(share(&lejre.figures(SEX, "2017-03-01", at).await, "women"), (0, 0));
    let refused = lejre.ask(SEX, "2017-03-01", Scope::Cell, at).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let reader = system.caller("350", &[Role::CellReader]);
    let answer = Desk::of(system, reader).await.ask(SEX, "2017-03-01", Scope::Cell, at).await;
    let answer = answer.unwrap();
    assert_eq!(share(&answer, "women"), (1, 1));
    let covered: Vec<_> = answer.coverage.iter().map(|it| it.municipality.as_str()).collect();
    assert_eq!(covered, ["849"]);
}
