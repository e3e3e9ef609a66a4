use testkit::Database;

use crate::{
    child::{Child, run, run_plain},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_configuration_is_told_whole_before_anything_starts() {
    let mut world = World::new().await;
    world.set("database.password", "\"hunter-secret-2\"");
    world.set("grpc.deadline_seconds", "\"soon\"");
    world.set("grpc.listne", "\"hunter-secret-2\"");
    world.set("auth.keys_file", "\"/nowhere/at/all\"");
    world.forget("nats.url");
    for arguments in [["serve"].as_slice(), &["config", "check"], &[]] {
        let ended = run(&world, arguments);
        assert_eq!(ended.code, Some(2), "{}", ended.said);
        for key in ["grpc.deadline_seconds: ", "grpc.listne: ", "auth.keys_file: ", "nats.url: "] {
            assert!(ended.said.contains(key), "{key}: {}", ended.said);
        }
        assert!(!ended.said.contains("hunter-secret-2"), "{}", ended.said);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn config_check_prints_what_holds_without_secrets() {
    let mut world = World::new().await;
    world.set("database.password", "\"hunter-secret-2\"");
    let ended = run(&world, &["config", "check"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(ended.said.contains("grpc.deadline_seconds = \"30\"  # default"), "{}", ended.said);
    assert!(ended.said.contains("database.password = \"(secret)\""), "{}", ended.said);
    assert!(!ended.said.contains("hunter-secret-2"), "{}", ended.said);
}

#[test]
fn the_command_line_is_checked_too() {
    assert_eq!(run_plain(&["frobnicate"]).code, Some(2));
    assert_eq!(run_plain(&["--config", "/nowhere/at/all", "serve"]).code, Some(2));
    let help = run_plain(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.said.contains("Exit codes: 0 stopped clean"), "{}", help.said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_not_migrated_is_no_place_to_start() {
    let world = World::of(Database::empty().await);
    let mut child = Child::start(&world);
    assert_eq!(child.code(), Some(3), "{}", child.log());
    assert!(!world.addresses_file().exists());
    assert!(child.log().contains("the database is not migrated"), "{}", child.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn healthcheck_says_what_the_service_says() {
    let world = World::new().await;
    let nobody = run(&world, &["healthcheck"]);
    assert_eq!(nobody.code, Some(1), "{}", nobody.said);
    let _child = Child::serving(&world);
    let ended = run(&world, &["healthcheck"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}
