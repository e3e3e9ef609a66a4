//! What reporting answers and how it is told: the definitions of the indicators, the figures that follow from
//! counts, and percent. Pure; who is counted on which day is SQL over the read model `spells`.
#![deny(missing_docs, clippy::wildcard_enum_match_arm)]

mod figure;
mod indicator;
mod percent;

pub use figure::{Figure, JobReadyCounts, SexCounts};
pub use indicator::{Definition, Indicator};
pub use percent::Percent;
