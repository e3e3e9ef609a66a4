//! `jobbro.placements.v1`: translate, call one use case, translate. One file for each RPC; the RPCs of `IguService`
//! are under `igu`.

pub mod igu;
pub mod status;

use ::projections::Progress;
use service_kit::grpc::PageTokens;

use crate::application::Placements;

/// What the handlers of both services share. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    placements: Placements,
    pages: PageTokens,
    /// Of the read model `placements`.
    progress: Progress,
}

impl Api {
    /// Queries wait for what their read model has folded.
    #[must_use]
    pub fn new(placements: Placements, pages: PageTokens, progress: Progress) -> Self {
        Self { placements, pages, progress }
    }
}
