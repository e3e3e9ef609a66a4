//! What is told with an answer. Stored with it, so codes and what they say in sentences, and nothing that rests on what is
//! sealed.

use law::Finding;
use proto::{values, values_v1 as pb};

/// The findings that a person should hear of.
pub(super) fn of(findings: &[Finding]) -> Vec<pb::Warning> {
    findings.iter().filter(|it| it.warns()).map(values::warning).collect()
}
