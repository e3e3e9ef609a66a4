//! What an IGU was decided on, as it is stored: told again, not judged again.

use placements_domain::rules;
use prost::Message as _;
use proto::{
    placements::{
        events::v1::{IguAgreementConcluded, IguRegistered, LegalFactsOutcome, LegalFactsReceived},
        v1 as pb,
    },
    values,
    values_v1::{ExplainedFinding, Finding},
};

/// `None` where none were stated.
pub(super) fn legal_facts(bytes: &[u8]) -> Option<pb::LegalFacts> {
    let it = LegalFactsReceived::decode(bytes).ok()?;
    let stated = it.outcome() == LegalFactsOutcome::Stated;
    stated.then_some(pb::LegalFacts {
        on: it.on,
        age_years: it.age_years,
        residence_full_years: it.residence_full_years,
        residence_on_anniversary: it.residence_on_anniversary,
        residence_basis: it.residence_basis,
        programme_runs: it.programme_runs,
        programme_kind: it.programme_kind,
        readiness: it.readiness,
    })
}

/// Of the conclusion, then of the registration.
pub(super) fn findings(
    conclusion: Option<&[u8]>,
    registration: Option<&[u8]>,
) -> Vec<ExplainedFinding> {
    let concluded = conclusion.and_then(|it| IguAgreementConcluded::decode(it).ok());
    let registered = registration.and_then(|it| IguRegistered::decode(it).ok());
    let concluded = concluded.map(|it| it.findings).unwrap_or_default();
    let registered = registered.map(|it| it.findings).unwrap_or_default();
    concluded.into_iter().chain(registered).map(explained).collect()
}

/// One of a rule that this version does not know is told without sentences rather than not at all.
fn explained(finding: Finding) -> ExplainedFinding {
    match values::read_finding(&finding, rules::named) {
        Some(known) => values::explained(&known),
        None => ExplainedFinding { finding: Some(finding), ..ExplainedFinding::default() },
    }
}
