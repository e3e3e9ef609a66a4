//! The read models of placements, and the questions that are asked of them.
