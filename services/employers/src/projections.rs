//! The read models of employers, and the questions that are asked of them.

mod employers;
pub mod read;

pub use employers::{EmployersProjection, TABLES as EMPLOYERS_TABLES};
