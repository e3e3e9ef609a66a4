//! Typed ids, and where new ones and the time come from.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Date;

/// A text that is no UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The id of that UUID.
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// Its UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            /// Reads the hyphenated form; the nil UUID is no id.
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let id = Uuid::try_parse(text).map_err(|_| InvalidId)?;
                if id.is_nil() || text.len() != 36 { Err(InvalidId) } else { Ok(Self(id)) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person, one in a cell.
    CitizenId,
    /// A company, one in a cell.
    EmployerId,
    /// A stored event.
    EventId,
    /// An IGU.
    IguId,
    /// A placement.
    PlacementId,
    /// What one service asks another.
    QuestionId,
    /// A command as its caller numbered it.
    RequestId,
}

/// The stream of another kind that belongs to the same thing, as the programme of a citizen. Always the same.
#[must_use]
pub fn stream_id(of: Uuid, kind: &str) -> Uuid {
    Uuid::new_v5(&of, kind.as_bytes())
}

/// Where the time comes from. The real one lives in `service-kit`, a manual one in `testkit`.
pub trait Clock: Send + Sync {
    /// This instant.
    fn now(&self) -> Timestamp;

    /// Today in Denmark.
    fn today(&self) -> Date {
        let zone = jiff::tz::TimeZone::get("Europe/Copenhagen").unwrap_or(jiff::tz::TimeZone::UTC);
        self.now().to_zoned_datetime(zone).date()
    }
}

/// Where new ids come from. The real one lives in `service-kit`, a manual one in `testkit`.
pub trait Ids: Send + Sync {
    /// A new UUID, version 7.
    fn next(&self) -> Uuid;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hyphenated_form_of_a_real_uuid_is_an_id() {
        assert!("018f4b5e-7c1a-7000-8000-000000000001".parse::<CitizenId>().is_ok());
        for bad in
            ["", "x", "018f4b5e7c1a70008000000000000001", "00000000-0000-0000-0000-000000000000"]
        {
            assert_eq!(bad.parse::<CitizenId>(), Err(InvalidId), "{bad}");
        }
    }

    #[test]
    fn the_stream_of_another_kind_never_moves() {
        let citizen = Uuid::from_u128(7);
        assert_eq!(stream_id(citizen, "programme"), stream_id(citizen, "programme"));
        assert_ne!(stream_id(citizen, "programme"), stream_id(citizen, "benefit_course"));
        assert_eq!(
            stream_id(citizen, "programme").to_string(),
            Uuid::new_v5(&citizen, b"programme").to_string()
        );
    }
}
