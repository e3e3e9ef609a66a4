//! Checks of a message by itself: all wrong fields are found and told together.

use kernel::{Date, Month};
use proto::values_v1 as pb;
use tonic::Status;

/// Collects what is wrong with a request. Each reader answers `None` when its field is wrong or missing, and
/// remembers why, in English and Danish.
#[derive(Default)]
pub struct Fields {
    // the service-kit helper fills this in
}

impl Fields {
    /// A required id of one of the kernel's types.
    pub fn id<T: std::str::FromStr>(&mut self, field: &str, value: &str) -> Option<T> {
        let _ = (field, value);
        unimplemented!()
    }

    /// A required day.
    pub fn date(&mut self, field: &str, value: Option<&pb::CivilDate>) -> Option<Date> {
        let _ = (field, value);
        unimplemented!()
    }

    /// An optional month: `Some(None)` when absent.
    pub fn optional_month(
        &mut self,
        field: &str,
        value: Option<&pb::CivilMonth>,
    ) -> Option<Option<Month>> {
        let _ = (field, value);
        unimplemented!()
    }

    /// A required enum: neither unspecified (0) nor unknown.
    pub fn code<T: TryFrom<i32>>(&mut self, field: &str, value: i32) -> Option<T> {
        let _ = (field, value);
        unimplemented!()
    }

    /// A required text of 1 to `max` characters after trimming, without control characters.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> Option<String> {
        let _ = (field, value, max);
        unimplemented!()
    }

    /// An optional expected version: `Some(None)` when absent; a negative one is wrong.
    pub fn expected_version(&mut self, value: Option<i64>) -> Option<Option<i64>> {
        let _ = value;
        unimplemented!()
    }

    /// Anything else that is wrong with a field; neither sentence repeats the value.
    pub fn wrong(&mut self, field: &str, english: &str, danish: &str) {
        let _ = (field, english, danish);
        unimplemented!()
    }

    /// The command, if nothing was wrong; else `INVALID_ARGUMENT` with every wrong field (`BadRequest`,
    /// `ErrorInfo` reason `INVALID_FIELDS`, `LocalizedMessage`).
    ///
    /// # Errors
    /// The status.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, Status> {
        let _ = build;
        unimplemented!()
    }
}
