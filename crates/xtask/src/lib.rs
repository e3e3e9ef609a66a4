//! The chores of the project, one module each; `main.rs` only names them.

pub mod containers;
pub mod demo;
pub mod system;
pub mod workspace;
