use kernel::{Timestamp, Uuid};
use proto::log::v1::ResolveTokenRequest;

use super::*;

fn event(municipality: &str, origin: Origin) -> Envelope {
    Envelope {
        service: "placements".to_owned(),
        epoch: 1,
        position: 7,
        stream_id: Uuid::from_u128(1),
        version: 1,
        kind: "placement".to_owned(),
        event_id: Uuid::from_u128(2),
        type_name: "jobbro.placements.events.v1.LegalFactsAsked".to_owned(),
        payload: Vec::new().into(),
        municipality: municipality.to_owned(),
        recorded_at: Timestamp::UNIX_EPOCH,
        origin,
        trigger: Trigger::Caller,
        request_id: Uuid::from_u128(3),
        correlation_id: Uuid::from_u128(4),
        causation_id: Some(Uuid::from_u128(5)),
        traceparent: None,
        chain: [0; 32],
    }
}

const ID: RequestId = RequestId::new(Uuid::from_u128(9));

fn answer(event: &Envelope) -> Order {
    reacting("citizens", event, ID, "citizens.legal_questions", &ResolveTokenRequest::default())
}

#[test]
fn a_reaction_is_caused_by_its_event_and_belongs_to_what_that_belongs_to() {
    let order = answer(&event("350", Origin::Live));
    assert_eq!(order.trigger, Trigger::Reaction);
    assert_eq!(order.request_id, ID);
    assert_eq!(order.causation_id, Some(Uuid::from_u128(2)));
    assert_eq!(order.correlation_id, Some(Uuid::from_u128(4)));
    assert!(!order.migrated);
    let Caller { human, client, municipality, roles, role, on_behalf_of } = order.caller;
    assert_eq!((human, client.as_str(), on_behalf_of), (None, "jobbro-citizens", None));
    assert_eq!((municipality.as_str(), roles, role), ("350", vec![Role::System], Role::System));
}

#[test]
fn what_a_migrated_event_causes_is_migrated_too() {
    assert!(answer(&event("350", Origin::Migrated)).migrated);
}

#[test]
fn a_shared_event_is_answered_by_the_cell() {
    let order = answer(&event("000", Origin::Live));
    assert_eq!(order.caller.municipality, MunicipalityCode::CELL);
}

#[test]
fn a_timer_says_that_it_is_one() {
    let municipality = MunicipalityCode::parse("621").unwrap();
    let body = ResolveTokenRequest::default();
    let order = timed("placements", municipality, ID, "placements.mark_overdue", &body);
    assert_eq!(order.trigger, Trigger::Timer);
    assert_eq!((order.causation_id, order.correlation_id), (None, None));
    assert_eq!(order.caller.municipality, municipality);
    assert!(!order.migrated);
}
