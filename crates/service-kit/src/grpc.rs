//! What every gRPC handler shares.

mod breach;
mod deadline;
mod details;
mod fields;
mod page;
pub mod reasons;
mod status;
mod table;
mod tokens;

pub(crate) use deadline::{DEADLINE, asked, left_for_waiting};
pub(crate) use details::complete;
pub use fields::Fields;
pub use page::PageTokens;
pub use reasons::Reason;
pub(crate) use status::passes;
pub use status::{Problem, fault, status_of};
pub use table::{Row, code_name, rows};
pub(crate) use tokens::check_service;
pub use tokens::{PURPOSES, answer, purpose, reached};
