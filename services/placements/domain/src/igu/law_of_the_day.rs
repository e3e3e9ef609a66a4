//! Every rule that an IGU is looked at by when its agreement is concluded, whatever the ones before said: whoever is
//! refused hears all that stands in the way.

use kernel::Date;
use law::Finding;

use super::Plan;
use crate::{
    facts::{EarlierIgu, LegalFacts},
    rules::{
        igu_age, igu_duration, igu_once, igu_residence_years, igu_start_window, igu_target_group,
        igu_written_agreement,
    },
};

pub(super) fn looked_at(
    plan: &Plan,
    facts: &LegalFacts,
    concluded_on: Date,
    earlier: &[EarlierIgu],
) -> Vec<Finding> {
    let first_day = plan.first_day;
    let (years, anniversary) = (facts.residence_full_years, facts.residence_on_anniversary);
    vec![
        igu_start_window::check(first_day),
        igu_age::check(first_day, facts.age_years),
        igu_residence_years::check(first_day, years, anniversary),
        igu_target_group::check(first_day, facts.residence_basis),
        igu_written_agreement::check(first_day, concluded_on),
        igu_once::check(first_day, earlier),
        igu_duration::check(first_day),
    ]
}
