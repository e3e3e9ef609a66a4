//! What every gRPC handler shares.

mod deadline;
mod details;
mod fields;
mod page;
pub mod reasons;
mod status;
mod table;
mod tokens;

pub(crate) use deadline::{DEADLINE, asked};
pub(crate) use details::{complete, domain};
pub use fields::Fields;
pub use page::PageTokens;
pub use reasons::Reason;
pub use status::{Problem, fault, status_of};
pub use table::{Row, code_name, rows};
pub use tokens::{answer, purpose, reached};
