//! The law, one rule for each file. The pages are in `docs/law/`.

#[cfg(test)]
mod examples;
mod fact;
pub mod igu_age;
pub mod igu_bonus;
pub mod igu_duration;
pub mod igu_once;
pub mod igu_register_deadline;
pub mod igu_residence_years;
pub mod igu_start_window;
pub mod igu_target_group;
pub mod igu_written_agreement;
pub(crate) mod length;
mod months;
pub mod praktik_extension;
pub mod praktik_hours;
pub mod praktik_length;
pub mod praktik_length_lab;
pub mod praktik_purpose;
pub mod rep_required;

pub use length::LengthCase;
pub use praktik_hours::HoursCase;

use law::Rule;

/// Every rule whose findings placements stores, but those of `law::ratio`.
pub const ALL: [Rule; 15] = [
    igu_start_window::RULE,
    igu_age::RULE,
    igu_residence_years::RULE,
    igu_target_group::RULE,
    igu_once::RULE,
    igu_written_agreement::RULE,
    igu_register_deadline::RULE,
    igu_duration::RULE,
    igu_bonus::RULE,
    praktik_purpose::RULE,
    praktik_length::RULE,
    praktik_extension::RULE,
    praktik_length_lab::RULE,
    praktik_hours::RULE,
    rep_required::RULE,
];

/// The rule of that id, of these and of the ratio rules that `employers` looks at.
#[must_use]
pub fn named(id: &str) -> Option<Rule> {
    ALL.into_iter().find(|it| it.id == id).or_else(|| law::ratio::named(id))
}

#[cfg(test)]
mod tests;
