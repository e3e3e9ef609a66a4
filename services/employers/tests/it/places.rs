//! `GetWorkplace`: the places of a day, and from what they are counted.

use proto::values_v1::{MeasureKind, PlaceProof};

use crate::{
    placements::{ask, in_programme},
    support::{
        P_NUMBER, System, TODAY, User, on, record_headcount, record_places_elsewhere, workplace_on,
        workplace_today,
    },
};

async fn on_day(user: &User, day: &str, token: &str) -> PlaceProof {
    user.get_workplace(workplace_on(P_NUMBER, day), token).await.unwrap().places.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_known_is_absent_and_not_nought() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let token = lejre.new_workplace().await.token;
    let shown = lejre.get_workplace(workplace_today(P_NUMBER), &token).await.unwrap();
    assert_eq!(shown.day, on(TODAY));
    assert_eq!(shown.places, Some(PlaceProof::default()));
    assert_eq!(shown.places.unwrap().ordinary_employees, None);

    // None at all is known, and a workplace has always one place.
    lejre.record_headcount(record_headcount(P_NUMBER, 0, TODAY)).await.unwrap();
    let message = record_places_elsewhere(P_NUMBER, 0, TODAY);
    let token = lejre.record_places_elsewhere(message).await.unwrap().token;
    let places = on_day(&lejre, TODAY, &token).await;
    assert_eq!((places.ordinary_employees, places.allowed), (Some(0), Some(1)));
    assert_eq!(places.supported_elsewhere, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_headcount_not_after_the_day_counts_and_of_one_day_the_last_recorded() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.new_workplace().await;
    let mut token = String::new();
    for (n, as_of) in [(100, "2018-02-01"), (10, "2018-01-01"), (50, "2018-02-01"), (70, TODAY)] {
        token = lejre.record_headcount(record_headcount(P_NUMBER, n, as_of)).await.unwrap().token;
    }
    let expected = [
        ("2017-12-31", None, None),
        ("2018-01-01", Some(10), Some(2)),
        ("2018-01-31", Some(10), Some(2)),
        ("2018-02-01", Some(50), Some(10)),
        ("2018-02-28", Some(50), Some(10)),
        (TODAY, Some(70), Some(12)),
        ("2030-01-01", Some(70), Some(12)),
    ];
    for (day, n, allowed) in expected {
        let places = on_day(&lejre, day, &token).await;
        assert_eq!((places.ordinary_employees, places.allowed), (n, allowed), "{day}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_count_elsewhere_not_after_the_day_counts_and_of_one_day_the_last_recorded() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.new_workplace().await;
    let mut token = String::new();
    for (places, as_of) in [(3, TODAY), (1, "2018-01-01"), (2, TODAY)] {
        let message = record_places_elsewhere(P_NUMBER, places, as_of);
        token = lejre.record_places_elsewhere(message).await.unwrap().token;
    }
    let (early, today) = ((Some(1), on("2018-01-01")), (Some(2), on(TODAY)));
    for (day, expected) in [
        ("2017-12-31", (None, None)),
        ("2018-01-01", early),
        ("2018-02-28", early),
        (TODAY, today),
        ("2030-01-01", today),
    ] {
        let places = on_day(&lejre, day, &token).await;
        assert_eq!((places.supported_elsewhere, places.elsewhere_as_of), expected, "{day}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_that_take_no_place_are_not_among_the_held() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.workplace_of(100).await;
    // From 2020 wage subsidy in the programme takes none.
    let (first, last) = ("2020-01-01", "2020-06-30");
    let subsidy = |first| {
        let mut asked = in_programme(first, last);
        asked.measure = MeasureKind::WageSubsidy.into();
        asked
    };
    system.placements.ask(subsidy(first)).await;
    system.placements.ask(subsidy("2019-12-31")).await;
    system.placements.ask(in_programme(first, last)).await;
    let token = lejre.resolve(system.placements.ask(ask(first, last)).await).await;
    for (day, here) in
        [("2019-12-30", 0), ("2019-12-31", 1), (first, 3), (last, 3), ("2020-07-01", 0)]
    {
        assert_eq!(on_day(&lejre, day, &token).await.supported_here, here, "{day}");
    }
}
