//! Every SQL text of the workspace is prepared by a migrated database, so that a wrong column fails before a test
//! happens to run the line.

mod literals;

use sqlx::{AssertSqlSafe, Connection, Executor as _, PgConnection, SqlSafeStr as _};

use crate::tidy::sources::Source;

/// How a text begins that Postgres can prepare.
const BEGINS: [&str; 6] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH ", "MERGE "];

/// The statement says too little of its parameters' types; the program that sends it says more.
const TYPE_NOT_SAID: &str = "42P18";

/// A statement and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// File, and line where there is one.
    pub at: String,
    /// What it says.
    pub text: String,
}

/// Every statement of the product (not of tests and chores).
#[must_use]
pub fn of(sources: &[Source]) -> Vec<Statement> {
    let ours = sources.iter().filter(|it| is_product(it));
    let mut found = Vec::new();
    for source in ours {
        if source.is("sql") {
            found.push(Statement { at: source.path.clone(), text: source.text.clone() });
        } else if source.is("rs") {
            for (line, text) in literals::of(&source.text) {
                found.push(Statement { at: format!("{}:{line}", source.path), text });
            }
        }
    }
    found.retain(|it| BEGINS.iter().any(|begin| code(&it.text).starts_with(begin)));
    found
}

fn is_product(source: &Source) -> bool {
    let chores = ["crates/xtask/", "crates/testkit/", "crates/servers/"];
    let place = source.path.starts_with("crates/") || source.path.starts_with("services/");
    place && !source.is_test() && !chores.iter().any(|it| source.path.starts_with(it))
}

/// Without comments before it, with single blanks.
fn code(text: &str) -> String {
    let lines = text.lines().filter(|it| !it.trim_start().starts_with("--"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// What was found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Prepared by at least one database.
    pub good: usize,
    /// Made at run time, or several statements in one: not looked at.
    pub left_out: Vec<String>,
    /// Prepared by none, and what Postgres says.
    pub bad: Vec<String>,
}

/// Prepares each on these databases (URLs of the superuser) until one takes it.
///
/// # Errors
/// When a database cannot be reached.
pub async fn check(statements: &[Statement], databases: &[String]) -> anyhow::Result<Checked> {
    let mut sessions = Vec::new();
    for url in databases {
        sessions.push(session(url).await?);
    }
    let mut checked = Checked::default();
    for statement in statements {
        let mut said = Vec::new();
        for session in &mut sessions {
            match prepare(session, &statement.text).await {
                Ok(()) => break,
                Err(error) => said.push(error),
            }
        }
        let at = &statement.at;
        if said.len() < sessions.len() {
            checked.good += 1;
        } else if is_made_at_run_time(&statement.text) {
            checked.left_out.push(at.clone());
        } else {
            said.dedup();
            checked.bad.push(format!("{at}: {}", said.join("; ")));
        }
    }
    Ok(checked)
}

/// As the owner, with every schema of the service in sight.
async fn session(url: &str) -> anyhow::Result<PgConnection> {
    let mut session = PgConnection::connect(url).await?;
    sqlx::query("SET ROLE jobbro_owner").execute(&mut session).await?;
    sqlx::query(
        "SELECT set_config('search_path', string_agg(quote_ident(nspname), ','), false)
         FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
    )
    .execute(&mut session)
    .await?;
    Ok(session)
}

async fn prepare(session: &mut PgConnection, text: &str) -> Result<(), String> {
    let text = AssertSqlSafe(text.to_owned()).into_sql_str();
    match session.prepare(text).await {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(it)) if it.code().as_deref() == Some(TYPE_NOT_SAID) => Ok(()),
        Err(sqlx::Error::Database(it)) => Err(it.message().to_owned()),
        Err(other) => Err(other.to_string()),
    }
}

/// A placeholder of `format!`, or more than one statement.
fn is_made_at_run_time(text: &str) -> bool {
    let name = |it: &str| it.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    let holes = text.split('{').skip(1).filter_map(|it| it.split_once('}'));
    let mut holes = holes.filter(|(inside, _)| name(inside));
    holes.next().is_some() || text.trim_end().trim_end_matches(';').contains(";\n")
}

#[cfg(test)]
mod tests {
    use super::{is_made_at_run_time, of};
    use crate::tidy::sources::planted;

    #[test]
    fn statements_are_found_in_files_and_in_code_but_not_in_tests() {
        let found = of(&[
            planted("crates/event-log/src/load.sql", "-- Why.\nSELECT 1\nFROM log.events"),
            planted("crates/event-log/migrations/1.sql", "CREATE TABLE log.events ()"),
            planted("crates/event-log/src/a.rs", "// \"SELECT 0\"\nquery(\"DELETE FROM a\");"),
            planted("crates/event-log/tests/it/a.rs", "query(\"SELECT 2\")"),
            planted("crates/xtask/src/a.rs", "query(\"SELECT 3\")"),
        ]);
        let found: Vec<_> = found.iter().map(|it| it.at.as_str()).collect();
        assert_eq!(found, ["crates/event-log/src/load.sql", "crates/event-log/src/a.rs:2"]);
    }

    #[test]
    fn a_text_with_a_hole_is_told_from_an_empty_array() {
        assert!(is_made_at_run_time("SELECT * FROM {schema}.a"));
        assert!(is_made_at_run_time("SELECT 1;\nSELECT 2"));
        assert!(!is_made_at_run_time("SELECT '{ }'::text[];"));
    }
}
