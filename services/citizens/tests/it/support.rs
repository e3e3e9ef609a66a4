//! The service as it runs, in this process, in a database and under a subject prefix of the test's own: real layers,
//! real tokens, real TCP. Only its clock is ours: it stands at noon of `TODAY`.

use std::{collections::HashMap, sync::Arc, time::Duration};

use event_log::EventLog;
use kernel::{Ids, Role, Uuid};
use proto::{
    citizens::v1::{self as pb, citizen_service_client::CitizenServiceClient},
    log::v1::{self as log_pb, log_service_client::LogServiceClient},
    values_v1::{
        CivilDate, OriginGroup, ProgrammeEndReason, ProgrammeKind, ReadinessCategory,
        ResidenceBasis, Sex,
    },
};
use testkit::{Cell, Database, ManualClock, RandomIds, Running, day};
use tonic::{Code, Request, Response, Status, transport::Channel};
use tonic_types::StatusExt;

/// Today in every test.
pub const TODAY: &str = "2016-03-01";
const NOON: &str = "2016-03-01T11:00:00Z";

/// A running service.
pub struct System {
    cell: Cell,
    running: Running,
    client: CitizenServiceClient<Channel>,
}

impl System {
    pub async fn start() -> Self {
        let cell = Cell::new(Arc::new(ManualClock::at(NOON)));
        let running =
            Running::start(&cell, ::citizens::NAME, ::citizens::SCHEMAS, ::citizens::start).await;
        Self::of(cell, running)
    }

    fn of(cell: Cell, running: Running) -> Self {
        let client = CitizenServiceClient::new(running.channel());
        Self { cell, running, client }
    }

    /// Drains the service, does something while it is away, and starts it again.
    pub async fn restarted<T>(self, meanwhile: impl Future<Output = T>) -> (Self, T) {
        let Self { cell, running, .. } = self;
        let database = running.stopped().await;
        let done = meanwhile.await;
        let (name, schemas, start) = (::citizens::NAME, ::citizens::SCHEMAS, ::citizens::start);
        let running = Running::start_on(&cell, database, name, schemas, start).await;
        (Self::of(cell, running), done)
    }

    pub fn db(&self) -> &Database {
        self.running.database()
    }

    pub fn log(&self) -> &EventLog {
        self.running.log()
    }

    /// Where other services speak, and it hears them.
    pub fn cell(&self) -> &Cell {
        &self.cell
    }

    /// Waits until its reactions have answered all of another service's log up to there.
    pub async fn resolve(&self, service: &str, token: event_log::Token) {
        let event_log::Token { epoch, position } = token;
        let tokens = vec![log_pb::Token { service: service.to_owned(), epoch, position }];
        let user = self.caseworker("350");
        let mut request = user.request(log_pb::ResolveTokenRequest { tokens }, &[]);
        request.set_timeout(PATIENCE);
        LogServiceClient::new(self.running.channel()).resolve_token(request).await.unwrap();
    }

    /// A caseworker of a municipality.
    pub fn caseworker(&self, municipality: &str) -> User {
        self.user(municipality, &[Role::Caseworker])
    }

    pub fn user(&self, municipality: &str, roles: &[Role]) -> User {
        let human = RandomIds.next();
        let bearer = Some(self.cell.bearer(Some(human), municipality, roles));
        User { client: self.client.clone(), human, bearer }
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> User {
        User { client: self.client.clone(), human: Uuid::nil(), bearer: None }
    }

    /// Types of all events, in order.
    pub async fn events(&self) -> Vec<String> {
        self.running.events().await
    }
}

/// Somebody who calls.
#[derive(Clone)]
pub struct User {
    client: CitizenServiceClient<Channel>,
    pub human: Uuid,
    bearer: Option<String>,
}

/// What a command answered, and where it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<A> {
    pub answer: A,
    pub token: String,
}

impl User {
    pub fn request<M>(&self, message: M, metadata: &[(&'static str, &str)]) -> Request<M> {
        let mut request = Request::new(message);
        if let Some(bearer) = &self.bearer {
            request.metadata_mut().insert("authorization", bearer.parse().unwrap());
        }
        for (name, value) in metadata {
            request.metadata_mut().insert(*name, value.parse().unwrap());
        }
        request
    }

    pub async fn register(
        &self,
        message: pb::RegisterCitizenRequest,
    ) -> Result<Done<pb::RegisterCitizenResponse>, Status> {
        done(self.client.clone().register_citizen(self.request(message, &[])).await)
    }

    pub async fn take_over(
        &self,
        message: pb::TakeOverResponsibilityRequest,
    ) -> Result<Done<pb::TakeOverResponsibilityResponse>, Status> {
        done(self.client.clone().take_over_responsibility(self.request(message, &[])).await)
    }

    pub async fn start_programme(
        &self,
        message: pb::StartProgrammeRequest,
    ) -> Result<Done<pb::StartProgrammeResponse>, Status> {
        done(self.client.clone().start_programme(self.request(message, &[])).await)
    }

    pub async fn end_programme(
        &self,
        message: pb::EndProgrammeRequest,
    ) -> Result<Done<pb::EndProgrammeResponse>, Status> {
        done(self.client.clone().end_programme(self.request(message, &[])).await)
    }

    pub async fn assess(
        &self,
        message: pb::AssessReadinessRequest,
    ) -> Result<Done<pb::AssessReadinessResponse>, Status> {
        done(self.client.clone().assess_readiness(self.request(message, &[])).await)
    }

    pub async fn start_benefit(
        &self,
        message: pb::StartBenefitRequest,
    ) -> Result<Done<pb::StartBenefitResponse>, Status> {
        done(self.client.clone().start_benefit(self.request(message, &[])).await)
    }

    pub async fn stop_benefit(
        &self,
        message: pb::StopBenefitRequest,
    ) -> Result<Done<pb::StopBenefitResponse>, Status> {
        done(self.client.clone().stop_benefit(self.request(message, &[])).await)
    }

    /// Shows a citizen as of a token, for the purpose `case_work`.
    pub async fn get(
        &self,
        citizen_id: &str,
        token: &str,
    ) -> Result<pb::GetCitizenResponse, Status> {
        self.get_with(citizen_id, &[("jobbro-purpose", "case_work"), ("jobbro-token", token)]).await
    }

    pub async fn get_with(
        &self,
        citizen_id: &str,
        metadata: &[(&'static str, &str)],
    ) -> Result<pb::GetCitizenResponse, Status> {
        let message = pb::GetCitizenRequest { citizen_id: citizen_id.to_owned() };
        let mut request = self.request(message, metadata);
        request.set_timeout(PATIENCE);
        Ok(self.client.clone().get_citizen(request).await?.into_inner())
    }

    pub async fn list(
        &self,
        message: pb::ListCitizensRequest,
        token: &str,
    ) -> Result<pb::ListCitizensResponse, Status> {
        let mut request = self.request(message, &[("jobbro-token", token)]);
        request.set_timeout(PATIENCE);
        Ok(self.client.clone().list_citizens(request).await?.into_inner())
    }

    /// The client itself, for calls that are made by hand.
    pub fn client(&self) -> CitizenServiceClient<Channel> {
        self.client.clone()
    }

    /// Somebody new, registered, with the token of it.
    pub async fn new_citizen(&self, number: &str) -> Done<String> {
        let done = self.register(register(number)).await.unwrap();
        Done { answer: done.answer.citizen_id, token: done.token }
    }

    /// Somebody new, taken over on a day.
    pub async fn responsible_for(&self, number: &str, first_day: &str) -> String {
        let citizen = self.new_citizen(number).await.answer;
        self.take_over(take_over(&citizen, first_day)).await.unwrap();
        citizen
    }

    /// Somebody new, taken over and in a programme from the same day.
    pub async fn in_programme(&self, number: &str, first_day: &str) -> String {
        let citizen = self.responsible_for(number, first_day).await;
        self.start_programme(start_programme(&citizen, first_day)).await.unwrap();
        citizen
    }
}

/// Long enough for the busiest machine.
const PATIENCE: Duration = Duration::from_mins(5);

fn done<A>(response: Result<Response<A>, Status>) -> Result<Done<A>, Status> {
    let response = response?;
    let token = response.metadata().get("jobbro-token").expect("a command answers its token");
    let token = token.to_str().unwrap().to_owned();
    Ok(Done { answer: response.into_inner(), token })
}

/// The reason of a status, which must carry `ErrorInfo` and a Danish text, and nothing personal.
pub fn told(status: &Status) -> (Code, String) {
    let info = status.get_details_error_info().expect("every status has ErrorInfo");
    assert_eq!(info.domain, "jobbro.dk/citizens");
    let localized = status.get_details_localized_message().expect("every status has Danish text");
    assert_eq!(localized.locale, "da-DK");
    assert!(!localized.message.is_empty());
    for text in [status.message(), &localized.message] {
        assert!(!text.contains("610190"), "a number stands in a status");
        assert!(!text.to_lowercase().contains("select "), "SQL stands in a status");
    }
    (status.code(), info.reason)
}

pub fn metadata(status: &Status) -> HashMap<String, String> {
    status.get_details_error_info().expect("every status has ErrorInfo").metadata
}

/// The fields that `BadRequest` names, in order.
pub fn wrong_fields(status: &Status) -> Vec<String> {
    assert_eq!(told(status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    let bad = status.get_details_bad_request().expect("wrong fields are named");
    bad.field_violations.into_iter().map(|it| it.field).collect()
}

#[track_caller]
pub fn refused<A>(result: Result<A, Status>, code: Code, reason: &str) -> Status {
    let status = result.err().expect(reason);
    assert_eq!(told(&status), (code, reason.to_owned()));
    status
}

/// A replacement number; `serial` up to 3999.
pub fn number(serial: u32) -> String {
    assert!(serial < 4000);
    format!("610190{serial:04}")
}

pub fn id() -> String {
    RandomIds.next().hyphenated().to_string()
}

#[expect(clippy::unnecessary_wraps, reason = "fields of messages are optional")]
pub fn on(text: &str) -> Option<CivilDate> {
    Some(proto::values::date(day(text)))
}

pub fn register(person_number: &str) -> pb::RegisterCitizenRequest {
    pb::RegisterCitizenRequest {
        request_id: id(),
        person_number: person_number.to_owned(),
        administrative: false,
        given_names: "Prøve".to_owned(),
        family_name: "Person".to_owned(),
        birth_date: on("1990-01-17"),
        sex: Sex::Female.into(),
        residence_basis: ResidenceBasis::Refugee.into(),
        origin_group: OriginGroup::NonWestern.into(),
        first_permit_month: None,
        external_id: None,
        residence_registered_on: None,
    }
}

pub fn take_over(citizen_id: &str, first_day: &str) -> pb::TakeOverResponsibilityRequest {
    pb::TakeOverResponsibilityRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        first_day: on(first_day),
    }
}

pub fn start_programme(citizen_id: &str, first_day: &str) -> pb::StartProgrammeRequest {
    pb::StartProgrammeRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        kind: ProgrammeKind::Integration.into(),
        first_day: on(first_day),
    }
}

pub fn end_programme(citizen_id: &str, last_day: &str) -> pb::EndProgrammeRequest {
    pb::EndProgrammeRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        last_day: on(last_day),
        reason: ProgrammeEndReason::SelfSupporting.into(),
    }
}

pub fn assess(
    citizen_id: &str,
    category: ReadinessCategory,
    first_day: &str,
) -> pb::AssessReadinessRequest {
    pb::AssessReadinessRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        category: category.into(),
        first_day: on(first_day),
        reason: "Kan begynde i job.\nTaler lidt dansk.".to_owned(),
    }
}

pub fn start_benefit(
    citizen_id: &str,
    kind: proto::values_v1::BenefitKind,
    first_day: &str,
) -> pb::StartBenefitRequest {
    pb::StartBenefitRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        kind: kind.into(),
        first_day: on(first_day),
    }
}

pub fn stop_benefit(citizen_id: &str, last_day: &str) -> pb::StopBenefitRequest {
    pb::StopBenefitRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        last_day: on(last_day),
    }
}
