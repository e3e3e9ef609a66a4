//! All states against all orders: what is not named here is refused with the state.

use super::*;
use State::{Annulled, Cancelled, Completed, Concluded, Planned, Running, Stopped};

const STATES: [State; 7] = [Planned, Concluded, Running, Stopped, Completed, Cancelled, Annulled];

/// The order, and in which states it leads to what.
type Row = (&'static str, fn() -> Order, fn(State) -> Option<Vec<Event>>);

const ROWS: [Row; 8] = [
    (
        "conclude",
        || conclude("2017-02-20"),
        |state| match state {
            Planned => Some(vec![with_findings()]),
            Concluded | Running | Stopped | Completed | Cancelled | Annulled => None,
        },
    ),
    (
        "register",
        || register("2017-02-28"),
        |state| match state {
            Concluded | Running | Stopped | Completed => Some(vec![registered("2017-02-28")]),
            Planned | Cancelled | Annulled => None,
        },
    ),
    (
        "mark overdue",
        || Order::MarkOverdue,
        |state| match state {
            Concluded | Running | Stopped | Completed => Some(vec![overdue()]),
            // A timer that comes too late, or for nothing, changes nothing.
            Planned | Cancelled | Annulled => Some(Vec::new()),
        },
    ),
    (
        "start",
        || Order::Start,
        |state| match state {
            Concluded => Some(vec![started()]),
            Running => Some(Vec::new()),
            Planned | Stopped | Completed | Cancelled | Annulled => None,
        },
    ),
    (
        "stop",
        || stop("2018-01-31"),
        |state| match state {
            Running => Some(vec![Event::Stopped {
                igu: IGU,
                last_day: day("2018-01-31"),
                ending: ending(StopReason::Resignation),
            }]),
            Planned | Concluded | Stopped | Completed | Cancelled | Annulled => None,
        },
    ),
    (
        "complete",
        || complete("2019-02-28"),
        |state| match state {
            Running => Some(vec![completed()]),
            Completed => Some(Vec::new()),
            Planned | Concluded | Stopped | Cancelled | Annulled => None,
        },
    ),
    ("cancel", cancel, |state| match state {
        Planned | Concluded => {
            Some(vec![Event::Cancelled { igu: IGU, ending: ending(StopReason::Moved) }])
        }
        Running | Stopped | Completed | Cancelled | Annulled => None,
    }),
    (
        "annul",
        || Order::Annul,
        |state| match state {
            Planned | Concluded | Running | Stopped | Completed | Cancelled => {
                Some(vec![annulled()])
            }
            Annulled => Some(Vec::new()),
        },
    ),
];

/// As the rules of the day have it.
fn with_findings() -> Event {
    let findings = law_of_the_day::looked_at(&plan(), &facts(), day("2017-02-20"), &[]);
    Event::AgreementConcluded {
        igu: IGU,
        concluded_on: day("2017-02-20"),
        registration_due_on: day("2017-03-20"),
        findings,
    }
}

#[test]
fn every_order_in_every_state_leads_to_exactly_this() {
    for (name, order, expected) in ROWS {
        for state in STATES {
            let result = folded(&until(state)).decide(ask(order()));
            let got = result.map(|it| it.events);
            let expected = expected(state).ok_or(Refusal::WrongState(state));
            assert_eq!(got, expected, "{name} when {}", state.code());
        }
    }
}

#[test]
fn each_history_stands_in_the_state_it_is_named_after() {
    for state in STATES {
        let igu = folded(&until(state));
        assert_eq!(igu.held_by(lejre()).map(Case::state), Ok(state));
    }
    let planned_twice = Order::Plan { plan: plan(), question: QUESTION };
    given(planned()).when(ask(planned_twice)).then_refused(&Refusal::WrongState(Planned));
}

#[test]
fn it_starts_on_its_first_day_and_not_before() {
    let given = || given(until(Concluded));
    given().when(on("2017-02-28", Order::Start)).then_refused(&Refusal::DayInFuture);
    given().when(on("2017-03-01", Order::Start)).then([started()]);
    given().when(on("2018-03-01", Order::Start)).then([started()]);
}

#[test]
fn it_stops_on_any_day_from_its_first_to_today_also_after_the_planned_last_one() {
    let refused = |today, last_day, why| {
        given(until(Running)).when(on(today, stop(last_day))).then_refused(&why);
    };
    refused("2019-03-01", "2017-02-28", Refusal::DayBeforeStart);
    refused("2018-01-30", "2018-01-31", Refusal::DayInFuture);
    refused("2019-03-01", "2019-03-02", Refusal::DayInFuture);
    for (today, last_day) in [
        ("2019-03-01", "2017-03-01"),
        ("2019-03-01", "2019-02-27"),
        ("2019-03-01", "2019-02-28"),
        ("2019-03-01", "2019-03-01"),
        ("2018-01-31", "2018-01-31"),
    ] {
        let igu = folded(&until(Running));
        let stopped = igu.decide(on(today, stop(last_day))).unwrap().events;
        let ending = ending(StopReason::Resignation);
        assert_eq!(stopped, [Event::Stopped { igu: IGU, last_day: day(last_day), ending }]);
    }
}

#[test]
fn it_completes_on_the_planned_last_day_or_later_but_not_tomorrow() {
    let given = || given(until(Running));
    given().when(on("2019-03-01", complete("2019-02-27"))).then_refused(&Refusal::DayBeforeEnd);
    given().when(on("2019-02-27", complete("2019-02-28"))).then_refused(&Refusal::DayInFuture);
    given().when(on("2019-02-28", complete("2019-02-28"))).then([completed()]);
    let later = Event::Completed { igu: IGU, last_day: day("2019-04-30") };
    given().when(on("2019-04-30", complete("2019-04-30"))).then([later]);
}

#[test]
fn completed_again_on_another_day_is_no_repeat() {
    given(until(Completed))
        .when(on("2019-04-30", complete("2019-04-30")))
        .then_refused(&Refusal::WrongState(Completed));
}
