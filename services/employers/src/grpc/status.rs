//! How the service's refusals are told. The table is `docs/grpc-status.md`, section employers; a test compares them.

use employers_domain::{employer, workplace};
use event_log::{ExecuteError, Fault};
use service_kit::grpc::{self, Problem, Reason, reasons};
use tonic::{Code::FailedPrecondition, Status};

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
    SECTOR_ALREADY_SET = FailedPrecondition,
        "another sector is set from a later day",
        "Virksomheden har allerede en anden sektor fra en senere dag.";
    WORKPLACE_OF_OTHER_EMPLOYER = FailedPrecondition,
        "the workplace is registered with another company",
        "Arbejdspladsen er oprettet under en anden virksomhed.";
    WORKPLACE_LIES_ELSEWHERE = FailedPrecondition,
        "the workplace is registered as lying in another municipality",
        "Arbejdspladsen er oprettet i en anden kommune.";
    DAY_IN_FUTURE = FailedPrecondition,
        "the day lies in the future",
        "Dagen ligger i fremtiden.";
}

/// The status of a command that was not carried out.
pub(super) fn of(error: ExecuteError<Refusal>) -> Status {
    grpc::status_of(crate::NAME, error, refused)
}

/// The status of a query that failed.
pub(super) fn fault(fault: Fault) -> Status {
    grpc::fault(crate::NAME, fault)
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Employer(why) => by_employer(why).into(),
        Refusal::Workplace(why) => by_workplace(why).into(),
    }
}

fn by_employer(why: employer::Refusal) -> Reason {
    match why {
        employer::Refusal::NotFound => reasons::NOT_FOUND,
        employer::Refusal::SectorAlreadySet => SECTOR_ALREADY_SET,
        employer::Refusal::DayInFuture => DAY_IN_FUTURE,
    }
}

fn by_workplace(why: workplace::Refusal) -> Reason {
    match why {
        workplace::Refusal::NotFound => reasons::NOT_FOUND,
        workplace::Refusal::OtherEmployer => WORKPLACE_OF_OTHER_EMPLOYER,
        workplace::Refusal::LiesElsewhere => WORKPLACE_LIES_ELSEWHERE,
        workplace::Refusal::DayInFuture => DAY_IN_FUTURE,
    }
}

#[cfg(test)]
mod tests;
