//! A migrated database of the test's own, folded as the runner would, and asked as the service asks.

use event_log::{DbRole, Envelope};
use kernel::{Date, MunicipalityCode};
use projections::{Projection, Slice, Source};
use reporting::{
    projections::Spells,
    projections::{Answer, Figures, Whose},
};
use reporting_domain::Indicator;
use sqlx::PgPool;
use testkit::Database;

/// A read model of the test's own.
pub struct Model {
    pub database: Database,
    figures: Figures,
}

impl Model {
    pub async fn new() -> Self {
        let database = Database::new(reporting::SCHEMAS).await;
        let figures = Figures::new(database.pool(DbRole::Count));
        Self { database, figures }
    }

    /// With these events folded, in one slice.
    pub async fn of(events: &[Envelope]) -> Self {
        let model = Self::new().await;
        model.fold(events).await;
        model
    }

    /// Folds one slice: role, search path and transaction as the runner has them.
    pub async fn fold(&self, events: &[Envelope]) {
        let mut tx = self.database.pool(DbRole::Project).begin().await.unwrap();
        sqlx::query("SET LOCAL search_path TO spells_v1").execute(&mut *tx).await.unwrap();
        let source = Source { service: "citizens" };
        Spells.project(&mut tx, Slice { source: &source, events }).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn ask(&self, indicator: Indicator, day: Date, whose: Whose) -> Answer {
        self.figures.on(indicator, day, whose).await.unwrap()
    }

    /// (numerator, denominator) of each figure.
    pub async fn shares(&self, indicator: Indicator, day: Date, whose: Whose) -> Vec<(u64, u64)> {
        let answer = self.ask(indicator, day, whose).await;
        answer.figures.iter().map(|it| (it.numerator, it.denominator)).collect()
    }

    /// How many recipients in the programme there are on a day.
    pub async fn recipients(&self, day: &str, whose: Whose) -> u64 {
        self.shares(Indicator::RecipientsBySex, testkit::day(day), whose).await[0].1
    }

    /// Every table of the read model, every row, in a fixed order.
    pub async fn tables(&self) -> Vec<(String, Vec<String>)> {
        let pool = self.database.superuser();
        let names: Vec<String> = sqlx::query_scalar(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'spells_v1' ORDER BY 1",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let mut tables = Vec::new();
        for name in names {
            let rows = rows(&pool, &name).await;
            tables.push((name, rows));
        }
        tables
    }
}

async fn rows(pool: &PgPool, table: &str) -> Vec<String> {
    let statement =
        format!("SELECT to_jsonb(it)::text FROM spells_v1.{table} AS it ORDER BY to_jsonb(it)");
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()
}

/// Those of one municipality.
pub fn of(code: &str) -> Whose {
    Whose::Municipality(MunicipalityCode::parse(code).unwrap())
}
