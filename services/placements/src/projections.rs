//! The read models of placements, and the questions that are asked of them.

mod igus;
pub mod igus_due;
pub mod igus_read;
mod placements;
pub mod read;

pub use igus::{IgusProjection, TABLES as IGUS_TABLES};
pub use placements::{PlacementsProjection, TABLES as PLACEMENTS_TABLES};
