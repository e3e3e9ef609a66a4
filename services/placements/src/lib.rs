//! Internships and IGUs from draft to end, by the law of their first day. See `README.md` of this service.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]
#![deny(clippy::wildcard_enum_match_arm)]

pub mod application;
pub mod codec;
pub mod grpc;
pub mod projections;
pub mod reactions;
pub mod timers;

use ::projections::{Projection, Schema};
use service_kit::{Context, grpc::PageTokens};
use tonic::service::Routes;

use crate::{
    application::Placements,
    projections::{IgusProjection, PlacementsProjection},
    reactions::{LegalAnswers, PlaceAnswers},
    timers::Registrations,
};

/// The service's name: of its database, of its place in tokens, of its reasons.
pub const NAME: &str = "placements";

/// Its read models, for `migrate`.
pub const SCHEMAS: &[Schema] = &[
    Schema {
        name: PlacementsProjection::NAME,
        version: PlacementsProjection::VERSION,
        tables: projections::PLACEMENTS_TABLES,
    },
    Schema {
        name: IgusProjection::NAME,
        version: IgusProjection::VERSION,
        tables: projections::IGUS_TABLES,
    },
];

/// The wiring.
///
/// # Errors
/// When it cannot be served.
pub async fn start(mut context: Context) -> anyhow::Result<()> {
    let progress = context.runner.project(PlacementsProjection);
    let igus_progress = context.runner.project(IgusProjection);
    let pages = PageTokens::new(context.log.vault());
    let placements = Placements::new(
        context.log.clone(),
        context.read.clone(),
        context.clock.clone(),
        context.ids.clone(),
    );
    context.runner.react(LegalAnswers::new(placements.clone()));
    context.runner.react(PlaceAnswers::new(placements.clone()));
    context.runner.time(Registrations::new(placements.clone()));
    let routes = Routes::new(grpc::service(placements.clone(), progress, pages.clone()))
        .add_service(grpc::igu::service(placements, igus_progress, pages));
    context.serve(routes).await
}
