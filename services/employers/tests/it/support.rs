//! The service as it runs, in this process, in a database and under a subject prefix of the test's own: real layers,
//! real tokens, real TCP, and beside it a log of placements. Only its clock is ours: it stands at noon of `TODAY`.

use std::{sync::Arc, time::Duration};

use event_log::EventLog;
use kernel::Role;
use proto::{
    employers::v1::{self as pb, employer_service_client::EmployerServiceClient},
    log::v1::{ResolveTokenRequest, Token as PlaceInLog, log_service_client::LogServiceClient},
    values_v1::{CivilDate, CompanyFactSource, HeadcountLevel, HeadcountMethod, Sector},
};
use testkit::{Cell, Database, ManualClock, RandomIds, Running, day};
use tonic::{Code, Request, Response, Status, transport::Channel};
use tonic_types::StatusExt;

use crate::placements::Placements;

/// Today in every test.
pub const TODAY: &str = "2018-03-01";
const NOON: &str = "2018-03-01T11:00:00Z";

/// Companies of nobody in particular, and their workplaces.
pub const CVR: &str = "99990007";
pub const OTHER_CVR: &str = "99990015";
pub const P_NUMBER: &str = "9999000001";

/// A running service.
pub struct System {
    pub cell: Cell,
    pub placements: Placements,
    running: Option<Running>,
}

impl System {
    pub async fn start() -> Self {
        let cell = Cell::new(Arc::new(ManualClock::at(NOON)));
        let placements = Placements::start(&cell).await;
        let database = Arc::new(Database::new(::employers::SCHEMAS).await);
        let running = Some(run(&cell, database).await);
        Self { cell, placements, running }
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    /// Stops it and starts it again on the same database; what happens in between is not served.
    pub async fn restart(&mut self, meanwhile: impl AsyncFnOnce(&Cell, &Placements, &Database)) {
        let database = self.running.take().expect("it runs").stopped().await;
        meanwhile(&self.cell, &self.placements, &database).await;
        self.running = Some(run(&self.cell, database).await);
    }

    pub fn db(&self) -> &Database {
        self.running().database()
    }

    pub fn log(&self) -> &EventLog {
        self.running().log()
    }

    /// A caseworker of a municipality.
    pub fn caseworker(&self, municipality: &str) -> User {
        self.user(municipality, &[Role::Caseworker])
    }

    pub fn user(&self, municipality: &str, roles: &[Role]) -> User {
        let bearer = Some(self.cell.token(municipality, roles));
        User { channel: self.running().channel(), bearer }
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> User {
        User { channel: self.running().channel(), bearer: None }
    }

    /// Types of all events, in order.
    pub async fn events(&self) -> Vec<String> {
        self.running().events().await
    }
}

async fn run(cell: &Cell, database: Arc<Database>) -> Running {
    let (name, schemas) = (::employers::NAME, ::employers::SCHEMAS);
    Running::start_on(cell, database, name, schemas, ::employers::start).await
}

/// Somebody who calls.
#[derive(Clone)]
pub struct User {
    channel: Channel,
    bearer: Option<String>,
}

/// What a command answered, and where it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<A> {
    pub answer: A,
    pub token: String,
}

/// Commands: each answers a token.
macro_rules! commands {
    ($($name:ident($request:ident) -> $response:ident;)+) => {
        impl User {$(
            pub async fn $name(&self, message: pb::$request) -> Result<Done<pb::$response>, Status> {
                done(self.client().$name(self.request(message, "")).await)
            }
        )+}
    };
}

commands! {
    register_employer(RegisterEmployerRequest) -> RegisterEmployerResponse;
    set_sector(SetSectorRequest) -> SetSectorResponse;
    register_workplace(RegisterWorkplaceRequest) -> RegisterWorkplaceResponse;
    record_headcount(RecordHeadcountRequest) -> RecordHeadcountResponse;
    record_places_elsewhere(RecordPlacesElsewhereRequest) -> RecordPlacesElsewhereResponse;
}

/// Queries: each waits for a token.
macro_rules! queries {
    ($($name:ident($request:ident) -> $response:ident;)+) => {
        impl User {$(
            pub async fn $name(&self, message: pb::$request, token: &str) -> Result<pb::$response, Status> {
                let mut request = self.request(message, token);
                request.set_timeout(PATIENCE);
                Ok(self.client().$name(request).await?.into_inner())
            }
        )+}
    };
}

queries! {
    get_employer(GetEmployerRequest) -> GetEmployerResponse;
    get_workplace(GetWorkplaceRequest) -> GetWorkplaceResponse;
    list_employers(ListEmployersRequest) -> ListEmployersResponse;
}

impl User {
    fn request<M>(&self, message: M, token: &str) -> Request<M> {
        let mut request = Request::new(message);
        if let Some(bearer) = &self.bearer {
            request.metadata_mut().insert("authorization", bearer.parse().unwrap());
        }
        if !token.is_empty() {
            request.metadata_mut().insert("jobbro-token", token.parse().unwrap());
        }
        request
    }

    /// The client itself, for calls that are made by hand.
    pub fn client(&self) -> EmployerServiceClient<Channel> {
        EmployerServiceClient::new(self.channel.clone())
    }

    /// The service's own token, once its reactions have handled that place in the log of placements.
    pub async fn resolve(&self, asked: event_log::Token) -> String {
        let token = PlaceInLog {
            service: "placements".to_owned(),
            epoch: asked.epoch,
            position: asked.position,
        };
        let message = ResolveTokenRequest { tokens: vec![token] };
        let mut request = self.request(message, "");
        request.set_timeout(PATIENCE);
        let mut client = LogServiceClient::new(self.channel.clone());
        let token = client.resolve_token(request).await.unwrap().into_inner().token.unwrap();
        assert_eq!(token.service, ::employers::NAME);
        format!("{}:{}:{}", token.service, token.epoch, token.position)
    }

    /// A company that nobody knew, with the token of its registration.
    pub async fn new_employer(&self, cvr: &str) -> Done<String> {
        let done = self.register_employer(register_employer(cvr)).await.unwrap();
        Done { answer: done.answer.employer_id, token: done.token }
    }

    /// The company `CVR` with the workplace `P_NUMBER`.
    pub async fn new_workplace(&self) -> Done<String> {
        let employer = self.new_employer(CVR).await.answer;
        let done = self.register_workplace(register_workplace(&employer, P_NUMBER)).await.unwrap();
        Done { answer: employer, token: done.token }
    }

    /// The same with a fresh headcount and nothing held elsewhere: (n) ordinary employees as of today.
    pub async fn workplace_of(&self, ordinary_employees: i64) -> Done<String> {
        let employer = self.new_workplace().await.answer;
        self.record_headcount(record_headcount(P_NUMBER, ordinary_employees, TODAY)).await.unwrap();
        let message = record_places_elsewhere(P_NUMBER, 0, TODAY);
        let token = self.record_places_elsewhere(message).await.unwrap().token;
        Done { answer: employer, token }
    }
}

/// Long enough for the busiest machine.
pub const PATIENCE: Duration = Duration::from_mins(5);

fn done<A>(response: Result<Response<A>, Status>) -> Result<Done<A>, Status> {
    let response = response?;
    let token = response.metadata().get("jobbro-token").expect("a command answers its token");
    let token = token.to_str().unwrap().to_owned();
    Ok(Done { answer: response.into_inner(), token })
}

/// The reason of a status, which must carry `ErrorInfo` and a Danish text.
pub fn told(status: &Status) -> (Code, String) {
    let info = status.get_details_error_info().expect("every status has ErrorInfo");
    assert_eq!(info.domain, "jobbro.dk/employers");
    let localized = status.get_details_localized_message().expect("every status has Danish text");
    assert_eq!(localized.locale, "da-DK");
    assert!(!localized.message.is_empty());
    for text in [status.message(), &localized.message] {
        assert!(!text.to_lowercase().contains("select "), "SQL stands in a status");
    }
    (status.code(), info.reason)
}

pub fn metadata(status: &Status) -> std::collections::HashMap<String, String> {
    status.get_details_error_info().expect("every status has ErrorInfo").metadata
}

/// The fields that `BadRequest` names, in order; each with a Danish sentence.
pub fn wrong_fields(status: &Status) -> Vec<String> {
    assert_eq!(told(status), (Code::InvalidArgument, "INVALID_FIELDS".to_owned()));
    let bad = status.get_details_bad_request().expect("wrong fields are named");
    assert!(bad.field_violations.iter().all(|it| it.localized_message.is_some()));
    bad.field_violations.into_iter().map(|it| it.field).collect()
}

#[track_caller]
pub fn refused<A>(result: Result<A, Status>, code: Code, reason: &str) -> Status {
    let status = result.err().expect(reason);
    assert_eq!(told(&status), (code, reason.to_owned()));
    status
}

pub fn id() -> String {
    kernel::Ids::next(&RandomIds).hyphenated().to_string()
}

#[expect(clippy::unnecessary_wraps, reason = "fields of messages are optional")]
pub fn on(text: &str) -> Option<CivilDate> {
    Some(proto::values::date(day(text)))
}

/// The `serial`th number with a right check digit, in order, behind those above.
pub fn cvr(serial: usize) -> String {
    (99_991_000..)
        .map(|it| it.to_string())
        .filter(|it| kernel::CvrNumber::parse(it).is_ok())
        .nth(serial)
        .unwrap()
}

pub fn register_employer(cvr: &str) -> pb::RegisterEmployerRequest {
    pb::RegisterEmployerRequest { request_id: id(), cvr: cvr.to_owned() }
}

pub fn set_sector(employer_id: &str, sector: Sector, first_day: &str) -> pb::SetSectorRequest {
    pb::SetSectorRequest {
        request_id: id(),
        employer_id: employer_id.to_owned(),
        expected_version: None,
        sector: sector.into(),
        first_day: on(first_day),
        source: CompanyFactSource::Cvr.into(),
    }
}

pub fn register_workplace(employer_id: &str, p_number: &str) -> pb::RegisterWorkplaceRequest {
    pb::RegisterWorkplaceRequest {
        request_id: id(),
        employer_id: employer_id.to_owned(),
        p_number: p_number.to_owned(),
        located_in: "350".to_owned(),
    }
}

pub fn record_headcount(
    p_number: &str,
    ordinary_employees: i64,
    as_of: &str,
) -> pb::RecordHeadcountRequest {
    pb::RecordHeadcountRequest {
        request_id: id(),
        p_number: p_number.to_owned(),
        expected_version: None,
        ordinary_employees,
        level: HeadcountLevel::PNumber.into(),
        method: HeadcountMethod::HeadsAverage.into(),
        as_of: on(as_of),
        source: CompanyFactSource::Employer.into(),
    }
}

pub fn record_places_elsewhere(
    p_number: &str,
    places: i64,
    as_of: &str,
) -> pb::RecordPlacesElsewhereRequest {
    pb::RecordPlacesElsewhereRequest {
        request_id: id(),
        p_number: p_number.to_owned(),
        expected_version: None,
        places,
        as_of: on(as_of),
        source: CompanyFactSource::Vitas.into(),
    }
}

pub fn by_id(employer_id: &str) -> pb::GetEmployerRequest {
    pb::GetEmployerRequest { employer_id: employer_id.to_owned(), cvr: String::new() }
}

pub fn by_cvr(cvr: &str) -> pb::GetEmployerRequest {
    pb::GetEmployerRequest { employer_id: String::new(), cvr: cvr.to_owned() }
}

pub fn workplace_on(p_number: &str, day: &str) -> pb::GetWorkplaceRequest {
    pb::GetWorkplaceRequest { p_number: p_number.to_owned(), day: on(day) }
}

pub fn workplace_today(p_number: &str) -> pb::GetWorkplaceRequest {
    pb::GetWorkplaceRequest { p_number: p_number.to_owned(), day: None }
}
