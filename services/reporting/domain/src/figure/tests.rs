use super::*;
use crate::{Igus, IgusBothWays, JobReadyCounts, MeasureCounts, SexCounts};

/// Variant, numerator, denominator, percent, not assessed.
type Told = (&'static str, u64, u64, Option<String>, Option<u64>);

fn told(figures: &[Figure]) -> Vec<Told> {
    figures
        .iter()
        .map(|it| {
            let percent = it.percent.map(|it| it.to_string());
            (it.variant, it.numerator, it.denominator, percent, it.not_assessed)
        })
        .collect()
}

#[test]
fn women_and_men_are_told_among_both() {
    let figures = SexCounts { women: 82, men: 93 }.figures();
    assert_eq!(
        told(&figures),
        [
            ("women", 82, 175, Some("46.9".into()), None),
            ("men", 93, 175, Some("53.1".into()), None)
        ]
    );
}

#[test]
fn those_not_assessed_stand_only_in_the_second_denominator_and_beside_both() {
    let figures = JobReadyCounts { job_ready: 3, assessed: 90, not_assessed: 10 }.figures();
    assert_eq!(
        told(&figures),
        [
            ("job_ready_of_assessed", 3, 90, Some("3.3".into()), Some(10)),
            ("job_ready_of_all", 3, 100, Some("3.0".into()), Some(10))
        ]
    );
}

#[test]
fn among_nobody_there_is_no_percent_but_all_counts_are_told() {
    assert_eq!(
        told(&JobReadyCounts { job_ready: 0, assessed: 0, not_assessed: 2 }.figures()),
        [
            ("job_ready_of_assessed", 0, 0, None, Some(2)),
            ("job_ready_of_all", 0, 2, Some("0.0".into()), Some(2))
        ]
    );
    assert_eq!(
        told(&SexCounts::default().figures()),
        [("women", 0, 0, None, None), ("men", 0, 0, None, None)]
    );
}

#[test]
fn a_plain_count_has_no_denominator_no_share_and_no_ratio() {
    let counted = Igus { stock: 266, cumulative: 268, companies: 180, workplaces: 190 };
    let both = IgusBothWays { by_citizen: counted, by_workplace: Igus::default() };
    let counts = [both.igus(), both.companies()].concat();
    assert!(
        counts.iter().all(|it| it.denominator == 0 && it.percent.is_none() && it.ratio.is_none())
    );
    let counts: Vec<_> = counts.iter().map(|it| (it.variant, it.numerator)).collect();
    assert_eq!(
        counts,
        [
            ("stock", 266),
            ("cumulative", 268),
            ("stock_by_workplace", 0),
            ("cumulative_by_workplace", 0),
            ("companies", 180),
            ("workplaces", 190),
            ("companies_by_workplace", 0),
            ("workplaces_by_workplace", 0)
        ]
    );
}

#[test]
fn igus_are_told_for_each_company_and_each_workplace_both_ways() {
    let by_citizen = Igus { stock: 266, cumulative: 268, companies: 180, workplaces: 190 };
    let by_workplace = Igus { stock: 0, cumulative: 12, companies: 5, workplaces: 8 };
    let figures = IgusBothWays { by_citizen, by_workplace }.per_company();
    assert!(figures.iter().all(|it| it.percent.is_none()));
    let ratio = |it: &Figure| it.ratio.map(|it| it.to_string()).unwrap_or_default();
    let told: Vec<_> =
        figures.iter().map(|it| (it.variant, it.numerator, it.denominator, ratio(it))).collect();
    assert_eq!(
        told,
        [
            ("igus_per_company", 268, 180, "1.49".to_owned()),
            ("igus_per_workplace", 268, 190, "1.41".to_owned()),
            ("igus_per_company_by_workplace", 12, 5, "2.40".to_owned()),
            ("igus_per_workplace_by_workplace", 12, 8, "1.50".to_owned())
        ]
    );
    assert_eq!(IgusBothWays::default().per_company()[0].ratio, None);
}

/// The change from one figure to another.
fn change(this: Figure, other: Figure) -> Option<String> {
    this.compared_with(other).compared.unwrap().change.map(|it| it.to_string())
}

#[test]
fn share_is_compared_with_share_count_with_count_and_ratio_with_ratio() {
    let share = |in_measure, recipients| MeasureCounts { in_measure, recipients }.figures()[0];
    assert_eq!(change(share(64, 200), share(15, 100)).as_deref(), Some("2.13"));
    assert_eq!(change(share(64, 200), share(0, 100)), None);
    assert_eq!(change(share(64, 200), share(0, 0)), None);
    assert_eq!(change(share(0, 0), share(15, 100)), None, "a share of nobody");
    assert_eq!(change(share(0, 9), share(15, 100)).as_deref(), Some("0.00"));

    let count = |count| Figure::count("cumulative", count);
    assert_eq!(change(count(271), count(268)).as_deref(), Some("1.01"));
    assert_eq!(change(count(271), count(0)), None);

    let ratio = |igus, companies| Figure::ratio("igus_per_company", igus, companies);
    assert_eq!(change(ratio(268, 180), ratio(134, 180)).as_deref(), Some("2.00"));
    assert_eq!(change(ratio(268, 180), ratio(0, 0)), None);
}

#[test]
fn what_it_is_compared_with_is_told_beside() {
    let figure = Figure::share("women", 64, 200).compared_with(Figure::share("women", 15, 100));
    assert_eq!((figure.numerator, figure.denominator), (64, 200));
    let compared = figure.compared.unwrap();
    assert_eq!((compared.numerator, compared.denominator), (15, 100));
    assert_eq!(compared.percent.map(|it| it.to_string()).as_deref(), Some("15.0"));
    assert_eq!(compared.ratio, None);
}
