//! What a rule said: read from an answer or from a refusal, as clients get it.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, ensure};
use proto::values_v1::{CivilDate, ExplainedFinding, Fact};
use tonic::Status;
use tonic_types::StatusExt;

use super::{
    scenario::{Day, Finding},
    tries::danish,
};

/// Facts of the ratio rule.
const WITH_THIS: &str = "supported_with_this";
const ALLOWED: &str = "allowed";

/// What the metadata of a refusal holds beside the facts.
const RULE: &str = "rule";
const RULES: &str = "rules";
const CITATION: &str = "citation";
const ON: &str = "on";
const ROW_FROM: &str = "row_from";

/// A refusal by law.
pub struct Breach {
    /// Every broken rule, with blanks between.
    pub rules: String,
    /// What the first of them said.
    pub finding: Finding,
}

impl Breach {
    /// As the refusal tells it, the same in all its parts.
    ///
    /// # Errors
    /// When it is no refusal by law, or one part tells something else than another.
    pub fn of(status: &Status) -> anyhow::Result<Self> {
        let details = status.get_error_details();
        let mut told = details.error_info().context("a refusal without a reason")?.metadata.clone();
        let mut part = |name| told.remove(name);
        let rules = part(RULES).context("the broken rules are not named")?;
        let rule = part(RULE).context("no rule is told")?;
        let citation = part(CITATION).context("nothing is cited")?;
        let on = read(&part(ON).context("the day that chose the row is not told")?)?;
        let row_from = part(ROW_FROM).map(|it| read(&it)).transpose()?;
        let finding = Finding { rule, citation, on, row_from, facts: sorted(told) };
        let violations = details.precondition_failure().map(|it| it.violations.as_slice());
        let violations = violations.unwrap_or_default();
        let named: Vec<_> = violations.iter().map(|it| it.r#type.as_str()).collect();
        ensure!(named.join(" ") == rules, "broken are {rules}, told one by one are {named:?}");
        let first = violations.first().context("no broken rule is told")?;
        ensure!(
            first.r#type == finding.rule && first.subject == finding.citation,
            "of the first broken rule two things are told: {finding:?}, {first:?}"
        );
        is_said(&danish(status), &finding)?;
        Ok(Self { rules, finding })
    }
}

/// As an answer tells it, the same in words.
///
/// # Errors
/// When a part of it is missing, or a clerk cannot read it.
pub fn of(explained: &ExplainedFinding) -> anyhow::Result<Finding> {
    let told = explained.finding.as_ref().context("an explanation without a finding")?;
    let on = told.on.map(written).context("the day that chose the row is not told")?;
    let finding = Finding {
        rule: told.rule.clone(),
        citation: told.citation.clone(),
        on: read(&on)?,
        row_from: told.row_from.map(|it| read(&written(it))).transpose()?,
        facts: told.facts.iter().map(|it| (it.name.clone(), value(it))).collect(),
    };
    is_said(&explained.danish, &finding)?;
    Ok(finding)
}

/// Whether a clerk reads it: no code, where the rule stands, and every count that was looked at.
fn is_said(danish: &str, finding: &Finding) -> anyhow::Result<()> {
    let code = danish.split_whitespace().find(|it| it.contains('_'));
    ensure!(code.is_none(), "{code:?} is no Danish: {danish:?}");
    let Finding { citation, facts, .. } = finding;
    ensure!(danish.contains(citation), "the sentence does not cite {citation:?}: {danish:?}");
    let counts = facts.iter().filter(|(_, it)| it.parse::<i64>().is_ok());
    for (name, count) in counts {
        let said = danish.contains(&format!(": {count}."));
        ensure!(said, "the sentence does not say {name} {count}: {danish:?}");
    }
    Ok(())
}

/// As `3 of 2`: the places taken with this one, of those allowed, as the ratio rule told them.
#[must_use]
pub fn places(finding: &Finding) -> Option<String> {
    let fact = |name| finding.facts.get(name);
    Some(format!("{} of {}", fact(WITH_THIS)?, fact(ALLOWED)?))
}

/// All of it as one line for those who know the names.
#[must_use]
pub fn line(finding: &Finding) -> String {
    let Finding { rule, citation, on, row_from, facts } = finding;
    let from = row_from.map_or_else(|| "ever".to_owned(), |it| it.to_string());
    let facts: Vec<_> = facts.iter().map(|(name, value)| format!("{name} {value}")).collect();
    format!("{rule}, {citation}, in force since {from}, on {on}: {}", facts.join(", "))
}

fn value(fact: &Fact) -> String {
    let number = fact.number.map(|it| it.to_string());
    fact.date.map(written).or(number).or_else(|| fact.code.clone()).unwrap_or_default()
}

fn written(it: CivilDate) -> String {
    format!("{:04}-{:02}-{:02}", it.year, it.month, it.day)
}

fn read(day: &str) -> anyhow::Result<Day> {
    day.parse().map(Day).with_context(|| format!("no day: {day}"))
}

fn sorted(told: HashMap<String, String>) -> BTreeMap<String, String> {
    told.into_iter().collect()
}

#[cfg(test)]
mod tests;
