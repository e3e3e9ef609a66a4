//! The service as it runs, in this process, beside the logs that it follows.

use std::sync::Arc;

use kernel::Role;
use proto::reporting::v1::{
    GetIndicatorRequest, GetIndicatorResponse, reporting_service_client::ReportingServiceClient,
};
use service_kit::SystemClock;
use testkit::{Cell, Peer, Said};
use tonic::{Request, Response, Status};

use crate::facts::Fact;

pub struct Running {
    citizens: Peer,
    employers: Peer,
    placements: Peer,
    cell: Cell,
    service: testkit::Running,
}

impl Running {
    pub async fn start() -> Self {
        // It looks at the real clock.
        let cell = Cell::new(Arc::new(SystemClock));
        let citizens = Peer::start(&cell, "citizens").await;
        let employers = Peer::start(&cell, "employers").await;
        let placements = Peer::start(&cell, "placements").await;
        let service =
            testkit::Running::start(&cell, reporting::NAME, reporting::SCHEMAS, reporting::start)
                .await;
        Self { citizens, employers, placements, cell, service }
    }

    /// Says all this in the log of one service; answers where the last of it stands, as `jobbro-token` spells it.
    pub async fn say(&self, facts: &[Fact]) -> String {
        let service = facts.last().expect("something is said").service;
        let peer = match service {
            "citizens" => &self.citizens,
            "employers" => &self.employers,
            "placements" => &self.placements,
            other => panic!("{other}"),
        };
        let mut last = None;
        for fact in facts {
            assert_eq!(fact.service, service);
            let caller = testkit::caller("849", &[Role::Caseworker]);
            let said = Said { type_name: fact.type_name.clone(), payload: fact.payload.clone() };
            last = Some(peer.say_on(fact.stream, caller, &fact.municipality, said).await);
        }
        let token = last.unwrap();
        format!("{service}:{}:{}", token.epoch, token.position)
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
