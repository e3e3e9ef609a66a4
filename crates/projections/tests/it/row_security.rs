//! Row-level security holds, and the check that says so can tell when it does not.

use event_log::DbRole;
use kernel::MunicipalityCode;
use projections::{Schema, row_security_problems, scoped};
use testkit::Database;

const PLACES: Schema = Schema {
    name: "places",
    version: 1,
    tables: "CREATE TABLE places (id int PRIMARY KEY, municipality text NOT NULL);
             CREATE TABLE visits (place int REFERENCES places, municipality text NOT NULL);",
};

async fn filled() -> Database {
    let db = Database::new(&[PLACES]).await;
    let project = db.pool(DbRole::Project);
    for fill in [
        "INSERT INTO places_v1.places VALUES (1, '350'), (2, '849'), (3, '000'), (4, '350')",
        "INSERT INTO places_v1.visits VALUES (1, '350'), (2, '849'), (3, '000')",
    ] {
        sqlx::query(fill).execute(&project).await.unwrap();
    }
    db
}

async fn problems(db: &Database) -> Vec<String> {
    row_security_problems(&db.superuser(), &db.pool(DbRole::Read)).await.unwrap()
}

#[tokio::test]
async fn a_query_sees_its_own_and_shared_rows_only_and_counting_sees_all() {
    let db = filled().await;
    assert_eq!(problems(&db).await, Vec::<String>::new());

    let lejre = MunicipalityCode::parse("350").unwrap();
    let mut tx = scoped(&db.pool(DbRole::Read), lejre).await.unwrap();
    let seen: Vec<i32> = sqlx::query_scalar("SELECT id FROM places.places ORDER BY 1")
        .fetch_all(&mut *tx)
        .await
        .unwrap();
    assert_eq!(seen, [1, 3, 4]);
    let counted: i64 = sqlx::query_scalar("SELECT count(*) FROM places.places")
        .fetch_one(&db.pool(DbRole::Count))
        .await
        .unwrap();
    assert_eq!(counted, 4);
}

#[tokio::test]
async fn the_check_reports_every_way_in_which_it_can_be_taken_out() {
    for (sabotage, found) in [
        (
            "DROP POLICY read ON places_v1.visits",
            "places_v1.visits does not show 350 exactly its own rows",
        ),
        (
            "ALTER TABLE places_v1.visits DISABLE ROW LEVEL SECURITY",
            "places_v1.visits shows rows while the municipality is not set",
        ),
        (
            "CREATE POLICY wide ON places_v1.visits TO jobbro_read USING (true)",
            "places.visits shows rows while the municipality is empty",
        ),
        (
            "ALTER VIEW places.visits OWNER TO postgres; ALTER VIEW places.visits RESET (security_invoker)",
            "places.visits does not show 849 exactly its own rows",
        ),
        (
            "DROP POLICY read ON places_v1.visits;
             CREATE POLICY read ON places_v1.visits TO jobbro_read
             USING (municipality = current_setting('jobbro.municipality', true) OR municipality = '000')",
            "places_v1.visits shows rows while the municipality is not set",
        ),
        (
            "CREATE TABLE places_v1.open (note text); GRANT SELECT ON places_v1.open TO jobbro_read",
            "places_v1.open has no column municipality",
        ),
        ("TRUNCATE places_v1.visits", "places_v1.visits has no rows: nothing was tried"),
        (
            "REVOKE USAGE ON SCHEMA places, places_v1 FROM jobbro_read",
            "there is no relation that the role of queries may select from",
        ),
    ] {
        let db = filled().await;
        sqlx::raw_sql(sabotage).execute(&db.superuser()).await.unwrap();
        let problems = problems(&db).await;
        assert!(problems.iter().any(|it| it == found), "{sabotage}: {problems:?}");
    }
}
