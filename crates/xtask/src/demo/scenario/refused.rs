//! What must be refused.

use proto::values_v1 as pb;
use serde::Deserialize;

use super::{Code, Day, Finding};

/// Something that must be refused.
#[derive(Clone, Deserialize)]
#[serde(tag = "try", rename_all = "snake_case", deny_unknown_fields)]
pub enum Refused {
    /// The number of a person who is registered, registered again.
    RegisterAgain {
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// Who tries.
        municipality: String,
        /// The reason that must be given.
        reason: String,
    },
    /// A benefit beside the running one.
    SecondBenefit {
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// The other benefit.
        benefit: Code<pb::BenefitKind>,
        /// Its first day.
        first_day: Day,
        /// The reason that must be given.
        reason: String,
    },
    /// An IGU that is planned, and whose agreement must not be concluded. Afterwards its stream holds the plan, the
    /// question and the facts, and nothing more.
    ConcludeIgu {
        /// What it shows.
        what: String,
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// The companies whose first one it is with.
        companies: String,
        /// First day of the IGU.
        first_day: Day,
        /// When the agreement is said to be signed.
        concluded: Day,
        /// The reason that must be given.
        reason: String,
        /// What the one rule must say that must be named as broken.
        finding: Finding,
    },
    /// An internship like one the person has, granted by the human who drafted and submitted it.
    GrantOwn {
        /// What it shows.
        what: String,
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// The companies whose first one it is with.
        companies: String,
        /// First day of the internship.
        first_day: Day,
        /// The reason that must be given.
        reason: String,
    },
    /// A registration in which these fields are wrong.
    WrongFields {
        /// Who tries.
        municipality: String,
        /// The fields that must be named, all of them and no others.
        fields: Vec<String>,
        /// The reason that must be given.
        reason: String,
    },
}
