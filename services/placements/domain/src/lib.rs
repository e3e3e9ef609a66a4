//! What a municipality knows of internships and IGUs from draft to end. Pure: values in, decisions out.
#![deny(clippy::wildcard_enum_match_arm)]
pub mod facts;
pub mod rules;
pub mod values;
