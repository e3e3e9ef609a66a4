//! The chores of the project, one module each; `main.rs` only names them.

pub mod containers;
pub mod contracts;
pub mod demo;
pub mod page;
pub mod release;
pub mod statements;
pub mod system;
pub mod test;
pub mod tidy;
pub mod up;
pub mod workspace;
