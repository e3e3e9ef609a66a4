use std::{fs, path::Path, process::Command};

use servers::PrivateFolder;
use xtask::{contracts::Buf, workspace};

fn copy(to: &Path) {
    let from = workspace::root().join("proto");
    assert!(Command::new("cp").arg("-R").arg(from).arg(to).status().unwrap().success());
}

/// Changes one line of the copied contracts.
fn change(contracts: &Path, file: &str, from: &str, to: &str) {
    let path = contracts.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from:?} stands in {file} once");
    fs::write(&path, text.replace(from, to)).unwrap();
}

#[test]
fn a_new_field_keeps_the_promise_and_a_renumbered_one_breaks_it() {
    let buf = Buf::of(testkit::tools()).unwrap();
    let folder = PrivateFolder::new("contracts", None).unwrap();
    let contracts = folder.path().join("proto");
    copy(&contracts);
    buf.breaking_in(&contracts).unwrap();
    let file = "jobbro/reporting/v1/service.proto";
    change(&contracts, file, "int64 denominator = 3;", "int64 denominator = 3;\n  int64 more = 9;");
    buf.breaking_in(&contracts).unwrap();
    change(&contracts, file, "int64 denominator = 3;", "int64 denominator = 10;");
    let error = buf.breaking_in(&contracts).unwrap_err().to_string();
    assert!(error.contains("buf breaking"), "{error}");
    folder.remove().unwrap();
}
