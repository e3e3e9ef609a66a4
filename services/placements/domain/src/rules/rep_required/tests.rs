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
    PAGE.holds_to(36, |cells| check(day(cells[0]), number(cells[1]).map(i64::from), stated(cells)));
}

/// What was stated in a row of the page: by the employer on which day and in which form; by the representative how too.
fn stated(cells: &[&str]) -> Statements {
    let statement = |on: &str, form: &str, objected| {
        let method = coded(SignatureMethod::ALL, SignatureMethod::code, form).unwrap();
        Statement { signed_on: day(on), method, objected }
    };
    let representative = match cells[4] {
        "" => None,
        "signed" => Some(statement(cells[5], cells[6], false)),
        "objected" => Some(statement(cells[5], cells[6], true)),
        other => panic!("{other}"),
    };
    let employer = (!cells[2].is_empty()).then(|| statement(cells[2], cells[3], false));
    Statements { employer, representative }
}

fn signed(on: &str, method: SignatureMethod) -> Statement {
    Statement { signed_on: day(on), method, objected: false }
}

#[test]
fn a_finding_names_the_row_and_what_was_looked_at() {
    let finding = check(day("2020-01-01"), Some(2), Statements::default());
    assert_eq!(finding.citation, "Lovtidende A 2019:1180 § 65, stk. 6");
    assert_eq!(
        told(&finding),
        [
            ("employer", "NOT_HEARD".into()),
            ("representative", "NOT_HEARD".into()),
            ("ordinary_employees", "2".into())
        ]
    );
}

#[test]
fn a_finding_tells_when_and_how_it_was_signed_also_where_that_does_not_count() {
    use SignatureMethod::{Digital, Oral, Paper};
    for (on, method, heard) in [
        ("2019-12-31", Digital, "SIGNED"),
        ("2020-01-01", Digital, "NOT_HEARD"),
        ("2019-12-31", Oral, "NOT_HEARD"),
    ] {
        let one = Some(signed(on, method));
        let other = Some(signed("2019-12-30", Paper));
        let by_representative = Statements { employer: other, representative: one };
        let by_employer = Statements { employer: one, representative: other };
        let code = method.code().to_owned();
        let finding = |stated| check(day("2020-01-01"), None, stated);
        assert_eq!(
            told(&finding(by_representative)),
            [
                ("employer", "SIGNED".into()),
                ("employer_signed_on", "2019-12-30".into()),
                ("employer_signature_method", "PAPER".into()),
                ("representative", heard.into()),
                ("signed_on", on.into()),
                ("signature_method", code.clone()),
            ]
        );
        assert_eq!(
            told(&finding(by_employer)),
            [
                ("employer", heard.into()),
                ("employer_signed_on", on.into()),
                ("employer_signature_method", code),
                ("representative", "SIGNED".into()),
                ("signed_on", "2019-12-30".into()),
                ("signature_method", "PAPER".into()),
            ]
        );
    }
}
