//! `jobbro.reporting.v1.ReportingService`: translate, ask, translate.

mod get_indicator;
pub mod refusals;

use ::projections::Progress;
use proto::reporting::v1::{
    GetIndicatorRequest, GetIndicatorResponse,
    reporting_service_server::{ReportingService, ReportingServiceServer},
};
use tonic::{Request, Response, Status};

use crate::projections::Figures;

/// The service as tonic serves it. Queries wait for what `spells` has folded.
pub fn service(figures: Figures, spells: Progress) -> ReportingServiceServer<Reporting> {
    ReportingServiceServer::new(Reporting { figures, spells })
}

/// Its methods.
pub struct Reporting {
    figures: Figures,
    spells: Progress,
}

#[tonic::async_trait]
impl ReportingService for Reporting {
    async fn get_indicator(
        &self,
        request: Request<GetIndicatorRequest>,
    ) -> Result<Response<GetIndicatorResponse>, Status> {
        get_indicator::get_indicator(&self.figures, &self.spells, request).await
    }
}
