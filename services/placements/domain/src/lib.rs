//! Internships and IGUs from draft to end, decided by the law of their first day. Pure: values in, decisions out.
//!
//! Each aggregate is one stream: a placement and an IGU under their own ids, a question under its id. What other
//! services know comes in with the command or by an answer that was recorded.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod facts;
pub mod igu;
pub mod igu_history;
pub mod internship_history;
pub mod placement;
pub mod question;
pub mod rules;
pub mod values;
