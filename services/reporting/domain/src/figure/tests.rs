use super::*;

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
