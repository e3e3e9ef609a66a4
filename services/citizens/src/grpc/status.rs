//! How the service's refusals are told. The table is `docs/grpc-status.md`, section citizens; a test compares them.

use citizens_domain::{benefit_course, citizen, programme};
use event_log::{ExecuteError, Fault};
use service_kit::grpc::{self, Problem, Reason, reasons};
use tonic::{
    Code::{AlreadyExists, FailedPrecondition},
    Status,
};

use crate::application::Refusal;

macro_rules! problems {
    ($($name:ident = $code:ident, $english:literal, $danish:literal;)+) => {
        $(
            const $name: Reason = Reason {
                code: $code,
                reason: stringify!($name),
                english: $english,
                danish: $danish,
                retry_after: None,
            };
        )+

        /// Every reason that is this service's own.
        pub const ALL: &[Reason] = &[$($name),+];
    };
}

problems! {
    ALREADY_REGISTERED = AlreadyExists,
        "the municipality has the person already; citizen_id says under which id",
        "Personen er allerede oprettet i kommunen.";
    CITIZEN_HELD_ELSEWHERE = AlreadyExists,
        "another municipality has the person; it can be transferred",
        "Personen hører til en anden kommune. Sagen kan overføres.";
    EXTERNAL_ID_IN_USE = AlreadyExists,
        "the external id names another citizen of the municipality",
        "Det eksterne id er allerede brugt til en anden borger.";
    RESPONSIBILITY_ALREADY_TAKEN_OVER = FailedPrecondition,
        "responsibility was taken over on another day",
        "Ansvaret er allerede overtaget fra en anden dag.";
    RESPONSIBILITY_NOT_TAKEN_OVER = FailedPrecondition,
        "responsibility has not been taken over",
        "Kommunen har endnu ikke overtaget ansvaret for borgeren.";
    DAY_IN_FUTURE = FailedPrecondition,
        "the day lies in the future",
        "Dagen ligger i fremtiden.";
    DAY_BEFORE_TAKE_OVER = FailedPrecondition,
        "the day lies before the take-over of responsibility",
        "Dagen ligger før kommunens overtagelse af ansvaret.";
    DAY_BEFORE_START = FailedPrecondition,
        "the day lies before the first day of what it belongs to",
        "Dagen ligger før første dag i forløbet.";
    PROGRAMME_ALREADY_RUNNING = FailedPrecondition,
        "a programme runs already",
        "Borgeren er allerede i et program.";
    PROGRAMME_OVERLAPS = FailedPrecondition,
        "an earlier programme has that day",
        "Dagen ligger i et tidligere program.";
    PROGRAMME_NOT_RUNNING = FailedPrecondition,
        "no programme runs on that day",
        "Borgeren er ikke i et program på den dag.";
    READINESS_ALREADY_ASSESSED = FailedPrecondition,
        "readiness is assessed from that day or a later one",
        "Borgeren er allerede visiteret fra den dag eller en senere.";
    PERSON_ERASED = FailedPrecondition,
        "the person's data was erased; nothing more is written about the person",
        "Personens oplysninger er slettet. Der kan ikke skrives mere om personen.";
    BENEFIT_OVERLAPS = FailedPrecondition,
        "another main benefit has that day or a later one",
        "Borgeren har allerede en anden hovedydelse på den dag eller senere.";
    BENEFIT_NOT_RUNNING = FailedPrecondition,
        "no main benefit runs",
        "Borgeren har ingen løbende hovedydelse.";
}

/// The status of a command that was not carried out.
pub(super) fn of(error: ExecuteError<Refusal>) -> Status {
    // The keys are gone for good: no fault of anybody's.
    if matches!(error, ExecuteError::Fault(Fault::Erased)) {
        return problem(PERSON_ERASED).status(crate::NAME);
    }
    grpc::status_of(crate::NAME, error, refused)
}

/// The status of a query that failed.
pub(super) fn fault(fault: Fault) -> Status {
    grpc::fault(crate::NAME, fault)
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::AlreadyRegistered(citizen) => Problem {
            metadata: vec![("citizen_id", citizen.to_string())],
            ..problem(ALREADY_REGISTERED)
        },
        Refusal::HeldElsewhere => problem(CITIZEN_HELD_ELSEWHERE),
        Refusal::ExternalIdInUse => problem(EXTERNAL_ID_IN_USE),
        Refusal::Citizen(why) => problem(by_citizen(why)),
        Refusal::Programme(why) => problem(by_programme(why)),
        Refusal::Benefit(why) => problem(by_benefit(why)),
    }
}

fn by_citizen(why: citizen::Refusal) -> Reason {
    match why {
        citizen::Refusal::NotFound => reasons::NOT_FOUND,
        citizen::Refusal::AlreadyRegistered => ALREADY_REGISTERED,
        citizen::Refusal::AlreadyTakenOver => RESPONSIBILITY_ALREADY_TAKEN_OVER,
        citizen::Refusal::DayInFuture => DAY_IN_FUTURE,
    }
}

fn by_programme(why: programme::Refusal) -> Reason {
    match why {
        programme::Refusal::NotTakenOver => RESPONSIBILITY_NOT_TAKEN_OVER,
        programme::Refusal::DayBeforeTakeOver => DAY_BEFORE_TAKE_OVER,
        programme::Refusal::DayInFuture => DAY_IN_FUTURE,
        programme::Refusal::AlreadyRunning => PROGRAMME_ALREADY_RUNNING,
        programme::Refusal::Overlaps => PROGRAMME_OVERLAPS,
        programme::Refusal::NotRunning => PROGRAMME_NOT_RUNNING,
        programme::Refusal::DayBeforeStart => DAY_BEFORE_START,
        programme::Refusal::AlreadyAssessed => READINESS_ALREADY_ASSESSED,
    }
}

fn by_benefit(why: benefit_course::Refusal) -> Reason {
    match why {
        benefit_course::Refusal::NotTakenOver => RESPONSIBILITY_NOT_TAKEN_OVER,
        benefit_course::Refusal::DayBeforeTakeOver => DAY_BEFORE_TAKE_OVER,
        benefit_course::Refusal::Overlaps => BENEFIT_OVERLAPS,
        benefit_course::Refusal::NotRunning => BENEFIT_NOT_RUNNING,
        benefit_course::Refusal::DayBeforeStart => DAY_BEFORE_START,
        benefit_course::Refusal::DayInFuture => DAY_IN_FUTURE,
    }
}

fn problem(reason: Reason) -> Problem {
    reason.into()
}

#[cfg(test)]
mod tests;
