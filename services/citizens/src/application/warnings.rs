//! What is told with an answer. Stored with it, so codes and constant sentences only, and nothing that rests on what is
//! sealed.

use law::{Finding, Verdict};
use proto::{values, values_v1 as pb};

/// The findings that a person should hear of.
pub(super) fn of(findings: &[Finding]) -> Vec<pb::Warning> {
    findings.iter().filter(|it| it.warns()).map(warning).collect()
}

fn warning(finding: &Finding) -> pb::Warning {
    let (danish, english) = match finding.verdict {
        Verdict::Holds | Verdict::Breach | Verdict::Warns => {
            ("Afviger fra reglen", "Departs from the rule")
        }
        Verdict::NotKnown => {
            ("Kan ikke afgøres ud fra det registrerede", "Cannot be decided from what is recorded")
        }
    };
    pb::Warning {
        finding: Some(values::finding(finding)),
        danish: format!("{danish}: {}", finding.rule.danish),
        english: format!("{english}: {}", finding.rule.english),
    }
}
