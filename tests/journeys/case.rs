//! A caseworker and a citizen's case, by gRPC: requests with a token, ids of their own, and the place in the log that
//! each answer names.

use std::time::Duration;

use kernel::{Date, Ids, Uuid, date};
use proto::{
    citizens::v1 as pb,
    citizens::v1::citizen_service_client::CitizenServiceClient,
    reporting::v1::{
        self as reporting, GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope,
        reporting_service_client::ReportingServiceClient,
    },
    values,
    values_v1::{
        BenefitKind, CivilDate, OriginGroup, ProgrammeKind, ReadinessCategory, ResidenceBasis, Sex,
    },
};
use testkit::RandomIds;
use tokio::sync::watch;
use tonic::{
    Code, Request, Response, Status,
    metadata::{Ascii, MetadataValue},
    transport::Channel,
};

/// Waits until a worker has come so far. One that hangs fails the journey, with what it should have done.
pub async fn work_goes_on(
    progress: &mut watch::Receiver<u16>,
    far_enough: impl FnMut(&u16) -> bool,
    what: &str,
) {
    let came = tokio::time::timeout(Duration::from_mins(5), progress.wait_for(far_enough)).await;
    assert!(matches!(came, Ok(Ok(_))), "it did not happen that {what}");
}

/// Who asks.
#[derive(Clone)]
pub struct Caller {
    authorization: MetadataValue<Ascii>,
}

impl Caller {
    pub fn new(token: &str) -> Self {
        Self { authorization: format!("Bearer {token}").parse().unwrap() }
    }

    /// The request with the caller's token.
    pub fn asks<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", self.authorization.clone());
        request
    }

    /// A query that waits for what a command did.
    pub fn asks_after<T>(&self, message: T, token: &str) -> Request<T> {
        let mut request = self.asks(message);
        request.metadata_mut().insert("jobbro-token", token.parse().unwrap());
        request
    }
}

/// The place in the log that an answer names.
pub fn token<T>(response: &Response<T>) -> String {
    response.metadata().get("jobbro-token").unwrap().to_str().unwrap().to_owned()
}

/// A request id of its own.
pub fn request_id() -> String {
    RandomIds.next().to_string()
}

/// The day of a text as `2017-01-31`.
pub fn on(day: &str) -> CivilDate {
    values::date(testkit::day(day))
}

/// A person of the test: a replacement number, made up, one for each number to 9999.
pub fn newcomer(number: u16, sex: Sex) -> pb::RegisterCitizenRequest {
    let born: Date = date(1980, 1, 1 + i8::try_from(number % 28).unwrap());
    let (day, month, year) = (60 + born.day(), born.month(), born.year() % 100);
    pb::RegisterCitizenRequest {
        request_id: request_id(),
        person_number: format!("{day:02}{month:02}{year:02}{number:04}"),
        administrative: false,
        given_names: format!("Prøve {number}"),
        family_name: "Rejsende".to_owned(),
        birth_date: Some(values::date(born)),
        sex: sex.into(),
        residence_basis: ResidenceBasis::Refugee.into(),
        origin_group: OriginGroup::NonWestern.into(),
        first_permit_month: None,
        external_id: None,
        residence_registered_on: None,
    }
}

/// The commands that make a recipient in the programme of a registered citizen.
pub mod commands {
    use super::{BenefitKind, ProgrammeKind, ReadinessCategory, on, pb, request_id};

    pub fn take_over(citizen_id: &str, first_day: &str) -> pb::TakeOverResponsibilityRequest {
        pb::TakeOverResponsibilityRequest {
            request_id: request_id(),
            citizen_id: citizen_id.to_owned(),
            expected_version: None,
            first_day: Some(on(first_day)),
        }
    }

    pub fn start_programme(citizen_id: &str, first_day: &str) -> pb::StartProgrammeRequest {
        pb::StartProgrammeRequest {
            request_id: request_id(),
            citizen_id: citizen_id.to_owned(),
            expected_version: None,
            kind: ProgrammeKind::Integration.into(),
            first_day: Some(on(first_day)),
        }
    }

    pub fn assess(
        citizen_id: &str,
        category: ReadinessCategory,
        first_day: &str,
    ) -> pb::AssessReadinessRequest {
        pb::AssessReadinessRequest {
            request_id: request_id(),
            citizen_id: citizen_id.to_owned(),
            expected_version: None,
            category: category.into(),
            first_day: Some(on(first_day)),
            reason: "Vurderet efter samtale.".to_owned(),
        }
    }

    pub fn start_benefit(citizen_id: &str, first_day: &str) -> pb::StartBenefitRequest {
        pb::StartBenefitRequest {
            request_id: request_id(),
            citizen_id: citizen_id.to_owned(),
            expected_version: None,
            kind: BenefitKind::IntegrationBenefit.into(),
            first_day: Some(on(first_day)),
        }
    }
}

/// Tells a transport that broke from an answer: only the first is worth the same request again.
pub fn unanswered(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::Unknown | Code::Cancelled | Code::Internal)
}

/// Clients of both services.
#[derive(Clone)]
pub struct Desk {
    pub citizens: CitizenServiceClient<Channel>,
    pub reporting: ReportingServiceClient<Channel>,
    pub caller: Caller,
}

impl Desk {
    pub async fn of(system: &crate::system::System, caller: Caller) -> Self {
        let (citizens, reporting) = system.channels().await;
        Self {
            citizens: CitizenServiceClient::new(citizens),
            reporting: ReportingServiceClient::new(reporting),
            caller,
        }
    }

    /// Registered, taken over, in the programme and on benefit, all from a day; answers the last command's token.
    pub async fn recipient(
        &mut self,
        registration: pb::RegisterCitizenRequest,
        from: &str,
    ) -> Result<(Uuid, String), Status> {
        let (caller, citizens) = (self.caller.clone(), &mut self.citizens);
        let registered = citizens.register_citizen(caller.asks(registration)).await?;
        let id = registered.into_inner().citizen_id;
        let message = commands::take_over(&id, from);
        citizens.take_over_responsibility(caller.asks(message)).await?;
        let message = commands::start_programme(&id, from);
        citizens.start_programme(caller.asks(message)).await?;
        let message = commands::start_benefit(&id, from);
        let last = citizens.start_benefit(caller.asks(message)).await?;
        Ok((id.parse().unwrap(), token(&last)))
    }

    /// An indicator of the caller's municipality, counted no earlier than the token's place.
    pub async fn figures(
        &mut self,
        indicator: Indicator,
        day: &str,
        after: &str,
    ) -> GetIndicatorResponse {
        self.ask(indicator, day, Scope::Municipality, after).await.unwrap()
    }

    /// As `figures`, of any scope. What was not reached in time is asked for again: the machine is busy.
    pub async fn ask(
        &mut self,
        indicator: Indicator,
        day: &str,
        scope: Scope,
        after: &str,
    ) -> Result<GetIndicatorResponse, Status> {
        for _ in 0..3 {
            let message = GetIndicatorRequest {
                indicator: indicator.into(),
                day: Some(on(day)),
                scope: scope.into(),
                compared_with: None,
            };
            let request = self.caller.asks_after(message, after);
            match self.reporting.get_indicator(request).await {
                Err(status) if status.code() == Code::DeadlineExceeded => {}
                other => return other.map(Response::into_inner),
            }
        }
        panic!("reporting did not reach {after} in three deadlines")
    }
}

/// (numerator, denominator) of a variant.
pub fn share(response: &GetIndicatorResponse, variant: &str) -> (i64, i64) {
    let figure = response.figures.iter().find(|it: &&reporting::Figure| it.variant == variant);
    figure.map(|it| (it.numerator, it.denominator)).unwrap()
}
