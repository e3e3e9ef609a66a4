//! Who the citizen is, whose responsibility, which programme, how ready, on what benefit; and the only place where a
//! name, a person number or a birthday is held. See `README.md` of this service.
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

use crate::{application::Citizens, projections::CitizensProjection, reactions::LegalQuestions};

/// The service's name: of its database, of its place in tokens, of its reasons.
pub const NAME: &str = "citizens";

/// Its read models, for `migrate`.
pub const SCHEMAS: &[Schema] = &[Schema {
    name: CitizensProjection::NAME,
    version: CitizensProjection::VERSION,
    tables: projections::CITIZENS_TABLES,
}];

/// The wiring.
///
/// # Errors
/// When it cannot be served.
pub async fn start(mut context: Context) -> anyhow::Result<()> {
    let progress = context.runner.project(CitizensProjection);
    let pages = PageTokens::new(context.log.vault());
    let citizens = Citizens::new(
        context.log.clone(),
        context.read.clone(),
        context.clock.clone(),
        context.ids.clone(),
    );
    context.runner.react(LegalQuestions::new(citizens.clone()));
    context.serve(Routes::new(grpc::service(citizens, progress, pages))).await
}
