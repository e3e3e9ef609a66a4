//! The law, one rule for each file. The pages are in `docs/law/`.

pub mod benefit_calendar;
