//! Every state and every command, lawful and not: one table.

use kernel::Aggregate;

use super::*;

/// A state by its name, with what led to it.
fn states() -> Vec<(&'static str, Vec<Event>)> {
    let ended = |event| [running(), vec![event, given_back(Some(LAST))]].concat();
    let rejected =
        Event::Rejected { placement: PLACEMENT, by: DECIDER, findings: Vec::new(), reason: None };
    let completed = Event::Completed { placement: PLACEMENT, last_day: day(LAST) };
    let interrupted =
        Event::Interrupted { placement: PLACEMENT, last_day: day("2018-03-10"), end: None };
    let cancelled = Event::Cancelled { placement: PLACEMENT, end: None };
    let unknown_workplace = place(PlaceOutcome::UnknownWorkplace, None);
    vec![
        ("unknown", vec![]),
        ("draft", vec![drafted()]),
        ("signed", ready()),
        ("facts asked", pending()),
        ("citizen unknown", told(LegalAnswer::Unknown)),
        ("citizen not yours", told(LegalAnswer::NotYours)),
        ("place asked", place_pending()),
        ("place reserved", answered(reserved())),
        ("place refused", answered(refused_place())),
        ("workplace unknown", answered(unknown_workplace)),
        ("granted", agreed()),
        ("rejected", [answered(reserved()), vec![rejected, given_back(None)]].concat()),
        ("running", running()),
        ("completed", ended(completed)),
        ("interrupted", ended(interrupted)),
        ("cancelled", vec![drafted(), cancelled]),
    ]
}

type Make = fn() -> Command;

fn commands() -> Vec<(&'static str, Make)> {
    vec![
        ("draft", || ask(draft())),
        ("sign employer", || ask(sign(SignerRole::Employer))),
        ("sign representative", || ask(sign(SignerRole::EmployeeRepresentative))),
        ("sign citizen", || ask(sign(SignerRole::Citizen))),
        ("revise", || ask(revise())),
        ("submit", || ask(Order::Submit { question: FACTS, seen: false })),
        ("submit what was seen", || ask(Order::Submit { question: FACTS, seen: true })),
        ("grant", || by(DECIDER, grant_alone())),
        ("reject", || by(DECIDER, reject())),
        ("start", || ask(Order::Start)),
        ("complete", || ask(Order::Complete)),
        ("interrupt", || ask(Order::Interrupt { last_day: day("2018-03-10"), end: end() })),
        ("cancel", || ask(Order::Cancel { end: end() })),
        ("facts come", || facts_come(FACTS, stated())),
        ("place comes", || place_comes(PLACE, reserved())),
    ]
}

/// What comes of it: names of events, `=` for nothing, or the refusal after `!`.
fn outcome(past: &[Event], command: Command) -> String {
    let state = past.iter().fold(Placement::default(), Placement::evolve);
    let first_word = |it: &dyn std::fmt::Debug| {
        let text = format!("{it:?}");
        text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
    };
    match state.decide(command) {
        Ok(decision) if decision.events.is_empty() => "=".to_owned(),
        Ok(decision) => {
            decision.events.iter().map(|it| first_word(it)).collect::<Vec<_>>().join("+")
        }
        Err(refusal) => format!("!{}", first_word(&refusal)),
    }
}

#[test]
fn every_command_in_every_state_comes_to_what_the_table_says() {
    let expected: Vec<&str> = include_str!("lifecycle.txt").lines().collect();
    let mut rows = Vec::new();
    for (command, make) in commands() {
        for (state, past) in states() {
            rows.push(format!("{command} | {state} | {}", outcome(&past, make())));
        }
    }
    assert_eq!(rows, expected, "\n{}", rows.join("\n"));
}
