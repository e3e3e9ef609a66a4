//! Months from a day (decision N8).

use kernel::Date;

/// The same day number so many months later, or the last day of that month when it has no such day.
pub(super) fn months_after(day: Date, months: u8) -> Date {
    let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let first = i16::try_from(months.div_euclid(12))
        .ok()
        .zip(i8::try_from(months.rem_euclid(12) + 1).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    let Some(first) = first else { return Date::MAX };
    let last = first.last_of_month();
    Date::new(first.year(), first.month(), day.day().min(last.day())).unwrap_or(last)
}

/// The last day, included, of so many months from a day: the one before the next period would begin.
pub(super) fn last_day_of(day: Date, months: u8) -> Date {
    let next = months_after(day, months);
    next.yesterday().unwrap_or(next)
}

#[cfg(test)]
mod tests {
    use kernel::date;

    use super::*;

    #[test]
    fn a_month_without_that_day_lends_its_last() {
        assert_eq!(months_after(date(2017, 8, 31), 6), date(2018, 2, 28));
        assert_eq!(months_after(date(2019, 8, 31), 6), date(2020, 2, 29));
        assert_eq!(months_after(date(2017, 1, 31), 1), date(2017, 2, 28));
        assert_eq!(months_after(date(2016, 12, 15), 1), date(2017, 1, 15));
        assert_eq!(months_after(date(2016, 11, 30), 1), date(2016, 12, 30));
        assert_eq!(months_after(date(2017, 12, 1), 12), date(2018, 12, 1));
    }

    #[test]
    fn a_period_ends_the_day_before_the_next_would_begin() {
        assert_eq!(last_day_of(date(2017, 3, 1), 24), date(2019, 2, 28));
        assert_eq!(last_day_of(date(2018, 3, 1), 24), date(2020, 2, 29));
        assert_eq!(last_day_of(date(2017, 3, 15), 24), date(2019, 3, 14));
    }

    #[test]
    fn the_end_of_all_days_is_the_end_of_a_period_that_would_go_beyond() {
        assert_eq!(months_after(date(9999, 12, 1), 1), Date::MAX);
    }
}
