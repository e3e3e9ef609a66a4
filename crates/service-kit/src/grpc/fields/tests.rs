use kernel::{CitizenId, date};
use tonic::Code;
use tonic_types::StatusExt as _;

use super::*;

fn day(year: i32, month: i32, day: i32) -> pb::CivilDate {
    pb::CivilDate { year, month, day }
}

#[test]
fn a_right_message_becomes_a_command() {
    let mut fields = Fields::default();
    let id = fields.id::<CitizenId>("citizen_id", "018f4b5e-7c1a-7000-8000-000000000001");
    let on = fields.date("first_day", Some(&day(2026, 2, 28)));
    let sex = fields.code::<pb::Sex>("sex", 2);
    let name = fields.text("given_names", "  Anna Maria ", 200);
    let reason = fields.prose("reason", "one\r\ntwo\tthree", 4000);
    let month = fields.optional_month("first_permit_month", None);
    let version = fields.expected_version(Some(0));
    let size = fields.page_size("page_size", 0);
    let built = fields.finish(|| Some((id?, on?, sex?, name?, reason?, month?, version?, size?)));
    let (_, on, sex, name, reason, month, version, size) = built.unwrap();
    assert_eq!((on, sex), (date(2026, 2, 28), pb::Sex::Male));
    assert_eq!((name.as_str(), reason.as_str()), ("Anna Maria", "one\ntwo\tthree"));
    assert_eq!((month, version, size), (None, Some(0), 50));
}

#[test]
fn all_wrong_fields_are_told_at_once_and_no_value_is_repeated() {
    let mut fields = Fields::default();
    fields.id::<CitizenId>("citizen_id", "secret-value");
    fields.date("birth_date", None);
    fields.date("first_day", Some(&day(2026, 2, 29)));
    fields.optional_date("last_day", Some(&day(0, 1, 1)));
    fields.optional_month("month", Some(&pb::CivilMonth { year: 2026, month: 13 }));
    fields.code::<pb::Sex>("sex", 0);
    fields.code::<pb::Sex>("other_sex", 99);
    fields.text("given_names", "   ", 200);
    fields.text("family_name", "secret-value\u{7}", 200);
    fields.text("long", &"x".repeat(201), 200);
    assert!(fields.prose("reason", "secret-value\r", 200).is_some());
    fields.prose("bell", "secret-value\u{7}x", 200);
    fields.expected_version(Some(-1));
    fields.page_size("page_size", 201);
    let status = fields.finish(|| Some(())).unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument);
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "INVALID_FIELDS");
    let named: Vec<_> = details
        .bad_request()
        .unwrap()
        .field_violations
        .iter()
        .map(|it| it.field.as_str())
        .collect();
    assert_eq!(
        named,
        [
            "citizen_id",
            "birth_date",
            "first_day",
            "last_day",
            "month",
            "sex",
            "other_sex",
            "given_names",
            "family_name",
            "long",
            "bell",
            "expected_version",
            "page_size",
        ]
    );
    for violation in &details.bad_request().unwrap().field_violations {
        assert!(violation.localized_message.is_some(), "{}", violation.field);
    }
    let danish = details.localized_message().unwrap();
    assert_eq!(danish.locale, "da-DK");
    assert!(danish.message.contains("birth_date skal udfyldes"), "{}", danish.message);
    let told = format!("{status:?} {details:?}");
    assert!(!told.contains("secret-value"), "{told}");
}

#[test]
fn a_reader_that_forgot_to_say_why_still_gives_a_clear_status() {
    let status = Fields::default().finish(|| None::<()>).unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.get_error_details().bad_request().unwrap().field_violations.len(), 1);
}

#[test]
fn a_day_or_month_outside_of_1858_to_2199_is_wrong() {
    let month = |year, month| pb::CivilMonth { year, month };
    let mut fields = Fields::default();
    assert_eq!(fields.date("first", Some(&day(1858, 1, 1))), Some(date(1858, 1, 1)));
    assert_eq!(fields.date("last", Some(&day(2199, 12, 31))), Some(date(2199, 12, 31)));
    assert_eq!(fields.optional_date("day", Some(&day(1858, 1, 1))), Some(Some(date(1858, 1, 1))));
    assert!(fields.optional_month("month", Some(&month(1900, 1))).flatten().is_some());
    assert!(fields.optional_month("month", Some(&month(2199, 12))).flatten().is_some());
    assert!(fields.finish(|| Some(())).is_ok());

    let mut fields = Fields::default();
    for outside in [day(1, 1, 1), day(1857, 12, 31), day(2200, 1, 1), day(9999, 12, 31)] {
        assert_eq!(fields.date("day", Some(&outside)), None, "{outside:?}");
        assert_eq!(fields.optional_date("other_day", Some(&outside)), None, "{outside:?}");
    }
    for outside in [month(1857, 12), month(2200, 1)] {
        assert_eq!(fields.optional_month("month", Some(&outside)), None, "{outside:?}");
    }
    let status = fields.finish(|| Some(())).unwrap_err();
    let violations = status.get_error_details().bad_request().unwrap().field_violations.clone();
    assert_eq!(violations.len(), 10);
    for it in violations {
        assert_eq!(it.description, "must be between 1858-01-01 and 2199-12-31", "{}", it.field);
        let danish = it.localized_message.unwrap().message;
        assert_eq!(danish, "skal ligge mellem 1858-01-01 og 2199-12-31", "{}", it.field);
    }
}

#[test]
fn numbers_of_companies_and_workplaces_are_checked() {
    let mut fields = Fields::default();
    assert_eq!(fields.cvr("a", "DK 13 58 56 28").unwrap().as_str(), "13585628");
    assert_eq!(fields.p_number("b", "1003388394").unwrap().as_str(), "1003388394");
    assert!(fields.cvr("c", "13585627").is_none());
    assert!(fields.cvr("d", "1358562").is_none());
    assert!(fields.p_number("e", "100338839").is_none());
    let told: Vec<_> = fields.wrong.iter().map(|it| (&*it.field, &*it.danish)).collect();
    assert_eq!(
        told,
        [
            ("c", "har et forkert kontrolciffer"),
            ("d", "skal have otte cifre, og det første må ikke være 0"),
            ("e", "skal have ti cifre"),
        ]
    );
}

#[test]
fn both_ends_of_a_range_belong_to_it() {
    let mut fields = Fields::default();
    assert_eq!(fields.number("a", 0, 0..=100), Some(0));
    assert_eq!(fields.number("a", 100_i64, 0..=100), Some(100));
    assert_eq!(fields.number("b", -1, 0..=100), None);
    assert_eq!(fields.number("c", 101, 0..=100), None);
    let told: Vec<_> = fields.wrong.iter().map(|it| (&*it.field, &*it.danish)).collect();
    assert_eq!(told, [("b", "skal være 0 til 100"), ("c", "skal være 0 til 100")]);
}

#[test]
fn prose_that_may_be_left_out_is_none_when_nothing_is_said() {
    let mut fields = Fields::default();
    assert_eq!(fields.optional_prose("a", " \n", 5), Some(None));
    assert_eq!(fields.optional_prose("a", " ja\r\nnej ", 6), Some(Some("ja\nnej".to_owned())));
    assert_eq!(fields.optional_prose("b", "seks x", 5), None);
    assert_eq!(fields.wrong.len(), 1);
}

#[test]
fn only_a_municipality_has_the_code_of_one() {
    let mut fields = Fields::default();
    assert_eq!(fields.municipality("a", "350").unwrap().name(), "Lejre");
    for bad in ["000", "411", "35", ""] {
        assert_eq!(fields.municipality("b", bad), None, "{bad}");
    }
    assert_eq!(fields.wrong.len(), 4);
}

#[test]
fn however_much_is_wrong_every_client_can_read_it() {
    let told = |wrong: usize| {
        let mut fields = Fields::default();
        for at in 0..wrong {
            fields.expected_version(Some(-1));
            fields.wrong(&format!("tokens[{at}].service"), "must be known", "skal være kendt");
        }
        let status = fields.finish(|| Some(())).unwrap_err();
        let headers = status.clone().into_http::<tonic::body::Body>().into_parts().0.headers;
        let size: usize =
            headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
        assert!(size < 8192 - 512, "{size}");
        let violations = status.get_details_bad_request().unwrap().field_violations.len();
        (violations, status.message().to_owned())
    };
    assert_eq!(told(10).0, 20);
    let (said, english) = told(64);
    assert!((20..128).contains(&said), "{said}");
    assert!(english.ends_with(&format!("; more fields: {}", 128 - said)), "{english}");
}
