//! The service as it runs, in this process, beside the logs that it follows.

use std::sync::Arc;

use kernel::Role;
use proto::reporting::v1::{
    GetIndicatorRequest, GetIndicatorResponse, reporting_service_client::ReportingServiceClient,
};
use service_kit::SystemClock;
use testkit::Cell;
use tonic::{Request, Response, Status};

use crate::peers::Peer;

pub struct Running {
    pub citizens: Peer,
    pub employers: Peer,
    pub placements: Peer,
    cell: Cell,
    service: testkit::Running,
}

impl Running {
    pub async fn start() -> Self {
        // It looks at the real clock.
        let cell = Cell::new(Arc::new(SystemClock));
        let citizens = Peer::start("citizens", cell.prefix()).await;
        let employers = Peer::start("employers", cell.prefix()).await;
        let placements = Peer::start("placements", cell.prefix()).await;
        let service =
            testkit::Running::start(&cell, reporting::NAME, reporting::SCHEMAS, reporting::start)
                .await;
        Self { citizens, employers, placements, cell, service }
    }

    pub async fn ask(
        &self,
        municipality: &str,
        role: Role,
        asked: GetIndicatorRequest,
        token: &str,
    ) -> Result<GetIndicatorResponse, Status> {
        self.send(self.request(municipality, role, asked, token)).await
    }

    pub async fn ask_without_token(
        &self,
        asked: GetIndicatorRequest,
    ) -> Result<GetIndicatorResponse, Status> {
        self.send(Request::new(asked)).await
    }

    /// With a deadline of the caller's own, as gRPC spells it.
    pub async fn ask_within(
        &self,
        municipality: &str,
        asked: GetIndicatorRequest,
        token: &str,
        deadline: &'static str,
    ) -> Result<GetIndicatorResponse, Status> {
        let mut request = self.request(municipality, Role::Caseworker, asked, token);
        request.metadata_mut().insert("grpc-timeout", deadline.parse().unwrap());
        self.send(request).await
    }

    async fn send(
        &self,
        request: Request<GetIndicatorRequest>,
    ) -> Result<GetIndicatorResponse, Status> {
        let mut client = ReportingServiceClient::new(self.service.channel());
        client.get_indicator(request).await.map(Response::into_inner)
    }

    fn request(
        &self,
        municipality: &str,
        role: Role,
        asked: GetIndicatorRequest,
        token: &str,
    ) -> Request<GetIndicatorRequest> {
        let bearer = self.cell.token(municipality, &[role]);
        let mut request = Request::new(asked);
        request.metadata_mut().insert("authorization", bearer.parse().unwrap());
        if !token.is_empty() {
            request.metadata_mut().insert("jobbro-token", token.parse().unwrap());
        }
        request
    }
}
