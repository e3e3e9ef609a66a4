use tonic_types::StatusExt as _;

use super::*;

/// A toy in the vault's place: what is tested here is what goes into the MAC.
fn tokens(key: u64) -> PageTokens {
    use std::hash::{DefaultHasher, Hash, Hasher};
    PageTokens {
        mac: Arc::new(move |text| {
            let mut mac = [0; MAC];
            for (at, chunk) in mac.chunks_mut(8).enumerate() {
                let mut hasher = DefaultHasher::new();
                (key, at, text).hash(&mut hasher);
                chunk.copy_from_slice(&hasher.finish().to_be_bytes());
            }
            mac
        }),
    }
}

const SCOPE: [&str; 3] = ["350", "citizens.list_citizens", "in_programme=true"];

#[test]
fn a_token_leads_on_where_the_page_ended() {
    let token = tokens(1).make(&SCOPE, "42:æ");
    assert_eq!(tokens(1).read(&SCOPE, &token).unwrap().as_deref(), Some("42:æ"));
    assert_eq!(tokens(1).read(&SCOPE, "").unwrap(), None);
}

#[test]
fn a_token_of_another_scope_or_key_is_refused() {
    let token = tokens(1).make(&SCOPE, "42");
    for scope in [
        ["849", SCOPE[1], SCOPE[2]].as_slice(),
        &["350", "citizens.other", SCOPE[2]],
        &["350", SCOPE[1], "in_programme=false"],
        &["350", SCOPE[1]],
        &["350citizens.list_citizens", "", SCOPE[2]],
    ] {
        let status = tokens(1).read(scope, &token).unwrap_err();
        let details = status.get_error_details();
        assert_eq!(details.bad_request().unwrap().field_violations[0].field, "page_token");
    }
    assert!(tokens(2).read(&SCOPE, &token).is_err());
}

#[test]
fn a_token_with_any_changed_byte_is_refused() {
    let token = tokens(1).make(&SCOPE, "42");
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(&token).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let changed = BASE64_URL_SAFE_NO_PAD.encode(changed);
        assert!(tokens(1).read(&SCOPE, &changed).is_err(), "byte {at}");
    }
    for bad in ["x", "!!!", "AAAA", &"A".repeat(5000)] {
        assert!(tokens(1).read(&SCOPE, bad).is_err());
    }
}
