//! Writes a batch: one statement for each table, all inside the runner's transaction.

use kernel::Uuid;
use sqlx::{PgConnection, postgres::PgQueryResult};

use super::{Batch, Begun, Ended, Persons};

type Written = Result<(), sqlx::Error>;

/// Ends come after all beginnings of the slice; each finds the spell it ends by its version in the stream.
pub(super) async fn batch(tx: &mut PgConnection, batch: &Batch) -> Written {
    persons(tx, &batch.persons).await?;

    begin(tx, include_str!("responsibility.sql"), &batch.responsibilities).await?;
    relink(tx, include_str!("responsibility_ends.sql"), &batch.responsibilities.citizens).await?;

    begin(tx, include_str!("programmes.sql"), &batch.programmes).await?;
    end(tx, include_str!("programmes_ends.sql"), &batch.programme_ends).await?;

    begin(tx, include_str!("readiness.sql"), &batch.assessments).await?;
    relink(tx, include_str!("readiness_ends.sql"), &batch.assessments.citizens).await?;

    begin(tx, include_str!("benefits.sql"), &batch.benefits).await?;
    end(tx, include_str!("benefits_ends.sql"), &batch.benefit_ends).await?;
    let touched = [batch.benefits.citizens.as_slice(), &batch.benefit_ends.citizens].concat();
    relink(tx, include_str!("series_gone.sql"), &touched).await?;
    relink(tx, include_str!("series.sql"), &touched).await?;
    Ok(())
}

async fn persons(tx: &mut PgConnection, persons: &Persons) -> Written {
    if persons.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("persons.sql"))
        .bind(&persons.citizens)
        .bind(&persons.municipalities)
        .bind(&persons.sexes)
        .bind(&persons.birth_months)
        .execute(tx)
        .await
        .map(nothing)
}

async fn begin(tx: &mut PgConnection, statement: &'static str, begun: &Begun) -> Written {
    if begun.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(statement)
        .bind(&begun.citizens)
        .bind(&begun.versions)
        .bind(&begun.municipalities)
        .bind(&begun.codes)
        .bind(&begun.first_days)
        .execute(tx)
        .await
        .map(nothing)
}

async fn end(tx: &mut PgConnection, statement: &'static str, ended: &Ended) -> Written {
    if ended.citizens.is_empty() {
        return Ok(());
    }
    sqlx::query(statement)
        .bind(&ended.citizens)
        .bind(&ended.versions)
        .bind(&ended.last_days)
        .execute(tx)
        .await
        .map(nothing)
}

/// A statement over everything that is known of the citizens touched.
async fn relink(tx: &mut PgConnection, statement: &'static str, touched: &[Uuid]) -> Written {
    if touched.is_empty() {
        return Ok(());
    }
    sqlx::query(statement).bind(touched).execute(tx).await.map(nothing)
}

fn nothing(_: PgQueryResult) {}
