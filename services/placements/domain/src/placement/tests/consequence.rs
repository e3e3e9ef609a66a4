//! What the citizen's other internships are told.

use kernel::Aggregate;

use super::*;
use crate::internship_history;

/// What follows when this is done after that.
fn follows(past: &[Event], order: Order) -> Option<internship_history::Command> {
    let state = past.iter().fold(Placement::default(), Placement::evolve);
    let events = state.decide(by(DECIDER, order)).unwrap().events;
    state.consequence(&events)
}

fn note(stands: Option<Days>) -> internship_history::Command {
    let weekly_hours = plan().weekly_hours;
    let stands = stands.map(|days| Internship { days, weekly_hours });
    internship_history::Command { citizen: CITIZEN, placement: PLACEMENT, stands }
}

#[test]
fn a_grant_tells_its_days_an_interruption_fewer_and_a_cancellation_none() {
    let interrupt = |last_day| Order::Interrupt { last_day: day(last_day), end: end() };
    let cancel = || Order::Cancel { end: end() };
    assert_eq!(follows(&answered(reserved()), grant_alone()), Some(note(Some(plan().days))));
    for last_day in [FIRST, "2018-03-10"] {
        let kept = Days::of(day(FIRST), day(last_day));
        assert!(kept.is_some());
        assert_eq!(follows(&running(), interrupt(last_day)), Some(note(kept)));
    }
    assert_eq!(follows(&agreed(), cancel()), Some(note(None)));
}

#[test]
fn a_start_and_an_end_tell_the_days_of_one_that_was_granted_before_anyone_listened() {
    let whole = note(Some(plan().days));
    for (past, order) in [(agreed(), Order::Start), (running(), Order::Complete)] {
        assert_eq!(follows(&past, order), Some(whole), "{past:?}");
    }
    let unheard = internship_history::InternshipHistory::default();
    let noted = unheard.decide(whole).unwrap().events;
    assert_eq!(noted.len(), 1);
    let heard = noted.iter().fold(unheard, kernel::Aggregate::evolve);
    assert_eq!(heard.decide(whole).unwrap().events, [], "it is told twice and noted once");
}

#[test]
fn what_changes_no_days_tells_nothing() {
    for (past, order) in [
        (vec![], draft()),
        (vec![drafted()], sign(SignerRole::Employer)),
        (vec![drafted()], revise()),
        (ready(), Order::Submit { question: FACTS, seen: true }),
        (answered(reserved()), reject()),
        (ready(), Order::Cancel { end: end() }),
        (answered(reserved()), Order::Cancel { end: end() }),
        (running(), Order::Start),
    ] {
        assert_eq!(follows(&past, order), None, "{past:?}");
    }
}
