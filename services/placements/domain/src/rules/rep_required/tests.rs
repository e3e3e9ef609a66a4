//! The worked examples of the page are the tests: page and code cannot part.

use testkit::day;

use super::{
    super::examples::{Page, coded, facts as told, number},
    *,
};

const PAGE: Page = Page(include_str!("../../../../../../docs/law/rep-required.md"));

#[test]
fn the_page_has_every_row_with_its_days_and_source() {
    PAGE.names(ROWS);
    PAGE.shows_both_sides(ROWS);
}

#[test]
fn the_worked_examples_of_the_page_hold() {
    PAGE.holds_to(27, |cells| check(day(cells[0]), number(cells[1]).map(i64::from), stated(cells)));
}

/// What was stated in a row of the page: how, on which day, in which form.
fn stated(cells: &[&str]) -> Option<Statement> {
    let objected = match cells[2] {
        "" => return None,
        "signed" => false,
        "objected" => true,
        other => panic!("{other}"),
    };
    let method = coded(SignatureMethod::ALL, SignatureMethod::code, cells[4]).unwrap();
    Some(Statement { signed_on: day(cells[3]), method, objected })
}

fn signed(on: &str, method: SignatureMethod) -> Statement {
    Statement { signed_on: day(on), method, objected: false }
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2020-01-01"), Some(2), None);
    assert_eq!(finding.citation, "Lovtidende A 2019:1180 § 65, stk. 6");
    assert_eq!(
        told(&finding),
        [("representative", "NOT_HEARD".into()), ("ordinary_employees", "2".into())]
    );
}

#[test]
fn a_finding_tells_when_and_how_it_was_signed_also_where_that_does_not_count() {
    let looked_at = |on, method| {
        told(&check(day("2020-01-01"), Some(2), Some(signed(on, method))))
            .into_iter()
            .map(|(_, value)| value)
            .collect::<Vec<_>>()
    };
    for (on, method, heard) in [
        ("2019-12-31", SignatureMethod::Digital, "SIGNED"),
        ("2020-01-01", SignatureMethod::Digital, "NOT_HEARD"),
        ("2019-12-31", SignatureMethod::Oral, "NOT_HEARD"),
    ] {
        assert_eq!(looked_at(on, method), [heard, on, method.code(), "2"]);
    }
    let names: Vec<_> =
        check(day("2020-01-01"), None, Some(signed("2019-12-31", SignatureMethod::Paper)))
            .facts
            .iter()
            .map(|it| it.name.to_string())
            .collect();
    assert_eq!(names, ["representative", "signed_on", "signature_method"]);
}
