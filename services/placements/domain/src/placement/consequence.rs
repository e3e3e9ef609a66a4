//! What a citizen's other internships must know of what happened to this one.

use super::{Case, Date, Days, Event, Placement, Plan};
use crate::{facts::Internship, internship_history};

impl Placement {
    /// What follows from these events for the citizen's history, recorded in the same command; `None` where they say
    /// nothing of the days it is or was. That one which was never granted comes to nothing says nothing either.
    #[must_use]
    pub fn consequence(&self, events: &[Event]) -> Option<internship_history::Command> {
        let Case { placement, terms, .. } = self.case()?;
        let Plan { citizen, days, weekly_hours, .. } = terms.plan;
        let granted = !matches!(self, Self::Draft(_) | Self::Submitted(_));
        let stands = events.iter().find_map(|it| kept_days(it, days, granted))?;
        let stands = stands.map(|days| Internship { days, weekly_hours });
        Some(internship_history::Command { citizen, placement: *placement, stands })
    }
}

/// On which days it is or was; `Some(None)` on none, `None` when the event says nothing of that.
#[expect(clippy::option_option, reason = "days, none, and not told")]
fn kept_days(event: &Event, agreed: Days, granted: bool) -> Option<Option<Days>> {
    match event {
        // Told once more by the start and the end, of those that were granted when nobody listened yet.
        Event::Granted { .. } | Event::Started { .. } | Event::Completed { .. } => {
            Some(Some(agreed))
        }
        Event::Interrupted { last_day, .. } => Some(shortened(agreed, *last_day)),
        Event::Cancelled { .. } => granted.then_some(None),
        Event::Drafted { .. }
        | Event::Revised { .. }
        | Event::Signed { .. }
        | Event::Submitted { .. }
        | Event::FactsAsked { .. }
        | Event::FactsReceived { .. }
        | Event::PlaceAsked { .. }
        | Event::PlaceAnswered { .. }
        | Event::PlaceGivenBack { .. }
        | Event::Rejected { .. } => None,
    }
}

fn shortened(agreed: Days, last_day: Date) -> Option<Days> {
    Days::of(agreed.first(), last_day)
}
