//! What every gRPC handler shares.

mod fields;
mod page;
mod status;
mod tokens;

pub use fields::Fields;
pub use page::PageTokens;
pub use status::{Problem, status_of};
pub use tokens::{answer, purpose, reached};
