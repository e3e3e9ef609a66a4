//! Whether it works: folds the streams of the other services into day-exact spells and answers indicators from
//! them, always with numerator, denominator, definition and coverage. See `README.md` of this service.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]
#![deny(clippy::wildcard_enum_match_arm)]

pub mod grpc;
pub mod projections;

use ::projections::{Projection, Schema};
use service_kit::Context;
use tonic::service::Routes;

use crate::projections::{Figures, Spells};

/// The service's name: of its database, of its place in tokens, of its reasons.
pub const NAME: &str = "reporting";

/// Its read models, for `migrate`.
pub const SCHEMAS: &[Schema] =
    &[Schema { name: Spells::NAME, version: Spells::VERSION, tables: projections::SPELLS_TABLES }];

/// The wiring.
///
/// # Errors
/// When it cannot be served.
pub async fn start(mut context: Context) -> anyhow::Result<()> {
    let spells = context.runner.project(Spells);
    let figures = Figures::new(context.count.clone());
    context.serve(Routes::new(grpc::service(figures, spells))).await
}
