//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts, yes as answer},
    *,
};
use crate::{facts::StatedGrounds, placement::Days};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/praktik-length.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

fn case(cells: &[&str]) -> LengthCase {
    LengthCase {
        first_day: day(cells[0]),
        last_day: day(cells[1]),
        programme_runs: answer(cells[2]),
        readiness: coded(ReadinessCategory::ALL, ReadinessCategory::code, cells[3]),
        grounds: StatedGrounds {
            beyond_4_weeks: answer(cells[4]) == Some(true),
            ..StatedGrounds::default()
        },
    }
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(38, |cells| check(&case(cells)));
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(&case(&["2017-03-01", "2017-03-29", "yes", "JOB_READY", "no"]));
    assert_eq!(finding.citation, "Lovtidende A 2017:1127 § 23 b, stk. 4");
    assert_eq!(
        facts(&finding),
        [
            ("first_day", "2017-03-01".into()),
            ("last_day", "2017-03-29".into()),
            ("days", "29".into()),
            ("programme_runs", "YES".into()),
            ("readiness", "JOB_READY".into()),
            ("limit_weeks", "4".into()),
        ]
    );
}

#[test]
fn a_stated_ground_says_which_limit_it_was_stated_for() {
    let finding = check(&case(&["2017-03-01", "2017-03-29", "yes", "JOB_READY", "yes"]));
    assert_eq!(facts(&finding)[6], ("ground_stated_beyond_weeks", "4".into()));
    let short = check(&case(&["2017-03-01", "2017-03-28", "yes", "JOB_READY", "yes"]));
    assert_eq!(facts(&short).len(), 6, "a ground that was not needed is not told");
}

#[test]
fn it_is_not_for_those_whose_programme_does_not_run() {
    let finding = check(&case(&["2017-03-01", "2018-03-29", "no", "JOB_READY", "no"]));
    assert_eq!(facts(&finding)[4], ("applies", "NO".into()));
}

#[test]
fn the_need_for_an_extension_is_no_ground_for_more_than_four_weeks() {
    let all = StatedGrounds { beyond_4_weeks: false, beyond_13_weeks: true, beyond_26_weeks: true };
    let short = case(&["2017-03-01", "2017-03-29", "yes", "JOB_READY", "no"]);
    assert_eq!(check(&LengthCase { grounds: all, ..short }).verdict, Verdict::Breach);
}

#[test]
fn problems_beyond_unemployment_are_a_ground_as_long_as_the_text_may_have_had_them() {
    use LengthGround::{
        AssessedNeed, HardToPlace, LongUnemployment, NoWorkExperience, ProblemsBeyondUnemployment,
        SpecialNeed,
    };
    // Long enough for every limit.
    let stated = |first_day, ground| {
        let first_day = day(first_day);
        let last_day = (0..300).fold(first_day, |it, _| it.tomorrow().unwrap());
        StatedGrounds::of(Days::of(first_day, last_day).unwrap(), &[ground])
    };
    for ground in [NoWorkExperience, LongUnemployment, HardToPlace] {
        for first_day in ["2015-12-31", "2017-01-01"] {
            let only = StatedGrounds { beyond_4_weeks: true, ..StatedGrounds::default() };
            assert_eq!(stated(first_day, ground), only);
        }
    }
    let problems = |first_day| stated(first_day, ProblemsBeyondUnemployment).beyond_4_weeks;
    assert!(problems("2015-12-31") && problems("2016-12-31") && !problems("2017-01-01"));
    let need = StatedGrounds { beyond_13_weeks: true, ..StatedGrounds::default() };
    assert_eq!(stated("2017-03-01", AssessedNeed), need);
    let special = StatedGrounds { beyond_26_weeks: true, ..need };
    assert_eq!(stated("2017-03-01", SpecialNeed), special);
}
