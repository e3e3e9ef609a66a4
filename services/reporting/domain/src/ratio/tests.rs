use super::*;

fn text(numerator: u64, denominator: u64) -> String {
    Ratio::of(numerator, denominator).unwrap().to_string()
}

fn between(this: (u64, u64), other: (u64, u64)) -> Option<String> {
    Ratio::between(this, other).map(|it| it.to_string())
}

#[test]
fn the_igus_of_each_company_in_february_2017() {
    assert_eq!(text(268, 180), "1.49");
}

#[test]
fn the_share_of_december_2016_is_2_13_times_that_of_june_2015() {
    assert_eq!(between((64, 200), (15, 100)).as_deref(), Some("2.13"));
}

#[test]
fn a_change_is_rounded_once_and_not_made_of_rounded_shares() {
    // 1/3 of 1/6 is exactly 2; of the rounded 33.3 and 16.7 it would be 1.99.
    assert_eq!(between((1, 3), (1, 6)).as_deref(), Some("2.00"));
}

#[test]
fn exactly_half_a_hundredth_goes_up_and_just_below_goes_down() {
    assert_eq!(text(1, 200), "0.01", "0.005");
    assert_eq!(text(9, 8), "1.13", "1.125");
    assert_eq!(text(1_124_999, 1_000_000), "1.12", "1.124999");
    assert_eq!(text(1_125_001, 1_000_000), "1.13", "1.125001");
    assert_eq!(text(199, 200), "1.00", "0.995");
}

#[test]
fn nothing_can_be_told_for_each_of_nothing() {
    assert_eq!(Ratio::of(3, 0), None);
    assert_eq!(text(0, 3), "0.00");
    assert_eq!(between((1, 2), (0, 2)), None, "compared with a share of 0");
    assert_eq!(between((1, 2), (0, 0)), None, "compared with a share of nobody");
    assert_eq!(between((1, 0), (1, 2)), None, "a share of nobody");
    assert_eq!(between((0, 2), (1, 2)).as_deref(), Some("0.00"));
}

#[test]
fn large_counts_are_exact_and_what_is_too_large_is_not_told() {
    let large = 1 << 56;
    assert_eq!(between((large, large - 1), (large, large - 1)).as_deref(), Some("1.00"));
    assert_eq!(text(u64::MAX / 200, 1), format!("{}.00", u64::MAX / 200));
    assert_eq!(between((u64::MAX, u64::MAX), (u64::MAX, u64::MAX)), None);
}

#[test]
fn it_agrees_with_exact_rounding_for_every_pair_of_small_fractions() {
    for (above, below, other_above, other_below) in fractions() {
        // Half up by its definition: the largest h with h <= 100 x + 1/2.
        let (numerator, denominator) = (above * other_below, below * other_above);
        let told = Ratio::between((above, below), (other_above, other_below)).unwrap().hundredths;
        let at_most = |it: u64| 2 * it * denominator <= 200 * numerator + denominator;
        assert!(at_most(told) && !at_most(told + 1), "{above}/{below} {other_above}/{other_below}");
    }
}

fn fractions() -> impl Iterator<Item = (u64, u64, u64, u64)> {
    let small = || 1..=14_u64;
    small().flat_map(move |a| {
        small().flat_map(move |b| small().flat_map(move |c| small().map(move |d| (a - 1, b, c, d))))
    })
}

/// `64/200`; what is no fraction is a mistake of the page.
fn fraction(text: &str) -> (u64, u64) {
    let (above, below) = text.split_once('/').unwrap();
    (above.parse().unwrap(), below.parse().unwrap())
}

#[test]
fn the_page_of_indicators_compares_as_we_do() {
    let page = include_str!("../../../../../docs/indicators.md");
    let table = page.lines().skip_while(|it| !it.starts_with("| this |")).skip(2);
    let lines: Vec<_> = table.take_while(|it| it.starts_with('|')).collect();
    assert!(lines.len() > 5);
    for line in lines {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let change = between(fraction(cells[0]), fraction(cells[1]));
        assert_eq!(change.as_deref().unwrap_or("-"), cells[2], "{line}");
    }
}
