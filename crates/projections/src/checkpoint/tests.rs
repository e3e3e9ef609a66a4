use super::*;

fn at(position: i64, epochs: &[(i64, i64)]) -> Checkpoint {
    let epochs =
        epochs.iter().map(|&(epoch, position)| EpochStart { epoch, position }).collect::<Vec<_>>();
    Checkpoint { position, recorded_at: None, epochs }
}

fn token(epoch: i64, position: i64) -> Token {
    Token { epoch, position }
}

#[test]
fn a_token_is_reached_when_its_event_was_handled() {
    let here = at(5, &[(1, 1)]);
    assert_eq!(here.reached(token(1, 4)), Some(Ok(())));
    assert_eq!(here.reached(token(1, 5)), Some(Ok(())));
    assert_eq!(here.reached(token(1, 6)), None);
}

#[test]
fn before_the_first_event_there_is_no_epoch_to_compare() {
    let here = at(0, &[]);
    assert_eq!(here.reached(token(7, 0)), Some(Ok(())));
    assert_eq!(here.reached(token(7, 1)), None);
}

#[test]
fn a_token_keeps_its_epoch_when_a_new_one_has_begun() {
    let here = at(50, &[(1, 1), (2, 41)]);
    assert_eq!(here.reached(token(1, 40)), Some(Ok(())));
    assert_eq!(here.reached(token(2, 41)), Some(Ok(())));
    assert_eq!(here.reached(token(2, 51)), None);
}

#[test]
fn a_token_of_an_epoch_that_did_not_hold_its_position_is_refused() {
    let here = at(50, &[(1, 1), (2, 41)]);
    assert_eq!(here.reached(token(1, 41)), Some(Err(WaitError::EpochChanged)));
    assert_eq!(here.reached(token(2, 40)), Some(Err(WaitError::EpochChanged)));
    assert_eq!(here.reached(token(3, 50)), Some(Err(WaitError::EpochChanged)));
    assert_eq!(here.reached(token(1, 51)), Some(Err(WaitError::EpochChanged)));
}
