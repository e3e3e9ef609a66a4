//! The refusals of a placement.

use placements_domain::{placement::Refusal, values::SignerRole};
use service_kit::grpc::{Problem, reasons};

use super::{
    ALREADY_SIGNED, ANSWERS_PENDING, CITIZEN_NOT_YOURS, CITIZEN_UNKNOWN, DAY_BEFORE_START,
    DAY_IN_FUTURE, DAY_NOT_BEFORE_END, EMPLOYER_SIGNS_FIRST, FOUR_EYES, HUMAN_REQUIRED,
    SIGNATURE_MISSING, WORKPLACE_UNKNOWN, WRONG_STATE, problem,
};

pub(super) fn refused(why: Refusal) -> Problem {
    match why {
        Refusal::NotFound => problem(reasons::NOT_FOUND),
        Refusal::WrongState(state) => {
            Problem { metadata: vec![("state", state.to_owned())], ..problem(WRONG_STATE) }
        }
        // Told as a wrong field, which only the use case could find.
        Refusal::OtherCitizen => problem(reasons::INVALID_FIELDS),
        Refusal::AlreadySigned => problem(ALREADY_SIGNED),
        Refusal::EmployerSignsFirst => problem(EMPLOYER_SIGNS_FIRST),
        Refusal::SignatureMissing(roles) => {
            let roles: Vec<_> = roles.into_iter().map(SignerRole::code).collect();
            Problem { metadata: vec![("roles", roles.join(" "))], ..problem(SIGNATURE_MISSING) }
        }
        Refusal::AnswersPending => problem(ANSWERS_PENDING),
        Refusal::CitizenUnknown => problem(CITIZEN_UNKNOWN),
        Refusal::CitizenNotYours => problem(CITIZEN_NOT_YOURS),
        Refusal::WorkplaceUnknown => problem(WORKPLACE_UNKNOWN),
        Refusal::RuleBreached(findings) => Problem::breach(&findings),
        Refusal::HumanRequired => problem(HUMAN_REQUIRED),
        Refusal::FourEyes => problem(FOUR_EYES),
        Refusal::DayInFuture => problem(DAY_IN_FUTURE),
        Refusal::DayBeforeStart => problem(DAY_BEFORE_START),
        Refusal::DayNotBeforeEnd => problem(DAY_NOT_BEFORE_END),
    }
}
