use testkit::Database;
use xtask::statements::{Statement, check};

fn statement(at: &str, text: &str) -> Statement {
    Statement { at: at.to_owned(), text: text.to_owned() }
}

#[tokio::test]
async fn a_wrong_column_is_found_and_a_right_one_is_not() {
    let (one, other) = (Database::empty().await, Database::empty().await);
    for (database, table) in [(&one, "of_one.kept"), (&other, "of_other.kept")] {
        let schema = table.split('.').next().unwrap();
        let make = format!(
            "CREATE SCHEMA {schema} AUTHORIZATION jobbro_owner;
             CREATE TABLE {table} (number bigint, {schema}_only text);
             ALTER TABLE {table} OWNER TO jobbro_owner"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(make)).execute(&database.superuser()).await.unwrap();
    }
    let statements = [
        statement("right", "SELECT number FROM kept WHERE number = $1"),
        statement("right in the other service", "SELECT of_other_only FROM kept"),
        statement("type not said", "SELECT $1 IS NULL"),
        statement("made at run time", "SELECT number FROM {schema}.kept"),
        statement("wrong", "SELECT numbre FROM kept"),
    ];
    let checked = check(&statements, &[one.url(), other.url()]).await.unwrap();
    assert_eq!(checked.bad, ["wrong: column \"numbre\" does not exist"]);
    assert_eq!(checked.left_out, ["made at run time"]);
    assert_eq!(checked.good, 3);
}
