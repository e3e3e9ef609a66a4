//! Internships and IGUs from draft to end, by the law of their first day. See `README.md` of this service.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]
#![deny(clippy::wildcard_enum_match_arm)]

pub mod application;
pub mod codec;
pub mod grpc;
pub mod projections;

use ::projections::Schema;
use service_kit::Context;
use tonic::service::Routes;

/// The service's name: of its database, of its place in tokens, of its reasons.
pub const NAME: &str = "placements";

/// Its read models, for `migrate`.
pub const SCHEMAS: &[Schema] = &[];

/// The wiring.
///
/// # Errors
/// When it cannot be served.
pub async fn start(context: Context) -> anyhow::Result<()> {
    context.serve(Routes::default()).await
}
