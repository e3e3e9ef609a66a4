//! Companies and their workplaces, and how many supported places a workplace has. See `README.md` of this service.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]
#![deny(clippy::wildcard_enum_match_arm)]

pub mod application;
pub mod codec;
pub mod grpc;
pub mod projections;
pub mod reactions;

use ::projections::{Projection, Schema};
use service_kit::{Context, grpc::PageTokens};
use tonic::service::Routes;

use crate::{application::Employers, projections::EmployersProjection, reactions::PlaceAsks};

/// The service's name: of its database, of its place in tokens, of its reasons.
pub const NAME: &str = "employers";

/// Its read models, for `migrate`.
pub const SCHEMAS: &[Schema] = &[Schema {
    name: EmployersProjection::NAME,
    version: EmployersProjection::VERSION,
    tables: projections::EMPLOYERS_TABLES,
}];

/// The wiring.
///
/// # Errors
/// When it cannot be served.
pub async fn start(mut context: Context) -> anyhow::Result<()> {
    let progress = context.runner.project(EmployersProjection);
    let pages = PageTokens::new(context.log.vault());
    let employers =
        Employers::new(context.log.clone(), context.read.clone(), context.clock.clone());
    context.runner.react(PlaceAsks::new(employers.clone()));
    context.serve(Routes::new(grpc::service(employers, progress, pages))).await
}
