//! A refusal by law, as it is told: which rules are broken, where they stand, what they looked at.

use std::{collections::HashMap, fmt::Write as _};

use law::{Fact, FactValue, Finding, Verdict};
use tonic::Status;
use tonic_types::{ErrorDetails, PreconditionViolation, StatusExt};

use super::{
    details::{self, LOCALE},
    reasons, words,
};

#[cfg(test)]
mod tests;

/// Those that refuse, in the order they were looked at.
pub(super) fn broken(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|it| it.verdict == Verdict::Breach).cloned().collect()
}

/// `RULE_BREACHED`: `PreconditionFailure` has a violation for each broken rule; `ErrorInfo.metadata` tells the first
/// one and names all.
pub(super) fn status(service: &str, findings: &[Finding]) -> Status {
    let reason = reasons::RULE_BREACHED;
    let metadata: HashMap<_, _> = metadata(findings).into_iter().collect();
    let mut details = ErrorDetails::new();
    details
        .set_error_info(reason.reason, details::domain(service), metadata)
        .set_localized_message(LOCALE, joined(reason.danish, findings.iter().map(danish)))
        .set_precondition_failure(findings.iter().map(violation).collect::<Vec<_>>());
    let english = joined(reason.english, findings.iter().map(english));
    Status::with_error_details(reason.code, english, details)
}

/// The sentences; the general one when there are none.
fn joined(general: &str, sentences: impl Iterator<Item = String>) -> String {
    let sentences: Vec<String> = sentences.collect();
    if sentences.is_empty() { general.to_owned() } else { sentences.join(" ") }
}

fn metadata(findings: &[Finding]) -> Vec<(String, String)> {
    let Some(first) = findings.first() else { return Vec::new() };
    let rules: Vec<&str> = findings.iter().map(|it| it.rule.id).collect();
    let facts = first.facts.iter().map(|it| (it.name.to_string(), plain(&it.value)));
    // After the facts: what says which rule it was is never covered by a fact of that name.
    let row = first.row_from.map(|it| ("row_from", it.to_string()));
    let about = [
        ("rule", first.rule.id.to_owned()),
        ("citation", first.citation.to_string()),
        ("on", first.on.to_string()),
        ("rules", rules.join(" ")),
    ];
    let about = about.into_iter().chain(row).map(|(name, value)| (name.to_owned(), value));
    facts.chain(about).collect()
}

fn violation(finding: &Finding) -> PreconditionViolation {
    PreconditionViolation::new(finding.rule.id, finding.citation.clone(), danish(finding))
}

/// "Reglen er ikke opfyldt: den, der begynder en IGU, er fyldt 18 og er under 40 år (Lovtidende A 2016:623 § 3). Dag: 1. marts 2017. Alder: 40."
fn danish(finding: &Finding) -> String {
    let rule = finding.rule.danish.trim_end_matches('.');
    let mut text = format!("Reglen er ikke opfyldt: {rule} ({}).", finding.citation);
    // A fact may say what happens on that day; then it is not said twice.
    if !finding.facts.iter().any(|it| it.value == FactValue::Date(finding.on)) {
        let _ = write!(text, " Dag: {}.", words::danish_day(finding.on));
    }
    for Fact { name, value } in &finding.facts {
        // Writing to a text does not fail.
        let _ = write!(text, " {}: {}.", words::fact(name), words::value(value));
    }
    text
}

fn english(finding: &Finding) -> String {
    let rule = finding.rule.english.trim_end_matches('.');
    let looked_at = finding.facts.iter().map(|it| format!("; {} {}", it.name, plain(&it.value)));
    let (citation, on) = (&finding.citation, finding.on);
    format!("rule not kept: {rule} ({citation}); on {on}{}.", looked_at.collect::<String>())
}

fn plain(value: &FactValue) -> String {
    match value {
        FactValue::Date(day) => day.to_string(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Code(code) => code.to_string(),
    }
}
