//! What the two rules that count places have in common, and how a row of a law that goes out is told.

use kernel::{Date, date};
use law::{
    Enforcement,
    FactValue::{self, Date as Day, Number},
    Finding, Verdict,
};

use crate::values::{FULL_TIME, MeasureKind, PlaceProof, SupportedHours};

/// From then on a new employment act is expected; until its rows are published, the old ones only warn.
pub(super) const NEW_ACT_EXPECTED: Date = date(2027, 1, 1);

/// From then on the supported are counted as full-time persons (2019:1180 § 65, stk. 2, § 83, stk. 2); before, as heads.
const FULL_TIME_PERSONS_FROM: Date = date(2020, 1, 1);

/// Holds when the places are enough with this one, as far as all of them are known. A place too many is what the
/// enforcement makes of it; when it is not known how many others hold, it only warns.
pub(super) fn weigh(
    said: Finding,
    on: Date,
    measure: MeasureKind,
    places: &PlaceProof,
    hours: SupportedHours,
    enforcement: Enforcement,
) -> Finding {
    let hours = (on >= FULL_TIME_PERSONS_FROM).then(|| places.hours_with_this(hours));
    let said = with_facts(said.fact("measure", FactValue::code(measure.code())), places);
    let said = with_hours(said, places, hours);
    let Some(allowed) = places.allowed else {
        return not_known(said, "ORDINARY_EMPLOYEES");
    };
    let over = match hours {
        Some(hours) => hours > allowed * FULL_TIME,
        None => places.supported_with_this() > allowed,
    };
    match (over, places.elsewhere_not_known_on(on)) {
        (true, None) => said.broken_if(true, enforcement),
        (true, Some(what)) => {
            said.broken_if(true, Enforcement::Warn).fact("not_known", FactValue::code(what))
        }
        (false, Some(what)) => not_known(said, what),
        // What is too many for the whole employer is too many for the workplace; what is not may still be.
        (false, None) if places.of_whole_employer() => {
            not_known(said, "ORDINARY_EMPLOYEES_AT_THE_WORKPLACE")
        }
        (false, None) => said,
    }
}

/// The same finding of a fact that is not known.
pub(super) fn not_known(said: Finding, what: &'static str) -> Finding {
    Finding { verdict: Verdict::NotKnown, ..said }.fact("not_known", FactValue::code(what))
}

/// The measure is not tested by this rule when it is asked for.
pub(super) fn not_tested(said: Finding, measure: MeasureKind) -> Finding {
    said.fact("measure", FactValue::code(measure.code()))
        .fact("applicant", FactValue::code("NOT_TESTED"))
}

/// The same finding, of a row that the law is expected to have left.
pub(super) fn expected_to_have_changed(said: Finding) -> Finding {
    Finding { verdict: Verdict::Warns, ..said }
        .fact("law", FactValue::code("EXPECTED_TO_HAVE_CHANGED"))
}

fn with_facts(said: Finding, places: &PlaceProof) -> Finding {
    let said = match places.headcount {
        Some(it) => said
            .fact("ordinary_employees", Number(it.ordinary_employees))
            .fact("headcount_as_of", Day(it.as_of)),
        None => said,
    };
    let said = said.fact("supported_here", Number(places.supported_here));
    let said = match places.elsewhere {
        Some(it) => said
            .fact("supported_elsewhere", Number(it.places))
            .fact("elsewhere_as_of", Day(it.as_of)),
        None => said,
    };
    let said = said.fact("supported_with_this", Number(places.supported_with_this()));
    match places.allowed {
        Some(it) => said.fact("allowed", Number(it)),
        None => said,
    }
}

/// What is weighed from 2020 on, beside the heads.
fn with_hours(said: Finding, places: &PlaceProof, hours: Option<i64>) -> Finding {
    let Some(hours) = hours else { return said };
    let said = said.fact("supported_hours_with_this", Number(hours));
    match places.allowed {
        Some(it) => said.fact("allowed_hours", Number(it * FULL_TIME)),
        None => said,
    }
}
