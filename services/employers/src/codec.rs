//! How history is spelled: one file for each aggregate, the newest shape out, every shape ever stored in.
//!
//! This module alone knows both the domain and the wire. Conversions are named functions, found by their name.

mod employer;
mod quota_ledger;
pub mod words;
mod workplace;

pub use employer::EmployerCodec;
pub use quota_ledger::QuotaLedgerCodec;
pub use workplace::WorkplaceCodec;
