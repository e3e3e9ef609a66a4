//! Who may see which rows. Figures are counted over all of them, by a role that no query runs as.

use event_log::DbRole;
use projections::row_security_problems;
use sqlx::Executor;

use crate::{facts::recorded, population, support::Model};

async fn problems(model: &Model) -> Vec<String> {
    let read = model.database.pool(DbRole::Read);
    row_security_problems(&model.database.superuser(), &read).await.unwrap()
}

async fn model() -> Model {
    Model::of(&recorded(&population::facts(5, 60))).await
}

#[tokio::test]
async fn each_municipality_sees_its_own_rows_and_the_shared_ones_and_no_others() {
    assert_eq!(problems(&model().await).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_missing_policy_is_noticed() {
    for table in ["benefit_spells", "measure_spells", "igus"] {
        let model = model().await;
        let policies = "SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) \
                        FROM pg_policies WHERE schemaname = 'spells_v2' \
                        AND tablename = $1 AND 'jobbro_read' = ANY (roles)";
        let superuser = model.database.superuser();
        let drop: Vec<String> =
            sqlx::query_scalar(policies).bind(table).fetch_all(&superuser).await.unwrap();
        assert!(!drop.is_empty());
        for statement in drop {
            superuser.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement))).await.unwrap();
        }
        let problems = problems(&model).await;
        assert!(problems.iter().any(|it| it.contains(table)), "{problems:?}");
    }
}

#[tokio::test]
async fn cases_are_seen_by_the_municipality_that_has_them_and_workplaces_by_all() {
    let model = model().await;
    let count = async |municipality: &str, table: &str| -> i64 {
        let code = kernel::MunicipalityCode::parse(municipality).unwrap();
        let mut tx = projections::scoped(&model.database.pool(DbRole::Read), code).await.unwrap();
        let statement = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM spells.{table}"));
        sqlx::query_scalar(statement).fetch_one(&mut *tx).await.unwrap()
    };
    let superuser = model.database.superuser();
    for table in ["measure_spells", "igus"] {
        let all = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM spells_v2.{table}"));
        let all: i64 = sqlx::query_scalar(all).fetch_one(&superuser).await.unwrap();
        let mut seen = 0;
        for municipality in population::MUNICIPALITIES {
            seen += count(municipality, table).await;
        }
        assert_eq!((seen, count("101", table).await), (all, 0), "{table}");
    }
    let all: i64 = sqlx::query_scalar("SELECT count(*) FROM spells_v2.workplaces")
        .fetch_one(&superuser)
        .await
        .unwrap();
    assert!(all > 10);
    assert_eq!((count("849", "workplaces").await, count("101", "workplaces").await), (all, all));
}

#[tokio::test]
async fn the_role_that_counts_can_write_nothing_and_the_role_of_queries_cannot_either() {
    let model = model().await;
    for role in [DbRole::Count, DbRole::Read] {
        for table in ["spells.citizens", "spells_v2.citizens", "spells.igus", "spells_v2.igus"] {
            let delete = sqlx::AssertSqlSafe(format!("DELETE FROM {table}"));
            let refused = model.database.pool(role).execute(sqlx::raw_sql(delete)).await;
            let code = refused
                .unwrap_err()
                .into_database_error()
                .and_then(|it| it.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("42501"), "{role:?} {table}");
        }
    }
}
