//! Answers that come when the one who asked has gone another way change nothing, and hold nothing.

use kernel::Role;
use proto::{events::placements::Event, placements::v1 as pb};

use crate::{
    case::{
        Desk,
        company::P_NUMBER,
        internship::{self, FIRST, terms},
        on,
    },
    recorded::{self, Questions},
    system::System,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_too_late_changes_nothing_and_holds_nothing() {
    let mut system = System::start().await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    desk.workplace(P_NUMBER, 12, 0).await;
    let (one, two) = (desk.out_of_programme(1).await, desk.out_of_programme(2).await);

    // The facts come when one placement is given up, and the other asks about another day.
    desk.answered().await;
    system.citizens.stop();
    let given_up = desk.submitted(terms(&one)).await;
    desk.cancel(&given_up).await;
    let revised = desk.submitted(terms(&two)).await;
    revise(&desk, &revised, &two, "2018-03-06").await;
    let asked = desk.submit(&revised).await;
    let ends = recorded::names_on(&system, &given_up).await;
    system.citizens.restart();
    let desk = desk.moved(&system).await;
    desk.answered().await;
    assert_eq!(recorded::names_on(&system, &given_up).await, ends);
    let questions = Questions::of(&system).await;
    assert_eq!(questions.facts_answered, questions.facts_asked);
    assert_eq!((questions.facts_asked.len(), questions.facts_received), (3, vec![asked]));
    assert_eq!(desk.places(P_NUMBER, "2018-03-06").await.supported_here, 1);

    // The place comes when the facts are there, and the placement is given up or changed.
    system.employers.stop();
    let three = desk.out_of_programme(3).await;
    let given_up = desk.submitted(terms(&three)).await;
    facts_are_there(&desk).await;
    desk.cancel(&given_up).await;
    for first_day in ["2018-03-07", "2018-03-08"] {
        revise(&desk, &revised, &two, first_day).await;
        desk.submit(&revised).await;
        facts_are_there(&desk).await;
    }
    let ends = recorded::names_on(&system, &given_up).await;
    assert_eq!(ends[ends.len() - 2..], ["PlacementCancelled", "PlaceGivenBack"]);
    system.employers.restart();
    let desk = desk.moved(&system).await;
    desk.answered().await;
    assert_eq!(recorded::names_on(&system, &given_up).await, ends);
    let questions = Questions::of(&system).await;
    assert_eq!(questions.places_answered(), questions.places_asked);
    let places = places_asked(&system).await;
    let [on_the_6th, of_given_up, on_the_7th, on_the_8th] = places.as_slice() else {
        panic!("{places:?}")
    };
    let sorted = |all: &[&String]| {
        let mut all: Vec<String> = all.iter().map(|it| (*it).clone()).collect();
        all.sort();
        all
    };
    assert_eq!(questions.places_received, sorted(&[on_the_6th, on_the_8th]));
    let left = sorted(&[on_the_6th, of_given_up, on_the_7th]);
    assert_eq!((&questions.places_given_back, &questions.places_released), (&left, &left));
    for (day, held) in [(FIRST, 0), ("2018-03-07", 0), ("2018-03-08", 1)] {
        assert_eq!(desk.places(P_NUMBER, day).await.supported_here, held, "{day}");
    }

    // What is left is what the last question was answered, and it can be granted.
    let deciding = desk.with(system.caller("350", &[Role::Decider]));
    deciding.grant(&revised).await.unwrap();
    let granted = recorded::of_placements(&system).await;
    assert_eq!(granted.iter().filter(|it| matches!(it, Event::PlacementGranted(_))).count(), 1);
}

/// citizens has answered, and whoever asked has heard it.
async fn facts_are_there(desk: &Desk) {
    desk.resolved("placements", "citizens").await;
    desk.resolved("citizens", "placements").await;
}

/// The questions for places, in the order they were asked.
async fn places_asked(system: &System) -> Vec<String> {
    let events = recorded::of_placements(system).await.into_iter();
    let question = |it| if let Event::PlaceAsked(it) = it { Some(it.question_id) } else { None };
    events.filter_map(question).collect()
}

/// Another first day; all sign again.
async fn revise(desk: &Desk, placement_id: &str, citizen_id: &str, first_day: &str) {
    let terms = pb::Terms { first_day: Some(on(first_day)), ..terms(citizen_id) };
    let request = desk.caller.asks(internship::revise(placement_id, terms));
    desk.noted(desk.placements.clone().revise_placement(request).await.unwrap());
    desk.all_sign(placement_id).await;
}
