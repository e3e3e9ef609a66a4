//! One internship through all four services, as a clerk calls them: what is asked, what is refused on the way, who
//! decides, and the figure that moves in the end. Nothing waits but by tokens.

use kernel::Role;
use proto::{
    placements::v1::{self as pb, AnswerState, PlacementState},
    reporting::v1::Indicator,
    values_v1::{PlaceOccupancy, Sex, SignerRole, Verdict},
};
use tonic::{Code, Status};

use crate::{
    case::{
        Desk,
        company::P_NUMBER,
        internship::{self, PARTIES, draft, reason, sign, terms},
        newcomer, share,
    },
    recorded,
    system::System,
};

fn refused<T: std::fmt::Debug>(answer: Result<T, Status>) -> (Code, String) {
    let status = answer.unwrap_err();
    (status.code(), reason(&status))
}

fn failed(reason: &str) -> (Code, String) {
    (Code::FailedPrecondition, reason.to_owned())
}

fn denied(reason: &str) -> (Code, String) {
    (Code::PermissionDenied, reason.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_internship_goes_its_way_through_four_services_to_the_figure() {
    let mut system = System::start().await;
    // One who could do everything, were it not for the four eyes.
    let both = system.caller("849", &[Role::Caseworker, Role::Decider]);
    let mut desk = Desk::of(&system, both).await;
    desk.workplace(P_NUMBER, 12, 1).await;
    let (citizen, _) = desk.recipient(newcomer(1, Sex::Female), "2018-01-01").await.unwrap();

    let id = drafted_and_signed(&desk, &citizen.to_string()).await;
    // Nobody answers yet: what citizens is asked waits for it.
    desk.answered().await;
    system.citizens.stop();
    desk.submit(&id).await;
    assert_eq!(refused(desk.grant(&id).await), denied("FOUR_EYES"));
    let other = system.caller("849", &[Role::Decider]);
    let deciding = desk.with(other.clone());
    assert_eq!(refused(deciding.grant(&id).await), failed("ANSWERS_PENDING"));
    let message = other.asks(internship::reject(&id, "Der mangler svar."));
    let rejected = desk.placements.clone().reject_placement(message).await;
    assert_eq!(refused(rejected), failed("ANSWERS_PENDING"));
    assert_eq!(
        (state(&desk, &id).await.legal_facts(), state(&desk, &id).await.place()),
        (AnswerState::Pending, AnswerState::NotAsked)
    );

    system.citizens.restart();
    let mut desk = desk.moved(&system).await;
    desk.answered().await;
    let shown = desk.placement(&id).await;
    let facts = shown.legal_facts.unwrap();
    assert_eq!((facts.programme_runs, shown.occupancy()), (Some(true), PlaceOccupancy::Untested));
    let places = shown.place_proof.unwrap();
    assert_eq!((places.ordinary_employees, places.supported_elsewhere), (Some(12), Some(1)));

    assert_eq!(refused(desk.grant(&id).await), denied("FOUR_EYES"));
    let granted = desk.with(other).grant(&id).await.unwrap();
    let findings: Vec<_> = granted.findings.iter().filter_map(|it| it.finding.as_ref()).collect();
    assert!(findings.iter().all(|it| it.verdict() != Verdict::Breach), "{findings:?}");
    let looked_at =
        ["praktik.purpose", "praktik.length", "praktik.hours", "ratio.internship_integration"];
    for rule in looked_at {
        assert!(findings.iter().any(|it| it.rule == rule), "{rule} was not looked at");
    }
    the_figure_moves(&mut desk, &id).await;
    let stream = recorded::names_on(&system, &id).await;
    assert_eq!(
        stream,
        [
            "PlacementDrafted",
            "PlacementSigned",
            "PlacementSigned",
            "PlacementSigned",
            "PlacementSubmitted",
            "LegalFactsAsked",
            "LegalFactsReceived",
            "PlaceAsked",
            "PlaceAnswerReceived",
            "PlacementGranted",
            "PlacementStarted",
            "PlacementCompleted",
            "PlaceGivenBack",
        ]
    );
}

/// With every step that does not follow yet.
async fn drafted_and_signed(desk: &Desk, citizen_id: &str) -> String {
    let mut placements = desk.placements.clone();
    let drafted = placements.draft_placement(desk.caller.asks(draft(terms(citizen_id)))).await;
    let id = desk.noted(drafted.unwrap()).placement_id;
    let [employer, representative, citizen] = PARTIES;

    let mut sign_as = async |role: SignerRole| {
        let message = desk.caller.asks(sign(&id, role));
        placements.sign_placement(message).await.map(|it| desk.noted(it))
    };
    assert_eq!(refused(sign_as(representative).await), failed("EMPLOYER_SIGNS_FIRST"));
    sign_as(employer).await.unwrap();
    sign_as(representative).await.unwrap();
    let mut placements = desk.placements.clone();
    let early = placements.submit_placement(desk.caller.asks(internship::submit(&id))).await;
    assert_eq!(refused(early), failed("SIGNATURE_MISSING"));
    assert_eq!(refused(desk.grant(&id).await), failed("WRONG_STATE"));
    let message = desk.caller.asks(sign(&id, citizen));
    desk.noted(placements.sign_placement(message).await.unwrap());
    id
}

async fn state(desk: &Desk, id: &str) -> pb::PlacementSummary {
    desk.placements().await.into_iter().find(|it| it.placement_id == id).unwrap()
}

/// Counted from the start on, in the months that it touches.
async fn the_figure_moves(desk: &mut Desk, id: &str) {
    const MEASURE: Indicator = Indicator::CompanyMeasureShare;
    const VARIANT: &str = "in_company_measure";
    let now = desk.seen.all();
    assert_eq!(share(&desk.figures(MEASURE, "2018-03-31", &now).await, VARIANT), (0, 1));

    let mut placements = desk.placements.clone();
    let message = desk.caller.asks(internship::start(id));
    desk.noted(placements.start_placement(message).await.unwrap());
    let now = desk.seen.all();
    for (day, expected) in [("2018-02-28", 0), ("2018-03-01", 1), ("2018-04-30", 1)] {
        assert_eq!(share(&desk.figures(MEASURE, day, &now).await, VARIANT), (expected, 1), "{day}");
    }

    let completed = placements.complete_placement(desk.caller.asks(internship::complete(id))).await;
    desk.noted(completed.unwrap());
    desk.answered().await;
    let now = desk.seen.all();
    for (day, expected) in [("2018-03-31", 1), ("2018-04-30", 1), ("2018-05-31", 0)] {
        assert_eq!(share(&desk.figures(MEASURE, day, &now).await, VARIANT), (expected, 1), "{day}");
    }
    assert_eq!(state(desk, id).await.state(), PlacementState::Completed);
    assert_eq!(desk.places(P_NUMBER, "2018-04-02").await.supported_here, 0);
}
