//! Grant and reject: who decides, on what.

use kernel::Aggregate;

use super::*;

const ANOTHER: Uuid = Uuid::from_u128(8);

fn grant(past: &[Event], human: Option<Uuid>) -> Result<Vec<Event>, Refusal> {
    let state = past.iter().fold(Placement::default(), Placement::evolve);
    let today = day(TODAY);
    let command = Command::Ordered { asker: lejre(), human, today, order: grant_alone() };
    state.decide(command).map(|it| it.events)
}

/// What every rule said, out of the one event.
fn findings(past: &[Event]) -> Vec<Finding> {
    match grant(past, Some(DECIDER)).unwrap().as_slice() {
        [Event::Granted { findings, by: DECIDER, .. }] => findings.clone(),
        other => panic!("{other:?}"),
    }
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|it| it.rule.id).collect()
}

/// Answered, with these facts and days.
fn case(runs: Option<bool>, plan: Plan, texts: &Texts) -> Vec<Event> {
    let mut past = answered(reserved());
    past[0] = drafted_as(plan, texts);
    let stated = past.iter_mut().find(|it| matches!(it, Event::FactsReceived { .. }));
    *stated.unwrap() = facts_received(LegalAnswer::Stated(facts(runs)));
    past
}

#[test]
fn every_rule_is_looked_at_stored_and_answered() {
    let ratio = PlaceAnswer { findings: vec![ratio(false)], ..reserved() };
    let programme = findings(&answered(ratio));
    assert_eq!(
        rules(&programme),
        [
            praktik_purpose::RULE.id,
            praktik_length::RULE.id,
            praktik_extension::RULE.id,
            praktik_hours::RULE.id,
            law::ratio::FORMULA.id,
            rep_required::RULE.id,
        ]
    );
    for runs in [Some(false), None] {
        let lab = findings(&case(runs, plan(), &texts()));
        assert_eq!(
            rules(&lab),
            [
                praktik_purpose::RULE.id,
                praktik_length_lab::RULE.id,
                praktik_hours::RULE.id,
                rep_required::RULE.id,
            ]
        );
    }
    let state = answered(reserved()).iter().fold(Placement::default(), Placement::evolve);
    let decision = state.decide(by(DECIDER, grant_alone())).unwrap();
    assert_eq!(decision.findings, findings(&answered(reserved())));
}

#[test]
fn a_broken_rule_refuses_with_all_that_are_broken() {
    // Longer than 26 weeks, without a ground.
    let past = case(Some(true), plan_of("2018-03-05", "2018-12-31"), &texts());
    let Err(Refusal::RuleBreached(broken)) = grant(&past, Some(DECIDER)) else {
        panic!("it was granted");
    };
    assert!(rules(&broken).contains(&praktik_length::RULE.id), "{broken:?}");
    assert!(rules(&broken).contains(&praktik_extension::RULE.id), "{broken:?}");
    assert!(broken.iter().all(|it| it.verdict == Verdict::Breach));
    // The purpose must stand there from 2020.
    let nothing = Texts { purpose: text(""), ..texts() };
    let past = case(Some(true), plan_of("2020-03-02", "2020-03-20"), &nothing);
    let Err(Refusal::RuleBreached(broken)) = grant(&past, Some(DECIDER)) else {
        panic!("it was granted");
    };
    assert_eq!(rules(&broken), [praktik_purpose::RULE.id]);
}

#[test]
fn a_place_that_was_refused_refuses_the_grant_with_the_ratio_rule() {
    let refused = grant(&answered(refused_place()), Some(DECIDER));
    assert_eq!(refused, Err(Refusal::RuleBreached(vec![ratio(true)])));
    // Whatever stands in its findings.
    let silent = PlaceAnswer { findings: Vec::new(), ..refused_place() };
    assert_eq!(grant(&answered(silent), Some(DECIDER)), Err(Refusal::RuleBreached(Vec::new())));
}

#[test]
fn nothing_is_decided_before_every_answer_has_come() {
    for past in [pending(), place_pending()] {
        assert_eq!(grant(&past, Some(DECIDER)), Err(Refusal::AnswersPending));
        given(past).when(by(DECIDER, reject())).then_refused(&Refusal::AnswersPending);
    }
    let unknown = place(PlaceOutcome::UnknownWorkplace, None);
    for (past, refusal) in [
        (told(LegalAnswer::Unknown), Refusal::CitizenUnknown),
        (told(LegalAnswer::NotYours), Refusal::CitizenNotYours),
        (answered(unknown), Refusal::WorkplaceUnknown),
    ] {
        assert_eq!(grant(&past, Some(DECIDER)), Err(refusal));
    }
}

#[test]
fn a_human_decides_and_none_of_those_who_made_the_case() {
    assert_eq!(grant(&answered(reserved()), None), Err(Refusal::HumanRequired));
    let by_nobody =
        Command::Ordered { asker: lejre(), human: None, today: day(TODAY), order: reject() };
    given(answered(reserved())).when(by_nobody).then_refused(&Refusal::HumanRequired);
    // Drafted by one, revised by another, a signature recorded by a third, submitted by a fourth.
    let (drafter, changer, submitter) = (CASEWORKER, ANOTHER, Uuid::from_u128(9));
    let recorder = Uuid::from_u128(10);
    let revised = Event::Revised {
        placement: PLACEMENT,
        terms: Terms::of(plan(), &texts()),
        by: Some(changer),
        texts: None,
    };
    let mut past = answered(reserved());
    past.insert(1, revised);
    for event in &mut past {
        if let Event::Signed { by, .. } = event {
            *by = Some(recorder);
        }
    }
    let sent = past.iter_mut().find(|it| matches!(it, Event::Submitted { .. })).unwrap();
    *sent = Event::Submitted { placement: PLACEMENT, by: Some(submitter) };
    for hand in [drafter, changer, recorder, submitter] {
        assert_eq!(grant(&past, Some(hand)), Err(Refusal::FourEyes));
        given(past.clone()).when(by(hand, reject())).then_refused(&Refusal::FourEyes);
    }
    assert!(grant(&past, Some(DECIDER)).is_ok());
}

#[test]
fn who_recorded_the_representatives_late_signature_does_not_decide_either() {
    let mut past = unheard(Some(12));
    let signature = signature(SignerRole::EmployeeRepresentative, "2018-02-01");
    past.push(Event::Signed { placement: PLACEMENT, signature, by: Some(ANOTHER) });
    assert_eq!(grant(&past, Some(ANOTHER)), Err(Refusal::FourEyes));
    assert!(grant(&past, Some(DECIDER)).is_ok());
}

#[test]
fn a_decision_takes_two_humans_so_one_alone_does_not_decide_what_a_system_made() {
    let mut past = answered(reserved());
    for event in &mut past {
        if let Event::Drafted { by, .. } | Event::Signed { by, .. } | Event::Submitted { by, .. } =
            event
        {
            *by = None;
        }
    }
    assert_eq!(grant(&past, Some(DECIDER)), Err(Refusal::FourEyes));
}

/// Answered without the representative's signature.
fn unheard(employees: Option<i64>) -> Vec<Event> {
    let mut past = answered(place(PlaceOutcome::Reserved, employees));
    past.retain(|it| *it != signed(SignerRole::EmployeeRepresentative));
    past
}

#[test]
fn the_representative_is_heard_where_there_is_more_than_one_employee() {
    assert_eq!(broken_by(&unheard(Some(2))), [rep_required::RULE.id]);
    for alone in [Some(1), Some(0)] {
        let heard = findings(&unheard(alone)).pop().unwrap();
        assert_eq!((heard.rule, heard.verdict), (rep_required::RULE, Verdict::Holds));
    }
    let heard = findings(&unheard(None)).pop().unwrap();
    assert_eq!((heard.rule, heard.verdict), (rep_required::RULE, Verdict::NotKnown));
    assert!(heard.warns());
}

/// Every rule that refuses the grant.
fn broken_by(past: &[Event]) -> Vec<&'static str> {
    match grant(past, Some(DECIDER)) {
        Err(Refusal::RuleBreached(broken)) => rules(&broken),
        other => panic!("{other:?}"),
    }
}

#[test]
fn that_nobody_was_heard_is_told_together_with_whatever_else_is_broken() {
    let mut past = unheard(Some(12));
    past[0] = drafted_as(plan_of("2018-03-05", "2018-12-31"), &texts());
    let answer = past.iter_mut().find(|it| matches!(it, Event::PlaceAnswered { .. })).unwrap();
    *answer = Event::PlaceAnswered { question: PLACE, answer: refused_place() };
    assert_eq!(
        broken_by(&past),
        [
            praktik_length::RULE.id,
            praktik_extension::RULE.id,
            law::ratio::FORMULA.id,
            rep_required::RULE.id,
        ]
    );
}

#[test]
fn what_was_signed_on_the_first_day_or_only_said_is_not_heard() {
    let stated = |signed_on, method| {
        let mut past = unheard(Some(12));
        let role = SignerRole::EmployeeRepresentative;
        let signature = Signature { method, ..signature(role, signed_on) };
        past.insert(2, Event::Signed { placement: PLACEMENT, signature, by: Some(CASEWORKER) });
        past
    };
    for (signed_on, method) in
        [(FIRST, SignatureMethod::Paper), ("2018-03-04", SignatureMethod::Oral)]
    {
        assert_eq!(broken_by(&stated(signed_on, method)), [rep_required::RULE.id]);
    }
    assert!(grant(&stated("2018-03-04", SignatureMethod::Digital), Some(DECIDER)).is_ok());
}

#[test]
fn an_objection_counts_as_heard() {
    let objection =
        Signature { objected: true, ..signature(SignerRole::EmployeeRepresentative, "2018-02-01") };
    let mut past = unheard(Some(12));
    past.insert(2, Event::Signed { placement: PLACEMENT, signature: objection, by: None });
    assert!(grant(&past, Some(DECIDER)).is_ok());
}

#[test]
fn a_rejection_keeps_its_reason_sealed_and_its_findings_as_far_as_they_are_known() {
    let rejected = |past: Vec<Event>| {
        let state = past.iter().fold(Placement::default(), Placement::evolve);
        let mut events = state.decide(by(DECIDER, reject())).unwrap().events;
        let Event::Rejected { findings, reason, by: DECIDER, .. } = events.remove(0) else {
            panic!("it was not rejected");
        };
        assert_eq!(reason, Some(About { citizen: CITIZEN, content: text("nej") }));
        rules(&findings)
    };
    assert_eq!(rejected(told(LegalAnswer::Unknown)), [praktik_purpose::RULE.id]);
    assert_eq!(
        rejected(answered(refused_place())),
        [
            praktik_purpose::RULE.id,
            praktik_length::RULE.id,
            praktik_extension::RULE.id,
            praktik_hours::RULE.id,
            law::ratio::FORMULA.id,
            rep_required::RULE.id,
        ]
    );
}

/// As the history has one on the same days.
fn same_days() -> Vec<Internship> {
    vec![Internship { days: plan().days, weekly_hours: plan().weekly_hours }]
}

#[test]
fn one_who_is_in_another_internship_on_the_same_days_is_granted_with_a_warning() {
    let hours = |order: Order| {
        let state = answered(reserved()).iter().fold(Placement::default(), Placement::evolve);
        let decision = state.decide(by(DECIDER, order)).unwrap();
        assert!(matches!(decision.events[0], Event::Granted { .. } | Event::Rejected { .. }));
        decision.findings.into_iter().find(|it| it.rule == praktik_hours::RULE).unwrap().verdict
    };
    assert_eq!(hours(grant_alone()), Verdict::Holds);
    assert_eq!(hours(Order::Grant { others: same_days() }), Verdict::Warns);
    assert_eq!(hours(reject()), Verdict::Holds);
    let rejected = Order::Reject { reason: text("nej"), others: same_days() };
    assert_eq!(hours(rejected), Verdict::Warns);
}
