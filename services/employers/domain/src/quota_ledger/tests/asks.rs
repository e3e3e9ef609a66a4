//! Every ask is answered once: by a place that is tested, untested or none, or by a refusal.

use law::Verdict::{Breach, Holds, NotKnown, Warns};
use testkit::Scenario;

use super::*;
use crate::values::PlaceOccupancy::{None as NoPlace, Tested, Untested};

const SPRING: (&str, &str) = ("2018-03-05", "2018-06-03");

#[test]
fn t13_a_count_of_two_lets_the_programme_in_with_a_warning_and_refuses_the_next() {
    let mut ledger = Ledger::default();
    let first = ledger.asked(in_programme(ask(1, SPRING.0, SPRING.1)), &workplace(Some(2)));
    assert_eq!(
        told(&first),
        (
            Ok(Untested),
            3,
            vec![
                ("ratio.internship_integration", Warns),
                ("ratio.occupies", Holds),
                ("ratio.count", Holds),
            ]
        )
    );
    let second = ledger.asked(ask(2, SPRING.0, SPRING.1), &workplace(Some(2)));
    assert_eq!(
        told(&second),
        (Err(PlaceRefusal::Ratio), 4, vec![("ratio.formula", Breach), ("ratio.count", Holds)])
    );
}

#[test]
fn t13_a_count_of_one_lets_the_programme_in_and_refuses_the_next() {
    let mut ledger = Ledger::default();
    let first = ledger.asked(in_programme(ask(1, SPRING.0, SPRING.1)), &workplace(Some(1)));
    let (answer, with_this, verdicts) = told(&first);
    assert_eq!((answer, with_this), (Ok(Untested), 2));
    assert!(verdicts.iter().all(|it| it.1 == Holds), "{verdicts:?}");
    let second = ledger.asked(ask(2, SPRING.0, SPRING.1), &workplace(Some(1)));
    assert_eq!((told(&second).0, told(&second).1), (Err(PlaceRefusal::Ratio), 3));
}

#[test]
fn the_proof_holds_what_was_counted() {
    let facts = workplace(Some(1));
    let mut ledger = Ledger::default();
    let event = ledger.asked(ask(1, SPRING.0, SPRING.1), &facts);
    let Event::Reserved { proof, occupancy, first_day, last_day, .. } = event else {
        panic!("{event:?}")
    };
    assert_eq!((first_day, last_day), (day(SPRING.0), day(SPRING.1)));
    assert_eq!(occupancy, Tested);
    let expected = PlaceProof {
        headcount: facts.headcount_on(day(SPRING.0)),
        supported_here: 0,
        elsewhere: facts.elsewhere_on(day(SPRING.0)),
        allowed: Some(2),
    };
    assert_eq!(proof, expected);
}

#[test]
fn a_place_is_free_again_on_the_day_after() {
    for (first_day, free) in [("2018-06-03", false), ("2018-06-04", true)] {
        let mut ledger = Ledger::default();
        ledger.asked(ask(1, SPRING.0, SPRING.1), &workplace(Some(1)));
        let next = ask(2, first_day, "2018-09-01");
        // The others' count is newer than in the first ask, so that it still holds.
        let mut facts = workplace(Some(1));
        facts.elsewhere.extend([counted(1, "2018-06-01")]);
        assert_eq!(told(&ledger.asked(next, &facts)).0.is_ok(), free, "{first_day}");
    }
}

#[test]
fn what_counts_is_the_fullest_day_of_the_period_and_not_the_sum() {
    let mut ledger = Ledger::default();
    let many = workplace(Some(0));
    for (number, first_day, last_day) in
        [(1, "2018-03-05", "2018-03-31"), (2, "2018-04-01", "2018-04-30")]
    {
        assert!(told(&ledger.asked(ask(number, first_day, last_day), &many)).0.is_ok());
    }
    assert_eq!(ledger.held_in("2018-03-05", "2018-04-30"), 1);
    // Over both: one on any day, so a second place is there; a third is not.
    assert!(told(&ledger.asked(ask(3, "2018-03-10", "2018-04-10"), &many)).0.is_ok());
    assert_eq!(ledger.held_in("2018-03-05", "2018-04-30"), 2);
    assert_eq!(ledger.held_in("2018-03-05", "2018-03-09"), 1);
    assert_eq!(ledger.held_in("2018-03-05", "2018-03-10"), 2);
    assert_eq!(ledger.held_in("2018-04-10", "2018-04-30"), 2);
    assert_eq!(ledger.held_in("2018-04-11", "2018-04-30"), 1);
    assert_eq!(ledger.held_in("2018-02-01", "2018-03-04"), 0);
    let fourth = ledger.asked(ask(4, "2018-03-30", "2018-05-01"), &many);
    assert_eq!(told(&fourth).0, Err(PlaceRefusal::Ratio));
    assert_eq!(ledger.held_on("2018-04-02"), 2, "a refused place is held by nobody");
}

#[test]
fn without_a_count_of_the_others_that_holds_a_breach_only_warns() {
    let mut old = workplace(Some(2));
    old.elsewhere = [counted(2, "2018-02-01")].into();
    // What was counted after the first day says nothing of it.
    let mut late = workplace(Some(0));
    late.elsewhere = [counted(9, "2018-03-06")].into();
    for (facts, here) in [(workplace(None), 2), (old, 0), (late, 2)] {
        let mut ledger = Ledger::default();
        for number in 0..here {
            let event = ledger.asked(ask(number, SPRING.0, SPRING.1), &facts);
            let (answer, _, verdicts) = told(&event);
            assert_eq!((answer, verdicts[0].1), (Ok(Tested), NotKnown));
        }
        let event = ledger.asked(ask(9, SPRING.0, SPRING.1), &facts);
        let (answer, with_this, verdicts) = told(&event);
        assert_eq!((answer, with_this, verdicts[0].1), (Ok(Tested), 3, Warns));
    }
}

#[test]
fn an_ask_counts_what_others_held_on_its_first_day_in_whatever_order_it_was_recorded() {
    let mut facts = workplace(None);
    facts.elsewhere = [counted(2, "2018-03-10"), counted(1, "2018-03-01")].into();
    for (first_day, with_this, free) in
        [("2018-03-01", 2, true), ("2018-03-09", 2, true), ("2018-03-10", 3, false)]
    {
        let event = Ledger::default().asked(ask(1, first_day, "2018-06-03"), &facts);
        let (answer, counted, _) = told(&event);
        assert_eq!((answer.is_ok(), counted), (free, with_this), "{first_day}");
    }
}

#[test]
fn without_a_headcount_nothing_is_refused_and_the_place_is_taken() {
    let mut facts = workplace(Some(9));
    facts.headcounts.clear();
    let mut ledger = Ledger::default();
    let event = ledger.asked(ask(1, SPRING.0, SPRING.1), &facts);
    let (answer, _, verdicts) = told(&event);
    assert_eq!(answer, Ok(Untested));
    assert_eq!(verdicts, [("ratio.formula", NotKnown), ("ratio.count", NotKnown)]);
    assert_eq!(ledger.held_on(SPRING.0), 1);
    // A count of a later day is none of the day asked for.
    let late =
        Headcount { as_of: day("2018-03-06"), ..workplace(None).headcounts[&day("2018-03-01")] };
    facts.headcounts.insert(late.as_of, late);
    let event = ledger.asked(ask(2, SPRING.0, SPRING.1), &facts);
    assert_eq!(told(&event).0, Ok(Untested));
}

#[test]
fn measure_basis_and_day_decide_what_becomes_of_the_place() {
    use MeasureKind::{Internship, UtilityJob, WageSubsidy};
    use PlaceBasis::{Integration, Lab};
    for (first_day, basis, measure, expected) in [
        ("2014-12-31", Lab, Internship, Untested),
        ("2015-01-01", Lab, Internship, Tested),
        ("2015-01-01", Lab, WageSubsidy, Tested),
        ("2015-01-01", Lab, UtilityJob, Tested),
        ("2024-12-31", Lab, UtilityJob, Tested),
        ("2025-01-01", Lab, UtilityJob, Untested),
        ("2025-01-01", Lab, Internship, Tested),
        ("2026-12-31", Lab, Internship, Tested),
        ("2027-01-01", Lab, Internship, Untested),
        ("2014-12-31", Integration, Internship, Untested),
        ("2018-03-05", Integration, Internship, Untested),
        ("2018-03-05", Integration, UtilityJob, Untested),
        ("2020-01-01", Integration, Internship, Untested),
        ("2025-01-01", Integration, UtilityJob, Untested),
        ("2016-09-30", Integration, WageSubsidy, Untested),
        ("2019-12-31", Integration, WageSubsidy, Untested),
        ("2020-01-01", Integration, WageSubsidy, NoPlace),
    ] {
        let mut facts = workplace(Some(0));
        let count = Headcount { as_of: day("2010-01-01"), ..facts.headcounts[&day("2018-03-01")] };
        facts.headcounts = BTreeMap::from([(count.as_of, count)]);
        let mut ledger = Ledger::default();
        let event = ledger.asked(Ask { measure, basis, ..ask(1, first_day, "2027-12-31") }, &facts);
        assert_eq!(told(&event).0, Ok(expected), "{first_day} {basis:?} {measure:?}");
        let takes = i64::from(expected != NoPlace);
        assert_eq!(ledger.held_on(first_day), takes, "{first_day} {basis:?} {measure:?}");
    }
}

#[test]
fn a_programme_subsidy_is_let_in_however_full_it_is() {
    let mut ledger = Ledger::default();
    let asked =
        Ask { measure: MeasureKind::WageSubsidy, ..in_programme(ask(1, SPRING.0, SPRING.1)) };
    let event = ledger.asked(asked, &workplace(Some(50)));
    let (answer, _, verdicts) = told(&event);
    assert_eq!(answer, Ok(Untested));
    assert_eq!(verdicts, [("ratio.subsidy_integration", Holds), ("ratio.occupies", Holds)]);
}

#[test]
fn an_unknown_workplace_or_another_companys_is_refused() {
    let asked = ask(1, SPRING.0, SPRING.1);
    let stranger = Ask { cvr: CvrNumber::parse("99990023").unwrap(), ..asked };
    let refused =
        |ask: Ask| ask.refused(PlaceRefusal::UnknownWorkplace, PlaceProof::default(), Vec::new());
    Scenario::<QuotaLedger>::given([])
        .when(Command::Ask { ask: asked, workplace: None })
        .then([refused(asked)]);
    Scenario::<QuotaLedger>::given([])
        .when(Command::Ask { ask: stranger, workplace: Some(workplace(Some(0))) })
        .then([refused(stranger)]);
}

#[test]
fn an_answered_question_is_not_answered_again() {
    let mut ledger = Ledger::default();
    let none = workplace(Some(2));
    let again = |number| Command::Ask {
        ask: ask(number, SPRING.0, SPRING.1),
        workplace: Some(workplace(Some(0))),
    };
    assert!(told(&ledger.asked(ask(1, SPRING.0, SPRING.1), &none)).0.is_err());
    assert!(told(&ledger.asked(in_programme(ask(2, SPRING.0, SPRING.1)), &none)).0.is_ok());
    assert_eq!(ledger.told(again(1)), [], "refused, also when there is a place by now");
    assert_eq!(ledger.told(again(2)), []);
    ledger.given_back(2, None);
    assert_eq!(ledger.told(again(2)), [], "given back");
}

#[test]
fn an_ask_that_ends_before_it_begins_is_answered_for_its_first_day() {
    let mut ledger = Ledger::default();
    ledger.asked(ask(1, "2018-03-05", "2018-03-01"), &workplace(Some(0)));
    assert_eq!(ledger.held_in("2018-01-01", "2018-12-31"), 1);
    assert_eq!(ledger.held_on("2018-03-06"), 0);
    assert_eq!(ledger.held_on("2018-03-04"), 0);
}
