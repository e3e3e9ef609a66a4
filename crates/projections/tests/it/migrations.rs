//! Read models are made once, never changed, and only with a municipality in every table.

use event_log::DbRole;
use projections::{MigrateError, Schema, migrate};
use testkit::Database;

const NOTES: Schema = Schema {
    name: "notes",
    version: 1,
    tables: "CREATE TABLE notes (municipality text NOT NULL, note text NOT NULL);",
};

#[tokio::test]
async fn migrating_again_changes_nothing_and_a_new_version_takes_the_views() {
    let db = Database::new(&[NOTES]).await;
    let owner = db.pool(DbRole::Owner);
    let project = db.pool(DbRole::Project);
    sqlx::query("INSERT INTO notes_v1.notes VALUES ('350', 'first')")
        .execute(&project)
        .await
        .unwrap();
    migrate(&owner, &[NOTES]).await.unwrap();
    assert_eq!(seen(&db).await, ["first"]);

    let second = Schema { version: 2, ..NOTES };
    migrate(&owner, &[second]).await.unwrap();
    sqlx::query("INSERT INTO notes_v2.notes VALUES ('350', 'second')")
        .execute(&project)
        .await
        .unwrap();
    assert_eq!(seen(&db).await, ["second"]);
    migrate(&owner, &[NOTES, second]).await.unwrap();
    assert_eq!(seen(&db).await, ["second"]);
}

async fn seen(db: &Database) -> Vec<String> {
    let lejre = kernel::MunicipalityCode::parse("350").unwrap();
    let mut tx = projections::scoped(&db.pool(DbRole::Read), lejre).await.unwrap();
    sqlx::query_scalar("SELECT note FROM notes.notes").fetch_all(&mut *tx).await.unwrap()
}

#[tokio::test]
async fn a_changed_schema_under_the_same_version_is_refused() {
    let db = Database::new(&[NOTES]).await;
    let changed = Schema { tables: "CREATE TABLE notes (municipality text NOT NULL);", ..NOTES };
    let error = migrate(&db.pool(DbRole::Owner), &[changed]).await.unwrap_err();
    assert!(matches!(error, MigrateError::Changed { name: "notes", version: 1 }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the tables of notes v1 were made from another schema.sql; raise its version"
    );
}

#[tokio::test]
async fn a_table_without_a_municipality_is_refused_and_nothing_of_it_stays() {
    let db = Database::new(&[]).await;
    let owner = db.pool(DbRole::Owner);
    for tables in [
        "CREATE TABLE fine (municipality text NOT NULL); CREATE TABLE bad (note text);",
        "CREATE TABLE bad (municipality text, note text);",
    ] {
        let error = migrate(&owner, &[Schema { tables, ..NOTES }]).await.unwrap_err();
        let MigrateError::NoMunicipality { table, .. } = error else { panic!("{error:?}") };
        assert_eq!(table, "bad");
    }
    migrate(&owner, &[NOTES]).await.unwrap();
}

#[tokio::test]
async fn names_that_are_ours_or_no_plain_words_are_refused() {
    let db = Database::new(&[]).await;
    for (name, version) in [("log", 1), ("subscriptions", 1), ("Notes", 1), ("", 1), ("notes", 0)] {
        let bad = Schema { name, version, ..NOTES };
        let error = migrate(&db.pool(DbRole::Owner), &[bad]).await.unwrap_err();
        assert!(matches!(error, MigrateError::Name { .. }), "{name} {version}: {error:?}");
    }
}

#[tokio::test]
async fn only_the_role_of_projections_writes_read_models_and_checkpoints() {
    let db = Database::new(&[NOTES]).await;
    for role in [DbRole::Read, DbRole::Count, DbRole::Append, DbRole::Vault] {
        let pool = db.pool(role);
        for write in [
            "INSERT INTO notes_v1.notes VALUES ('350', 'x')",
            "INSERT INTO notes.notes VALUES ('350', 'x')",
            "DELETE FROM subscriptions.checkpoint",
            "UPDATE subscriptions.lease SET fence = 0",
        ] {
            let refused = sqlx::query(write).execute(&pool).await.unwrap_err();
            let code = refused.into_database_error().and_then(|it| it.code().map(String::from));
            assert_eq!(code.as_deref(), Some("42501"), "{role:?}: {write}");
        }
    }
    let project = db.pool(DbRole::Project);
    for alter in
        ["ALTER TABLE notes_v1.notes DISABLE ROW LEVEL SECURITY", "DROP TABLE notes_v1.notes"]
    {
        assert!(sqlx::query(alter).execute(&project).await.is_err(), "{alter}");
    }
}
