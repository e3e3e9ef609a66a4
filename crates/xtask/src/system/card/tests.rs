use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::Value;

use super::*;

/// What each token says, by its name; the signature is not looked at.
fn claims() -> BTreeMap<String, Value> {
    let read = |token: &str| {
        let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        serde_json::from_slice(&claims).ok()
    };
    let tokens = tokens(&Issuer::new()).into_iter();
    tokens.map(|(name, token)| (name, read(&token).expect("claims"))).collect()
}

#[test]
fn both_municipalities_have_every_role() {
    let claims = claims();
    let names: BTreeSet<_> = claims.keys().map(String::as_str).collect();
    let mut expected = BTreeSet::new();
    let roles = [
        "CASEWORKER",
        "DECIDER",
        "EMPLOYER_CONSULTANT",
        "MIGRATOR",
        "REPORT_READER",
        "CELL_READER",
        "SYSTEM",
    ];
    let all: Vec<_> = ["LEJRE", "KOLDING"]
        .into_iter()
        .flat_map(|of| roles.map(|role| format!("{of}_{role}")))
        .collect();
    expected.extend(all.iter().map(String::as_str));
    assert_eq!(names, expected);
    for (name, it) in &claims {
        let code = if name.starts_with("LEJRE") { "350" } else { "621" };
        assert_eq!(it["municipality"], code, "{name}: {it}");
    }
}

#[test]
fn a_decider_is_another_human_than_everyone_else() {
    let claims = claims();
    for of in ["LEJRE", "KOLDING"] {
        let human = |role: &str| claims[&format!("{of}_{role}")]["sub"].as_str();
        assert!(human("CASEWORKER").is_some() && human("DECIDER").is_some(), "{claims:#?}");
        for other in ["CASEWORKER", "MIGRATOR", "EMPLOYER_CONSULTANT"] {
            assert_ne!(human("DECIDER"), human(other), "{of}_{other}");
        }
    }
}
