//! The words of `jobbro.values.v1` and of the domain, one for the other. Both ways are total where the wire is known:
//! a value that this version does not know, or that was left out, is `None`.

use kernel::{CitizenId, CvrNumber, Date, MunicipalityCode, PNumber};
use proto::{values, values_v1 as pb};

/// A citizen's id as it is stored.
#[must_use]
pub fn read_citizen(text: &str) -> Option<CitizenId> {
    text.parse().ok()
}

/// A municipality as it is stored.
#[must_use]
pub fn read_municipality(text: &str) -> Option<MunicipalityCode> {
    MunicipalityCode::parse(text).ok()
}

/// A company's number as it is stored.
#[must_use]
pub fn read_cvr(text: &str) -> Option<CvrNumber> {
    CvrNumber::parse(text).ok()
}

/// A workplace's number as it is stored.
#[must_use]
pub fn read_p_number(text: &str) -> Option<PNumber> {
    PNumber::parse(text).ok()
}

/// A required day.
#[must_use]
pub fn read_day(message: Option<&pb::CivilDate>) -> Option<Date> {
    message.and_then(values::read_date)
}
