//! Whatever order the streams of a person come in, and however they are cut into slices: the same rows, and the
//! figures that a plain fold over the raw events gives.

use kernel::date;
use reporting::projections::Whose;
use reporting_domain::Indicator;

use crate::{
    facts::{self, Fact, recorded},
    oracle,
    population::{Dice, MUNICIPALITIES, later, persons, shuffled},
    support::{Model, of},
};

const PERSONS: u128 = 300;

async fn folded(dice: &mut Dice, facts: &[Fact]) -> Model {
    let model = Model::new().await;
    let events = recorded(facts);
    let mut rest = events.as_slice();
    while !rest.is_empty() {
        let (slice, more) = rest.split_at(rest.len().min(1 + dice.below(400)));
        model.fold(slice).await;
        rest = more;
    }
    model
}

#[tokio::test]
async fn any_interleaving_of_the_streams_gives_the_same_tables() {
    for seed in [1, 7919] {
        let facts = facts::of(&persons(seed, PERSONS));
        let plain = Model::of(&recorded(&facts)).await.tables().await;
        assert!(plain.len() >= 8, "{:?}", plain.iter().map(|it| &it.0).collect::<Vec<_>>());
        assert!(plain.iter().all(|(_, rows)| !rows.is_empty()));
        for round in 0..4 {
            let mut dice = Dice(seed * 1000 + round);
            let order = shuffled(&mut dice, &facts);
            let model = folded(&mut dice, &order).await;
            for (expected, got) in plain.iter().zip(model.tables().await) {
                let at = format!("{} seed {seed} round {round}", expected.0);
                assert_eq!((&expected.0, expected.1.len()), (&got.0, got.1.len()), "{at}");
                let other = expected.1.iter().zip(&got.1).find(|(one, other)| one != other);
                assert_eq!(other, None, "{at}");
            }
        }
    }
}

#[tokio::test]
async fn the_figures_are_those_of_a_plain_fold_on_every_day_asked() {
    for seed in [42, 2026] {
        let facts = facts::of(&persons(seed, PERSONS));
        let mut dice = Dice(seed);
        let order = shuffled(&mut dice, &facts);
        let model = folded(&mut dice, &order).await;
        let mut seen = 0;
        for step in 0..60 {
            let day = later(date(2016, 1, 1), step * 17);
            let scopes = MUNICIPALITIES.map(Some).into_iter().chain([None]);
            for municipality in scopes {
                let expected = oracle::count(&facts, day, municipality);
                let whose = municipality.map_or(Whose::Cell, of);
                let all = expected.women + expected.men;
                assert_eq!(
                    model.shares(Indicator::RecipientsBySex, day, whose).await,
                    [(expected.women, all), (expected.men, all)],
                    "I14 {day} {municipality:?} seed {seed}"
                );
                assert_eq!(
                    model.shares(Indicator::JobReadyShare, day, whose).await,
                    [(expected.job_ready, expected.assessed), (expected.job_ready, all)],
                    "I01 {day} {municipality:?} seed {seed}"
                );
                seen += all;
            }
        }
        assert!(seen > 10_000, "the population is too thin to prove anything: {seen}");
    }
}
