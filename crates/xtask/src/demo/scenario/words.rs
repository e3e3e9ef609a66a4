//! Days, people and words of the contracts, as a data file writes them.

use std::{fmt, str::FromStr};

use kernel::Date;
use proto::{placements::v1 as placements, values_v1 as pb};
use serde::{Deserialize, Deserializer, de::Error};

/// A day, written `2018-08-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Date::from_str(&text).map(Self).map_err(|_| D::Error::custom(format!("no day: {text}")))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One day, or a range with both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last, included.
    pub last: Date,
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a day or a pair of days")]
        enum Written {
            One(Day),
            Range(Day, Day),
        }
        match Written::deserialize(from)? {
            Written::One(day) => Ok(Self { first: day.0, last: day.0 }),
            Written::Range(first, last) if first.0 <= last.0 => {
                Ok(Self { first: first.0, last: last.0 })
            }
            Written::Range(..) => Err(D::Error::custom("a range ends before it begins")),
        }
    }
}

/// Some of a group: from the first to the last, 1 is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct People(pub usize, pub usize);

/// A word of the contract, written short: `refugee` for `RESIDENCE_BASIS_REFUGEE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

/// What has short words.
pub trait Word: Sized {
    /// The word of that full name.
    fn named(short: &str) -> Option<Self>;
}

macro_rules! words {
    ($($prefix:literal => $module:ident::$name:ident),+ $(,)?) => {$(
        impl Word for $module::$name {
            fn named(short: &str) -> Option<Self> {
                Self::from_str_name(&format!("{}_{}", $prefix, short.to_uppercase()))
            }
        }
    )+};
}

words! {
    "RESIDENCE_BASIS" => pb::ResidenceBasis,
    "ORIGIN_GROUP" => pb::OriginGroup,
    "PROGRAMME_KIND" => pb::ProgrammeKind,
    "PROGRAMME_END_REASON" => pb::ProgrammeEndReason,
    "READINESS_CATEGORY" => pb::ReadinessCategory,
    "BENEFIT_KIND" => pb::BenefitKind,
    "SECTOR" => pb::Sector,
    "HEADCOUNT_METHOD" => pb::HeadcountMethod,
    "INTERNSHIP_FOCUS" => pb::InternshipFocus,
    "LENGTH_GROUND" => pb::LengthGround,
    "IGU_STOP_REASON" => placements::IguStopReason,
}

impl<'de, T: Word> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let short = String::deserialize(from)?;
        T::named(&short).map(Self).ok_or_else(|| D::Error::custom(format!("no such word: {short}")))
    }
}
