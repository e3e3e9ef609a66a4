//! What reporting answers and how it is told: the definitions of the indicators, the figures that follow from
//! counts, percent and ratios. Pure; who is counted on which day is SQL over the read model `spells`.
#![deny(missing_docs, clippy::wildcard_enum_match_arm)]

mod counts;
mod figure;
mod indicator;
mod percent;
mod ratio;
mod rounding;

pub use counts::{Igus, IgusBothWays, JobReadyCounts, MeasureCounts, SexCounts};
pub use figure::{Compared, Figure};
pub use indicator::{Definition, Indicator};
pub use percent::Percent;
pub use ratio::Ratio;
