//! What a citizen's other IGUs must know of what happened to this one.

use kernel::{Aggregate, Date};

use super::{Case, Event, Igu, case::Stage};
use crate::{igu_history, values::IguOutcome};

/// What follows for the citizen from events of one IGU; recorded in the same command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequence {
    /// For the citizen's history; `None` where nothing is new.
    pub note: Option<igu_history::Command>,
    /// What happens to the claim on the one IGU a citizen may have.
    pub the_one: TheOne,
}

/// The claim on the one IGU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TheOne {
    #[default]
    Unchanged,
    Taken,
    GivenBack,
}

impl Igu {
    /// What follows from these events, after what has happened before.
    #[must_use]
    pub fn consequence(&self, events: &[Event]) -> Consequence {
        let after = events.iter().fold(self.clone(), Self::evolve);
        let (Some(was), Some(is)) = (self.case().or(after.case()), after.case()) else {
            return Consequence::default();
        };
        let noted = is.outcome().filter(|it| was.outcome() != Some(*it));
        Consequence {
            note: noted.map(|(outcome, on)| igu_history::Command {
                citizen: is.plan.citizen,
                igu: is.plan.igu,
                outcome,
                on,
            }),
            the_one: match (was.is_the_one(), is.is_the_one()) {
                (false, true) => TheOne::Taken,
                (true, false) => TheOne::GivenBack,
                (true, true) | (false, false) => TheOne::Unchanged,
            },
        }
    }

    fn case(&self) -> Option<&Case> {
        match self {
            Self::Unknown => None,
            Self::Known(case) => Some(case),
        }
    }
}

impl Case {
    /// What it has come to, for other IGUs; nothing before the agreement.
    fn outcome(&self) -> Option<(IguOutcome, Date)> {
        let concluded_on = self.agreement?.concluded_on;
        Some(match self.stage {
            Stage::Planned => return None,
            Stage::Concluded | Stage::Running => (IguOutcome::Concluded, concluded_on),
            Stage::Stopped(last_day) => (IguOutcome::Stopped, last_day),
            Stage::Completed(last_day) => (IguOutcome::Completed, last_day),
            Stage::Cancelled | Stage::Annulled => (IguOutcome::Void, concluded_on),
        })
    }

    /// A stopped one is not: another may have taken its place since.
    fn is_the_one(&self) -> bool {
        match self.stage {
            Stage::Concluded | Stage::Running | Stage::Completed(_) => true,
            Stage::Planned | Stage::Stopped(_) | Stage::Cancelled | Stage::Annulled => false,
        }
    }
}
