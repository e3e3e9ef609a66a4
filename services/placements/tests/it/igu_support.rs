//! The service as it runs, beside logs of citizens and employers, and somebody who calls `IguService`. Only the clock
//! is ours: it stands at noon of `TODAY`, ten days before the first agreement is due for registering, until it is moved.

use std::{collections::HashMap, sync::Arc, time::Duration};

use event_log::{EventLog, Token};
use kernel::{Ids, Role, Uuid};
use prost::{Message, Name};
use proto::{
    citizens::events::v1::{LegalFactsRefusal, LegalFactsRefused, LegalFactsStated},
    employers::events::v1::EmployerSectorSet,
    log::v1::{ResolveTokenRequest, Token as PlaceInLog, log_service_client::LogServiceClient},
    placements::v1::{self as pb, igu_service_client::IguServiceClient},
    values_v1::{CivilDate, CompanyFactSource, IguChannel, ResidenceBasis, Sector},
};
use testkit::{Cell, Database, ManualClock, Peer, RandomIds, Running, Said, day};
use tonic::{Code, Request, Response, Status, transport::Channel};
use tonic_types::StatusExt;

/// Today, until the clock is moved.
pub const TODAY: &str = "2017-03-10";
/// First day of the IGUs of most tests; the last is 2019-02-28.
pub const FIRST_DAY: &str = "2017-03-01";
/// Day of conclusion in most tests; to be registered by 2017-03-20.
pub const CONCLUDED: &str = "2017-02-20";

/// A company of nobody in particular, and its workplace.
pub const CVR: &str = "13585628";
pub const P_NUMBER: &str = "1003388394";

/// A running service.
pub struct System {
    pub cell: Cell,
    pub citizens: Peer,
    pub employers: Peer,
    clock: Arc<ManualClock>,
    running: Option<Running>,
}

fn in_log(service: &str, Token { epoch, position }: Token) -> String {
    format!("{service}:{epoch}:{position}")
}

impl System {
    pub async fn start() -> Self {
        let clock = Arc::new(ManualClock::at(&noon(TODAY)));
        let cell = Cell::new(clock.clone());
        let citizens = Peer::start(&cell, "citizens").await;
        let employers = Peer::start(&cell, "employers").await;
        let database = Arc::new(Database::new(::placements::SCHEMAS).await);
        let running = Some(run(&cell, database).await);
        Self { cell, citizens, employers, clock, running }
    }

    /// A second process on the same database.
    pub async fn beside(&self) -> Running {
        run(&self.cell, self.running().database().clone()).await
    }

    /// Stops it and starts it again on the same database; what happens in between is not served.
    pub async fn restart(&mut self, meanwhile: impl FnOnce(&Self)) {
        let database = self.running.take().expect("it runs").stopped().await;
        meanwhile(self);
        self.running = Some(run(&self.cell, database).await);
    }

    /// Moves the clock to noon of a day. Who called before calls again with a new token.
    pub fn today_is(&self, day: &str) {
        self.clock.set(&noon(day));
    }

    pub fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    pub fn db(&self) -> &Database {
        self.running().database()
    }

    pub fn log(&self) -> &EventLog {
        self.running().log()
    }

    /// Types of all events, in order.
    pub async fn events(&self) -> Vec<String> {
        self.running().events().await
    }

    /// Types of the events of one IGU, in order.
    pub async fn events_of(&self, igu_id: &str) -> Vec<String> {
        let stream: Uuid = igu_id.parse().unwrap();
        let events = self.log().read(0, 10_000).await.unwrap();
        let of = events.iter().filter(|it| it.stream_id == stream);
        of.map(|it| it.type_name.rsplit('.').next().unwrap().to_owned()).collect()
    }

    /// A caseworker of a municipality.
    pub fn caseworker(&self, municipality: &str) -> User {
        self.user(municipality, &[Role::Caseworker])
    }

    pub fn user(&self, municipality: &str, roles: &[Role]) -> User {
        let bearer = Some(self.cell.token(municipality, roles));
        User { channel: self.running().channel(), bearer, municipality: municipality.to_owned() }
    }

    /// Somebody without a token.
    pub fn nobody(&self) -> User {
        User { channel: self.running().channel(), bearer: None, municipality: String::new() }
    }

    /// Citizens says something of a citizen of a municipality; answers where it stands, as clients write it.
    pub async fn citizens_say<M: Message + Name>(&self, municipality: &str, said: &M) -> String {
        let caller = testkit::caller(municipality, &[Role::Caseworker]);
        in_log("citizens", self.citizens.say(caller, said).await.1)
    }

    /// Employers says something on a stream that all municipalities share, as somebody of one of them.
    pub async fn employers_say<M: Message + Name>(&self, stream: Uuid, said: &M) -> String {
        let caller = testkit::caller("350", &[Role::Caseworker]);
        let said = Said::of(said);
        in_log("employers", self.employers.say_on(stream, caller, "000", said).await)
    }

    /// Citizens answers a question, and the answer has come.
    pub async fn answered(
        &self,
        user: &User,
        question_id: &str,
        facts: LegalFactsStated,
    ) -> String {
        let stated = LegalFactsStated { question_id: question_id.to_owned(), ..facts };
        user.resolve(&self.citizens_say(&user.municipality, &stated).await).await
    }

    /// Citizens answers a question without facts.
    pub async fn refused(&self, user: &User, question_id: &str, why: LegalFactsRefusal) -> String {
        let refused = LegalFactsRefused { question_id: question_id.to_owned(), reason: why.into() };
        user.resolve(&self.citizens_say(&user.municipality, &refused).await).await
    }

    /// The sector of a company from a day; on the employer's own stream.
    pub async fn sector(&self, cvr: &str, sector: Sector, first_day: &str) -> String {
        let employer = kernel::stream_id(Uuid::nil(), cvr);
        let set = EmployerSectorSet {
            employer_id: employer.to_string(),
            cvr: cvr.to_owned(),
            sector: sector.into(),
            first_day: on(first_day),
            source: CompanyFactSource::Cvr.into(),
        };
        self.employers_say(employer, &set).await
    }

    /// Planned by a municipality for a citizen, with the facts that the law asks for.
    pub async fn planned(&self, user: &User, citizen: &str, first_day: &str) -> String {
        let plan = user.plan(plan_from(citizen, first_day)).await.unwrap().answer;
        self.answered(user, &plan.question_id, facts(first_day)).await;
        plan.igu_id
    }

    /// The same, concluded on `CONCLUDED`, to begin on `FIRST_DAY`.
    pub async fn concluded(&self, user: &User, citizen: &str) -> String {
        let igu = self.planned(user, citizen, FIRST_DAY).await;
        user.conclude(conclude(&igu, CONCLUDED)).await.unwrap();
        igu
    }

    /// The same, registered in time and started.
    pub async fn running_igu(&self, user: &User, citizen: &str) -> String {
        let igu = self.concluded(user, citizen).await;
        user.register(register(&igu, "2017-03-05")).await.unwrap();
        user.start(start(&igu)).await.unwrap();
        igu
    }
}

async fn run(cell: &Cell, database: Arc<Database>) -> Running {
    let (name, schemas) = (::placements::NAME, ::placements::SCHEMAS);
    Running::start_on(cell, database, name, schemas, ::placements::start).await
}

fn noon(day: &str) -> String {
    format!("{day}T11:00:00Z")
}

/// Somebody who calls.
#[derive(Clone)]
pub struct User {
    channel: Channel,
    bearer: Option<String>,
    pub municipality: String,
}

/// What a command answered, and where it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<A> {
    pub answer: A,
    pub token: String,
}

/// Commands: each answers a token.
macro_rules! commands {
    ($($name:ident = $rpc:ident($request:ident) -> $response:ident;)+) => {
        impl User {$(
            pub async fn $name(&self, message: pb::$request) -> Result<Done<pb::$response>, Status> {
                done(self.client().$rpc(self.request(message, "")).await)
            }
        )+}
    };
}

commands! {
    plan = plan_igu(PlanIguRequest) -> PlanIguResponse;
    conclude = conclude_igu(ConcludeIguRequest) -> ConcludeIguResponse;
    register = register_igu(RegisterIguRequest) -> RegisterIguResponse;
    start = start_igu(StartIguRequest) -> StartIguResponse;
    stop = stop_igu(StopIguRequest) -> StopIguResponse;
    complete = complete_igu(CompleteIguRequest) -> CompleteIguResponse;
    cancel = cancel_igu(CancelIguRequest) -> CancelIguResponse;
    annul = annul_igu(AnnulIguRequest) -> AnnulIguResponse;
}

/// Queries: each waits for a token.
macro_rules! queries {
    ($($name:ident = $rpc:ident($request:ident) -> $response:ident;)+) => {
        impl User {$(
            pub async fn $name(&self, message: pb::$request, token: &str) -> Result<pb::$response, Status> {
                let mut request = self.request(message, token);
                request.set_timeout(PATIENCE);
                Ok(self.client().$rpc(request).await?.into_inner())
            }
        )+}
    };
}

queries! {
    list = list_igus(ListIgusRequest) -> ListIgusResponse;
    bonuses = list_bonus_instalments(ListBonusInstalmentsRequest) -> ListBonusInstalmentsResponse;
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

    fn client(&self) -> IguServiceClient<Channel> {
        IguServiceClient::new(self.channel.clone())
    }

    /// Shows an IGU as of a token.
    pub async fn get(&self, igu_id: &str, token: &str) -> Result<pb::GetIguResponse, Status> {
        let message = pb::GetIguRequest { igu_id: igu_id.to_owned() };
        let mut request = self.request(message, token);
        request.set_timeout(PATIENCE);
        Ok(self.client().get_igu(request).await?.into_inner())
    }

    /// The same, with a `jobbro-purpose`.
    pub async fn get_for(
        &self,
        igu_id: &str,
        purpose: &str,
        token: &str,
    ) -> Result<pb::GetIguResponse, Status> {
        let message = pb::GetIguRequest { igu_id: igu_id.to_owned() };
        let mut request = self.request(message, token);
        request.set_timeout(PATIENCE);
        request.metadata_mut().insert("jobbro-purpose", purpose.parse().unwrap());
        Ok(self.client().get_igu(request).await?.into_inner())
    }

    /// What it shows of an IGU as of a token.
    pub async fn summary(&self, igu_id: &str, token: &str) -> pb::IguSummary {
        self.get(igu_id, token).await.unwrap().igu.unwrap()
    }

    /// The service's own token, once its reactions have handled that place in another log.
    pub async fn resolve(&self, token: &str) -> String {
        let mut parts = token.split(':');
        let mut part = || parts.next().unwrap();
        let (service, epoch, position) = (part().to_owned(), part(), part());
        let asked = PlaceInLog {
            service,
            epoch: epoch.parse().unwrap(),
            position: position.parse().unwrap(),
        };
        let mut request = self.request(ResolveTokenRequest { tokens: vec![asked] }, "");
        request.set_timeout(PATIENCE);
        let mut client = LogServiceClient::new(self.channel.clone());
        let token = client.resolve_token(request).await.unwrap().into_inner().token.unwrap();
        format!("{}:{}:{}", token.service, token.epoch, token.position)
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
    assert_eq!(info.domain, "jobbro.dk/placements");
    let localized = status.get_details_localized_message().expect("every status has Danish text");
    assert_eq!(localized.locale, "da-DK");
    assert!(!localized.message.is_empty());
    for text in [status.message(), &localized.message] {
        assert!(!text.to_lowercase().contains("select "), "SQL stands in a status");
    }
    (status.code(), info.reason)
}

pub fn metadata(status: &Status) -> HashMap<String, String> {
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

/// Refused as the step does not follow on what has happened, with the state.
#[track_caller]
pub fn wrong_state<A>(result: Result<A, Status>, state: &str) {
    let status = refused(result, Code::FailedPrecondition, "WRONG_STATE");
    assert_eq!(metadata(&status).get("state").map(String::as_str), Some(state));
}

/// Refused by law: the ids of all broken rules.
#[track_caller]
pub fn broken_rules<A>(result: Result<A, Status>) -> Vec<String> {
    let status = refused(result, Code::FailedPrecondition, "RULE_BREACHED");
    let violations = status.get_details_precondition_failure().expect("each is told").violations;
    let rules: Vec<String> = violations.into_iter().map(|it| it.r#type).collect();
    assert_eq!(metadata(&status)["rules"], rules.join(" "));
    rules
}

pub fn id() -> String {
    RandomIds.next().hyphenated().to_string()
}

#[expect(clippy::unnecessary_wraps, reason = "fields of messages are optional")]
pub fn on(text: &str) -> Option<CivilDate> {
    Some(proto::values::date(day(text)))
}

/// A refugee of thirty, two years and a half in Denmark.
pub fn facts(first_day: &str) -> LegalFactsStated {
    LegalFactsStated {
        on: on(first_day),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: ResidenceBasis::Refugee.into(),
        programme_runs: Some(true),
        ..LegalFactsStated::default()
    }
}

pub fn plan(citizen_id: &str) -> pb::PlanIguRequest {
    plan_from(citizen_id, FIRST_DAY)
}

pub fn plan_from(citizen_id: &str, first_day: &str) -> pb::PlanIguRequest {
    pb::PlanIguRequest {
        request_id: id(),
        citizen_id: citizen_id.to_owned(),
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        first_day: on(first_day),
    }
}

pub fn conclude(igu_id: &str, concluded_on: &str) -> pb::ConcludeIguRequest {
    pb::ConcludeIguRequest {
        request_id: id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        concluded_on: on(concluded_on),
    }
}

pub fn register(igu_id: &str, registered_on: &str) -> pb::RegisterIguRequest {
    pb::RegisterIguRequest {
        request_id: id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        channel: IguChannel::Vitas.into(),
        registered_on: on(registered_on),
    }
}

pub fn start(igu_id: &str) -> pb::StartIguRequest {
    pb::StartIguRequest { request_id: id(), igu_id: igu_id.to_owned(), expected_version: None }
}

pub fn stop(igu_id: &str, last_day: &str) -> pb::StopIguRequest {
    pb::StopIguRequest {
        request_id: id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        last_day: on(last_day),
        reason: pb::IguStopReason::Resignation.into(),
    }
}

pub fn complete(igu_id: &str, last_day: &str) -> pb::CompleteIguRequest {
    pb::CompleteIguRequest {
        request_id: id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        last_day: on(last_day),
    }
}

pub fn cancel(igu_id: &str) -> pb::CancelIguRequest {
    pb::CancelIguRequest {
        request_id: id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        reason: pb::IguStopReason::Moved.into(),
    }
}

pub fn annul(igu_id: &str) -> pb::AnnulIguRequest {
    pb::AnnulIguRequest { request_id: id(), igu_id: igu_id.to_owned(), expected_version: None }
}
