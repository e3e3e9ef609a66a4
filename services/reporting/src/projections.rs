//! The read models of reporting, and what is counted in them.

mod figures;
mod spells;

pub use figures::{Answer, Covered, Figures, Whose};
pub use spells::{Spells, TABLES as SPELLS_TABLES};
