//! What three services say together: who is in the answer, what is compared, and what cannot be read.

use event_log::DbRole;
use kernel::Date;
use projections::{Projection, ProjectionError, Slice};
use proto::{
    events::{
        employers::WorkplaceRegistered,
        placements::{IguPlanned, IguRegistered, PlacementStarted},
    },
    values,
    values_v1::{BenefitKind, CivilDate, MeasureKind, Sex},
};
use reporting::projections::{Spells, Whose};
use reporting_domain::Indicator;

use crate::{
    cases::{self, Parties},
    facts::{Fact, day, id, recorded},
    persons::Person,
    support::{Model, of},
};

fn days(first: &str, last: &str) -> (Date, Date) {
    (day(first), day(last))
}

fn recipient(number: u128) -> Person {
    Person::registered(number, "849", Sex::Female)
        .taken_over("2016-01-01")
        .programme("2016-01-01", None)
        .benefit(BenefitKind::IntegrationBenefit, "2016-01-01", None)
}

/// Two recipients in Jammerbugt, one in an internship and with an IGU, at a workplace in Lejre.
fn known() -> Vec<Fact> {
    let (one, other) = (recipient(1), recipient(2));
    let internship = days("2016-12-01", "2016-12-31");
    let internship = cases::measure(1, "849", MeasureKind::Internship, one.id, internship);
    let (cvr, p_number) = (cases::cvr(1), cases::p_number(1));
    let parties = Parties { citizen: one.id, cvr, p_number };
    let igu = cases::igu(1, "849", &parties, days("2017-01-01", "2018-12-31"));
    let igu = igu.registered(&parties, day("2017-01-15")).begun(day("2017-01-01"));
    let workplace = cases::workplace(1, &parties.cvr, &parties.p_number, "350");
    [one.facts(), other.facts(), internship.facts(), igu.facts(), workplace].concat()
}

#[tokio::test]
async fn an_internship_that_ended_before_it_began_was_on_no_day() {
    let person = recipient(1);
    let agreed = days("2016-12-10", "2016-12-31");
    let case = cases::measure(1, "849", MeasureKind::Internship, person.id, agreed);
    let case = case.interrupted(day("2016-12-09"));
    let model = Model::of(&recorded(&[person.facts(), case.facts()].concat())).await;
    let at = day("2016-12-31");
    assert_eq!(model.shares(Indicator::CompanyMeasureShare, at, of("849")).await, [(0, 1)]);
}

#[tokio::test]
async fn the_last_word_of_a_placement_and_of_an_igu_counts_also_within_one_slice() {
    let person = recipient(1);
    let agreed = days("2016-11-01", "2016-12-31");
    let case = cases::measure(1, "849", MeasureKind::Internship, person.id, agreed);
    let case = case.interrupted(day("2016-12-01")).completed(day("2016-11-30"));
    let model = Model::of(&recorded(&[person.facts(), case.facts()].concat())).await;
    let at = day("2016-12-31");
    assert_eq!(model.shares(Indicator::CompanyMeasureShare, at, of("849")).await, [(0, 1)]);
}

#[tokio::test]
async fn an_answer_covers_each_municipality_and_each_service_it_is_made_of() {
    let model = Model::of(&recorded(&known())).await;
    let covered = async |indicator, whose| -> Vec<_> {
        let answer = model.ask(indicator, day("2017-01-31"), whose).await;
        let row = |it: reporting::projections::Covered| (it.municipality, it.service, it.position);
        answer.coverage.into_iter().map(row).collect()
    };
    let row = |code: &str, service: &str, at| (code.to_owned(), service.to_owned(), at);
    for indicator in [Indicator::JobReadyShare, Indicator::RecipientsBySex] {
        assert_eq!(covered(indicator, Whose::Cell).await, [row("849", "citizens", 8)]);
    }
    assert_eq!(
        covered(Indicator::CompanyMeasureShare, Whose::Cell).await,
        [row("849", "citizens", 8), row("849", "placements", 7)]
    );
    assert_eq!(
        covered(Indicator::CompanyMeasureShare, of("350")).await,
        [row("350", "citizens", 8), row("350", "placements", 7)]
    );
    // A workplace alone covers no municipality; whoever asks for one is told of it.
    let last = |service| match service {
        "citizens" => 8,
        "employers" => 2,
        _ => 7,
    };
    for indicator in [Indicator::Igus, Indicator::IguCompanies, Indicator::IgusPerCompany] {
        let all = ["citizens", "employers", "placements"].map(|it| row("849", it, last(it)));
        assert_eq!(covered(indicator, Whose::Cell).await, all, "{indicator:?}");
        assert_eq!(covered(indicator, of("849")).await, all, "{indicator:?}");
        // The IGU at the workplace in Lejre is one of Jammerbugt's citizens.
        let own = all.map(|(_, service, at)| row("350", &service, at));
        let others = ["employers", "placements"].map(|it| row("849", it, last(it)));
        let expected = [&own[..], &others].concat();
        assert_eq!(covered(indicator, of("350")).await, expected, "{indicator:?}");
    }
}

#[tokio::test]
async fn a_service_of_which_nothing_is_known_is_covered_to_nowhere() {
    let model = Model::of(&recorded(&recipient(1).facts())).await;
    let answer = model.ask(Indicator::CompanyMeasureShare, day("2017-01-31"), of("849")).await;
    let told: Vec<_> = answer.coverage.iter().map(|it| (it.position, it.complete_to)).collect();
    assert_eq!(told, [(4, Some(day("2026-11-01"))), (0, None)]);
}

#[tokio::test]
async fn the_day_compared_with_is_counted_as_if_it_was_asked_for_alone() {
    let model = Model::of(&recorded(&known())).await;
    for indicator in Indicator::ALL {
        let (this, other) = (day("2017-02-28"), day("2016-12-31"));
        let alone = model.ask(indicator, this, of("849")).await;
        let compared_alone = model.ask(indicator, other, of("849")).await;
        let answer = model.compare(indicator, this, Some(other), of("849")).await;
        assert_eq!(answer.coverage, alone.coverage);
        for (nth, figure) in answer.figures.iter().enumerate() {
            let (this, other) = (alone.figures[nth], compared_alone.figures[nth]);
            assert_eq!(*figure, this.compared_with(other), "{indicator:?}");
            let told = figure.compared.unwrap();
            assert_eq!((told.numerator, told.denominator), (other.numerator, other.denominator));
        }
        assert!(alone.figures.iter().all(|it| it.compared.is_none()), "{indicator:?}");
    }
    let answer = model
        .compare(
            Indicator::CompanyMeasureShare,
            day("2016-12-01"),
            Some(day("2016-11-01")),
            of("849"),
        )
        .await;
    let told = answer.figures[0];
    assert_eq!((told.numerator, told.denominator), (1, 2));
    assert_eq!(
        told.compared.map(|it| (it.numerator, it.denominator, it.change)),
        Some((0, 2, None))
    );
}

/// Folds one event of `placements` or `employers`; whether it can be read.
async fn is_read(model: &Model, fact: Fact) -> bool {
    let events = recorded(&[fact]);
    let followed = Spells.sources();
    let source = followed.iter().find(|it| it.service == events[0].service).unwrap();
    let mut tx = model.database.pool(DbRole::Project).begin().await.unwrap();
    sqlx::query("SET LOCAL search_path TO spells_v2").execute(&mut *tx).await.unwrap();
    match Spells.project(&mut tx, Slice { source, events: &events }).await {
        Ok(()) => true,
        Err(ProjectionError::Malformed(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn what_is_no_company_no_workplace_no_day_or_no_kind_stops_the_read_model() {
    let model = Model::new().await;
    let some = |text| Some(values::date(day(text)));
    let none = Some(CivilDate { year: 2017, month: 2, day: 29 });
    let thing = id(2, 1);

    let igu = IguRegistered {
        igu_id: thing.to_string(),
        registered_on: some("2017-02-28"),
        citizen_id: id(0, 1).to_string(),
        cvr: cases::cvr(1),
        p_number: cases::p_number(1),
        ..Default::default()
    };
    let registered = |it: IguRegistered| Fact::of("placements", "igu", thing, "849", &it);
    assert!(is_read(&model, registered(igu.clone())).await);
    for wrong in [
        IguRegistered { igu_id: String::new(), ..igu.clone() },
        IguRegistered { registered_on: None, ..igu.clone() },
        IguRegistered { registered_on: none, ..igu.clone() },
        IguRegistered { citizen_id: "1".to_owned(), ..igu.clone() },
        IguRegistered { cvr: "12345678".to_owned(), ..igu.clone() },
        IguRegistered { p_number: "1".to_owned(), ..igu.clone() },
    ] {
        assert!(!is_read(&model, registered(wrong.clone())).await, "{wrong:?}");
    }

    let started = PlacementStarted {
        placement_id: thing.to_string(),
        citizen_id: id(0, 1).to_string(),
        measure: MeasureKind::Internship.into(),
        first_day: some("2016-12-01"),
        last_day: some("2016-12-31"),
    };
    let began = |it: PlacementStarted| Fact::of("placements", "placement", thing, "849", &it);
    assert!(is_read(&model, began(started.clone())).await);
    for wrong in [
        PlacementStarted { measure: 0, ..started.clone() },
        PlacementStarted { measure: 99, ..started.clone() },
        PlacementStarted { first_day: None, ..started.clone() },
        PlacementStarted { last_day: none, ..started.clone() },
    ] {
        assert!(!is_read(&model, began(wrong.clone())).await, "{wrong:?}");
    }

    let workplace = WorkplaceRegistered {
        p_number: cases::p_number(1),
        cvr: cases::cvr(1),
        located_in: "350".to_owned(),
    };
    let lies = |it: WorkplaceRegistered| Fact::of("employers", "workplace", thing, "000", &it);
    assert!(is_read(&model, lies(workplace.clone())).await);
    for wrong in [
        WorkplaceRegistered { located_in: "411".to_owned(), ..workplace.clone() },
        WorkplaceRegistered { p_number: String::new(), ..workplace.clone() },
    ] {
        assert!(!is_read(&model, lies(wrong.clone())).await, "{wrong:?}");
    }

    let planned = IguPlanned { igu_id: thing.to_string(), ..Default::default() };
    assert!(!is_read(&model, Fact::of("placements", "igu", thing, "849", &planned)).await);
}
