//! What the citizen's other IGUs must know, and when another may take its place.

use super::*;
use crate::{igu_history, values::IguOutcome};

fn note(outcome: IguOutcome, on: &str) -> igu_history::Command {
    igu_history::Command { citizen: CITIZEN, igu: IGU, outcome, on: day(on) }
}

fn follows(state: State, event: Event) -> (Option<igu_history::Command>, TheOne) {
    let Consequence { note, the_one } = folded(&until(state)).consequence(&[event]);
    (note, the_one)
}

#[test]
fn the_one_is_taken_at_the_conclusion_and_given_back_at_every_end_but_a_completion_that_stands() {
    let concluded_on = "2017-02-20";
    assert_eq!(
        follows(State::Planned, concluded()),
        (Some(note(IguOutcome::Concluded, concluded_on)), TheOne::Taken)
    );
    assert_eq!(
        follows(State::Running, stopped()),
        (Some(note(IguOutcome::Stopped, "2018-01-31")), TheOne::GivenBack)
    );
    assert_eq!(
        follows(State::Running, completed()),
        (Some(note(IguOutcome::Completed, "2019-02-28")), TheOne::Unchanged)
    );
    let void = Some(note(IguOutcome::Void, concluded_on));
    assert_eq!(follows(State::Concluded, cancelled()), (void, TheOne::GivenBack));
    assert_eq!(follows(State::Concluded, annulled()), (void, TheOne::GivenBack));
    assert_eq!(follows(State::Running, annulled()), (void, TheOne::GivenBack));
    assert_eq!(follows(State::Completed, annulled()), (void, TheOne::GivenBack));
}

#[test]
fn what_never_held_it_gives_nothing_back() {
    // It may be another's by now.
    let void = Some(note(IguOutcome::Void, "2017-02-20"));
    assert_eq!(follows(State::Stopped, annulled()), (void, TheOne::Unchanged));
    assert_eq!(follows(State::Cancelled, annulled()), (None, TheOne::Unchanged));
    assert_eq!(follows(State::Planned, cancelled()), (None, TheOne::Unchanged));
    assert_eq!(follows(State::Planned, annulled()), (None, TheOne::Unchanged));
}

#[test]
fn other_events_are_nobody_elses_business() {
    for (state, event) in [
        (State::Concluded, started()),
        (State::Concluded, registered("2017-02-28")),
        (State::Running, overdue()),
    ] {
        assert_eq!(follows(state, event), (None, TheOne::Unchanged));
    }
    let planned = folded(&[]).consequence(&planned());
    assert_eq!((planned.note, planned.the_one), (None, TheOne::Unchanged));
    assert_eq!(folded(&until(State::Running)).consequence(&[]), Consequence::default());
}
