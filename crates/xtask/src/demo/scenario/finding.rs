//! What a rule must say.

use std::collections::BTreeMap;

use anyhow::ensure;
use serde::Deserialize;

use super::Day;

/// The answer of one rule about one case: compared whole.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Act and section, as they are told.
    pub citation: String,
    /// The day that chose the row.
    pub on: Day,
    /// The row's first day; none when it is open backwards.
    pub row_from: Option<Day>,
    /// All that was looked at, by its names.
    pub facts: BTreeMap<String, String>,
}

impl Finding {
    /// Whether exactly this was told.
    ///
    /// # Errors
    /// What is different.
    pub fn is(&self, told: &Self) -> anyhow::Result<()> {
        let Self { rule, citation, on, row_from, facts } = self;
        ensure!(*rule == told.rule, "expected was {rule}, told was {}", told.rule);
        ensure!(*citation == told.citation, "cited was {:?}, not {citation:?}", told.citation);
        ensure!(*on == told.on, "the day that chose the row was {}, not {on}", told.on);
        ensure!(*row_from == told.row_from, "the row began {:?}, not {row_from:?}", told.row_from);
        ensure!(*facts == told.facts, "looked at was {:?}, not {facts:?}", told.facts);
        Ok(())
    }
}
