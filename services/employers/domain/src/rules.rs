//! The law, one rule for each file. The pages are in `docs/law/`.

mod weigh;

pub mod ratio_count;
pub mod ratio_formula;
pub mod ratio_internship_integration;
pub mod ratio_occupies;
pub mod ratio_subsidy_integration;

#[cfg(test)]
mod page;
