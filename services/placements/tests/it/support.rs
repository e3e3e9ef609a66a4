//! Somebody who calls `PlacementService`, and what is said to it. The service runs as for IGUs; only the day is later.

use kernel::{Ids, Role, Uuid};
use proto::{
    citizens::events::v1::{LegalFactsRefusal, LegalFactsRefused, LegalFactsStated},
    employers::events::v1::{PlaceRefusal, PlaceRefused, PlaceReserved},
    log::v1::{ResolveTokenRequest, Token as PlaceInLog, log_service_client::LogServiceClient},
    placements::{
        events::v1::PlaceAsked,
        v1::{self as pb, placement_service_client::PlacementServiceClient},
    },
    values,
    values_v1::{
        InternshipFocus, PlaceOccupancy, PlaceProof, ReadinessCategory, ResidenceBasis,
        SignatureMethod, SignerRole,
    },
};
use testkit::RandomIds;
use tonic::{Request, Response, Status, transport::Channel};

use crate::igu_support::{CVR, Done, P_NUMBER, PATIENCE, System, id, on};

/// Today in every test of internships.
pub const TODAY: &str = "2018-06-01";
/// First and last day of most internships: shorter than four weeks.
pub const FIRST: &str = "2018-03-05";
pub const LAST: &str = "2018-03-30";

/// The service beside logs of citizens and employers, at noon of `TODAY`.
pub async fn system() -> System {
    let system = System::start().await;
    system.today_is(TODAY);
    system
}

/// Somebody who calls.
#[derive(Clone)]
pub struct Worker {
    channel: Channel,
    bearer: Option<String>,
    pub human: Option<Uuid>,
    pub municipality: String,
}

/// A caseworker who may also decide; whoever drafts does not.
pub fn worker(system: &System, municipality: &str) -> Worker {
    somebody(system, municipality, &[Role::Caseworker, Role::Decider])
}

pub fn somebody(system: &System, municipality: &str, roles: &[Role]) -> Worker {
    as_caller(system, Some(RandomIds.next()), municipality, roles)
}

pub fn as_caller(
    system: &System,
    human: Option<Uuid>,
    municipality: &str,
    roles: &[Role],
) -> Worker {
    let bearer = Some(system.cell.bearer(human, municipality, roles));
    let channel = system.running().channel();
    Worker { channel, bearer, human, municipality: municipality.to_owned() }
}

/// Somebody without a token.
pub fn nobody(system: &System) -> Worker {
    let channel = system.running().channel();
    Worker { channel, bearer: None, human: None, municipality: String::new() }
}

/// Commands: each answers a token.
macro_rules! commands {
    ($($name:ident = $rpc:ident($request:ident) -> $response:ident;)+) => {
        impl Worker {$(
            pub async fn $name(&self, message: pb::$request) -> Result<Done<pb::$response>, Status> {
                done(self.client().$rpc(self.request(message, &[])).await)
            }
        )+}
    };
}

commands! {
    draft = draft_placement(DraftPlacementRequest) -> DraftPlacementResponse;
    sign = sign_placement(SignPlacementRequest) -> SignPlacementResponse;
    revise = revise_placement(RevisePlacementRequest) -> RevisePlacementResponse;
    submit = submit_placement(SubmitPlacementRequest) -> SubmitPlacementResponse;
    grant = grant_placement(GrantPlacementRequest) -> GrantPlacementResponse;
    reject = reject_placement(RejectPlacementRequest) -> RejectPlacementResponse;
    start = start_placement(StartPlacementRequest) -> StartPlacementResponse;
    complete = complete_placement(CompletePlacementRequest) -> CompletePlacementResponse;
    interrupt = interrupt_placement(InterruptPlacementRequest) -> InterruptPlacementResponse;
    cancel = cancel_placement(CancelPlacementRequest) -> CancelPlacementResponse;
}

impl Worker {
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

    pub fn client(&self) -> PlacementServiceClient<Channel> {
        PlacementServiceClient::new(self.channel.clone())
    }

    /// Shows a placement as of a token, for the purpose `case_work`.
    pub async fn get(
        &self,
        placement_id: &str,
        token: &str,
    ) -> Result<pb::GetPlacementResponse, Status> {
        self.get_with(placement_id, &[("jobbro-purpose", "case_work"), ("jobbro-token", token)])
            .await
    }

    pub async fn get_with(
        &self,
        placement_id: &str,
        metadata: &[(&'static str, &str)],
    ) -> Result<pb::GetPlacementResponse, Status> {
        let message = pb::GetPlacementRequest { placement_id: placement_id.to_owned() };
        let mut request = self.request(message, metadata);
        request.set_timeout(PATIENCE);
        Ok(self.client().get_placement(request).await?.into_inner())
    }

    /// What it shows of a placement as of a token.
    pub async fn summary(&self, placement_id: &str, token: &str) -> pb::PlacementSummary {
        self.get(placement_id, token).await.unwrap().placement.unwrap()
    }

    pub async fn list(
        &self,
        message: pb::ListPlacementsRequest,
        token: &str,
    ) -> Result<pb::ListPlacementsResponse, Status> {
        let mut request = self.request(message, &[("jobbro-token", token)]);
        request.set_timeout(PATIENCE);
        Ok(self.client().list_placements(request).await?.into_inner())
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
        let mut request = self.request(ResolveTokenRequest { tokens: vec![asked] }, &[]);
        request.set_timeout(PATIENCE);
        let mut client = LogServiceClient::new(self.channel.clone());
        let token = client.resolve_token(request).await.unwrap().into_inner().token.unwrap();
        format!("{}:{}:{}", token.service, token.epoch, token.position)
    }

    /// Drafted for somebody new; answers the placement's id.
    pub async fn drafted(&self) -> String {
        self.draft(draft(&id())).await.unwrap().answer.placement_id
    }

    /// Signed by these.
    pub async fn signed_by(&self, placement: &str, roles: &[SignerRole]) {
        for role in roles {
            self.sign(sign(placement, *role)).await.unwrap();
        }
    }

    /// Drafted and signed by all three.
    pub async fn ready(&self) -> String {
        let placement = self.drafted().await;
        self.signed_by(&placement, &EVERYBODY).await;
        placement
    }

    /// The same, submitted; answers the placement and the question of the facts.
    pub async fn submitted(&self) -> (String, String) {
        let placement = self.ready().await;
        let question = self.submit(submit(&placement)).await.unwrap().answer.question_id;
        (placement, question)
    }

    /// The same, with facts; answers the placement and the question of the place.
    pub async fn place_asked(&self, system: &System) -> (String, String) {
        let (placement, question) = self.submitted().await;
        facts_come(system, self, &stated(&question)).await;
        (placement, last_place_asked(system).await.question_id)
    }

    /// The same, with the place reserved.
    pub async fn answered(&self, system: &System) -> String {
        let (placement, question) = self.place_asked(system).await;
        reserved_comes(system, self, &reserved(&question)).await;
        placement
    }

    /// The same, granted by somebody else.
    pub async fn granted(&self, system: &System) -> String {
        let placement = self.answered(system).await;
        worker(system, &self.municipality).grant(grant(&placement)).await.unwrap();
        placement
    }

    /// The same, started.
    pub async fn running(&self, system: &System) -> String {
        let placement = self.granted(system).await;
        self.start(start(&placement)).await.unwrap();
        placement
    }
}

pub const EVERYBODY: [SignerRole; 3] =
    [SignerRole::Employer, SignerRole::EmployeeRepresentative, SignerRole::Citizen];

fn done<A>(response: Result<Response<A>, Status>) -> Result<Done<A>, Status> {
    let response = response?;
    let token = response.metadata().get("jobbro-token").expect("a command answers its token");
    let token = token.to_str().unwrap().to_owned();
    Ok(Done { answer: response.into_inner(), token })
}

/// Submits what is there now, in full knowledge of it.
pub async fn submit_again(system: &System, placement_id: &str) -> pb::SubmitPlacementRequest {
    let seen = system.events_of(placement_id).await.len();
    let expected_version = Some(i64::try_from(seen).unwrap());
    pb::SubmitPlacementRequest { expected_version, ..submit(placement_id) }
}

/// Citizens states facts, and they have come.
pub async fn facts_come(system: &System, worker: &Worker, stated: &LegalFactsStated) -> String {
    worker.resolve(&system.citizens_say(&worker.municipality, stated).await).await
}

/// Citizens answers without facts.
pub async fn facts_refused(
    system: &System,
    worker: &Worker,
    question: &str,
    reason: LegalFactsRefusal,
) -> String {
    let refused = LegalFactsRefused { question_id: question.to_owned(), reason: reason.into() };
    worker.resolve(&system.citizens_say(&worker.municipality, &refused).await).await
}

/// Employers reserves a place, and the answer has come.
pub async fn reserved_comes(system: &System, worker: &Worker, reserved: &PlaceReserved) -> String {
    worker.resolve(&system.employers_say(RandomIds.next(), reserved).await).await
}

/// Employers refuses a place.
pub async fn refused_comes(system: &System, worker: &Worker, refused: &PlaceRefused) -> String {
    worker.resolve(&system.employers_say(RandomIds.next(), refused).await).await
}

/// The newest ask for a place.
pub async fn last_place_asked(system: &System) -> PlaceAsked {
    messages(system).await.pop().expect("a place was asked for")
}

/// All events of one type, decoded.
pub async fn messages<M: prost::Message + prost::Name + Default>(system: &System) -> Vec<M> {
    let events = system.log().read(0, 10_000).await.unwrap();
    let ours = events.iter().filter(|it| it.type_name == M::full_name());
    ours.map(|it| M::decode(&*it.payload).unwrap()).collect()
}

/// Job-ready, in a programme.
pub fn stated(question: &str) -> LegalFactsStated {
    LegalFactsStated {
        question_id: question.to_owned(),
        citizen_id: id(),
        on: on(FIRST),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: ResidenceBasis::Refugee.into(),
        programme_runs: Some(true),
        programme_kind: proto::values_v1::ProgrammeKind::Integration.into(),
        readiness: ReadinessCategory::JobReady.into(),
    }
}

/// Untested, at a workplace of twelve.
pub fn reserved(question: &str) -> PlaceReserved {
    PlaceReserved {
        weekly_hours: None,
        question_id: question.to_owned(),
        p_number: P_NUMBER.to_owned(),
        first_day: on(FIRST),
        last_day: on(LAST),
        occupancy: PlaceOccupancy::Untested.into(),
        proof: Some(PlaceProof {
            ordinary_employees: Some(12),
            headcount_as_of: on("2018-03-01"),
            supported_here: 1,
            allowed: Some(2),
            ..PlaceProof::default()
        }),
        findings: vec![values::finding(&ratio(false))],
        ..PlaceReserved::default()
    }
}

/// By the ratio rule, with its finding.
pub fn refused_place(question: &str) -> PlaceRefused {
    PlaceRefused {
        question_id: question.to_owned(),
        p_number: P_NUMBER.to_owned(),
        first_day: on(FIRST),
        last_day: on(LAST),
        reason: PlaceRefusal::Ratio.into(),
        proof: reserved("").proof,
        findings: vec![values::finding(&ratio(true))],
        ..PlaceRefused::default()
    }
}

fn ratio(broken: bool) -> law::Finding {
    const ROW: law::Row<()> = law::Row {
        from: None,
        to: None,
        citation: law::Citation::new(2014, 1564, "§ 64, stk. 1"),
        enforcement: law::Enforcement::Block,
        content: (),
    };
    let on = testkit::day(FIRST);
    law::Finding::holds(law::ratio::FORMULA, &ROW, on)
        .fact("ordinary_employees", law::FactValue::Number(12))
        .fact("allowed", law::FactValue::Number(2))
        .broken_if(broken, law::Enforcement::Block)
}

pub fn terms(citizen_id: &str) -> pb::Terms {
    pb::Terms {
        citizen_id: citizen_id.to_owned(),
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        focus: InternshipFocus::Language.into(),
        first_day: on(FIRST),
        last_day: on(LAST),
        weekly_hours: 30,
        purpose: "Dansk på arbejdspladsen".to_owned(),
        tasks: "Pakke varer".to_owned(),
        job_goal: "Lagermedarbejder".to_owned(),
        length_grounds: Vec::new(),
        length_ground_text: String::new(),
    }
}

pub fn draft(citizen_id: &str) -> pb::DraftPlacementRequest {
    pb::DraftPlacementRequest { request_id: id(), terms: Some(terms(citizen_id)) }
}

pub fn sign(placement_id: &str, role: SignerRole) -> pb::SignPlacementRequest {
    pb::SignPlacementRequest {
        request_id: id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        role: role.into(),
        signed_on: on("2018-02-01"),
        method: SignatureMethod::Paper.into(),
        objected: false,
    }
}

pub fn revise(placement_id: &str, citizen_id: &str) -> pb::RevisePlacementRequest {
    pb::RevisePlacementRequest {
        request_id: id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        terms: Some(terms(citizen_id)),
    }
}

macro_rules! plain {
    ($($name:ident -> $request:ident;)+) => {$(
        pub fn $name(placement_id: &str) -> pb::$request {
            let placement_id = placement_id.to_owned();
            pb::$request { request_id: id(), placement_id, expected_version: None }
        }
    )+};
}

plain! {
    submit -> SubmitPlacementRequest;
    grant -> GrantPlacementRequest;
    start -> StartPlacementRequest;
    complete -> CompletePlacementRequest;
}

pub fn reject(placement_id: &str) -> pb::RejectPlacementRequest {
    pb::RejectPlacementRequest {
        request_id: id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        reason: "Opgaverne er ikke egnede.".to_owned(),
    }
}

pub fn interrupt(placement_id: &str, last_day: &str) -> pb::InterruptPlacementRequest {
    pb::InterruptPlacementRequest {
        request_id: id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        last_day: on(last_day),
        reason: pb::EndReason::Other.into(),
        text: "Transporten tog to timer.".to_owned(),
    }
}

pub fn cancel(placement_id: &str) -> pb::CancelPlacementRequest {
    pb::CancelPlacementRequest {
        request_id: id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        reason: pb::EndReason::Sickness.into(),
        text: String::new(),
    }
}
