//! Whatever order the streams come in, of a person, of a case, of the three services, and however they are cut into
//! slices: the same rows, and the figures that a plain fold over the raw events gives.

use event_log::Envelope;
use kernel::{Date, date};
use reporting::projections::Whose;
use reporting_domain::Indicator;

use crate::{
    facts::{Fact, recorded},
    oracle::Oracle,
    population::{self, Dice, MUNICIPALITIES, later, shuffled},
    support::{Model, of},
};

const PERSONS: u128 = 2_000;
const SERVICES: [&str; 3] = ["citizens", "employers", "placements"];

/// The log of one service, its streams in any order.
fn log(dice: &mut Dice, facts: &[Fact], service: &str) -> Vec<Envelope> {
    let facts: Vec<_> = facts.iter().filter(|it| it.service == service).cloned().collect();
    recorded(&shuffled(dice, &facts))
}

/// Folds the three logs by turns, as the runner does: now a slice of this one, now one of that.
async fn folded(dice: &mut Dice, facts: &[Fact]) -> Model {
    let model = Model::new().await;
    let logs = SERVICES.map(|service| log(dice, facts, service));
    let mut rest = logs.each_ref().map(Vec::as_slice);
    while rest.iter().any(|it| !it.is_empty()) {
        let from = &mut rest[dice.below(SERVICES.len())];
        let (slice, more) = from.split_at(from.len().min(1 + dice.below(700)));
        model.fold(slice).await;
        *from = more;
    }
    model
}

/// Folds the three logs at the same time, in transactions that overlap. The runner lets them take turns (ADR 14), so this
/// is harder than what happens.
async fn at_once(dice: &mut Dice, facts: &[Fact]) -> Model {
    let model = Model::new().await;
    let fold = async |log: Vec<Envelope>| {
        for slice in log.chunks(150) {
            model.fold(slice).await;
        }
    };
    let [citizens, employers, placements] = SERVICES.map(|service| log(dice, facts, service));
    tokio::join!(fold(citizens), fold(employers), fold(placements));
    model
}

/// One log after the other, each in one slice.
async fn one_after_the_other(facts: &[Fact], services: [&str; 3]) -> Model {
    let model = Model::new().await;
    let events = recorded(facts);
    for service in services {
        let log: Vec<_> = events.iter().filter(|it| it.service == service).cloned().collect();
        model.fold(&log).await;
    }
    model
}

async fn same(expected: &[(String, Vec<String>)], model: &Model, at: &str) {
    for (expected, got) in expected.iter().zip(model.tables().await) {
        let at = format!("{} {at}", expected.0);
        assert_eq!((&expected.0, expected.1.len()), (&got.0, got.1.len()), "{at}");
        let other = expected.1.iter().zip(&got.1).find(|(one, other)| one != other);
        assert_eq!(other, None, "{at}");
    }
}

#[tokio::test]
async fn any_interleaving_of_the_streams_gives_the_same_tables() {
    for seed in [1, 7919] {
        let facts = population::facts(seed, PERSONS);
        let plain = one_after_the_other(&facts, SERVICES).await.tables().await;
        assert_eq!(plain.len(), 11, "{:?}", plain.iter().map(|it| &it.0).collect::<Vec<_>>());
        assert!(plain.iter().all(|(_, rows)| !rows.is_empty()));
        let backwards = one_after_the_other(&facts, ["placements", "employers", "citizens"]).await;
        same(&plain, &backwards, &format!("seed {seed} backwards")).await;
        for round in 0..3 {
            let mut dice = Dice(seed * 1000 + round);
            let model = folded(&mut dice, &facts).await;
            same(&plain, &model, &format!("seed {seed} round {round}")).await;
        }
        let model = at_once(&mut Dice(seed), &facts).await;
        same(&plain, &model, &format!("seed {seed} at once")).await;
    }
}

/// What a test of figures knows: the model as folded, and the plain fold.
struct Both {
    model: Model,
    oracle: Oracle,
    seed: u64,
}

impl Both {
    async fn of(seed: u64) -> Self {
        let facts = population::facts(seed, PERSONS);
        let model = folded(&mut Dice(seed), &facts).await;
        Self { model, oracle: Oracle::of(&facts), seed }
    }

    async fn agree(
        &self,
        indicator: Indicator,
        day: Date,
        municipality: Option<&str>,
        expected: &[(u64, u64)],
    ) {
        let whose = municipality.map_or(Whose::Cell, of);
        let told = self.model.shares(indicator, day, whose).await;
        assert_eq!(told, expected, "{indicator:?} {day} {municipality:?} seed {}", self.seed);
    }
}

fn scopes() -> impl Iterator<Item = Option<&'static str>> {
    MUNICIPALITIES.map(Some).into_iter().chain([None])
}

fn number<T>(of: &std::collections::BTreeSet<T>) -> u64 {
    u64::try_from(of.len()).unwrap()
}

#[tokio::test]
async fn recipients_by_sex_and_readiness_are_those_of_a_plain_fold_on_every_day_asked() {
    let both = Both::of(42).await;
    let mut seen = 0;
    for day in (0..50).map(|step| later(date(2016, 1, 1), step * 21)) {
        for municipality in scopes() {
            let expected = both.oracle.recipients(day, municipality);
            let all = expected.women + expected.men;
            let by_sex = [(expected.women, all), (expected.men, all)];
            both.agree(Indicator::RecipientsBySex, day, municipality, &by_sex).await;
            let ready = [(expected.job_ready, expected.assessed), (expected.job_ready, all)];
            both.agree(Indicator::JobReadyShare, day, municipality, &ready).await;
            seen += all;
        }
    }
    assert!(seen > 50_000, "the population is too thin to prove anything: {seen}");
}

#[tokio::test]
async fn recipients_in_measures_are_those_of_a_plain_fold_in_every_month() {
    let both = Both::of(2026).await;
    let (mut seen, mut measured) = (0, 0);
    for step in 0..34 {
        let day = later(date(2016, 1, 1), step * 30);
        let month = both.oracle.month(day);
        for municipality in scopes() {
            let here = || {
                month.iter().filter(|it| municipality.is_none_or(|code| it.municipality == code))
            };
            let all = u64::try_from(here().count()).unwrap();
            let some = u64::try_from(here().filter(|it| it.in_measure).count()).unwrap();
            both.agree(Indicator::CompanyMeasureShare, day, municipality, &[(some, all)]).await;
            (seen, measured) = (seen + all, measured + some);
        }
    }
    assert!(seen > 30_000 && measured > 5_000, "too thin to prove anything: {seen} {measured}");
}

#[tokio::test]
async fn igus_and_their_companies_are_those_of_a_plain_fold_on_every_day_asked() {
    let both = Both::of(268).await;
    let (mut stock, mut cumulative) = (0, 0);
    for day in (0..50).map(|step| later(date(2016, 3, 1), step * 25)) {
        // One where no citizen of the population lives, but workplaces lie.
        for municipality in scopes().chain([Some("751")]) {
            let (here, at) = both.oracle.igus(day, municipality);
            let (companies, workplaces) = (number(&here.companies), number(&here.workplaces));
            let (companies_at, workplaces_at) = (number(&at.companies), number(&at.workplaces));
            let igus = [here.stock, here.cumulative, at.stock, at.cumulative].map(|it| (it, 0));
            both.agree(Indicator::Igus, day, municipality, &igus).await;
            let distinct = [companies, workplaces, companies_at, workplaces_at].map(|it| (it, 0));
            both.agree(Indicator::IguCompanies, day, municipality, &distinct).await;
            let ratios = [
                (here.cumulative, companies),
                (here.cumulative, workplaces),
                (at.cumulative, companies_at),
                (at.cumulative, workplaces_at),
            ];
            both.agree(Indicator::IgusPerCompany, day, municipality, &ratios).await;
            (stock, cumulative) = (stock + here.stock, cumulative + here.cumulative);
        }
    }
    assert!(stock > 5_000 && cumulative > 10_000, "too thin: {stock} {cumulative}");
}
