//! The reaction `place_asks`: every ask of placements is answered once, a place given back is released once.

use event_log::{Origin, Trigger};
use kernel::Role;
use proto::{
    employers::events::v1::{
        HeadcountRecorded, PlaceRefusal, PlaceRefused, PlaceReleased, PlaceReserved,
    },
    events::placements::{Event, PlaceAsked},
    values_v1::{HeadcountLevel, MeasureKind, PlaceBasis, PlaceOccupancy, Verdict},
};

use crate::{
    placements::{ask, decoded, given_back, in_programme, submitted},
    support::{
        OTHER_CVR, P_NUMBER, System, TODAY, User, on, record_headcount, record_places_elsewhere,
        workplace_on, workplace_today,
    },
};

pub const FIRST: &str = "2018-03-05";
pub const LAST: &str = "2018-04-01";

/// Every answer in the log, by question.
pub async fn answers(system: &System) -> Vec<(String, &'static str)> {
    let mut answers = Vec::new();
    for event in system.log().read(0, 10_000).await.unwrap() {
        if let Some(it) = decoded::<PlaceReserved>(&event) {
            answers.push((it.question_id, "reserved"));
        } else if let Some(it) = decoded::<PlaceRefused>(&event) {
            answers.push((it.question_id, "refused"));
        } else if let Some(it) = decoded::<PlaceReleased>(&event) {
            answers.push((it.question_id, "released"));
        }
    }
    answers
}

async fn reserved(system: &System) -> Vec<PlaceReserved> {
    system.log().read(0, 100_000).await.unwrap().iter().filter_map(decoded).collect()
}

async fn refused(system: &System) -> Vec<PlaceRefused> {
    system.log().read(0, 10_000).await.unwrap().iter().filter_map(decoded).collect()
}

/// (allowed, here) today.
async fn places(user: &User, token: &str) -> (Option<i64>, i64) {
    let shown = user.get_workplace(workplace_today(P_NUMBER), token).await.unwrap();
    let places = shown.places.unwrap();
    (places.allowed, places.supported_here)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_is_held_with_its_proof_and_the_next_one_is_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    let (first, second) = (ask(FIRST, LAST), ask("2018-04-01", "2018-04-20"));
    system.placements.ask(first.clone()).await;
    let token = lejre.resolve(system.placements.ask(second.clone()).await).await;

    let [held] = <[_; 1]>::try_from(reserved(&system).await).unwrap();
    assert_eq!(held.question_id, first.question_id);
    assert_eq!((held.measure(), held.basis()), (MeasureKind::Internship, PlaceBasis::Lab));
    assert_eq!((held.first_day, held.last_day), (on(FIRST), on(LAST)));
    assert_eq!(held.occupancy(), PlaceOccupancy::Tested);
    let proof = held.proof.unwrap();
    assert_eq!((proof.ordinary_employees, proof.allowed), (Some(7), Some(1)));
    assert_eq!((proof.supported_here, proof.supported_elsewhere), (0, Some(0)));
    assert_eq!((proof.level(), proof.headcount_as_of), (HeadcountLevel::PNumber, on(TODAY)));
    let formula = held.findings.iter().find(|it| it.rule == "ratio.formula").unwrap();
    assert_eq!((formula.verdict(), formula.on), (Verdict::Holds, on(FIRST)));

    let [refused] = <[_; 1]>::try_from(refused(&system).await).unwrap();
    assert_eq!(refused.question_id, second.question_id);
    assert_eq!(refused.reason(), PlaceRefusal::Ratio);
    assert_eq!(refused.proof.unwrap().supported_here, 1);
    let formula = refused.findings.iter().find(|it| it.rule == "ratio.formula").unwrap();
    assert_eq!(formula.verdict(), Verdict::Breach);
    assert!(formula.citation.contains('§'));

    // Both days included, and only the place that is held.
    for (day, here) in [("2018-03-04", 0), (FIRST, 1), (LAST, 1), ("2018-04-02", 0)] {
        let shown = lejre.get_workplace(workplace_on(P_NUMBER, day), &token).await.unwrap();
        assert_eq!(shown.places.unwrap().supported_here, here, "{day}");
    }
}

/// The clock stands in 2018, and a place may be asked for any day: nobody has counted what others hold by then, so the
/// third only warns.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hours_asked_for_are_kept_with_the_place_and_weighed_from_2020_on() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    let part_time = |hours| PlaceAsked { weekly_hours: hours, ..ask("2020-01-01", "2020-02-01") };
    for hours in [Some(18), Some(19), None] {
        system.placements.ask(part_time(hours)).await;
    }
    let refused_by_nobody = lejre.resolve(system.placements.ask(ask(FIRST, LAST)).await).await;
    assert!(!refused_by_nobody.is_empty());
    let held = reserved(&system).await;
    let told: Vec<_> = held
        .iter()
        .map(|it| {
            let facts = it.findings.iter().flat_map(|it| &it.facts);
            let mut hours = facts.filter(|it| it.name == "supported_hours_with_this");
            (it.weekly_hours, hours.next().and_then(|it| it.number), it.findings[0].verdict())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some(18), Some(18), Verdict::NotKnown),
            (Some(19), Some(37), Verdict::NotKnown),
            (None, Some(74), Verdict::Warns),
            // In 2018 heads are counted.
            (None, None, Verdict::Holds),
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_programme_citizen_takes_a_place_and_is_warned_of_but_not_refused() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    for _ in 0..2 {
        system.placements.ask(in_programme(FIRST, LAST)).await;
    }
    lejre.resolve(system.placements.ask(ask(FIRST, LAST)).await).await;
    let held = reserved(&system).await;
    let told: Vec<_> = held
        .iter()
        .map(|it| (it.occupancy(), it.findings.iter().any(|it| it.verdict() == Verdict::Warns)))
        .collect();
    let untested = PlaceOccupancy::Untested;
    assert_eq!(told, [(untested, false), (untested, true)]);
    // The two of them take the places of the one whose programme has ended.
    let refused = refused(&system).await;
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].proof.unwrap().supported_here, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_count_elsewhere_that_is_recorded_last_is_not_the_newest() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    lejre.record_headcount(record_headcount(P_NUMBER, 7, "2018-01-01")).await.unwrap();
    let older = record_places_elsewhere(P_NUMBER, 1, "2018-02-10");
    lejre.record_places_elsewhere(older).await.unwrap();
    // Of today it is nought; what was counted today says nothing of the days before.
    for first in [FIRST, "2018-02-28", "2018-02-09"] {
        lejre.resolve(system.placements.ask(ask(first, first)).await).await;
    }
    let held: Vec<_> = reserved(&system).await;
    let told: Vec<_> = held
        .iter()
        .map(|it| (it.first_day, it.proof.as_ref().and_then(|it| it.supported_elsewhere)))
        .collect();
    assert_eq!(told, [(on(FIRST), Some(0)), (on("2018-02-09"), None)]);
    let [refused] = <[_; 1]>::try_from(refused(&system).await).unwrap();
    assert_eq!(refused.first_day, on("2018-02-28"));
    let proof = refused.proof.unwrap();
    assert_eq!((proof.supported_elsewhere, proof.elsewhere_as_of), (Some(1), on("2018-02-10")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ask_for_a_workplace_that_nobody_registered_is_answered_too() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    // Nobody has registered it yet; then another company asks for it.
    system.placements.ask(ask(FIRST, LAST)).await;
    lejre.resolve(system.placements.ask(in_programme(FIRST, LAST)).await).await;
    lejre.workplace_of(7).await;
    let other = PlaceAsked { cvr: OTHER_CVR.to_owned(), ..ask(FIRST, LAST) };
    system.placements.ask(other).await;
    lejre.resolve(system.placements.ask(ask(FIRST, LAST)).await).await;
    let refused = refused(&system).await;
    assert_eq!(refused.len(), 3);
    for it in refused {
        assert_eq!(it.reason(), PlaceRefusal::UnknownWorkplace);
        assert!(it.findings.is_empty());
    }
    // It is registered now, so this one is answered with a place.
    assert_eq!(reserved(&system).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_was_not_used_is_free_again_and_a_used_one_after_its_last_day() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    let (one, two, three) = (ask(TODAY, LAST), ask(TODAY, LAST), ask("2018-03-11", LAST));
    system.placements.ask(one.clone()).await;
    let token = lejre.resolve(system.placements.give_back(&one.question_id, None).await).await;
    assert_eq!(places(&lejre, &token).await, (Some(1), 0));

    system.placements.ask(two.clone()).await;
    let back = system.placements.give_back(&two.question_id, Some("2018-03-10")).await;
    let token = lejre.resolve(back).await;
    assert_eq!(places(&lejre, &token).await, (Some(1), 1));
    // It shortened: the next day is free, the last one is not.
    system.placements.ask(ask("2018-03-10", LAST)).await;
    lejre.resolve(system.placements.ask(three.clone()).await).await;
    let days = |it: &PlaceReserved| it.first_day;
    let held: Vec<_> = reserved(&system).await.iter().map(days).collect();
    assert_eq!(held, [on(TODAY), on(TODAY), on("2018-03-11")]);
    assert_eq!(refused(&system).await.len(), 1);
    let released: Vec<PlaceReleased> =
        system.log().read(0, 100).await.unwrap().iter().filter_map(decoded).collect();
    let last_days: Vec<_> = released.iter().map(|it| it.last_day).collect();
    assert_eq!(last_days, [None, on("2018-03-10")]);
    assert!(released.iter().all(|it| it.p_number == P_NUMBER));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_twice_or_late_or_of_nothing_held_changes_nothing() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    let (held, no) = (ask(TODAY, LAST), ask(TODAY, LAST));
    let other = submitted(kernel::Uuid::from_u128(7), "");
    let asks = [Event::PlaceAsked(held.clone()), other, Event::PlaceAsked(no.clone())];
    system.placements.say_all("350", &asks).await;
    // The same asks again: other events, the same questions.
    let asked = system.placements.say_all("849", &asks).await;
    lejre.resolve(asked).await;
    let once = vec![(held.question_id.clone(), "reserved"), (no.question_id.clone(), "refused")];
    assert_eq!(answers(&system).await, once);

    // Given back twice, then one that was refused, one that was never asked, and an ask that comes late.
    let back = given_back(&held.question_id, Some("2018-03-10"));
    let later = given_back(&held.question_id, None);
    let refused = given_back(&no.question_id, None);
    let unknown = given_back(&crate::placements::question(), None);
    let late = Event::PlaceAsked(held.clone());
    let all = [back, later, refused, unknown, late];
    let token = lejre.resolve(system.placements.say_all("350", &all).await).await;
    let mut expected = once;
    expected.push((held.question_id.clone(), "released"));
    assert_eq!(answers(&system).await, expected);
    // The first word holds: it was used.
    assert_eq!(places(&lejre, &token).await, (Some(1), 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_service_sleeps_through_is_answered_when_it_is_back() {
    let mut system = System::start().await;
    system.caseworker("350").workplace_of(7).await;
    let (one, two) = (ask(FIRST, LAST), ask(FIRST, LAST));
    let asked = system.placements.ask(one.clone()).await;
    system.caseworker("350").resolve(asked).await;
    let (mut given, question) = (None, one.question_id.clone());
    system
        .restart(async |_, placements, _| {
            placements.give_back(&question, None).await;
            given = Some(placements.ask(two.clone()).await);
        })
        .await;
    system.caseworker("350").resolve(given.unwrap()).await;
    let expected = [
        (one.question_id.clone(), "reserved"),
        (one.question_id, "released"),
        (two.question_id, "reserved"),
    ];
    assert_eq!(answers(&system).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_of_the_ask_it_answers_and_of_an_old_case_when_that_is() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(7).await;
    let before = system.events().await.len();
    let mut last = None;
    for roles in [&[Role::Caseworker][..], &[Role::Caseworker, Role::Migrator]] {
        let asked = Event::PlaceAsked(ask(FIRST, LAST));
        last = Some(system.placements.say("350", roles, &asked).await);
    }
    lejre.resolve(last.unwrap()).await;
    let asks = system.placements.log().read(0, 10).await.unwrap();
    let answers = system.log().read(i64::try_from(before).unwrap(), 10).await.unwrap();
    let origins: Vec<_> = answers.iter().map(|it| it.origin).collect();
    assert_eq!(origins, [Origin::Live, Origin::Migrated]);
    for (ask, answer) in asks.iter().zip(&answers) {
        assert_eq!(answer.causation_id, Some(ask.event_id));
        assert_eq!(answer.correlation_id, ask.correlation_id);
        assert_eq!(answer.trigger, Trigger::Reaction);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_rests_on_the_headcount_that_held_when_it_was_recorded() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(10).await;
    let asks = async {
        let mut last = None;
        for _ in 0..30 {
            last = Some(system.placements.ask(ask(FIRST, LAST)).await);
        }
        lejre.resolve(last.unwrap()).await
    };
    let figures = async {
        for n in 0.. {
            let message = record_headcount(P_NUMBER, 10 + n % 5, TODAY);
            lejre.record_headcount(message).await.unwrap();
        }
    };
    // Headcounts as long as anything is asked.
    tokio::select! { _ = asks => {}, () = figures => {} }
    let (mut n, mut answered) = (None, Vec::new());
    for event in system.log().read(0, 100_000).await.unwrap() {
        if let Some(it) = decoded::<HeadcountRecorded>(&event) {
            n = Some(it.ordinary_employees);
        }
        let held = decoded::<PlaceReserved>(&event).and_then(|it| it.proof);
        let proof = held.or_else(|| decoded::<PlaceRefused>(&event).and_then(|it| it.proof));
        if let Some(proof) = proof {
            assert_eq!(proof.ordinary_employees, n, "at {}", event.position);
            answered.push(n);
        }
    }
    assert_eq!(answered.len(), 30);
    answered.dedup();
    assert!(answered.len() > 1, "no headcount was recorded amid the asks");
    // 10 to 14 employees: two places, whatever was read when.
    assert_eq!(reserved(&system).await.len(), 2);
}
