//! What reporting is asked.

mod figures;

pub use figures::{Answer, Covered, Figures, Whose};
