//! How the refusals of an IGU are told.

use placements_domain::igu::Refusal;
use service_kit::grpc::{Problem, reasons};

use super::{
    ALREADY_REGISTERED, ANSWERS_PENDING, CITIZEN_NOT_YOURS, CITIZEN_UNKNOWN, DAY_BEFORE_CONCLUSION,
    DAY_BEFORE_END, DAY_BEFORE_START, DAY_IN_FUTURE, WRONG_STATE, problem,
};

pub(super) fn refused(why: Refusal) -> Problem {
    problem(match why {
        Refusal::WrongState(state) => {
            let metadata = vec![("state", state.code().to_owned())];
            return Problem { metadata, ..problem(WRONG_STATE) };
        }
        Refusal::Breached(findings) => return Problem::breach(&findings),
        Refusal::NotFound => reasons::NOT_FOUND,
        Refusal::AnswersPending => ANSWERS_PENDING,
        Refusal::CitizenUnknown => CITIZEN_UNKNOWN,
        Refusal::CitizenNotYours => CITIZEN_NOT_YOURS,
        Refusal::AlreadyRegistered => ALREADY_REGISTERED,
        Refusal::DayInFuture => DAY_IN_FUTURE,
        Refusal::DayBeforeConclusion => DAY_BEFORE_CONCLUSION,
        Refusal::DayBeforeStart => DAY_BEFORE_START,
        Refusal::DayBeforeEnd => DAY_BEFORE_END,
    })
}
