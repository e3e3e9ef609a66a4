use std::{sync::Mutex, time::Duration};

use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    rsa::{KeyPair as RsaPair, KeySize},
    signature::{KeyPair as _, RSA_PSS_SHA256, RsaEncoding},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as B64};
use kernel::{Role, Timestamp, Uuid};
use serde_json::{Value, json};

use super::*;
use crate::{DevIssuer, DevToken, KeyError};

const NOW: i64 = 1_800_000_000;

/// Stands until it is moved.
struct Standing(Mutex<i64>);

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(*self.0.lock().unwrap()).unwrap()
    }
}

fn at(second: i64) -> Arc<Standing> {
    Arc::new(Standing(Mutex::new(second)))
}

fn issuer() -> DevIssuer {
    DevIssuer::new("https://issuer.example", "jobbro")
}

fn verifier(issuer: &DevIssuer, clock: Arc<Standing>) -> Verifier {
    let settings = Settings { issuer: issuer.issuer().into(), audience: issuer.audience().into() };
    Verifier::new(Keys::read(&issuer.jwks()).unwrap(), settings, clock)
}

fn claims(issuer: &DevIssuer) -> Value {
    let token = DevToken {
        human: Some(Uuid::from_u128(7)),
        client: "case-system",
        municipality: "350",
        roles: &[Role::Migrator, Role::Caseworker],
        on_behalf_of: None,
        lifetime: Duration::from_hours(1),
    };
    issuer.claims(Timestamp::from_second(NOW).unwrap(), &token)
}

/// The claims with one of them changed, or taken out by `null`.
fn with(issuer: &DevIssuer, name: &str, value: Value) -> String {
    let mut claims = claims(issuer);
    claims[name] = value;
    if claims[name].is_null() {
        claims.as_object_mut().unwrap().remove(name);
    }
    issuer.sign(&issuer.header(), &claims)
}

fn header(issuer: &DevIssuer, name: &str, value: Value) -> String {
    let mut header = issuer.header();
    header[name] = value;
    if header[name].is_null() {
        header.as_object_mut().unwrap().remove(name);
    }
    issuer.sign(&header, &claims(issuer))
}

/// Header and claims as text, with this signature.
fn raw(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", B64.encode(header.to_string()), B64.encode(claims.to_string()));
    format!("{message}.{}", B64.encode(sign(message.as_bytes())))
}

fn hs256(issuer: &DevIssuer, secret: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    let header = json!({ "alg": "HS256", "typ": "JWT", "kid": issuer.kid() });
    raw(&header, &claims(issuer), |message| hmac::sign(&key, message).as_ref().to_vec())
}

fn rsa(
    alg: &str,
    kid: &str,
    claims: &Value,
    pair: &RsaPair,
    scheme: &'static dyn RsaEncoding,
) -> String {
    raw(&json!({ "alg": alg, "kid": kid }), claims, |message| {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(scheme, &SystemRandom::new(), message, &mut signature).unwrap();
        signature
    })
}

/// Tokens with a wrong header, key or signature.
fn forged(issuer: &DevIssuer) -> Vec<(&'static str, String, Bad)> {
    let other = DevIssuer::new(issuer.issuer(), issuer.audience());
    let good = issuer.sign(&issuer.header(), &claims(issuer));
    let parts: Vec<&str> = good.split('.').collect();
    let jwks: Value = serde_json::from_str(&issuer.jwks()).unwrap();
    let public = [&[4][..], &point(&jwks, "x"), &point(&jwks, "y")].concat();
    let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let none = json!({ "alg": "none", "kid": issuer.kid() });
    let mut cheated = claims(issuer);
    cheated["municipality"] = json!("849");
    let swapped = format!("{}.{}.{}", parts[0], B64.encode(cheated.to_string()), parts[2]);
    let mut embedded = issuer.header();
    embedded["jwk"] = serde_json::from_str::<Value>(&other.jwks()).unwrap()["keys"][0].clone();
    let old = other.sign(&issuer.header(), &claims(issuer));
    vec![
        ("nothing", String::new(), Bad::Header),
        ("no JWT", "token".into(), Bad::Header),
        ("dots", "..".into(), Bad::Header),
        ("two parts", format!("{}.{}", parts[0], parts[1]), Bad::Header),
        ("four parts", format!("{good}.x"), Bad::Header),
        ("no base64", format!("!!.{}.{}", parts[1], parts[2]), Bad::Header),
        ("alg none, no signature", raw(&none, &claims(issuer), |_| Vec::new()), Bad::Header),
        ("alg None", header(issuer, "alg", json!("None")), Bad::Header),
        ("alg missing", header(issuer, "alg", Value::Null), Bad::Header),
        ("HS256 with the public point", hs256(issuer, &public), Bad::Algorithm),
        ("HS256 with the key file", hs256(issuer, issuer.jwks().as_bytes()), Bad::Algorithm),
        ("HS256 with no secret", hs256(issuer, b""), Bad::Algorithm),
        ("ES384 by name", header(issuer, "alg", json!("ES384")), Bad::Algorithm),
        ("PS256 by name", header(issuer, "alg", json!("PS256")), Bad::Algorithm),
        ("EdDSA by name", header(issuer, "alg", json!("EdDSA")), Bad::Algorithm),
        (
            "RS256 of an own key",
            rsa("RS256", &issuer.kid(), &claims(issuer), &pair, &RSA_PSS_SHA256),
            Bad::Algorithm,
        ),
        ("no kid", header(issuer, "kid", Value::Null), Bad::Key),
        ("an empty kid", header(issuer, "kid", json!("")), Bad::Key),
        ("another kid", header(issuer, "kid", json!("other")), Bad::Key),
        ("a kid that is a path", header(issuer, "kid", json!("../../dev/null")), Bad::Key),
        ("a kid that is a number", header(issuer, "kid", json!(1)), Bad::Header),
        ("critical extensions", header(issuer, "crit", json!(["exp"])), Bad::Header),
        ("another type", header(issuer, "typ", json!("logout+jwt")), Bad::Header),
        ("another's key, its kid", other.sign(&other.header(), &claims(issuer)), Bad::Key),
        ("another's key, our kid", old.clone(), Bad::Unverified),
        ("its key in the header", other.sign(&embedded, &claims(issuer)), Bad::Unverified),
        ("claims changed", swapped, Bad::Unverified),
        ("no signature", format!("{}.{}.", parts[0], parts[1]), Bad::Unverified),
        ("half a signature", good[..good.len() - 40].to_owned(), Bad::Unverified),
        (
            "signature of zeros",
            raw(&issuer.header(), &claims(issuer), |_| vec![0; 64]),
            Bad::Unverified,
        ),
        ("claims are no object", issuer.sign(&issuer.header(), &json!([1])), Bad::Unverified),
        ("huge", format!("{good}{}", "A".repeat(LONGEST)), Bad::TooLarge),
        ("huge claims", with(issuer, "x", json!("A".repeat(LONGEST))), Bad::TooLarge),
    ]
}

fn point(jwks: &Value, name: &str) -> Vec<u8> {
    B64.decode(jwks["keys"][0][name].as_str().unwrap()).unwrap()
}

/// Tokens that are signed as they should be and say what they should not.
fn mistaken(issuer: &DevIssuer) -> Vec<(&'static str, String, Bad)> {
    let change = |name: &str, value: Value| with(issuer, name, value);
    vec![
        ("no iss", change("iss", Value::Null), Bad::Unverified),
        ("another iss", change("iss", json!("https://other.example")), Bad::Unverified),
        ("iss with a slash", change("iss", json!("https://issuer.example/")), Bad::Unverified),
        ("iss in a list", change("iss", json!(["https://issuer.example"])), Bad::Unverified),
        ("no aud", change("aud", Value::Null), Bad::Unverified),
        ("another aud", change("aud", json!("jobbro-test")), Bad::Unverified),
        ("aud without us", change("aud", json!(["a", "b"])), Bad::Unverified),
        ("no exp", change("exp", Value::Null), Bad::Unverified),
        ("exp as text", change("exp", json!("1900000000")), Bad::Unverified),
        ("exp negative", change("exp", json!(-1)), Bad::Unverified),
        ("expired", change("exp", json!(NOW - 30)), Bad::Expired),
        ("exp 0", change("exp", json!(0)), Bad::Expired),
        ("no nbf", change("nbf", Value::Null), Bad::Unverified),
        ("nbf as text", change("nbf", json!("1")), Bad::Unverified),
        ("nbf to come", change("nbf", json!(NOW + 31)), Bad::NotYet),
        ("sub a name", change("sub", json!("jens.jensen")), Bad::Subject),
        ("sub empty", change("sub", json!("")), Bad::Subject),
        ("sub a CPR number", change("sub", json!("0101003000")), Bad::Subject),
        (
            "sub without hyphens",
            change("sub", json!("00000000000000000000000000000007")),
            Bad::Subject,
        ),
        ("sub nil", change("sub", json!(Uuid::nil().to_string())), Bad::Subject),
        ("sub a number", change("sub", json!(7)), Bad::Unverified),
        ("on_behalf_of a name", change("on_behalf_of", json!("jens")), Bad::Subject),
        ("no client_id", change("client_id", Value::Null), Bad::Unverified),
        ("client_id empty", change("client_id", json!("")), Bad::Client),
        ("client_id with a line feed", change("client_id", json!("a\nb")), Bad::Client),
        ("client_id too long", change("client_id", json!("a".repeat(101))), Bad::Client),
        ("no municipality", change("municipality", Value::Null), Bad::Unverified),
        ("municipality 000", change("municipality", json!("000")), Bad::Municipality),
        ("municipality 411", change("municipality", json!("411")), Bad::Municipality),
        ("municipality empty", change("municipality", json!("")), Bad::Municipality),
        ("municipality 0350", change("municipality", json!("0350")), Bad::Municipality),
        ("municipality with a blank", change("municipality", json!("350 ")), Bad::Municipality),
        ("municipality a number", change("municipality", json!(350)), Bad::Unverified),
        ("two municipalities", change("municipality", json!(["350", "849"])), Bad::Unverified),
        ("no roles", change("roles", Value::Null), Bad::Unverified),
        ("roles empty", change("roles", json!([])), Bad::Roles),
        ("roles unknown", change("roles", json!(["admin", "Caseworker"])), Bad::Roles),
        ("roles as text", change("roles", json!("caseworker")), Bad::Unverified),
    ]
}

#[tokio::test]
async fn no_bad_token_is_accepted_and_each_falls_by_its_own_check() {
    let issuer = issuer();
    let verifier = verifier(&issuer, at(NOW));
    let mut bad = forged(&issuer);
    bad.extend(mistaken(&issuer));
    assert!(bad.len() >= 40, "{}", bad.len());
    for (name, token, expected) in bad {
        assert_eq!(verifier.verify(&token).await, Err(expected), "{name}");
        assert_eq!(verifier.verify(&token).await, Err(expected), "{name}, again");
    }
}

#[tokio::test]
async fn a_good_token_is_the_caller_it_names() {
    let issuer = issuer();
    let verifier = verifier(&issuer, at(NOW));
    let token = with(&issuer, "roles", json!(["migrator", "new", "caseworker"]));
    let caller = verifier.verify(&token).await.unwrap();
    assert_eq!(caller.human, Some(Uuid::from_u128(7)));
    assert_eq!(caller.client, "case-system");
    assert_eq!(caller.municipality.as_str(), "350");
    assert_eq!(caller.roles, [Role::Caseworker, Role::Migrator]);

    let system = verifier.verify(&with(&issuer, "sub", Value::Null)).await.unwrap();
    assert_eq!(system.human, None);
    let list = verifier.verify(&with(&issuer, "aud", json!(["other", "jobbro"]))).await;
    assert!(list.is_ok());
}

#[tokio::test]
async fn the_leeway_is_half_a_minute_on_both_sides() {
    let issuer = issuer();
    let verifier = verifier(&issuer, at(NOW));
    assert!(verifier.verify(&with(&issuer, "exp", json!(NOW - 29))).await.is_ok());
    assert!(verifier.verify(&with(&issuer, "nbf", json!(NOW + 30))).await.is_ok());
}

#[tokio::test]
async fn a_remembered_token_still_expires() {
    let issuer = issuer();
    let clock = at(NOW);
    let verifier = verifier(&issuer, clock.clone());
    let token = issuer.sign(&issuer.header(), &claims(&issuer));
    assert!(verifier.verify(&token).await.is_ok());
    *clock.0.lock().unwrap() = NOW + 3600 + 29;
    assert!(verifier.verify(&token).await.is_ok());
    *clock.0.lock().unwrap() = NOW + 3600 + 30;
    assert_eq!(verifier.verify(&token).await, Err(Bad::Expired));
    *clock.0.lock().unwrap() = NOW - 31;
    assert_eq!(verifier.verify(&token).await, Err(Bad::NotYet));
}

#[tokio::test]
async fn ps256_with_a_strong_key_is_accepted_and_rs256_with_the_same_key_is_not() {
    let issuer = issuer();
    let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let public = pair.public_key();
    let jwks = json!({ "keys": [{
        "kty": "RSA", "kid": "rsa",
        "n": B64.encode(public.modulus().big_endian_without_leading_zero()),
        "e": B64.encode(public.exponent().big_endian_without_leading_zero()),
    }] });
    let settings = Settings { issuer: issuer.issuer().into(), audience: issuer.audience().into() };
    let verifier = Verifier::new(Keys::read(&jwks.to_string()).unwrap(), settings, at(NOW));
    let claims = claims(&issuer);
    let right = rsa("PS256", "rsa", &claims, &pair, &RSA_PSS_SHA256);
    assert!(verifier.verify(&right).await.is_ok());
    let wrong = rsa("RS256", "rsa", &claims, &pair, &aws_lc_rs::signature::RSA_PKCS1_SHA256);
    assert_eq!(verifier.verify(&wrong).await, Err(Bad::Algorithm));
}

#[test]
fn a_key_file_that_could_let_others_in_is_refused() {
    let right: Value = serde_json::from_str(&issuer().jwks()).unwrap();
    let key = |name: &str, value: Value| {
        let mut set = right.clone();
        set["keys"][0][name] = value;
        Keys::read(&set.to_string())
    };
    assert!(Keys::read(&right.to_string()).is_ok());
    assert!(matches!(Keys::read("no json"), Err(KeyError::NotASet(_))));
    assert!(matches!(Keys::read(r#"{"keys":[]}"#), Err(KeyError::Empty)));
    assert!(matches!(key("kid", Value::Null), Err(KeyError::Kid)));
    assert!(matches!(key("kid", json!("")), Err(KeyError::Kid)));
    assert!(matches!(key("alg", json!("HS256")), Err(KeyError::Unusable(_))));
    assert!(matches!(key("use", json!("enc")), Err(KeyError::Unusable(_))));
    assert!(matches!(key("x", json!("AAAA")), Err(KeyError::Unusable(_))));
    let twice = json!({ "keys": [right["keys"][0], right["keys"][0]] });
    assert!(matches!(Keys::read(&twice.to_string()), Err(KeyError::Kid)));
    for bad in [
        json!({ "kty": "oct", "kid": "a", "k": "c2VjcmV0" }),
        json!({ "kty": "EC", "crv": "P-384", "kid": "a", "x": "AA", "y": "AA" }),
        json!({ "kty": "RSA", "kid": "a", "n": B64.encode([255; 128]), "e": "AQAB" }),
    ] {
        let set = json!({ "keys": [bad] });
        assert!(matches!(Keys::read(&set.to_string()), Err(KeyError::Unusable(_))), "{set}");
    }
}
