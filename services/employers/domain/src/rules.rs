//! The law, one rule for each file. The pages are in `docs/law/`.
