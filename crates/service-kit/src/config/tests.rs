use std::path::PathBuf;

use super::*;

const SECRET: &str = "hunter-secret-2";

/// A folder with the files that a whole configuration names.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("jobbro-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let folder = Self(folder);
        folder.write("root.key", &"ab".repeat(32));
        folder.write("jwks.json", &auth::DevIssuer::new("issuer", "jobbro").jwks());
        folder.write("password", &format!("{SECRET}\n"));
        folder
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.0.join(name), content).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Every key.
    fn whole(&self) -> Vec<(&'static str, String)> {
        vec![
            ("grpc.listen", quoted("127.0.0.1:0")),
            ("grpc.deadline_seconds", "30".into()),
            ("grpc.concurrency", "10".into()),
            ("admin.listen", quoted("127.0.0.1:0")),
            ("database.host", quoted("127.0.0.1")),
            ("database.port", "5432".into()),
            ("database.name", quoted("citizens")),
            ("database.user", quoted("citizens_serve")),
            ("database.password_file", quoted(&self.path("password"))),
            ("nats.url", quoted("nats://127.0.0.1:4222")),
            ("nats.prefix", quoted("jobbro")),
            ("nats.user", quoted("citizens")),
            ("nats.password", quoted(SECRET)),
            ("keys.root_file", quoted(&self.path("root.key"))),
            ("auth.issuer", quoted("issuer")),
            ("auth.audience", quoted("jobbro")),
            ("auth.keys_file", quoted(&self.path("jwks.json"))),
            ("telemetry.log", quoted("info")),
            ("telemetry.otlp_endpoint", quoted("http://127.0.0.1:4317")),
            ("run.addresses_file", quoted(&self.path("addresses.json"))),
        ]
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

fn toml(keys: &[(&str, String)]) -> String {
    let lines: Vec<_> = keys.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    lines.join("\n")
}

fn environment(key: &str, value: &str) -> (String, String) {
    (format!("JOBBRO_{}", key.to_uppercase().replace('.', "__")), value.to_owned())
}

fn serve(text: &str, environment: &[(String, String)]) -> Result<Parts, Problems> {
    read("citizens", Needs::Serve, Some(text), environment.to_vec())
}

fn keys_of(outcome: Result<Parts, Problems>) -> Vec<String> {
    let problems = outcome.err().map(|it| it.0).unwrap_or_default();
    problems.into_iter().map(|it| it.key).collect()
}

#[test]
fn a_whole_configuration_is_read() {
    let folder = Folder::new("whole");
    let parts = serve(&toml(&folder.whole()), &[]).unwrap();
    let shown = parts.shown.join("\n");
    let config = Config::of(parts).unwrap();
    assert_eq!(config.database.password.as_ref().unwrap().expose(), SECRET);
    assert_eq!(config.grpc.concurrency, 10);
    assert!(shown.contains("grpc.deadline_seconds = \"30\"  # file"), "{shown}");
    assert!(shown.contains("nats.password = \"(secret)\""), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!format!("{config:?}").contains(SECRET));
}

#[test]
fn only_what_has_no_default_must_be_given() {
    let folder = Folder::new("least");
    let least: Vec<_> = folder
        .whole()
        .into_iter()
        .filter(|(key, _)| {
            ["database.host", "nats.url", "keys.root_file"].contains(key)
                || key.starts_with("auth.")
        })
        .collect();
    let config = Config::of(serve(&toml(&least), &[]).unwrap()).unwrap();
    assert_eq!(config.database.user, "citizens_serve");
    assert_eq!(config.database.name, "citizens");
    assert_eq!(config.grpc.deadline.as_secs(), 30);
    assert_eq!(
        keys_of(serve("", &[])),
        [
            "database.host",
            "nats.url",
            "keys.root_file",
            "auth.issuer",
            "auth.audience",
            "auth.keys_file"
        ]
    );
}

#[test]
fn every_key_refuses_a_value_of_another_type_and_is_named() {
    let folder = Folder::new("types");
    let whole = folder.whole();
    for at in 0..whole.len() {
        for wrong in ["true", "[1]", "1.5", "2026-11-28"] {
            let mut keys = whole.clone();
            keys[at].1 = wrong.to_owned();
            assert_eq!(keys_of(serve(&toml(&keys), &[])), [keys[at].0], "{wrong}");
        }
        let mut keys = whole.clone();
        let number = keys[at].1.parse::<i64>().is_ok();
        keys[at].1 = if number { quoted("30") } else { "30".to_owned() };
        assert_eq!(keys_of(serve(&toml(&keys), &[])), [keys[at].0]);
    }
}

#[test]
fn values_that_cannot_be_used_are_refused_in_file_and_environment() {
    let folder = Folder::new("values");
    for (key, wrong) in [
        ("grpc.listen", "localhost"),
        ("grpc.listen", "127.0.0.1"),
        ("grpc.listen", "127.0.0.1:99999"),
        ("grpc.deadline_seconds", "0"),
        ("grpc.deadline_seconds", "3601"),
        ("grpc.deadline_seconds", "-1"),
        ("grpc.deadline_seconds", "a"),
        ("grpc.concurrency", "0"),
        ("admin.listen", ":1"),
        ("database.host", " "),
        ("database.port", "0"),
        ("database.port", "65536"),
        ("database.name", ""),
        ("nats.url", "127.0.0.1:4222"),
        ("nats.url", "nats://user:hunter-secret-2@host:1"),
        ("nats.prefix", "Job Bro"),
        ("nats.prefix", ""),
        ("keys.root_file", "/nowhere/at/all"),
        ("auth.issuer", ""),
        ("auth.keys_file", "/nowhere/at/all"),
        ("telemetry.log", "info,sqlx=loud"),
        ("telemetry.otlp_endpoint", "collector:4317"),
        ("database.password_file", "/nowhere/at/all"),
    ] {
        let problems = serve(&toml(&folder.whole()), &[environment(key, wrong)]).err().unwrap();
        assert_eq!(problems.0.len(), 1, "{problems}");
        assert_eq!(problems.0[0].key, key);
        assert!(!problems.to_string().contains(SECRET), "{problems}");
    }
}

#[test]
fn a_file_with_another_content_than_its_key_needs_is_refused_by_key() {
    let folder = Folder::new("content");
    folder.write("root.key", SECRET);
    folder.write("jwks.json", SECRET);
    let problems = serve(&toml(&folder.whole()), &[]).err().unwrap();
    assert_eq!(
        problems.0.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(),
        ["keys.root_file", "auth.keys_file"]
    );
    assert!(!problems.to_string().contains(SECRET), "{problems}");
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let folder = Folder::new("at-once");
    let mut keys = folder.whole();
    keys.retain(|(key, _)| *key != "database.host");
    keys.push(("grpc.listne", quoted(SECRET)));
    let wrong =
        [environment("grpc.deadline_seconds", "soon"), environment("database.passwort", SECRET)];
    let problems = serve(&toml(&keys), &wrong).err().unwrap();
    let told = problems.to_string();
    assert_eq!(
        keys_of(Err(problems)),
        ["grpc.deadline_seconds", "database.host", "database.passwort", "grpc.listne"]
    );
    assert!(told.contains("environment JOBBRO_DATABASE__PASSWORT"), "{told}");
    assert!(!told.contains(SECRET), "{told}");
}

#[test]
fn the_environment_stands_over_the_file_and_other_programs_names_are_left_alone() {
    let folder = Folder::new("over");
    let around = [
        environment("grpc.deadline_seconds", "7"),
        ("JOBBRO_TEST_NATS".to_owned(), "nats://x".to_owned()),
        ("PATH".to_owned(), "/bin".to_owned()),
    ];
    let parts = serve(&toml(&folder.whole()), &around).unwrap();
    let shown = parts.shown.join("\n");
    assert_eq!(parts.grpc.unwrap().deadline.as_secs(), 7);
    assert!(shown.contains("# environment JOBBRO_GRPC__DEADLINE_SECONDS"), "{shown}");
}

#[test]
fn a_single_underscore_in_the_environment_is_told_not_ignored() {
    let folder = Folder::new("slip");
    let slip = [("JOBBRO_DATABASE_PASSWORD".to_owned(), SECRET.to_owned())];
    let problems = serve(&toml(&folder.whole()), &slip).err().unwrap();
    assert_eq!(
        problems.to_string(),
        "database.password: write JOBBRO_DATABASE__PASSWORD for JOBBRO_DATABASE_PASSWORD"
    );
}

#[test]
fn the_page_of_the_configuration_names_every_key_and_no_other() {
    const PAGE: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md"));
    let row = |line: &'static str| Some(line.strip_prefix("| `")?.split_once('`')?.0);
    let mut named: Vec<&str> = PAGE.lines().filter_map(row).filter(|it| it.contains('.')).collect();
    let folder = Folder::new("page");
    let mut known: Vec<&str> = folder.whole().iter().map(|it| it.0).collect();
    known.extend(["database.password", "nats.password_file", "nats.credentials_file"]);
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn a_secret_is_given_once() {
    let folder = Folder::new("once");
    let twice = [environment("database.password", SECRET)];
    let problems = serve(&toml(&folder.whole()), &twice).err().unwrap();
    assert_eq!(problems.0[0].key, "database.password");
    assert!(!problems.to_string().contains(SECRET), "{problems}");
}

#[test]
fn a_file_that_is_no_toml_is_named_by_its_line_only() {
    let text = format!("[grpc]\nlisten = \"127.0.0.1:0\"\n\n[database]\npassword = {SECRET}\n");
    let problems = serve(&text, &[]).err().unwrap();
    assert!(problems.to_string().starts_with("--config: is no TOML, see line 5\n"), "{problems}");
    assert!(!problems.to_string().contains(SECRET), "{problems}");
}

#[test]
fn migrate_needs_the_database_and_no_more_and_has_a_login_of_its_own() {
    let text = "database.host = \"db\"\nauth.keys_file = \"/run/secrets/not-for-this-job\"\n";
    let parts = read("citizens", Needs::Migrate, Some(text), []).unwrap();
    assert_eq!(parts.database.unwrap().user, "citizens_migrate");
    let missing = read("citizens", Needs::Migrate, Some(""), []).err().unwrap();
    assert_eq!(missing.0.len(), 1, "{missing}");
    assert_eq!(missing.0[0].key, "database.host");
}

#[test]
fn healthcheck_needs_nothing() {
    let parts = read("citizens", Needs::Healthcheck, None, []).unwrap();
    assert_eq!(parts.grpc.unwrap().listen.to_string(), "127.0.0.1:7010");
}
