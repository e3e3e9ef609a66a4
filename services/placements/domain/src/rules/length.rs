//! What the three rules of an internship's length look at.

use kernel::Date;
use law::{
    FactValue::{self, Date as Day},
    Finding, Verdict,
};

use super::fact::{known, number, yes};
use crate::{facts::StatedGrounds, values::ReadinessCategory};

/// One internship, extensions included: they are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthCase {
    pub first_day: Date,
    /// Included.
    pub last_day: Date,
    pub programme_runs: Option<bool>,
    pub readiness: Option<ReadinessCategory>,
    pub grounds: StatedGrounds,
}

/// A week is seven days, the first and the last included; absence does not stop the count (decision N10).
pub(super) const WEEK: i32 = 7;

impl LengthCase {
    /// Days, first and last included.
    pub(super) fn days(&self) -> i32 {
        days(self.first_day, self.last_day)
    }

    /// Whether it is longer than so many weeks.
    pub(super) fn exceeds(&self, weeks: i32) -> bool {
        exceeds(self.first_day, self.last_day, weeks)
    }

    /// Every one of the three rules writes this down.
    pub(super) fn looked_at(&self, finding: Finding) -> Finding {
        finding
            .fact("first_day", Day(self.first_day))
            .fact("last_day", Day(self.last_day))
            .fact("days", number(self.days()))
            .fact("programme_runs", known(self.programme_runs.map(yes)))
    }

    pub(super) fn readiness_fact(&self) -> FactValue {
        known(self.readiness.map(|it| FactValue::code(it.code())))
    }
}

/// Whether that is longer than so many weeks, first and last day included.
pub(crate) fn exceeds(first_day: Date, last_day: Date, weeks: i32) -> bool {
    days(first_day, last_day) > weeks * WEEK
}

fn days(first_day: Date, last_day: Date) -> i32 {
    first_day.until(last_day).map_or(0, |it| it.get_days()) + 1
}

/// A rule that is not for this case is kept, and says so.
pub(super) fn does_not_apply(finding: Finding) -> Finding {
    Finding { verdict: Verdict::Holds, ..finding }.fact("applies", yes(false))
}

/// The ground lets it hold; which limit it was stated for is told, which ground it is stays sealed.
pub(super) fn by_ground(finding: Finding, beyond_weeks: i32) -> Finding {
    finding.fact("ground_stated_beyond_weeks", number(beyond_weeks))
}

#[cfg(test)]
mod tests {
    use kernel::date;

    use super::*;

    #[test]
    fn thirteen_weeks_are_ninety_one_days_with_first_and_last() {
        let case = |last_day| LengthCase {
            first_day: date(2017, 3, 1),
            last_day,
            programme_runs: Some(true),
            readiness: None,
            grounds: StatedGrounds::default(),
        };
        assert_eq!(case(date(2017, 3, 1)).days(), 1);
        assert_eq!(case(date(2017, 5, 30)).days(), 91);
        assert!(!case(date(2017, 5, 30)).exceeds(13));
        assert!(case(date(2017, 5, 31)).exceeds(13));
    }
}
