//! Clients of all services, as somebody at work has them before them.

use kernel::Uuid;
use proto::{
    citizens::v1::{self as pb, citizen_service_client::CitizenServiceClient},
    employers::v1::employer_service_client::EmployerServiceClient,
    log::v1::{ResolveTokenRequest, log_service_client::LogServiceClient},
    placements::v1::{
        igu_service_client::IguServiceClient, placement_service_client::PlacementServiceClient,
    },
    reporting::v1::{
        GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope,
        reporting_service_client::ReportingServiceClient,
    },
};
use tonic::{Code, Request, Response, Status, transport::Channel};
use tonic_types::StatusExt;

use super::{Caller, Seen, commands, on, token};
use crate::system::System;

/// A placement asks citizens, hears the answer, asks employers, hears the answer.
const WAY: [(&str, &str); 4] = [
    ("placements", "citizens"),
    ("citizens", "placements"),
    ("placements", "employers"),
    ("employers", "placements"),
];

/// Each waits for as long as the service asks for.
const MOST_TRIES: u32 = 60;

#[derive(Clone)]
pub struct Desk {
    pub citizens: CitizenServiceClient<Channel>,
    pub employers: EmployerServiceClient<Channel>,
    pub placements: PlacementServiceClient<Channel>,
    pub igus: IguServiceClient<Channel>,
    pub reporting: ReportingServiceClient<Channel>,
    pub caller: Caller,
    /// What the answers of the commands below have told of the logs.
    pub seen: Seen,
    logs: [(&'static str, LogServiceClient<Channel>); 3],
}

impl Desk {
    pub async fn of(system: &System, caller: Caller) -> Self {
        let [citizens, employers, placements, reporting] = system.channels().await;
        Self {
            logs: [
                ("citizens", LogServiceClient::new(citizens.clone())),
                ("employers", LogServiceClient::new(employers.clone())),
                ("placements", LogServiceClient::new(placements.clone())),
            ],
            citizens: CitizenServiceClient::new(citizens),
            employers: EmployerServiceClient::new(employers),
            igus: IguServiceClient::new(placements.clone()),
            placements: PlacementServiceClient::new(placements),
            reporting: ReportingServiceClient::new(reporting),
            caller,
            seen: Seen::default(),
        }
    }

    /// The same at where the services are now.
    pub async fn moved(&self, system: &System) -> Self {
        Self { seen: self.seen.clone(), ..Self::of(system, self.caller.clone()).await }
    }

    /// The same desk with somebody else at it.
    pub fn with(&self, caller: Caller) -> Self {
        Self { caller, ..self.clone() }
    }

    /// What was answered; where it stands in a log is remembered.
    pub fn noted<T>(&self, response: Response<T>) -> T {
        self.seen.learn(&token(&response));
        response.into_inner()
    }

    /// Sends a command, again for as long as the service says that trying again helps: the machine is busy, and the
    /// request id makes it safe.
    pub async fn send<M: Clone, A, F>(
        &self,
        message: M,
        call: impl Fn(Self, Request<M>) -> F,
    ) -> Result<A, Status>
    where
        F: Future<Output = Result<Response<A>, Status>>,
    {
        for _ in 0..MOST_TRIES {
            match call(self.clone(), self.caller.asks(message.clone())).await {
                Ok(answer) => return Ok(self.noted(answer)),
                Err(status) => match status.get_details_retry_info() {
                    Some(it) => tokio::time::sleep(it.retry_delay.unwrap_or_default()).await,
                    None => return Err(status),
                },
            }
        }
        panic!("a command was not taken in {MOST_TRIES} tries")
    }

    /// A query that waits for everything seen so far.
    pub fn asks_now<T>(&self, message: T) -> Request<T> {
        self.caller.asks_after(message, &self.seen.all())
    }

    /// Waits until everything that was asked between the services is answered, by the services' own word.
    pub async fn answered(&self) {
        for (from, at) in WAY {
            self.resolved(from, at).await;
        }
    }

    /// Waits until `at` has done what it had to do for what was seen of `from`.
    pub async fn resolved(&self, from: &str, at: &str) {
        let Some(token) = self.seen.of(from) else { return };
        let (_, log) = self.logs.iter().find(|it| it.0 == at).unwrap();
        let request = self.caller.asks(ResolveTokenRequest { tokens: vec![token] });
        let answer = log.clone().resolve_token(request).await;
        let answer = answer.unwrap_or_else(|it| panic!("{at} does not answer {from}: {it:?}"));
        self.seen.reach(&answer.into_inner().token.unwrap());
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
        self.seen.learn(&token(&last));
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
