//! What the service answers to events of others.

mod legal_questions;

pub use legal_questions::LegalQuestions;
