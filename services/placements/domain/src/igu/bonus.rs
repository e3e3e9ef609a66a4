//! Which instalments of the bonus an IGU can still give, by how it has gone.

use kernel::Date;

use crate::rules::igu_bonus::Instalment;

/// How an IGU that has begun has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    Running,
    /// Last day, included.
    Stopped(Date),
    Completed,
}

/// Whether it ended before it had run as long as the instalment asks, or before completion where that is asked: the
/// instalment will not fall due. One that stops on the eve of the due day has run that long.
#[must_use]
pub fn lapsed(instalment: &Instalment, course: Course) -> bool {
    match course {
        Course::Running | Course::Completed => false,
        Course::Stopped(last_day) => {
            let day_after = last_day.tomorrow().unwrap_or(last_day);
            instalment.certificate_required || day_after < instalment.due_on
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::day;

    use super::*;

    fn due(due_on: &str, certificate_required: bool) -> Instalment {
        Instalment { number: 1, due_on: day(due_on), amount_ore: 1, certificate_required }
    }

    #[test]
    fn an_instalment_lapses_when_the_igu_ran_a_day_too_short() {
        let six_months = due("2017-09-01", false);
        let lapsed = |last_day| lapsed(&six_months, Course::Stopped(day(last_day)));
        assert!(lapsed("2017-08-30"));
        assert!(!lapsed("2017-08-31"));
        assert!(!lapsed("2017-09-01"));
    }

    #[test]
    fn what_asks_for_completion_lapses_with_every_stop() {
        let at_the_end = due("2019-03-01", true);
        assert!(lapsed(&at_the_end, Course::Stopped(day("2019-02-27"))));
        assert!(lapsed(&at_the_end, Course::Stopped(day("2019-03-01"))));
        assert!(!lapsed(&at_the_end, Course::Completed));
        assert!(!lapsed(&at_the_end, Course::Running));
    }
}
