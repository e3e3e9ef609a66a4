use kernel::{Timestamp, Uuid};

use super::*;

fn event() -> Envelope {
    Envelope {
        service: "citizens".into(),
        epoch: 2,
        position: 42,
        stream_id: Uuid::from_u128(1),
        version: 7,
        kind: "citizen".into(),
        event_id: Uuid::from_u128(2),
        type_name: "jobbro.citizens.events.v1.CitizenRegistered".into(),
        payload: Bytes::from_static(b"\x08\x01\x00\xff"),
        municipality: "350".into(),
        recorded_at: Timestamp::from_microsecond(1_795_881_600_000_000).unwrap(),
        origin: Origin::Live,
        trigger: Trigger::Caller,
        request_id: Uuid::from_u128(3),
        correlation_id: Uuid::from_u128(4),
        causation_id: None,
        traceparent: None,
        chain: [0xab; 32],
    }
}

fn published(event: &Envelope) -> HeaderMap {
    let mut headers = headers(event);
    headers.insert(name::EXPECTED, (event.position - 1).to_string());
    headers
}

fn round_trip(event: &Envelope) -> Result<Envelope, Unreadable> {
    read(&published(event), event.payload.clone(), u64::try_from(event.position).unwrap())
}

#[test]
fn the_headers_of_a_row_never_change() {
    let event = Envelope {
        causation_id: Some(Uuid::from_u128(5)),
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
        ..event()
    };
    let mut lines: Vec<String> = headers(&event)
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| format!("{name}: {value}")))
        .collect();
    lines.sort();
    let golden = "\
ce-id: 00000000-0000-0000-0000-000000000002
ce-source: jobbro/citizens
ce-specversion: 1.0
ce-subject: 00000000-0000-0000-0000-000000000001
ce-time: 2026-11-28T16:00:00.000000Z
ce-type: jobbro.citizens.events.v1.CitizenRegistered
jobbro-causation-id: 00000000-0000-0000-0000-000000000005
jobbro-chain: abababababababababababababababababababababababababababababababab
jobbro-correlation-id: 00000000-0000-0000-0000-000000000004
jobbro-epoch: 2
jobbro-kind: citizen
jobbro-municipality: 350
jobbro-origin: LIVE
jobbro-request-id: 00000000-0000-0000-0000-000000000003
jobbro-trigger: CALLER
jobbro-version: 7
traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    assert_eq!(lines.join("\n"), golden);
}

#[test]
fn what_is_published_is_what_is_read() {
    let instants = [0, 1, 999_999, 1_795_881_600_123_456, -1];
    for micros in instants {
        for origin in [Origin::Live, Origin::Migrated] {
            for trigger in [Trigger::Caller, Trigger::Reaction, Trigger::Timer] {
                for causation_id in [None, Some(Uuid::from_u128(9))] {
                    let event = Envelope {
                        recorded_at: Timestamp::from_microsecond(micros).unwrap(),
                        origin,
                        trigger,
                        causation_id,
                        traceparent: causation_id.map(|_| "00-aa-bb-01".into()),
                        ..event()
                    };
                    assert_eq!(round_trip(&event), Ok(event.clone()));
                }
            }
        }
    }
}

#[test]
fn a_message_at_another_place_than_its_own_is_refused() {
    let headers = published(&event());
    assert_eq!(
        read(&headers, Bytes::new(), 43),
        Err(Unreadable::Misplaced { sequence: 43, position: 42 })
    );
}

#[test]
fn every_header_but_the_optional_ones_is_needed() {
    let full = published(&event());
    for (name, _) in full.iter() {
        let without: HeaderMap = full
            .iter()
            .filter(|(other, _)| *other != name)
            .map(|(name, values)| (name.clone(), values[0].clone()))
            .collect();
        let read = read(&without, Bytes::new(), 42);
        if name.to_string() == name::SPEC_VERSION {
            assert!(read.is_ok(), "{name}");
        } else {
            assert!(matches!(read, Err(Unreadable::Missing(_))), "{name}: {read:?}");
        }
    }
}

#[test]
fn a_header_that_is_not_of_its_kind_is_refused() {
    for name in [
        name::ID,
        name::SOURCE,
        name::SUBJECT,
        name::TIME,
        name::VERSION,
        name::EPOCH,
        name::ORIGIN,
        name::TRIGGER,
        name::REQUEST_ID,
        name::CORRELATION_ID,
        name::CAUSATION_ID,
        name::CHAIN,
        name::EXPECTED,
    ] {
        let mut headers = published(&event());
        headers.insert(name, "something else");
        assert_eq!(read(&headers, Bytes::new(), 42), Err(Unreadable::Malformed(name)));
    }
}

#[test]
fn a_trace_context_that_cannot_travel_is_left_out() {
    for bad in ["", "a b", "a\r\nce-id: x", "\u{e6}"] {
        let event = Envelope { traceparent: Some(bad.into()), ..event() };
        assert_eq!(round_trip(&event), Ok(Envelope { traceparent: None, ..event }), "{bad:?}");
    }
}

#[test]
fn a_name_with_a_line_break_does_not_forge_a_header() {
    let event = Envelope { kind: "citizen\r\nce-id: x".into(), ..event() };
    assert_eq!(round_trip(&event), Err(Unreadable::Malformed(name::KIND)));
}

#[test]
fn the_message_name_is_the_last_part_of_the_type() {
    assert_eq!(message_name("jobbro.citizens.events.v1.CitizenRegistered"), "CitizenRegistered");
    assert_eq!(message_name("Bare"), "Bare");
}
