//! A refusal by law, as it is told: which rules are broken, where they stand, what they looked at.

use std::collections::HashMap;

use law::{Finding, Verdict};
use proto::values::{brief, plain, sentences};
use tonic::Status;
use tonic_types::{ErrorDetails, PreconditionViolation, StatusExt};

use super::{
    details::{self, LOCALE},
    reasons,
};

#[cfg(test)]
mod tests;

/// Those that refuse, in the order they were looked at.
pub(super) fn broken(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|it| it.verdict == Verdict::Breach).cloned().collect()
}

/// How much of the broken rules is said.
struct Extent {
    /// Whether English too has sentences, not names alone.
    english: bool,
    /// The first so many rules with what they looked at.
    full: usize,
    /// The first so many rules with a sentence; all are named.
    said: usize,
}

/// `RULE_BREACHED`: `PreconditionFailure` has a violation for each broken rule; `ErrorInfo.metadata` tells the first
/// one and names all. Of many broken rules not all is said: English keeps their names alone; then, from the last rule on,
/// Danish loses what was looked at, then the sentences. The names of all rules that there are fit, a test holds that;
/// of more than fit nothing but the reason is told.
pub(super) fn status(service: &str, findings: &[Finding]) -> Status {
    let rules = findings.len();
    let all = Extent { english: true, full: rules, said: rules };
    let less = (0..=rules).rev().map(|full| Extent { english: false, full, said: rules });
    let least = (0..rules).rev().map(|said| Extent { english: false, full: 0, said });
    std::iter::once(all)
        .chain(less)
        .chain(least)
        .map(|it| told(service, findings, &it))
        .find(details::fits)
        .unwrap_or_else(|| reasons::RULE_BREACHED.status(service))
}

fn told(service: &str, findings: &[Finding], extent: &Extent) -> Status {
    let reason = reasons::RULE_BREACHED;
    let said = findings.iter().take(extent.said).enumerate();
    let said = said.map(|(at, it)| if at < extent.full { sentences(it) } else { brief(it) });
    let danish: Vec<String> = said.map(|it| it.danish).collect();
    let english = if extent.english {
        findings.iter().map(|it| sentences(it).english).collect::<Vec<_>>().join(" ")
    } else {
        format!("{}: {}", reason.english, names(findings))
    };
    let metadata: HashMap<_, _> = metadata(findings).into_iter().collect();
    let mut details = ErrorDetails::new();
    details
        .set_error_info(reason.reason, details::domain(service), metadata)
        .set_localized_message(LOCALE, joined(&danish, findings.len()))
        .set_precondition_failure(violations(findings, &danish));
    Status::with_error_details(reason.code, english, details)
}

/// The sentences, and how many there would be besides.
fn joined(danish: &[String], rules: usize) -> String {
    let unsaid = rules - danish.len();
    let more = (unsaid > 0).then(|| format!(" Flere regler, der ikke er opfyldt: {unsaid}."));
    danish.join(" ") + &more.unwrap_or_default()
}

/// With blanks between.
fn names(findings: &[Finding]) -> String {
    findings.iter().map(|it| it.rule.id).collect::<Vec<_>>().join(" ")
}

fn violations(findings: &[Finding], danish: &[String]) -> Vec<PreconditionViolation> {
    let danish = danish.iter().map(String::as_str).chain(std::iter::repeat(""));
    let told = findings.iter().zip(danish);
    told.map(|(it, danish)| PreconditionViolation::new(it.rule.id, it.citation.clone(), danish))
        .collect()
}

fn metadata(findings: &[Finding]) -> Vec<(String, String)> {
    let Some(first) = findings.first() else { return Vec::new() };
    let facts = first.facts.iter().map(|it| (it.name.to_string(), plain(&it.value)));
    // After the facts: what says which rule it was is never covered by a fact of that name.
    let row = first.row_from.map(|it| ("row_from", it.to_string()));
    let about = [
        ("rule", first.rule.id.to_owned()),
        ("citation", first.citation.to_string()),
        ("on", first.on.to_string()),
        ("rules", names(findings)),
    ];
    let about = about.into_iter().chain(row).map(|(name, value)| (name.to_owned(), value));
    facts.chain(about).collect()
}
