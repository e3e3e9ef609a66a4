//! Whom the read model knows, and how far it has come with each service: what an answer covers.

use event_log::Envelope;
use kernel::Date;
use sqlx::PgConnection;

/// Every municipality that an event is of or names; `000` is none.
pub(super) async fn covered(
    tx: &mut PgConnection,
    municipalities: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("sources/covered.sql")).bind(municipalities).execute(tx).await?;
    Ok(())
}

/// The last event folded of a service.
pub(super) async fn position(
    tx: &mut PgConnection,
    service: &str,
    last: &Envelope,
) -> Result<(), sqlx::Error> {
    sqlx::query(include_str!("sources/position.sql"))
        .bind(service)
        .bind(last.position)
        .bind(recorded_on(last).to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// The Danish day on which an event was recorded.
fn recorded_on(event: &Envelope) -> Date {
    let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").expect("the zone is in the program");
    event.recorded_at.to_zoned_datetime(zone).date()
}
