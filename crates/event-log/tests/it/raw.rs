//! `log.append` called without any of our own code in front, with a digest made anew from its description.

use aws_lc_rs::digest::{SHA256, digest};
use kernel::Uuid;
use sqlx::PgPool;

/// What a raw caller hears: 0 stored, 1 replayed, 2 conflict, 3 claimed; and the last position.
pub type Told = (i32, i64);

/// One event on a tally stream that is expected to have `version`, and perhaps a claim for it.
#[derive(Clone)]
pub struct Raw {
    pub request: Uuid,
    pub stream: Uuid,
    pub version: i64,
    pub claim: Option<Vec<u8>>,
}

impl Raw {
    pub fn on(stream: Uuid, version: i64) -> Self {
        Self { request: crate::work::id(), stream, version, claim: None }
    }

    pub async fn append(&self, pool: &PgPool) -> Result<Told, sqlx::Error> {
        let event = crate::work::id();
        // An added amount of 1, or the opening that comes first.
        let (name, payload): (&str, &[u8]) =
            if self.version == 0 { ("Opened", b"") } else { ("Added", b"\x08\x01") };
        let type_name = format!("jobbro.tests.events.v1.{name}");
        let claims = self.claim.iter().cloned().collect::<Vec<_>>();
        sqlx::query_as(include_str!("raw.sql"))
            .bind(self.request)
            .bind(self.stream)
            .bind(self.version)
            .bind(self.digest(event, &type_name, payload))
            .bind(event)
            .bind(&type_name)
            .bind(payload)
            .bind(claims)
            .fetch_one(pool)
            .await
    }

    /// Tag, four bytes of length, value, column by column: 0 absent, 1 text, 2 bytes, 3 UUID, 4 number.
    fn digest(&self, event: Uuid, type_name: &str, payload: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |tag: u8, value: &[u8]| {
            bytes.push(tag);
            bytes.extend(u32::try_from(value.len()).unwrap().to_be_bytes());
            bytes.extend(value);
        };
        put(1, b"jobbro event 1");
        put(3, self.stream.as_bytes());
        put(1, b"tally");
        put(3, event.as_bytes());
        put(1, type_name.as_bytes());
        put(2, payload);
        for text in [&b"350"[..], b"LIVE", b"CALLER"] {
            put(1, text);
        }
        put(0, b""); // actor
        put(1, b"raw");
        put(1, b"system");
        put(0, b""); // on behalf of
        put(1, b"350");
        put(3, self.request.as_bytes());
        put(3, self.request.as_bytes());
        put(0, b""); // causation
        put(0, b""); // traceparent
        put(2, b"mac");
        put(4, &1_i64.to_be_bytes());
        put(2, b"answer");
        put(4, &1_i64.to_be_bytes());
        put(0, b""); // sealed
        digest(&SHA256, &bytes).as_ref().to_vec()
    }
}
