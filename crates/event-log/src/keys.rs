//! Keys: a root key from a file wraps the cell's keys; the cell key `wrap` wraps a key for each person and purpose.

mod cell;
mod cipher;
mod root;
mod store;

pub(crate) use cell::CellKeys;
pub(crate) use cipher::{DataKey, random};
pub use root::RootKey;
pub(crate) use store::{KeyStore, PostgresKeys, SubjectKey, WrappedCellKey};

#[cfg(test)]
mod tests;
