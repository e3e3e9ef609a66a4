//! The read models of citizens, and the questions that are asked of them.

mod citizens;
pub mod read;

pub use citizens::{CitizensProjection, TABLES as CITIZENS_TABLES};
