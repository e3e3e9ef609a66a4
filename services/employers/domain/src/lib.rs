//! What a municipality knows of companies, their workplaces, and the places of a workplace. Pure: values in,
//! decisions out.
//!
//! Each aggregate is one stream under an id derived from the CVR number or the P-number (`streams`): `employer`,
//! `workplace`, and `quota_ledger`, the places of a workplace. What the ledger must know of the workplace comes in
//! with the ask, as `workplace::Facts`.
#![deny(clippy::wildcard_enum_match_arm)]

pub mod employer;
pub mod quota_ledger;
pub mod rules;
pub mod streams;
pub mod values;
pub mod workplace;
