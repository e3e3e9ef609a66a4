//! What the three rules of an internship's length look at.

use kernel::Date;

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
