use tonic_types::StatusExt as _;

use super::*;

fn metadata(values: &[&str]) -> MetadataMap {
    let mut map = MetadataMap::new();
    for value in values {
        map.append(TOKEN, value.parse().unwrap());
    }
    map
}

fn token(epoch: i64, position: i64) -> Token {
    Token { epoch, position }
}

fn reason(status: &Status) -> String {
    status.get_error_details().error_info().unwrap().reason.clone()
}

#[test]
fn an_answer_carries_its_place_and_a_query_reads_it_back() {
    let executed = Executed { answer: (), token: token(2, 42), replayed: false };
    let response = answer("citizens", executed);
    assert_eq!(response.metadata().get(TOKEN).unwrap(), "citizens:2:42");
    assert_eq!(read(response.metadata()).unwrap(), [("citizens".to_owned(), token(2, 42))]);
}

#[test]
fn tokens_of_one_epoch_merge_by_the_larger() {
    let tokens = read(&metadata(&["citizens:1:5, employers:3:0", "citizens:1:9,citizens:1:7"]));
    assert_eq!(
        tokens.unwrap(),
        [("citizens".to_owned(), token(1, 9)), ("employers".to_owned(), token(3, 0))]
    );
    assert_eq!(read(&metadata(&[])).unwrap(), []);
}

#[test]
fn tokens_of_two_epochs_do_not_merge() {
    let status = read(&metadata(&["citizens:1:5,citizens:2:1"])).unwrap_err();
    assert_eq!(reason(&status), "EPOCH_CHANGED");
}

#[test]
fn what_is_no_token_is_refused() {
    for bad in [
        "",
        ",",
        "citizens",
        "citizens:1",
        "citizens:1:",
        "citizens::1",
        "citizens:1:1:1",
        "citizens:-1:1",
        "citizens:1:+1",
        "citizens:1:99999999999999999999",
        "citizens:1:1,",
    ] {
        let status = read(&metadata(&[bad])).unwrap_err();
        assert_eq!(reason(&status), "TOKEN_UNREADABLE", "{bad}");
    }
}

#[test]
fn a_token_of_a_service_that_does_not_exist_is_refused_with_those_that_do() {
    for bad in ["citizen:1:1", "Citizens:1:1", ":1:1", "citi zens:1:1", "log:1:1"] {
        let status = read(&metadata(&["citizens:1:1", bad])).unwrap_err();
        assert_eq!(reason(&status), "INVALID_FIELDS", "{bad}");
        let wrong = status.get_details_bad_request().unwrap().field_violations;
        let [wrong] = wrong.as_slice() else { panic!("{wrong:?}") };
        let all = "citizens, employers, placements, reporting";
        let english = format!("must name one of the services {all}");
        assert_eq!((wrong.field.as_str(), &wrong.description), (TOKEN, &english));
        let danish = wrong.localized_message.as_ref().unwrap();
        assert_eq!(danish.message, format!("skal nævne et af systemerne {all}"));
    }
}

#[test]
fn tokens_of_every_service_there_is_are_read() {
    let shown = ["citizens:1:1,employers:1:2,placements:1:3", "reporting:1:4"];
    assert_eq!(read(&metadata(&shown)).unwrap().len(), 4);
}

#[test]
fn a_purpose_is_one_of_a_closed_list() {
    let ask = |value: Option<&str>| {
        let mut request = Request::new(());
        if let Some(value) = value {
            request.metadata_mut().insert(PURPOSE, value.parse().unwrap());
        }
        purpose(&request)
    };
    for good in PURPOSES {
        assert_eq!(ask(Some(good)).unwrap(), good);
    }
    for bad in
        [None, Some(""), Some("Audit"), Some("audit "), Some("case_work-2"), Some("anna_hansen")]
    {
        assert_eq!(reason(&ask(bad).unwrap_err()), "PURPOSE_MISSING", "{bad:?}");
    }
}

#[test]
fn every_purpose_is_told_to_the_caller_and_on_the_page() {
    let page = include_str!("../../../../../docs/grpc-status.md");
    let contract = include_str!("../../../../../proto/jobbro/citizens/v1/service.proto");
    for purpose in PURPOSES {
        assert!(reasons::PURPOSE_MISSING.english.contains(purpose), "{purpose}");
        assert!(page.contains(&format!("\n| `{purpose}` |")), "{purpose}");
        assert!(contract.contains(purpose), "{purpose}");
    }
    let listed = page.split("### Purposes").nth(1).unwrap().split("\n#").next().unwrap();
    let rows = listed.lines().filter(|it| it.starts_with("| `")).count();
    assert_eq!(rows, PURPOSES.len());
}
