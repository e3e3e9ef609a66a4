//! The read models of placements, and the questions that are asked of them.

mod placements;
pub mod read;

pub use placements::{PlacementsProjection, TABLES as PLACEMENTS_TABLES};
