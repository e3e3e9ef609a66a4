use service_kit::grpc::{Row, rows};

use super::*;

#[test]
fn every_reason_of_the_service_has_its_row_and_every_row_a_reason() {
    let page = include_str!("../../../../../docs/grpc-status.md");
    let mut expected: Vec<Row> =
        ALL.iter().map(|it| Row::of(it.reason, it.code, it.danish)).collect();
    expected.sort();
    assert_eq!(rows(page, "placements"), expected);
}

#[test]
fn the_comments_of_the_contract_name_every_reason_of_the_service() {
    let contract = include_str!("../../../../../proto/jobbro/placements/v1/service.proto");
    for it in ALL {
        assert!(contract.contains(it.reason), "{} is in no RPC's comment", it.reason);
    }
}
