use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
    time::Duration,
};

use tonic_types::StatusExt as _;
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use super::*;
use crate::grpc::{Row, complete, rows};

const PAGE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/grpc-status.md"));

fn told(error: ExecuteError<()>) -> Status {
    status_of("citizens", error, |()| Problem {
        code: Code::FailedPrecondition,
        reason: "DAY_IN_FUTURE",
        english: "the day lies in the future",
        danish: "Dagen ligger i fremtiden.",
        metadata: vec![("today", "2026-11-28".into())],
        findings: Vec::new(),
    })
}

#[test]
fn every_error_has_its_reason_its_domain_and_danish() {
    for (error, code, reason) in [
        (ExecuteError::Refused(()), Code::FailedPrecondition, "DAY_IN_FUTURE"),
        (ExecuteError::Stale { expected: 1, actual: 2 }, Code::Aborted, "STALE_VERSION"),
        (ExecuteError::Conflict, Code::Aborted, "CONFLICT"),
        (ExecuteError::RequestIdReused, Code::AlreadyExists, "REQUEST_ID_REUSED"),
        (ExecuteError::Busy, Code::ResourceExhausted, "BUSY"),
        (ExecuteError::Fault(Fault::Keys), Code::Internal, "INTERNAL_FAULT"),
        (ExecuteError::Fault(Fault::Closing), Code::Unavailable, "UNAVAILABLE"),
        (
            ExecuteError::Fault(Fault::Database(sqlx::Error::PoolTimedOut)),
            Code::Unavailable,
            "UNAVAILABLE",
        ),
    ] {
        let status = told(error);
        assert_eq!(status.code(), code, "{reason}");
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!((info.reason.as_str(), info.domain.as_str()), (reason, "jobbro.dk/citizens"));
        assert_eq!(details.localized_message().unwrap().locale, "da-DK");
    }
}

#[test]
fn versions_travel_in_the_metadata() {
    let details = told(ExecuteError::Stale { expected: 1, actual: 2 }).get_error_details();
    let metadata = &details.error_info().unwrap().metadata;
    assert_eq!((metadata["expected"].as_str(), metadata["actual"].as_str()), ("1", "2"));
}

#[test]
fn what_can_be_tried_again_says_when() {
    let delay = |error| told(error).get_error_details().retry_info().and_then(|it| it.retry_delay);
    assert_eq!(delay(ExecuteError::Busy), Some(Duration::from_millis(200)));
    assert_eq!(delay(ExecuteError::Fault(Fault::Closing)), Some(Duration::from_secs(1)));
    assert_eq!(delay(ExecuteError::RequestIdReused), None);
}

/// Keeps how loud each line of the log was, and the reason it has.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<(Level, String)>>>);

/// The reason of a line.
#[derive(Default)]
struct Said(String);

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "reason" {
            self.0 = value.to_owned();
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut said = Said::default();
        event.record(&mut said);
        self.0.lock().unwrap().push((*event.metadata().level(), said.0));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What is logged until a status has left.
fn logged(status: impl FnOnce() -> Status) -> Vec<(Level, String)> {
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), || complete("citizens", status()));
    let logged = lines.0.lock().unwrap();
    logged.clone()
}

#[test]
fn every_status_leaves_one_line_with_its_reason_and_only_a_fault_is_an_alarm() {
    let no_fields = || crate::grpc::Fields::default().finish(|| None::<()>).unwrap_err();
    assert_eq!(logged(no_fields), [(Level::INFO, "INVALID_FIELDS".to_owned())]);
    for (error, level, reason) in [
        (ExecuteError::Refused(()), Level::INFO, "DAY_IN_FUTURE"),
        (ExecuteError::Stale { expected: 1, actual: 2 }, Level::INFO, "STALE_VERSION"),
        (ExecuteError::Conflict, Level::INFO, "CONFLICT"),
        (ExecuteError::RequestIdReused, Level::INFO, "REQUEST_ID_REUSED"),
        (ExecuteError::Busy, Level::WARN, "BUSY"),
        (ExecuteError::Fault(Fault::Keys), Level::ERROR, "INTERNAL_FAULT"),
        (ExecuteError::Fault(Fault::Closing), Level::ERROR, "UNAVAILABLE"),
    ] {
        assert_eq!(logged(|| told(error)), [(level, reason.to_owned())]);
    }
    for (code, level, reason) in [
        (Code::Internal, Level::ERROR, "INTERNAL_FAULT"),
        (Code::Unavailable, Level::ERROR, "UNAVAILABLE"),
        (Code::DeadlineExceeded, Level::WARN, "DEADLINE"),
        (Code::ResourceExhausted, Level::WARN, "BUSY"),
        (Code::Unimplemented, Level::INFO, "UNKNOWN_METHOD"),
    ] {
        assert_eq!(logged(|| Status::new(code, "secret")), [(level, reason.to_owned())]);
    }
    let not_reached = || reasons::NOT_REACHED.status("");
    assert_eq!(logged(not_reached), [(Level::WARN, "NOT_REACHED".to_owned())]);
    let breach = || Problem::from(reasons::RULE_BREACHED).status("citizens");
    assert_eq!(logged(breach), [(Level::INFO, "RULE_BREACHED".to_owned())]);
}

#[test]
fn a_fault_shows_nothing_of_its_cause() {
    let secret = "SELECT secret FROM /var/lib";
    let cause = sqlx::Error::Protocol(secret.into());
    let status = fault("citizens", cause);
    let shown = format!("{:?} {:?}", status, status.get_error_details());
    assert_eq!(status.message(), "internal error");
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn a_status_without_a_service_gets_it_on_the_way_out() {
    let status = complete("citizens", reasons::PURPOSE_MISSING.status(""));
    let info = status.get_error_details().error_info().unwrap().clone();
    assert_eq!(info.domain, "jobbro.dk/citizens");
    assert_eq!(info.reason, "PURPOSE_MISSING");
    let elsewhere = complete("citizens", reasons::BUSY.status("reporting"));
    assert_eq!(elsewhere.get_error_details().error_info().unwrap().domain, "jobbro.dk/reporting");
}

#[test]
fn a_status_of_a_library_is_replaced_and_its_text_is_lost() {
    for (code, text, reason) in [
        (Code::Internal, "failed to decode Protobuf message: secret", "MESSAGE_UNREADABLE"),
        (Code::Internal, "secret", "INTERNAL_FAULT"),
        (Code::Unknown, "secret", "INTERNAL_FAULT"),
        (Code::OutOfRange, "Error, decoded message length too large: secret", "MESSAGE_TOO_LARGE"),
        (Code::Unimplemented, "secret", "UNKNOWN_METHOD"),
        (Code::DeadlineExceeded, "secret", "DEADLINE"),
        (Code::Cancelled, "secret", "CANCELLED"),
        (Code::NotFound, "secret", "NOT_FOUND"),
    ] {
        let status = complete("citizens", Status::new(code, text));
        let details = status.get_error_details();
        assert_eq!(details.error_info().unwrap().reason, reason, "{text}");
        assert!(details.localized_message().is_some());
        assert!(!format!("{status:?}").contains("secret"), "{status:?}");
    }
}

#[test]
fn the_page_has_exactly_the_shared_reasons() {
    let mut expected: Vec<Row> =
        reasons::all().map(|it| Row::of(it.reason, it.code, it.danish)).collect();
    expected.sort();
    assert_eq!(rows(PAGE, "Shared"), expected);
}

#[test]
fn the_layer_of_auth_refuses_in_the_words_of_the_table() {
    for (told, reason) in [
        (auth::refusal::UNAUTHENTICATED, reasons::UNAUTHENTICATED),
        (auth::refusal::PERMISSION_DENIED, reasons::PERMISSION_DENIED),
    ] {
        assert_eq!(
            (told.reason, told.english, told.danish),
            (reason.reason, reason.english, reason.danish)
        );
    }
}
