//! Draft, sign, revise, submit, start and end: what each step records, day by day.

use super::*;

#[test]
fn a_draft_says_what_the_law_must_know_and_seals_the_rest() {
    let texts = Texts {
        job_goal: text(""),
        grounds: vec![LengthGround::LongUnemployment, LengthGround::AssessedNeed],
        ..texts()
    };
    let plan = plan_of("2018-03-05", "2018-06-04");
    let order = Order::Draft { placement: PLACEMENT, plan, texts: texts.clone() };
    given([]).when(ask(order)).then([Event::Drafted {
        placement: PLACEMENT,
        municipality: lejre(),
        terms: Terms {
            plan,
            purpose_stated: true,
            job_goal_stated: false,
            grounds: StatedGrounds {
                beyond_4_weeks: true,
                beyond_13_weeks: true,
                beyond_26_weeks: false,
            },
        },
        by: Some(CASEWORKER),
        texts: Some(texts),
    }]);
}

#[test]
fn a_ground_is_coded_only_for_the_limits_that_the_length_passes() {
    use LengthGround::{AssessedNeed, LongUnemployment, SpecialNeed};
    let coded = |last, grounds: &[LengthGround]| {
        let texts = Texts { grounds: grounds.to_vec(), ..texts() };
        let StatedGrounds { beyond_4_weeks, beyond_13_weeks, beyond_26_weeks } =
            Terms::of(plan_of("2018-03-05", last), &texts).grounds;
        [beyond_4_weeks, beyond_13_weeks, beyond_26_weeks]
    };
    let all = [LongUnemployment, AssessedNeed, SpecialNeed];
    // 4, 13 and 26 weeks to the day, and a day more.
    for (last, expected) in [
        ("2018-03-25", [false, false, false]),
        ("2018-04-01", [false, false, false]),
        ("2018-04-02", [true, false, false]),
        ("2018-06-03", [true, false, false]),
        ("2018-06-04", [true, true, false]),
        ("2018-09-02", [true, true, false]),
        ("2018-09-03", [true, true, true]),
    ] {
        assert_eq!(coded(last, &all), expected, "{last}");
        assert_eq!(coded(last, &[]), [false; 3], "{last}");
    }
    // The special need is the stricter one; the assessed one is none for more than 26 weeks.
    assert_eq!(coded("2018-06-04", &[SpecialNeed]), [false, true, false]);
    assert_eq!(coded("2018-09-03", &[AssessedNeed]), [false, true, false]);
}

#[test]
fn texts_and_ends_never_print() {
    let printed = format!("{:?} {:?}", texts(), end());
    assert_eq!(printed, "Texts(personal) End(personal)");
}

#[test]
fn another_municipality_has_no_such_placement_whatever_it_asks() {
    let asker = MunicipalityCode::parse("849").unwrap();
    let orders = [draft(), sign(SignerRole::Employer), revise(), grant_alone(), Order::Start];
    for order in orders {
        let command = Command::Ordered { asker, human: Some(DECIDER), today: day(TODAY), order };
        given(answered(reserved())).when(command).then_refused(&Refusal::NotFound);
    }
}

#[test]
fn parties_sign_on_days_that_have_come() {
    for (signed_on, refusal) in [(TODAY, None), ("2018-06-02", Some(Refusal::DayInFuture))] {
        let signature = signature(SignerRole::Employer, signed_on);
        let outcome = given([drafted()]).when(ask(Order::Sign(signature)));
        match refusal {
            None => drop(outcome.then([Event::Signed {
                placement: PLACEMENT,
                signature,
                by: Some(CASEWORKER),
            }])),
            Some(why) => outcome.then_refused(&why),
        }
    }
}

#[test]
fn the_employer_signs_before_the_representative_by_the_day_too() {
    let representative = |on| Order::Sign(signature(SignerRole::EmployeeRepresentative, on));
    given([drafted()])
        .when(ask(representative("2018-02-01")))
        .then_refused(&Refusal::EmployerSignsFirst);
    let past = || given([drafted(), signed(SignerRole::Employer)]);
    past().when(ask(representative("2018-01-31"))).then_refused(&Refusal::EmployerSignsFirst);
    past()
        .when(ask(representative("2018-02-01")))
        .then([signed(SignerRole::EmployeeRepresentative)]);
}

#[test]
fn the_very_same_signature_again_changes_nothing_and_another_is_refused() {
    let past = || given([drafted(), signed(SignerRole::Employer)]);
    past().when(ask(sign(SignerRole::Employer))).then([]);
    let other = signature(SignerRole::Employer, "2018-02-02");
    past().when(ask(Order::Sign(other))).then_refused(&Refusal::AlreadySigned);
}

#[test]
fn the_representative_may_still_sign_when_it_was_submitted_and_nobody_else() {
    let roles = [SignerRole::Employer, SignerRole::Citizen];
    let past =
        || [vec![drafted()], roles.map(signed).to_vec(), vec![submitted(), facts_asked()]].concat();
    let event = signed(SignerRole::EmployeeRepresentative);
    given(past()).when(ask(sign(SignerRole::EmployeeRepresentative))).then([event]);
    for role in roles {
        given(past()).when(ask(sign(role))).then_refused(&Refusal::WrongState("SUBMITTED"));
    }
}

#[test]
fn every_signature_falls_with_a_revision() {
    let revised = || Event::Revised {
        placement: PLACEMENT,
        terms: Terms::of(plan(), &texts()),
        by: Some(CASEWORKER),
        texts: Some(texts()),
    };
    given(ready()).when(ask(revise())).then([revised()]);
    let after = [ready(), vec![revised()]].concat();
    given(after.clone())
        .when(ask(Order::Submit { question: FACTS, seen: false }))
        .then_refused(&Refusal::SignatureMissing(vec![SignerRole::Employer, SignerRole::Citizen]));
    given(after)
        .when(ask(sign(SignerRole::EmployeeRepresentative)))
        .then_refused(&Refusal::EmployerSignsFirst);
}

#[test]
fn the_citizen_of_a_placement_does_not_change() {
    let plan = Plan { citizen: CitizenId::new(Uuid::from_u128(99)), ..plan() };
    let order = Order::Revise { plan, texts: texts() };
    given([drafted()]).when(ask(order)).then_refused(&Refusal::OtherCitizen);
}

#[test]
fn employer_and_citizen_sign_before_it_is_submitted() {
    let submit = || ask(Order::Submit { question: FACTS, seen: false });
    for (there, missing) in [
        (vec![], vec![SignerRole::Employer, SignerRole::Citizen]),
        (vec![SignerRole::Employer], vec![SignerRole::Citizen]),
        (vec![SignerRole::Citizen], vec![SignerRole::Employer]),
    ] {
        let past = std::iter::once(drafted()).chain(there.into_iter().map(signed));
        given(past).when(submit()).then_refused(&Refusal::SignatureMissing(missing));
    }
    let past = [drafted(), signed(SignerRole::Employer), signed(SignerRole::Citizen)];
    given(past).when(submit()).then([submitted(), facts_asked()]);
}

#[test]
fn it_starts_from_its_first_day_on_and_once() {
    given(agreed())
        .when(on("2018-03-04", CASEWORKER, Order::Start))
        .then_refused(&Refusal::DayInFuture);
    given(agreed()).when(on(FIRST, CASEWORKER, Order::Start)).then([started()]);
    given(running()).when(ask(Order::Start)).then([]);
}

#[test]
fn it_completes_from_its_last_day_on_and_the_place_is_free_after_it() {
    given(running())
        .when(on("2018-03-29", CASEWORKER, Order::Complete))
        .then_refused(&Refusal::DayInFuture);
    let completed = Event::Completed { placement: PLACEMENT, last_day: day(LAST) };
    given(running())
        .when(on(LAST, CASEWORKER, Order::Complete))
        .then([completed.clone(), given_back(Some(LAST))]);
    let after = [running(), vec![completed, given_back(Some(LAST))]].concat();
    given(after).when(ask(Order::Complete)).then([]);
}

#[test]
fn it_is_interrupted_on_a_day_of_its_own_that_has_come() {
    let interrupt = |last_day| Order::Interrupt { last_day: day(last_day), end: end() };
    for (last_day, refusal) in [
        ("2018-03-04", Refusal::DayBeforeStart),
        (LAST, Refusal::DayNotBeforeEnd),
        ("2018-03-31", Refusal::DayNotBeforeEnd),
    ] {
        given(running()).when(ask(interrupt(last_day))).then_refused(&refusal);
    }
    given(running())
        .when(on("2018-03-09", CASEWORKER, interrupt("2018-03-10")))
        .then_refused(&Refusal::DayInFuture);
    for last_day in [FIRST, "2018-03-10", "2018-03-29"] {
        let end = Some(About { citizen: CITIZEN, content: end() });
        given(running()).when(on(last_day, CASEWORKER, interrupt(last_day))).then([
            Event::Interrupted { placement: PLACEMENT, last_day: day(last_day), end },
            given_back(Some(last_day)),
        ]);
    }
}

#[test]
fn whoever_leaves_it_with_a_place_asked_or_held_gives_it_back() {
    let back = |past: Vec<Event>, order: Order| {
        let state = past.iter().fold(Placement::default(), kernel::Aggregate::evolve);
        let human = DECIDER;
        let events = kernel::Aggregate::decide(&state, by(human, order)).unwrap().events;
        events.contains(&given_back(None))
    };
    let cancel = || Order::Cancel { end: end() };
    for (past, needed) in [
        (pending(), false),
        (told(LegalAnswer::Unknown), false),
        (told(LegalAnswer::NotYours), false),
        (place_pending(), true),
        (answered(reserved()), true),
        (answered(refused_place()), false),
        (answered(place(PlaceOutcome::UnknownWorkplace, None)), false),
    ] {
        assert_eq!(back(past.clone(), cancel()), needed, "{past:?}");
        assert_eq!(back(past.clone(), revise()), needed, "{past:?}");
        let can_be_rejected = past != pending() && past != place_pending();
        if can_be_rejected {
            assert_eq!(back(past.clone(), reject()), needed, "{past:?}");
        }
    }
    assert!(back(agreed(), cancel()));
    assert!(!back(ready(), cancel()));
}
