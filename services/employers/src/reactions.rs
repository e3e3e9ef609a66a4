//! What the service does of itself when another service says something: one file for each reaction.

mod place_asks;

pub use place_asks::PlaceAsks;
