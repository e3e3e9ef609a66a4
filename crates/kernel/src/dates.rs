//! Civil days, months and periods. Danish dates have no time and no zone.

pub use jiff::civil::Date;

/// A day known when the program is written; a day that does not exist does not compile in a `const`.
///
/// # Panics
/// When there is no such day.
#[must_use]
pub const fn date(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month, years 1 to 9999, months 1 to 12.
    #[must_use]
    pub fn new(year: i16, month: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        Date::new(year, month, 1).ok().map(|first| Self { first })
    }

    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.first.month()
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first.last_of_month()
    }
}

/// A run of days, half open inside: from the first day to, not including, the end. No end: still running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first_day: Date,
    end: Option<Date>,
}

impl Period {
    /// Running from that day.
    #[must_use]
    pub fn from(first_day: Date) -> Self {
        Self { first_day, end: None }
    }

    /// Both days included; `None` when the last day lies before the first.
    #[must_use]
    pub fn of(first_day: Date, last_day: Date) -> Option<Self> {
        Self::from(first_day).ended(last_day)
    }

    /// The same period with its last day, included; `None` when that lies before the first.
    #[must_use]
    pub fn ended(self, last_day: Date) -> Option<Self> {
        if last_day < self.first_day {
            return None;
        }
        Some(Self { end: Some(last_day.tomorrow().ok()?), ..self })
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.first_day
    }

    /// Its last day, included; `None` while it runs.
    #[must_use]
    pub fn last_day(self) -> Option<Date> {
        self.end.and_then(|it| it.yesterday().ok())
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.first_day <= day && self.end.is_none_or(|end| day < end)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.end.is_none_or(|end| other.first_day < end)
            && other.end.is_none_or(|end| self.first_day < end)
    }
}

/// Full years on a day. One is a year older on the birthday; who was born on 29 February is so on 28 February
/// in other years. `None` on a day before birth.
#[must_use]
pub fn age_on(birth: Date, on: Date) -> Option<i16> {
    if on < birth {
        return None;
    }
    let years = on.year() - birth.year();
    let last = jiff::civil::date(on.year(), birth.month(), 1).last_of_month();
    let birthday = jiff::civil::date(on.year(), birth.month(), birth.day().min(last.day()));
    Some(if on < birthday { years - 1 } else { years })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_added_on_the_birthday() {
        let birth = date(1990, 5, 17);
        assert_eq!(age_on(birth, date(2010, 5, 16)), Some(19));
        assert_eq!(age_on(birth, date(2010, 5, 17)), Some(20));
        assert_eq!(age_on(birth, date(1990, 5, 16)), None);
    }

    #[test]
    fn born_on_29_february_is_a_year_older_on_the_28th_in_other_years() {
        let birth = date(2000, 2, 29);
        assert_eq!(age_on(birth, date(2019, 2, 27)), Some(18));
        assert_eq!(age_on(birth, date(2019, 2, 28)), Some(19));
        assert_eq!(age_on(birth, date(2020, 2, 28)), Some(19));
        assert_eq!(age_on(birth, date(2020, 2, 29)), Some(20));
    }

    #[test]
    fn both_days_of_a_period_belong_to_it() {
        let period = Period::of(date(2017, 1, 1), date(2017, 1, 31)).unwrap();
        assert!(!period.contains(date(2016, 12, 31)));
        assert!(period.contains(date(2017, 1, 1)));
        assert!(period.contains(date(2017, 1, 31)));
        assert!(!period.contains(date(2017, 2, 1)));
        assert_eq!(period.last_day(), Some(date(2017, 1, 31)));
        assert_eq!(Period::of(date(2017, 1, 2), date(2017, 1, 1)), None);
    }

    #[test]
    fn periods_that_touch_do_not_overlap() {
        let january = Period::of(date(2017, 1, 1), date(2017, 1, 31)).unwrap();
        assert!(!january.overlaps(Period::from(date(2017, 2, 1))));
        assert!(january.overlaps(Period::from(date(2017, 1, 31))));
        assert!(Period::from(date(2016, 1, 1)).overlaps(january));
    }
}
