//! Writes a batch, one statement for each kind of event.

use ::projections::ProjectionError;
use sqlx::{PgConnection, Postgres, postgres::PgArguments, query::Query};

use super::batch::Batch;

pub(super) async fn batch(tx: &mut PgConnection, batch: &Batch) -> Result<(), ProjectionError> {
    companies(tx, batch).await?;
    workplaces(tx, batch).await?;
    places(tx, batch).await
}

async fn companies(tx: &mut PgConnection, batch: &Batch) -> Result<(), ProjectionError> {
    let it = &batch.registered;
    let registered = sqlx::query(include_str!("registered.sql"))
        .bind(&it.employers)
        .bind(&it.municipalities)
        .bind(&it.cvrs);
    run(tx, registered, it.employers.len()).await?;
    let it = &batch.sectors;
    let sectors = sqlx::query(include_str!("sectors.sql"))
        .bind(&it.employers)
        .bind(&it.municipalities)
        .bind(&it.codes)
        .bind(&it.first_days)
        .bind(&it.sources);
    run(tx, sectors, it.employers.len()).await?;
    let it = &batch.employer_versions;
    let versions =
        sqlx::query(include_str!("employer_versions.sql")).bind(&it.keys).bind(&it.numbers);
    run(tx, versions, it.keys.len()).await
}

async fn workplaces(tx: &mut PgConnection, batch: &Batch) -> Result<(), ProjectionError> {
    let it = &batch.workplaces;
    let workplaces = sqlx::query(include_str!("workplaces.sql"))
        .bind(&it.p_numbers)
        .bind(&it.municipalities)
        .bind(&it.cvrs)
        .bind(&it.located_in);
    run(tx, workplaces, it.p_numbers.len()).await?;
    let it = &batch.headcounts;
    let headcounts = sqlx::query(include_str!("headcounts.sql"))
        .bind(&it.p_numbers)
        .bind(&it.municipalities)
        .bind(&it.as_of)
        .bind(&it.ordinary_employees)
        .bind(&it.levels)
        .bind(&it.methods)
        .bind(&it.sources);
    run(tx, headcounts, it.p_numbers.len()).await?;
    let it = &batch.places_elsewhere;
    let elsewhere = sqlx::query(include_str!("places_elsewhere.sql"))
        .bind(&it.p_numbers)
        .bind(&it.municipalities)
        .bind(&it.places)
        .bind(&it.as_of)
        .bind(&it.sources);
    run(tx, elsewhere, it.p_numbers.len()).await?;
    let it = &batch.workplace_versions;
    let versions =
        sqlx::query(include_str!("workplace_versions.sql")).bind(&it.keys).bind(&it.numbers);
    run(tx, versions, it.keys.len()).await
}

async fn places(tx: &mut PgConnection, batch: &Batch) -> Result<(), ProjectionError> {
    let it = &batch.reserved;
    let reserved = sqlx::query(include_str!("reserved.sql"))
        .bind(&it.questions)
        .bind(&it.municipalities)
        .bind(&it.p_numbers)
        .bind(&it.measures)
        .bind(&it.bases)
        .bind(&it.occupancies)
        .bind(&it.first_days)
        .bind(&it.last_days);
    run(tx, reserved, it.questions.len()).await?;
    let it = &batch.released;
    let released =
        sqlx::query(include_str!("released.sql")).bind(&it.questions).bind(&it.last_days);
    run(tx, released, it.questions.len()).await
}

async fn run(
    tx: &mut PgConnection,
    statement: Query<'_, Postgres, PgArguments>,
    rows: usize,
) -> Result<(), ProjectionError> {
    if rows > 0 {
        statement.execute(tx).await?;
    }
    Ok(())
}
