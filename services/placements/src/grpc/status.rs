//! How the service's refusals are told. The table is `docs/grpc-status.md`, section placements; a test compares them.

mod igu;
mod placement;

use event_log::{ExecuteError, Fault};
use placements_domain::{placement::Refusal::OtherCitizen, question};
use service_kit::grpc::{self, Fields, Problem, Reason, reasons};
use tonic::{
    Code::{FailedPrecondition, PermissionDenied},
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
    WRONG_STATE = FailedPrecondition,
        "the step does not follow on what has happened; state says where it is",
        "Trinnet passer ikke til, hvor sagen er nu.";
    ALREADY_SIGNED = FailedPrecondition,
        "that party has signed",
        "Den part har allerede skrevet under.";
    EMPLOYER_SIGNS_FIRST = FailedPrecondition,
        "the employer signs before the representative of the employees",
        "Arbejdsgiveren skriver under før medarbejderrepræsentanten.";
    SIGNATURE_MISSING = FailedPrecondition,
        "a signature is missing; roles says whose",
        "Der mangler en underskrift.";
    ANSWERS_PENDING = FailedPrecondition,
        "not all questions are answered yet; resolve the token of the submission, then try again",
        "Der mangler endnu svar fra andre dele af systemet. Sagen kan afgøres, når de er kommet.";
    CITIZEN_UNKNOWN = FailedPrecondition,
        "there is no such citizen",
        "Borgeren findes ikke.";
    CITIZEN_NOT_YOURS = FailedPrecondition,
        "another municipality holds the citizen",
        "Borgeren hører til en anden kommune.";
    WORKPLACE_UNKNOWN = FailedPrecondition,
        "no such workplace is registered with that company",
        "Arbejdspladsen er ikke oprettet hos den virksomhed.";
    HUMAN_REQUIRED = PermissionDenied,
        "a decision is made by a human; the token names none",
        "En afgørelse træffes af et menneske. Systemet kan ikke gøre det alene.";
    FOUR_EYES = PermissionDenied,
        "decided by another human than those who drafted, changed, recorded a signature and submitted it",
        "En anden end den, der har lavet, ændret, noteret underskrift i eller indsendt sagen, skal afgøre den.";
    ALREADY_REGISTERED = FailedPrecondition,
        "the agreement has been registered",
        "Aftalen er allerede registreret.";
    DAY_BEFORE_CONCLUSION = FailedPrecondition,
        "the day lies before the conclusion of the agreement",
        "Dagen ligger før aftalens indgåelse.";
    DAY_IN_FUTURE = FailedPrecondition,
        "the day lies in the future",
        "Dagen ligger i fremtiden.";
    DAY_BEFORE_START = FailedPrecondition,
        "the day lies before the first day",
        "Dagen ligger før første dag i forløbet.";
    DAY_NOT_BEFORE_END = FailedPrecondition,
        "the day is the agreed last day or a later one",
        "Dagen ligger ikke før den aftalte sidste dag.";
    DAY_BEFORE_END = FailedPrecondition,
        "the day lies before the planned last day",
        "Dagen ligger før den planlagte sidste dag.";
    PERSON_ERASED = FailedPrecondition,
        "the person's data was erased; nothing more is written about the person",
        "Personens oplysninger er slettet. Der kan ikke skrives mere om personen.";
}

/// The status of a command that was not carried out.
pub(super) fn of(error: ExecuteError<Refusal>) -> Status {
    // The keys are gone for good: no fault of anybody's.
    if matches!(error, ExecuteError::Fault(Fault::Erased)) {
        return problem(PERSON_ERASED).status(crate::NAME);
    }
    if matches!(error, ExecuteError::Refused(Refusal::Placement(OtherCitizen))) {
        return other_citizen();
    }
    grpc::status_of(crate::NAME, error, refused)
}

/// The status of a query that failed.
pub(super) fn fault(fault: Fault) -> Status {
    grpc::fault(crate::NAME, fault)
}

/// A wrong field that only the use case could find.
fn other_citizen() -> Status {
    let mut fields = Fields::default();
    fields.wrong(
        "terms.citizen_id",
        "must be the citizen of the placement",
        "skal være borgeren i sagen",
    );
    fields.finish(|| None::<()>).err().unwrap_or_else(|| reasons::INVALID_FIELDS.status(""))
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        // A question's id is made anew for each ask: it cannot be another's. An agreement that another one came before,
        // tried again, is refused by the rule of one IGU, with dates.
        Refusal::Question(question::Refusal::AlreadyOpened) | Refusal::IguConcludedMeanwhile => {
            problem(reasons::CONFLICT)
        }
        Refusal::Placement(why) => placement::refused(why),
        Refusal::Igu(why) => igu::refused(why),
    }
}

fn problem(reason: Reason) -> Problem {
    reason.into()
}

#[cfg(test)]
mod tests;
