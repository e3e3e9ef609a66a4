//! The service as it runs, in this process, in a database and under a subject prefix of the test's own: real layers,
//! real tokens, real TCP. Only its clock is ours: it stands at noon of `TODAY`.

use std::{collections::HashMap, path::Path, sync::Arc, thread::JoinHandle, time::Duration};

use auth::{DevIssuer, DevToken};
use event_log::EventLog;
use kernel::{Clock, Ids, Role, Uuid};
use proto::{
    citizens::v1::{self as pb, citizen_service_client::CitizenServiceClient},
    values_v1::{
        CivilDate, OriginGroup, ProgrammeEndReason, ProgrammeKind, ReadinessCategory,
        ResidenceBasis, Sex,
    },
};
use service_kit::{Config, serve_with};
use testkit::{Database, ManualClock, RandomIds, day};
use tokio::sync::oneshot;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::{Code, Request, Response, Status, transport::Channel};
use tonic_types::StatusExt;

/// Today in every test.
pub const TODAY: &str = "2016-03-01";
const NOON: &str = "2016-03-01T11:00:00Z";

/// A running service.
pub struct System {
    pub db: Database,
    pub log: EventLog,
    clock: Arc<ManualClock>,
    issuer: DevIssuer,
    client: CitizenServiceClient<Channel>,
    #[expect(dead_code, reason = "stops the service when it is dropped")]
    stop: DropGuard,
}

impl System {
    pub async fn start() -> Self {
        let db = Database::new(::citizens::SCHEMAS).await;
        let issuer = DevIssuer::new("https://issuer.test", "jobbro-test");
        let folder = db.root_key_file().parent().unwrap().to_owned();
        std::fs::write(folder.join("jwks.json"), issuer.jwks()).unwrap();
        let config = Config::from_toml(::citizens::NAME, &settings(&db, &issuer)).unwrap();
        let clock = Arc::new(ManualClock::at(NOON));
        let stop = CancellationToken::new();
        let (log_of, log) = oneshot::channel();
        let serving = serve(config, clock.clone(), stop.clone(), log_of);
        let stop = stop.drop_guard();
        let channel = channel(&folder.join("addresses.json"), &serving).await;
        let log = log.await.unwrap();
        Self { db, log, clock, issuer, client: CitizenServiceClient::new(channel), stop }
    }

    /// A caseworker of a municipality.
    pub fn caseworker(&self, municipality: &str) -> User {
        self.user(municipality, &[Role::Caseworker])
    }

    pub fn user(&self, municipality: &str, roles: &[Role]) -> User {
        let human = RandomIds.next();
        let token = DevToken {
            human: Some(human),
            client: "test-client",
            municipality,
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_hours(1),
        };
        let token = self.issuer.token(self.clock.now(), &token);
        User { client: self.client.clone(), human, bearer: Some(format!("Bearer {token}")) }
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> User {
        User { client: self.client.clone(), human: Uuid::nil(), bearer: None }
    }

    /// Types of all events, in order.
    pub async fn events(&self) -> Vec<String> {
        let events = self.log.read(0, 10_000).await.unwrap();
        let short = |it: &str| it.rsplit('.').next().unwrap().to_owned();
        events.iter().map(|it| short(&it.type_name)).collect()
    }
}

/// In a thread with a runtime of its own, as a process has one.
fn serve(
    config: Config,
    clock: Arc<ManualClock>,
    stop: CancellationToken,
    log_of: oneshot::Sender<EventLog>,
) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let start = |mut context: service_kit::Context| {
            context.clock = clock;
            let _ = log_of.send(context.log.clone());
            ::citizens::start(context)
        };
        let serving = serve_with(config, ::citizens::NAME, ::citizens::SCHEMAS, stop, start);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(serving).expect("the service serves until it is stopped");
    })
}

/// Waits until the service tells where it serves.
async fn channel(addresses: &Path, serving: &JoinHandle<()>) -> Channel {
    while !serving.is_finished() {
        if let Ok(text) = std::fs::read_to_string(addresses) {
            // {"grpc":"127.0.0.1:1","admin":"127.0.0.1:2"}
            let address = text.split('"').skip_while(|it| *it != "grpc").nth(2).unwrap();
            let endpoint = Channel::from_shared(format!("http://{address}")).unwrap();
            return endpoint.connect().await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the service ended before it served")
}

fn settings(db: &Database, issuer: &DevIssuer) -> String {
    let options = db.options();
    let url = db.url();
    let login = url.split("//").nth(1).and_then(|it| it.split('@').next()).unwrap();
    let password = login.split(':').nth(1).unwrap_or("none");
    let root = db.root_key_file();
    let folder = root.parent().unwrap();
    format!(
        r#"
        grpc.listen = "127.0.0.1:0"
        grpc.deadline_seconds = 300
        admin.listen = "127.0.0.1:0"
        nats.url = "{nats}"
        nats.prefix = "{prefix}"
        keys.root_file = "{root}"
        auth.issuer = "{issuer}"
        auth.audience = "{audience}"
        auth.keys_file = "{folder}/jwks.json"
        run.addresses_file = "{folder}/addresses.json"
        [database]
        host = "{host}"
        port = {port}
        name = "{name}"
        user = "{user}"
        password = "{password}"
        "#,
        nats = testkit::nats_url(),
        prefix = testkit::nats_prefix(),
        root = root.display(),
        issuer = issuer.issuer(),
        audience = issuer.audience(),
        folder = folder.display(),
        host = options.get_host(),
        port = options.get_port(),
        name = db.name,
        user = options.get_username(),
    )
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
