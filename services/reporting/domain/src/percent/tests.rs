use super::*;

fn text(numerator: u64, denominator: u64) -> String {
    Percent::of(numerator, denominator).unwrap().to_string()
}

#[test]
fn the_figures_of_jammerbugt_and_lejre() {
    assert_eq!(text(82, 175), "46.9");
    assert_eq!(text(93, 175), "53.1");
    assert_eq!(text(3, 100), "3.0");
    assert_eq!(text(80, 100), "80.0");
}

#[test]
fn exactly_half_a_tenth_goes_up() {
    assert_eq!(text(1, 16), "6.3", "6.25");
    assert_eq!(text(3, 16), "18.8", "18.75");
    assert_eq!(text(1, 2000), "0.1", "0.05");
    assert_eq!(text(1, 80), "1.3", "1.25");
    assert_eq!(text(1999, 2000), "100.0", "99.95");
}

#[test]
fn just_below_half_a_tenth_goes_down_and_just_above_goes_up() {
    assert_eq!(text(62_499, 1_000_000), "6.2", "6.2499");
    assert_eq!(text(62_501, 1_000_000), "6.3", "6.2501");
    assert_eq!(text(499, 1_000_000), "0.0", "0.0499");
    assert_eq!(text(999_499, 1_000_000), "99.9", "99.9499");
}

#[test]
fn nothing_has_no_share_and_none_has_a_share_of_zero() {
    assert_eq!(Percent::of(0, 0), None);
    assert_eq!(text(0, 7), "0.0");
    assert_eq!(text(7, 7), "100.0");
}

#[test]
fn the_largest_counts_do_not_overflow() {
    assert_eq!(text(u64::MAX, u64::MAX), "100.0");
    assert_eq!(text(u64::MAX / 2, u64::MAX), "50.0");
}

#[test]
fn it_agrees_with_exact_rounding_for_every_small_fraction() {
    for denominator in 1..=400_u64 {
        for numerator in 0..=denominator {
            // Half up by its definition: the largest t with t <= x + 1/2, x = 1000 n / d.
            let tenths =
                (0..=1000).rfind(|t| 2 * t * denominator <= 2000 * numerator + denominator);
            assert_eq!(Percent::of(numerator, denominator).map(|it| it.tenths), tenths);
        }
    }
}
