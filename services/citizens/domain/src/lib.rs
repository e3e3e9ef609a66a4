//! What a municipality knows of a citizen: who it is, whose responsibility, which programme, how ready, on what
//! benefit. Pure: values in, decisions out.
//!
//! Each aggregate is one stream: `citizen` under the citizen's id, `programme` and `benefit_course` under ids
//! derived from it; `legal_question` is one under the id of what another service asks. What one must know of another
//! comes in with the command, as `citizen::Facts`, which only the municipality that holds the citizen is given.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod benefit_course;
pub mod citizen;
pub mod legal_question;
pub mod programme;
pub mod rules;
pub mod values;
