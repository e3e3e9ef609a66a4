//! Coded facts about companies, their workplaces and the places there. Nothing here is about a person.

use kernel::Date;

/// Enums with the code each variant has on the wire and in findings.
macro_rules! coded {
    ($(
        $(#[$doc:meta])*
        $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $code:literal ),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$variant_doc])* $variant ),+
        }

        impl $name {
            /// Every variant.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Its code in findings.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $( Self::$variant => $code ),+
                }
            }
        }
    )+};
}

coded! {
    /// Whether an employer is public or private.
    Sector {
        Public = "PUBLIC",
        Private = "PRIVATE",
    }

    /// Where a figure or a fact about a company comes from.
    CompanyFactSource {
        /// The central business register.
        Cvr = "CVR",
        /// What the employer states.
        Employer = "EMPLOYER",
        /// eIndkomst.
        IncomeRegister = "INCOME_REGISTER",
        Vitas = "VITAS",
        OtherSystem = "OTHER_SYSTEM",
    }

    /// Of what a number of employees was counted.
    HeadcountLevel {
        /// The workplace.
        PNumber = "P_NUMBER",
        /// The whole employer.
        Cvr = "CVR",
    }

    /// How a number of employees was counted.
    HeadcountMethod {
        /// Heads on one day.
        Heads = "HEADS",
        /// Heads, average of three months (four in seasonal trades).
        HeadsAverage = "HEADS_AVERAGE",
        /// Full-time equivalents, average of four months.
        FullTimeAverage = "FULL_TIME_AVERAGE",
    }

    /// A company-based measure that can take up a place.
    MeasureKind {
        Internship = "INTERNSHIP",
        WageSubsidy = "WAGE_SUBSIDY",
        UtilityJob = "UTILITY_JOB",
    }

    /// Which law the measure is offered under on its first day.
    PlaceBasis {
        /// The Integration Act: the citizen's programme runs.
        Integration = "INTEGRATION",
        /// The Active Employment Act: it does not.
        Lab = "LAB",
    }

    /// What a reservation does with the places of a workplace.
    PlaceOccupancy {
        /// Tested against the ratio rule, and takes a place.
        Tested = "TESTED",
        /// Takes a place without being refused by the ratio rule.
        Untested = "UNTESTED",
        /// Takes no place.
        None = "NONE",
    }

    /// Why no place is held.
    PlaceRefusal {
        /// The ratio rule; the findings say how.
        Ratio = "RATIO",
        /// No such workplace is registered with that company.
        UnknownWorkplace = "UNKNOWN_WORKPLACE",
    }
}

impl PlaceOccupancy {
    /// Whether a reservation of this kind counts among the supported.
    #[must_use]
    pub fn takes_a_place(self) -> bool {
        match self {
            Self::Tested | Self::Untested => true,
            Self::None => false,
        }
    }
}

/// How many ordinary employees there were on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headcount {
    pub ordinary_employees: i64,
    pub level: HeadcountLevel,
    pub method: HeadcountMethod,
    pub as_of: Date,
    pub source: CompanyFactSource,
}

/// How many supported places others hold at a workplace: other cells, other target groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacesElsewhere {
    pub places: i64,
    pub as_of: Date,
    pub source: CompanyFactSource,
}

/// Hours a week of a full-time person.
pub const FULL_TIME: i64 = 37;

/// The part of a full-time person, in hours a week. Who is there for more is one person all the same; whose hours
/// nobody stated is one too.
#[must_use]
pub fn full_time_part(weekly_hours: Option<u8>) -> i64 {
    weekly_hours.map_or(FULL_TIME, |it| i64::from(it).min(FULL_TIME))
}

/// Our supported in hours a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportedHours {
    /// Highest sum of our own reservations that take a place on any one day of the asked period.
    pub here: i64,
    /// Of the asked one.
    pub asked: i64,
}

/// What the ratio rule was counted from. What is absent is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaceProof {
    pub headcount: Option<Headcount>,
    /// Highest number of our own reservations that take a place on any one day of the asked period; the asked one is
    /// left out.
    pub supported_here: i64,
    pub elsewhere: Option<PlacesElsewhere>,
    /// Places the ratio rule allows.
    pub allowed: Option<i64>,
}

impl PlaceProof {
    /// How many places are taken with this one, as far as known.
    #[must_use]
    pub fn supported_with_this(&self) -> i64 {
        self.supported_here + self.elsewhere.map_or(0, |it| it.places) + 1
    }

    /// The hours a week of all supported with this one, as far as known: of those elsewhere none are counted, and each
    /// is a full-time person.
    #[must_use]
    pub fn hours_with_this(&self, hours: SupportedHours) -> i64 {
        hours.here + self.elsewhere.map_or(0, |it| it.places) * FULL_TIME + hours.asked
    }

    /// Whether the employees were counted for all workplaces of the employer together.
    #[must_use]
    pub fn of_whole_employer(&self) -> bool {
        self.headcount.is_some_and(|it| it.level == HeadcountLevel::Cvr)
    }

    /// What is not known on a first day of the places that others hold: all of it, or whether an old count still holds.
    #[must_use]
    pub fn elsewhere_not_known_on(&self, first_day: Date) -> Option<&'static str> {
        match self.elsewhere {
            None => Some("PLACES_ELSEWHERE"),
            Some(it) if first_day.duration_since(it.as_of).as_hours() > 31 * 24 => {
                Some("PLACES_ELSEWHERE_AFTER_31_DAYS")
            }
            Some(_) => None,
        }
    }
}
