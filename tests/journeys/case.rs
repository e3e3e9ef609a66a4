//! A caseworker and a case, by gRPC: requests with a token, ids of their own, and the place in the log that each answer
//! names.

use std::time::Duration;

use kernel::{Date, Ids, date};
use proto::{
    citizens::v1 as pb,
    reporting::v1::{self as reporting, GetIndicatorResponse},
    values,
    values_v1::{CivilDate, OriginGroup, ResidenceBasis, Sex},
};
use testkit::RandomIds;
use tokio::sync::watch;
use tonic::{
    Code, Request, Response, Status,
    metadata::{Ascii, MetadataValue},
};

pub use desk::Desk;
pub use seen::Seen;

pub mod commands;
pub mod company;
mod desk;
pub mod igu;
pub mod internship;
mod seen;

/// Waits until a worker has come so far. One that hangs fails the journey, with what it should have done.
pub async fn work_goes_on(
    progress: &mut watch::Receiver<u16>,
    far_enough: impl FnMut(&u16) -> bool,
    what: &str,
) {
    let came = tokio::time::timeout(Duration::from_mins(5), progress.wait_for(far_enough)).await;
    assert!(matches!(came, Ok(Ok(_))), "it did not happen that {what}");
}

/// The span of whoever calls in a trace.
pub const SPAN: &str = "00f067aa0ba902b7";

/// Who asks.
#[derive(Clone)]
pub struct Caller {
    authorization: MetadataValue<Ascii>,
    traceparent: Option<MetadataValue<Ascii>>,
}

impl Caller {
    pub fn new(token: &str) -> Self {
        Self { authorization: format!("Bearer {token}").parse().unwrap(), traceparent: None }
    }

    /// The same, in a trace: each call is a child of its span.
    pub fn in_trace(self, trace: &[u8; 16]) -> Self {
        let parent = format!("00-{}-{SPAN}-01", hex::encode(trace));
        Self { traceparent: Some(parent.parse().unwrap()), ..self }
    }

    /// The request with the caller's token.
    pub fn asks<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", self.authorization.clone());
        if let Some(parent) = &self.traceparent {
            request.metadata_mut().insert("traceparent", parent.clone());
        }
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

/// Tells a transport that broke from an answer: only the first is worth the same request again.
pub fn unanswered(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::Unknown | Code::Cancelled | Code::Internal)
}

/// What a caller does when the connection breaks: the same request again, at where the service is now.
pub async fn until_answered<M: Clone, A, F>(
    desks: &mut watch::Receiver<Desk>,
    message: M,
    call: impl Fn(Desk, M) -> F,
) -> A
where
    F: Future<Output = Result<A, Status>>,
{
    loop {
        let desk = desks.borrow_and_update().clone();
        match call(desk, message.clone()).await {
            Err(status) if unanswered(&status) => {
                // A new address comes with the new process; at the old one it is worth another try now and then.
                let _ = tokio::time::timeout(Duration::from_secs(1), desks.changed()).await;
            }
            other => return other.unwrap(),
        }
    }
}

/// (numerator, denominator) of a variant.
pub fn share(response: &GetIndicatorResponse, variant: &str) -> (i64, i64) {
    let figure = response.figures.iter().find(|it: &&reporting::Figure| it.variant == variant);
    figure.map(|it| (it.numerator, it.denominator)).unwrap()
}
