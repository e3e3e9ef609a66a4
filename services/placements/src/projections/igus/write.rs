//! Writes a batch, one statement for each kind of event.

use ::projections::ProjectionError;
use sqlx::PgConnection;

use super::batch::{Answered, Batch, Concluded, Planned, Registered, States, Versions};

type Written = Result<(), ProjectionError>;

/// A stream's events come in its own order; what each writes is of other columns, or only the last counts. So all of
/// one kind may be written together.
pub(super) async fn batch(tx: &mut PgConnection, batch: &Batch) -> Written {
    planned(tx, &batch.planned).await?;
    answered(tx, &batch.answered).await?;
    concluded(tx, &batch.concluded).await?;
    registered(tx, &batch.registered).await?;
    if !batch.overdue.is_empty() {
        sqlx::query(include_str!("overdue.sql")).bind(&batch.overdue).execute(&mut *tx).await?;
    }
    states(tx, &batch.states).await?;
    versions(tx, &batch.versions).await
}

async fn planned(tx: &mut PgConnection, rows: &Planned) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("planned.sql"))
        .bind(&rows.igus)
        .bind(&rows.municipalities)
        .bind(&rows.positions)
        .bind(&rows.citizens)
        .bind(&rows.cvrs)
        .bind(&rows.p_numbers)
        .bind(&rows.first_days)
        .bind(&rows.last_days)
        .execute(tx)
        .await?;
    Ok(())
}

async fn answered(tx: &mut PgConnection, rows: &Answered) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("answered.sql"))
        .bind(&rows.igus)
        .bind(&rows.outcomes)
        .bind(&rows.answers)
        .execute(tx)
        .await?;
    Ok(())
}

async fn concluded(tx: &mut PgConnection, rows: &Concluded) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("concluded.sql"))
        .bind(&rows.igus)
        .bind(&rows.days)
        .bind(&rows.due)
        .bind(&rows.migrated)
        .bind(&rows.conclusions)
        .execute(tx)
        .await?;
    Ok(())
}

async fn registered(tx: &mut PgConnection, rows: &Registered) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("registered.sql"))
        .bind(&rows.igus)
        .bind(&rows.days)
        .bind(&rows.channels)
        .bind(&rows.registrations)
        .execute(tx)
        .await?;
    Ok(())
}

async fn states(tx: &mut PgConnection, rows: &States) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("states.sql"))
        .bind(&rows.igus)
        .bind(&rows.codes)
        .bind(&rows.ended_on)
        .execute(tx)
        .await?;
    Ok(())
}

async fn versions(tx: &mut PgConnection, rows: &Versions) -> Written {
    if rows.igus.is_empty() {
        return Ok(());
    }
    sqlx::query(include_str!("versions.sql"))
        .bind(&rows.igus)
        .bind(&rows.numbers)
        .execute(tx)
        .await?;
    Ok(())
}
