//! The read models of reporting.

mod spells;

pub use spells::{Spells, TABLES as SPELLS_TABLES};
