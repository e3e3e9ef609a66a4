//! The contracts: generated messages and services, the descriptor set, and the words between wire and domain.
//!
//! `events` lists, for each service, every event shape ever stored; `values` maps dates, months and findings, and
//! says findings in words.
#![deny(missing_docs)]

pub mod checks;
pub mod events;
pub mod values;
mod words;

#[expect(
    missing_docs,
    clippy::pedantic,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::disallowed_methods,
    reason = "generated from proto/"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/modules.rs"));
}

/// The messages of `jobbro/values/v1`.
pub use generated::jobbro::values::v1 as values_v1;
pub use generated::jobbro::{citizens, employers, log, placements, reporting};

/// The encoded descriptor set of everything under `proto/`, options kept.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

/// The descriptors, for those who walk them.
///
/// # Panics
/// Never: the build script read the same bytes.
#[must_use]
pub fn descriptor_pool() -> prost_reflect::DescriptorPool {
    checks::pool(DESCRIPTORS).expect("the build script read these bytes")
}

#[cfg(test)]
mod tests;
