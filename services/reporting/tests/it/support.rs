//! A migrated database of the test's own, folded as the runner would, and asked as the service asks.

use event_log::{DbRole, Envelope};
use kernel::{Date, MunicipalityCode};
use projections::{Projection, Slice};
use reporting::{
    projections::Spells,
    projections::{Answer, Figures, Question, Whose},
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

    /// Folds these events in this order, in as few slices as there are changes of the service: role, search path and
    /// transaction as the runner has them.
    pub async fn fold(&self, events: &[Envelope]) {
        for slice in events.chunk_by(|one, next| one.service == next.service) {
            self.fold_slice(slice).await;
        }
    }

    async fn fold_slice(&self, events: &[Envelope]) {
        let followed = Spells.sources();
        let source = followed.iter().find(|it| it.service == events[0].service).unwrap();
        let mut tx = self.database.pool(DbRole::Project).begin().await.unwrap();
        sqlx::query("SET LOCAL search_path TO spells_v2").execute(&mut *tx).await.unwrap();
        Spells.project(&mut tx, Slice { source, events }).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn ask(&self, indicator: Indicator, day: Date, whose: Whose) -> Answer {
        self.compare(indicator, day, None, whose).await
    }

    pub async fn compare(
        &self,
        indicator: Indicator,
        day: Date,
        compared_with: Option<Date>,
        whose: Whose,
    ) -> Answer {
        let asked = Question { indicator, day, compared_with };
        self.figures.answer(asked, whose).await.unwrap()
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
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'spells_v2' ORDER BY 1",
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
        format!("SELECT to_jsonb(it)::text FROM spells_v2.{table} AS it ORDER BY to_jsonb(it)");
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_all(pool).await.unwrap()
}

/// Those of one municipality.
pub fn of(code: &str) -> Whose {
    Whose::Municipality(MunicipalityCode::parse(code).unwrap())
}
