use super::*;

/// A row with every column set. What comes out of it stands in every log ever written.
fn golden() -> Hashed<'static> {
    Hashed {
        stream_id: Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001),
        kind: "citizen",
        event_id: Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0002),
        type_name: "jobbro.citizens.events.v1.CitizenRegistered",
        payload: b"\x0a\x01x",
        municipality: "350",
        origin: "MIGRATED",
        trigger: "CALLER",
        actor: Some(Uuid::from_u128(3)),
        client: "test-client",
        role: "caseworker",
        on_behalf_of: Some(Uuid::from_u128(4)),
        asker: "350",
        request_id: Uuid::from_u128(5),
        correlation_id: Uuid::from_u128(6),
        causation_id: Some(Uuid::from_u128(7)),
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        body_mac: Some(&[8; 32]),
        body_key: Some(1),
        answer: Some(b"answer"),
        command_size: Some(2),
        sealed: Some(b"sealed"),
    }
}

#[test]
fn the_golden_row_gives_the_digest_and_the_chain_it_always_gave() {
    let digest = digest(&golden());
    assert_eq!(
        hex::encode(digest),
        "30edabf288b53c7de385c706365f0911bc0f6326ff9cd8aee72f11869133fedc"
    );
    let first = link(&GENESIS, 1, 1, 1_700_000_000_123_456, &digest);
    assert_eq!(
        hex::encode(first),
        "f0440d4ab0eeaf0b1889caf06364123f9e42f68905f7a371eb94d7ca01b1cad3"
    );
    let second = link(&first, 2, 2, 1_700_000_000_123_457, &digest);
    assert_eq!(
        hex::encode(second),
        "b260cc0e91842e72df70704bc8d7220dd5e8389f827730c937e6390a9b17e5d0"
    );
}

#[test]
fn an_absent_column_is_not_an_empty_one() {
    let empty = Hashed { answer: Some(b""), ..golden() };
    let absent = Hashed { answer: None, ..golden() };
    assert_ne!(digest(&empty), digest(&absent));
}

#[test]
fn what_moves_from_one_column_to_the_next_is_seen() {
    let one = Hashed { client: "ab", role: "c", ..golden() };
    let other = Hashed { client: "a", role: "bc", ..golden() };
    assert_ne!(digest(&one), digest(&other));
}
