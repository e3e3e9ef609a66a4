use super::{Need, Package, misplaced_sql, packages, problems};
use crate::tidy::sources::planted;

fn package(folder: &str, name: &str, needs: &[&str], dev: &[&str]) -> Package {
    let need = |dev: bool| move |it: &&str| Need { name: (*it).to_owned(), dev };
    let needs = needs.iter().map(need(false)).chain(dev.iter().map(need(true)));
    Package { name: name.to_owned(), folder: folder.to_owned(), needs: needs.collect() }
}

/// A lawful workspace with one more crate in it.
fn with(planted: Package) -> Vec<String> {
    let mut all = vec![
        package("crates/kernel", "kernel", &["jiff", "uuid", "thiserror"], &["proptest"]),
        package("crates/messaging", "messaging", &["async-nats", "sqlx"], &[]),
        package("crates/testkit", "testkit", &["sqlx", "servers", "async-nats"], &[]),
        package("services/reporting", "reporting", &["reporting-domain", "sqlx"], &["testkit"]),
        package("services/reporting/domain", "reporting-domain", &["kernel", "law"], &["testkit"]),
    ];
    all.retain(|it| it.name != planted.name);
    all.push(planted);
    problems(&all)
}

#[test]
fn a_lawful_workspace_has_no_problem() {
    assert_eq!(with(package("tests", "journeys", &["xtask", "testkit"], &[])), [""; 0]);
}

#[test]
fn a_domain_crate_that_needs_more_than_kernel_law_and_thiserror_is_found() {
    let bad = package("services/citizens/domain", "citizens-domain", &["kernel", "serde"], &[]);
    assert_eq!(
        with(bad),
        ["citizens-domain needs serde: a pure crate needs nothing but kernel, law, thiserror"]
    );
}

#[test]
fn a_kernel_that_does_io_is_found() {
    let bad = package("crates/kernel", "kernel", &["jiff", "tokio"], &[]);
    assert_eq!(
        with(bad),
        ["kernel needs tokio: a pure crate needs nothing but jiff, thiserror, uuid, zeroize"]
    );
}

#[test]
fn a_service_that_knows_another_is_found_even_in_tests() {
    let why = "services meet in proto and on NATS, not in code";
    let bad = package("services/citizens", "citizens", &["reporting-domain"], &["reporting"]);
    assert_eq!(
        with(bad),
        [
            format!("citizens needs reporting-domain: {why}"),
            format!("citizens needs reporting: {why}")
        ]
    );
}

#[test]
fn a_shared_crate_that_knows_a_service_is_found() {
    let bad = package("crates/event-log", "event-log", &["reporting"], &[]);
    assert_eq!(with(bad), ["event-log needs reporting: a shared crate knows no service"]);
}

#[test]
fn testkit_and_servers_outside_tests_are_found() {
    let bad = package("crates/service-kit", "service-kit", &["testkit", "servers"], &[]);
    assert_eq!(
        with(bad),
        [
            "service-kit needs testkit: only journeys and tests may",
            "service-kit needs servers: only testkit, xtask and tests may"
        ]
    );
    assert_eq!(with(package("crates/event-log", "event-log", &[], &["testkit"])), [""; 0]);
}

#[test]
fn nats_and_sql_outside_their_crates_are_found() {
    let bad = package("crates/auth", "auth", &["async-nats", "sqlx"], &[]);
    assert_eq!(with(bad).len(), 2);
    let service = package("services/citizens", "citizens", &["sqlx", "async-nats"], &[]);
    assert_eq!(
        with(service),
        ["citizens needs async-nats: only messaging, service-kit, testkit and tests may"]
    );
}

#[test]
fn sql_in_a_use_case_is_found() {
    let found = misplaced_sql(&[
        planted("services/citizens/src/application/end.rs", "sqlx::query(\"SELECT 1\")"),
        planted("services/citizens/src/projections/list.rs", "sqlx::query(\"SELECT 1\")"),
        planted("services/citizens/tests/it/list.rs", "sqlx::query(\"SELECT 1\")"),
    ]);
    assert_eq!(
        found,
        [
            "services/citizens/src/application/end.rs: SQL of a service stands in its src/projections"
        ]
    );
}

#[test]
fn what_cargo_prints_is_read() {
    let metadata = serde_json::json!({
        "workspace_root": "/somewhere",
        "packages": [{
            "name": "citizens",
            "manifest_path": "/somewhere/services/citizens/Cargo.toml",
            "dependencies": [{"name": "kernel", "kind": null}, {"name": "testkit", "kind": "dev"}],
        }],
    });
    let read = packages(&metadata).unwrap();
    assert_eq!((read[0].name.as_str(), read[0].folder.as_str()), ("citizens", "services/citizens"));
    let needs: Vec<_> = read[0].needs.iter().map(|it| (it.name.as_str(), it.dev)).collect();
    assert_eq!(needs, [("kernel", false), ("testkit", true)]);
}
