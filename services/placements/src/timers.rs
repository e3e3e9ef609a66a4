//! What comes due by itself.

mod registrations;

pub use registrations::Registrations;
