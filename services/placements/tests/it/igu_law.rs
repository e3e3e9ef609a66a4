//! What the law of the first day refuses, told as a clerk reads it; the days on both sides of each bound.

use proto::{citizens::events::v1::LegalFactsStated, values_v1::ResidenceBasis};
use tonic::Code::FailedPrecondition;
use tonic_types::StatusExt;

use crate::igu_support::{
    CONCLUDED, FIRST_DAY, System, User, broken_rules, conclude, facts, id, metadata, plan_from,
    refused,
};

/// A plan for somebody new with these facts.
async fn planned(system: &System, user: &User, stated: LegalFactsStated) -> String {
    let first_day = testkit::day(FIRST_DAY);
    let first_day =
        stated.on.as_ref().and_then(proto::values::read_date).unwrap_or(first_day).to_string();
    let plan = user.plan(plan_from(&id(), &first_day)).await.unwrap().answer;
    system.answered(user, &plan.question_id, stated).await;
    plan.igu_id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_rule_refuses_on_one_side_of_its_bound_and_not_on_the_other() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let stated = || facts(FIRST_DAY);
    let age = |it| LegalFactsStated { age_years: Some(it), ..stated() };
    let years = |it| LegalFactsStated { residence_full_years: Some(it), ..stated() };
    let basis = |it: ResidenceBasis| LegalFactsStated { residence_basis: it.into(), ..stated() };
    let from = |day| facts(day);
    let cases = [
        ("igu.age", age(17), CONCLUDED, age(18), CONCLUDED),
        ("igu.age", age(40), CONCLUDED, age(39), CONCLUDED),
        ("igu.residence_years", years(5), CONCLUDED, years(4), CONCLUDED),
        (
            "igu.target_group",
            basis(ResidenceBasis::FamilyReunifiedOther),
            CONCLUDED,
            basis(ResidenceBasis::FamilyReunifiedToRefugee),
            CONCLUDED,
        ),
        ("igu.written_agreement", stated(), "2017-03-02", stated(), FIRST_DAY),
        ("igu.start_window", from("2016-06-30"), "2016-06-01", from("2016-07-01"), "2016-06-01"),
    ];
    for (rule, breaks, breaks_on, keeps, keeps_on) in cases {
        let igu = planned(&system, &lejre, breaks).await;
        assert_eq!(broken_rules(lejre.conclude(conclude(&igu, breaks_on)).await), [rule]);
        // The plan, the question and the facts, and nothing after.
        let stands = ["IguPlanned", "LegalFactsAsked", "LegalFactsReceived"];
        assert_eq!(system.events_of(&igu).await, stands, "{rule}");
        let igu = planned(&system, &lejre, keeps).await;
        lejre.conclude(conclude(&igu, keeps_on)).await.unwrap_or_else(|it| panic!("{rule}: {it}"));
    }
    let noted = system.events().await.iter().filter(|it| *it == "CitizenIguNoted").count();
    assert_eq!(noted, 6, "only what was concluded is noted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_tells_rule_act_section_dates_and_facts_in_danish_and_english() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let forty = LegalFactsStated { age_years: Some(40), ..facts(FIRST_DAY) };
    let igu = planned(&system, &lejre, forty).await;
    let result = lejre.conclude(conclude(&igu, CONCLUDED)).await;
    let status = refused(result, FailedPrecondition, "RULE_BREACHED");
    let told = metadata(&status);
    let told = |name: &str| told.get(name).map(String::as_str).unwrap_or_default().to_owned();
    assert_eq!((told("rule"), told("rules")), ("igu.age".to_owned(), "igu.age".to_owned()));
    assert_eq!((told("on"), told("row_from")), (FIRST_DAY.to_owned(), "2016-07-01".to_owned()));
    assert!(told("citation").contains("2016:623 § 3"), "{}", told("citation"));
    assert_eq!(told("age_years"), "40");
    let danish = status.get_details_localized_message().unwrap().message;
    for part in ["2016:623", "§ 3", "1. marts 2017", "40"] {
        assert!(danish.contains(part), "{part} is not in: {danish}");
        let english = status.message();
        assert!(part.contains("marts") || english.contains(part), "{part} is not in: {english}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_breaks_several_rules_hears_of_all_of_them() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let stated = LegalFactsStated {
        age_years: Some(40),
        residence_full_years: Some(5),
        residence_basis: ResidenceBasis::FamilyReunifiedOther.into(),
        ..facts(FIRST_DAY)
    };
    let igu = planned(&system, &lejre, stated).await;
    let result = lejre.conclude(conclude(&igu, "2017-03-02")).await;
    assert_eq!(
        broken_rules(result),
        ["igu.age", "igu.residence_years", "igu.target_group", "igu.written_agreement"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_known_does_not_refuse_and_is_told_as_such() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let nothing = LegalFactsStated {
        age_years: None,
        residence_full_years: None,
        residence_on_anniversary: None,
        residence_basis: 0,
        ..facts(FIRST_DAY)
    };
    let igu = planned(&system, &lejre, nothing).await;
    let done = lejre.conclude(conclude(&igu, CONCLUDED)).await.unwrap();
    let unknown = done.answer.findings.iter().filter_map(|it| it.finding.as_ref());
    let unknown: Vec<_> = unknown
        .filter(|it| it.verdict() == proto::values_v1::Verdict::NotKnown)
        .map(|it| it.rule.as_str())
        .collect();
    assert_eq!(unknown, ["igu.age", "igu.residence_years", "igu.target_group"]);
    let shown = lejre.get(&igu, &done.token).await.unwrap().legal_facts.unwrap();
    assert_eq!((shown.age_years, shown.residence_full_years), (None, None));
}
