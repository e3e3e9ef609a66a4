//! The read models of reporting, and what is counted in them.

mod figures;
mod spells;

pub use figures::{Answer, Covered, Figures, Question, Whose};
pub use spells::{Spells, TABLES as SPELLS_TABLES};
