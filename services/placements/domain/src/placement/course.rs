//! Start, complete, interrupt, cancel.

use kernel::Decision;

use super::{
    About, Agreed, Case, Date, Decided, End, Event, Placement, Refusal, Submitted,
    answers::given_back,
};
use crate::values::MeasureKind;

impl Placement {
    pub(super) fn start(&self, today: Date) -> Decided {
        match self {
            Self::Running(_) => Ok(Decision::nothing()),
            Self::Granted(Agreed { case, .. }) => {
                let plan = &case.terms.plan;
                if plan.days.first() > today {
                    return Err(Refusal::DayInFuture);
                }
                Ok(Decision::of([Event::Started {
                    placement: case.placement,
                    citizen: plan.citizen,
                    measure: MeasureKind::Internship,
                    days: plan.days,
                }]))
            }
            Self::Unknown
            | Self::Draft(_)
            | Self::Submitted(_)
            | Self::Rejected(_)
            | Self::Completed(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => Err(self.wrong_state()),
        }
    }

    pub(super) fn complete(&self, today: Date) -> Decided {
        match self {
            Self::Completed(_) => Ok(Decision::nothing()),
            Self::Running(Agreed { case, place }) => {
                let last_day = case.terms.plan.days.last();
                if last_day > today {
                    return Err(Refusal::DayInFuture);
                }
                Ok(Decision::of([
                    Event::Completed { placement: case.placement, last_day },
                    given_back(case, *place, Some(last_day)),
                ]))
            }
            Self::Unknown
            | Self::Draft(_)
            | Self::Submitted(_)
            | Self::Granted(_)
            | Self::Rejected(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => Err(self.wrong_state()),
        }
    }

    /// Its reason is sealed, so nobody can see whether a repeat is the same one: it is no repeat.
    pub(super) fn interrupt(&self, last_day: Date, end: End, today: Date) -> Decided {
        let Self::Running(Agreed { case, place }) = self else { return Err(self.wrong_state()) };
        let days = case.terms.plan.days;
        if last_day < days.first() {
            return Err(Refusal::DayBeforeStart);
        }
        if last_day >= days.last() {
            return Err(Refusal::DayNotBeforeEnd);
        }
        if last_day > today {
            return Err(Refusal::DayInFuture);
        }
        Ok(Decision::of([
            Event::Interrupted { placement: case.placement, last_day, end: about(case, end) },
            given_back(case, *place, Some(last_day)),
        ]))
    }

    pub(super) fn cancel(&self, end: End) -> Decided {
        let (case, place) = match self {
            Self::Draft(case) => (case, None),
            Self::Submitted(Submitted { case, asked }) => (case, asked.place()),
            Self::Granted(Agreed { case, place }) => (case, Some(*place)),
            Self::Unknown
            | Self::Rejected(_)
            | Self::Running(_)
            | Self::Completed(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => return Err(self.wrong_state()),
        };
        let cancelled = Event::Cancelled { placement: case.placement, end: about(case, end) };
        let back = place.map(|it| given_back(case, it, None));
        Ok(Decision::of([cancelled].into_iter().chain(back)))
    }

    pub(super) fn started(self) -> Self {
        if let Self::Granted(it) = self { Self::Running(it) } else { self }
    }

    pub(super) fn closed(self, into: fn(Case) -> Self) -> Self {
        self.into_case().map_or(Self::Unknown, into)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "sealed parts of events are optional")]
fn about(case: &Case, content: End) -> Option<About<End>> {
    Some(About { citizen: case.terms.plan.citizen, content })
}
