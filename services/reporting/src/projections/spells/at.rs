//! Reads the parts of one event; whatever is missing or no value of its kind makes the event unreadable.

use event_log::Envelope;
use kernel::{CvrNumber, MunicipalityCode, PNumber, Uuid};
use proto::{
    events::Malformed,
    values,
    values_v1::{CivilDate, CivilMonth, Sex},
};

/// The event that is read.
pub(super) struct At<'a>(pub(super) &'a Envelope);

impl At<'_> {
    fn malformed(&self) -> Malformed {
        Malformed::content(&self.0.type_name)
    }

    pub(super) fn municipality(&self) -> String {
        self.0.municipality.clone()
    }

    pub(super) fn id(&self, text: &str) -> Result<Uuid, Malformed> {
        Uuid::try_parse(text).map_err(|_| self.malformed())
    }

    pub(super) fn day(&self, day: Option<&CivilDate>) -> Result<String, Malformed> {
        let day = day.and_then(values::read_date).ok_or_else(|| self.malformed())?;
        Ok(day.to_string())
    }

    pub(super) fn month(&self, month: Option<&CivilMonth>) -> Result<String, Malformed> {
        let month = month.and_then(values::read_month).ok_or_else(|| self.malformed())?;
        Ok(month.first_day().to_string())
    }

    pub(super) fn sex(&self, number: i32) -> Result<&'static str, Malformed> {
        match Sex::try_from(number) {
            Ok(Sex::Female) => Ok("female"),
            Ok(Sex::Male) => Ok("male"),
            Ok(Sex::Unspecified) | Err(_) => Err(self.malformed()),
        }
    }

    /// The name of an enum's value as the contract spells it; the zero value is none.
    pub(super) fn code<E: Copy + Into<i32>>(
        &self,
        value: Option<E>,
        name: impl Fn(&E) -> &'static str,
    ) -> Result<String, Malformed> {
        let value = value.filter(|it| (*it).into() != 0).ok_or_else(|| self.malformed())?;
        Ok(name(&value).to_owned())
    }

    /// One spelling for each company, so that companies can be told apart by it.
    pub(super) fn cvr(&self, text: &str) -> Result<String, Malformed> {
        let number = CvrNumber::parse(text).map_err(|_| self.malformed())?;
        Ok(number.to_string())
    }

    /// One spelling for each workplace.
    pub(super) fn p_number(&self, text: &str) -> Result<String, Malformed> {
        let number = PNumber::parse(text).map_err(|_| self.malformed())?;
        Ok(number.to_string())
    }

    pub(super) fn code_of_municipality(&self, text: &str) -> Result<String, Malformed> {
        let code = MunicipalityCode::parse(text).map_err(|_| self.malformed())?;
        Ok(code.as_str().to_owned())
    }
}
