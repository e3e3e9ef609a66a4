//! Nothing is concluded before the answer, nor against the law of the first day.

use law::Verdict;

use super::*;
use crate::values::IguOutcome;

fn breached(result: Result<Decision<Event, Finding>, Refusal>) -> Vec<&'static str> {
    match result {
        Err(Refusal::Breached(findings)) => {
            assert!(findings.iter().all(|it| it.verdict == Verdict::Breach));
            findings.iter().map(|it| it.rule.id).collect()
        }
        other => panic!("not refused by law: {other:?}"),
    }
}

fn stated(facts: LegalFacts) -> Vec<Event> {
    [planned().to_vec(), vec![answered(LegalAnswer::Stated(facts))]].concat()
}

#[test]
fn each_answer_that_does_not_state_the_facts_refuses_by_its_name() {
    let refused = |past: Vec<Event>, why| {
        given(past).when(ask(conclude("2017-02-20"))).then_refused(&why);
    };
    let past = |answer| [planned().to_vec(), vec![answered(answer)]].concat();
    refused(planned().to_vec(), Refusal::AnswersPending);
    refused(past(LegalAnswer::Unknown), Refusal::CitizenUnknown);
    refused(past(LegalAnswer::NotYours), Refusal::CitizenNotYours);
}

#[test]
fn only_the_answer_to_the_question_that_is_pending_is_received() {
    let stated = || LegalAnswer::Stated(facts());
    given(planned()).when(ask(answer(stated()))).then([answered(stated())]);
    let other = Order::Answer { question: QuestionId::new(Uuid::from_u128(9)), answer: stated() };
    given(planned()).when(ask(other)).then([]);
    // Again, and another one late.
    given(until(State::Planned)).when(ask(answer(stated()))).then([]);
    given(until(State::Running)).when(ask(answer(LegalAnswer::Unknown))).then([]);
    // The answer to one that was given up is received too: it changes no state.
    let past = [planned().to_vec(), vec![cancelled()]].concat();
    given(past).when(ask(answer(stated()))).then([answered(stated())]);
}

#[test]
fn an_agreement_must_have_been_concluded() {
    given(until(State::Planned))
        .when(on("2017-02-19", conclude("2017-02-20")))
        .then_refused(&Refusal::DayInFuture);
    let concluded = folded(&until(State::Planned)).decide(on("2017-02-20", conclude("2017-02-20")));
    assert!(concluded.is_ok());
}

#[test]
fn every_rule_is_looked_at_and_its_finding_stored_and_answered() {
    let decision = folded(&until(State::Planned)).decide(ask(conclude("2017-02-20"))).unwrap();
    let [Event::AgreementConcluded { findings, registration_due_on, .. }] =
        decision.events.as_slice()
    else {
        panic!("one event: {:?}", decision.events)
    };
    assert_eq!(*findings, decision.findings);
    assert_eq!(*registration_due_on, day("2017-03-20"));
    let rules: Vec<_> = findings.iter().map(|it| it.rule.id).collect();
    assert_eq!(
        rules,
        [
            "igu.start_window",
            "igu.age",
            "igu.residence_years",
            "igu.target_group",
            "igu.written_agreement",
            "igu.once",
            "igu.duration",
        ]
    );
    assert!(findings.iter().all(|it| it.on == day("2017-03-01")), "the first day chooses");
}

#[test]
fn who_breaks_one_rule_hears_of_that_one() {
    let conclude_with = |facts, on| folded(&stated(facts)).decide(ask(conclude(on)));
    let on = "2017-02-20";
    let cases = [
        (LegalFacts { age_years: Some(40), ..facts() }, on, "igu.age"),
        (LegalFacts { age_years: Some(17), ..facts() }, on, "igu.age"),
        (LegalFacts { residence_full_years: Some(5), ..facts() }, on, "igu.residence_years"),
        (
            LegalFacts { residence_basis: Some(ResidenceBasis::FamilyReunifiedOther), ..facts() },
            on,
            "igu.target_group",
        ),
        (facts(), "2017-03-02", "igu.written_agreement"),
    ];
    for (facts, concluded_on, rule) in cases {
        assert_eq!(breached(conclude_with(facts, concluded_on)), [rule]);
    }
    let kept = LegalFacts { age_years: Some(39), residence_full_years: Some(4), ..facts() };
    assert!(conclude_with(kept, "2017-03-01").is_ok());
}

#[test]
fn who_breaks_all_rules_hears_of_all() {
    let first_day = day("2016-06-30");
    let facts = LegalFacts {
        age_years: Some(17),
        residence_full_years: Some(5),
        residence_basis: Some(ResidenceBasis::FamilyReunifiedOther),
        ..facts()
    };
    // Before the law there is nothing but the window to break.
    let past = [
        Event::Planned {
            plan: Plan { first_day, ..plan() },
            last_day: day("2018-06-29"),
            municipality: lejre(),
        },
        Event::LegalFactsAsked { question: QUESTION, citizen: CITIZEN, on: first_day },
        answered(LegalAnswer::Stated(facts.clone())),
    ];
    assert_eq!(breached(folded(&past).decide(ask(conclude("2016-06-01")))), ["igu.start_window"]);

    let earlier = vec![EarlierIgu { outcome: IguOutcome::Completed, on: day("2017-01-31") }];
    let order = Order::Conclude { concluded_on: day("2017-03-02"), earlier };
    assert_eq!(
        breached(folded(&stated(facts)).decide(ask(order))),
        ["igu.age", "igu.residence_years", "igu.target_group", "igu.written_agreement", "igu.once",]
    );
}

#[test]
fn what_is_not_known_does_not_refuse_but_is_told() {
    let nothing = LegalFacts {
        age_years: None,
        residence_full_years: None,
        residence_on_anniversary: None,
        residence_basis: None,
        ..facts()
    };
    let decision = folded(&stated(nothing)).decide(ask(conclude("2017-02-20"))).unwrap();
    let unknown: Vec<_> = decision
        .findings
        .iter()
        .filter(|it| it.verdict == Verdict::NotKnown)
        .map(|it| it.rule.id)
        .collect();
    assert_eq!(unknown, ["igu.age", "igu.residence_years", "igu.target_group"]);
}

#[test]
fn an_earlier_stopped_one_warns_and_a_running_one_refuses() {
    let conclude = |outcome| {
        let earlier = vec![EarlierIgu { outcome, on: day("2016-12-31") }];
        let order = Order::Conclude { concluded_on: day("2017-02-20"), earlier };
        folded(&until(State::Planned)).decide(ask(order))
    };
    for outcome in [IguOutcome::Concluded, IguOutcome::Completed] {
        assert_eq!(breached(conclude(outcome)), ["igu.once"]);
    }
    for (outcome, expected) in
        [(IguOutcome::Stopped, Verdict::Warns), (IguOutcome::Void, Verdict::Holds)]
    {
        let findings = conclude(outcome).unwrap().findings;
        let once = findings.iter().find(|it| it.rule.id == "igu.once").unwrap();
        assert_eq!(once.verdict, expected);
    }
}
