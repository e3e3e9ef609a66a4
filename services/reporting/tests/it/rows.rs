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
    let model = model().await;
    let policies = "SELECT format('DROP POLICY %I ON %I.%I', policyname, schemaname, tablename) \
                    FROM pg_policies WHERE schemaname = 'spells_v2' \
                    AND tablename = 'benefit_spells' AND 'jobbro_read' = ANY (roles)";
    let superuser = model.database.superuser();
    let drop: Vec<String> = sqlx::query_scalar(policies).fetch_all(&superuser).await.unwrap();
    assert!(!drop.is_empty());
    for statement in drop {
        superuser.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement))).await.unwrap();
    }
    let problems = problems(&model).await;
    assert!(problems.iter().any(|it| it.contains("benefit_spells")), "{problems:?}");
}

#[tokio::test]
async fn the_role_that_counts_can_write_nothing_and_the_role_of_queries_cannot_either() {
    let model = model().await;
    for role in [DbRole::Count, DbRole::Read] {
        for table in ["spells.citizens", "spells_v2.citizens"] {
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
