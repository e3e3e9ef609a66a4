//! What is told with an answer. Stored with it, so codes and constant sentences only.

use kernel::{Date, Modulus11, PersonNumber};
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

/// A number without the old check digit is fully valid: it is flagged, in the answer only.
pub(super) fn modulus_11(number: &PersonNumber, today: Date) -> Vec<pb::Warning> {
    match number.modulus_11() {
        Modulus11::Passes => Vec::new(),
        Modulus11::Fails => vec![pb::Warning {
            finding: Some(pb::Finding {
                rule: "cpr.modulus_11".to_owned(),
                citation: "CPR-kontoret: personnumre uden kontrolciffer (modulus 11)".to_owned(),
                row_from: None,
                on: Some(values::date(today)),
                verdict: pb::Verdict::Warns.into(),
                facts: Vec::new(),
            }),
            danish: "Nummeret opfylder ikke modulus 11. Det kan godt være rigtigt: tjek, at det \
                     er skrevet rigtigt."
                .to_owned(),
            english: "The number fails modulus 11. It may well be right: check that it was typed \
                      correctly."
                .to_owned(),
        }],
    }
}
