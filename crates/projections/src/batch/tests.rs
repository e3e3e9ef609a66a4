use event_log::{Origin, Trigger};
use kernel::{Timestamp, Uuid};

use super::*;

fn event(position: i64, type_name: &str) -> Envelope {
    Envelope {
        service: "citizens".to_owned(),
        epoch: 1,
        position,
        stream_id: Uuid::from_u128(1),
        version: position,
        kind: "citizen".to_owned(),
        event_id: Uuid::from_u128(u128::from(position.unsigned_abs())),
        type_name: type_name.to_owned(),
        payload: Vec::new().into(),
        municipality: "350".to_owned(),
        recorded_at: Timestamp::from_microsecond(position).unwrap(),
        origin: Origin::Live,
        trigger: Trigger::Caller,
        request_id: Uuid::from_u128(2),
        correlation_id: Uuid::from_u128(2),
        causation_id: None,
        traceparent: None,
        chain: [0; 32],
    }
}

fn cut(events: &[(i64, &str)], from: i64, one_by_one: bool) -> Result<Vec<(Vec<i64>, i64)>, Gap> {
    let events = events.iter().map(|&(position, name)| event(position, name)).collect();
    let from = Checkpoint { position: from, ..Checkpoint::default() };
    let wants = HashSet::from(["wanted".to_owned()]);
    let steps = steps(events, &from, &wants, one_by_one)?;
    Ok(steps
        .into_iter()
        .map(|it| (it.events.iter().map(|it| it.position).collect(), it.after.position))
        .collect())
}

#[test]
fn a_projection_takes_all_wanted_events_at_once_and_moves_over_the_others() {
    let events = [(4, "other"), (5, "wanted"), (6, "wanted"), (7, "other")];
    assert_eq!(cut(&events, 3, false), Ok(vec![(vec![5, 6], 7)]));
}

#[test]
fn a_reaction_takes_one_wanted_event_at_a_time() {
    let events = [(1, "other"), (2, "wanted"), (3, "wanted"), (4, "other"), (5, "other")];
    assert_eq!(cut(&events, 0, true), Ok(vec![(vec![2], 2), (vec![3], 3), (vec![], 5)]));
}

#[test]
fn events_nobody_wants_are_one_step_without_events() {
    for one_by_one in [true, false] {
        assert_eq!(cut(&[(1, "other"), (2, "other")], 0, one_by_one), Ok(vec![(vec![], 2)]));
    }
}

#[test]
fn a_gap_is_found_also_behind_an_event_nobody_wants() {
    let gap = |expected, got| Err(Gap { expected, got });
    assert_eq!(cut(&[(2, "wanted")], 0, false), gap(1, 2));
    assert_eq!(cut(&[(1, "other"), (3, "wanted")], 0, false), gap(2, 3));
    assert_eq!(cut(&[(1, "wanted"), (1, "wanted")], 0, false), gap(2, 1));
}
