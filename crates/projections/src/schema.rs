//! The tables of a read model.

/// What `migrate` needs to know of a projection: tables in `<name>_v<version>`, views in `<name>`.
///
/// `migrate` runs `tables` with that schema as search path, refuses a table without a `municipality` column,
/// forces row-level security, adds the policies, makes the views `WITH (security_invoker = true)` and grants.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The projection's `NAME`.
    pub name: &'static str,
    /// The projection's `VERSION`.
    pub version: u32,
    /// Its `schema.sql`, unqualified.
    pub tables: &'static str,
}

/// Makes or upgrades checkpoints, leases and the schemas of these read models; `owner` is a pool of that role.
///
/// # Errors
/// When a table has no `municipality` column, or a fault.
pub async fn migrate(
    owner: &sqlx::PgPool,
    schemas: &[Schema],
) -> Result<(), crate::ProjectionError> {
    let _ = (owner, schemas);
    unimplemented!()
}
