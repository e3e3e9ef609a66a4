//! Coded facts about a citizen, and what is personal.

use kernel::{Date, PersonNumber, Personal};

/// Sex as the municipality registered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Female,
    Male,
}

/// Why the person may live in Denmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResidenceBasis {
    Refugee,
    QuotaRefugee,
    FamilyReunifiedToRefugee,
    FamilyReunifiedOther,
    UkraineAct,
    AfghanistanAct,
}

impl ResidenceBasis {
    /// Refugees and their families, as the Integration Act § 2, subsections 2 and 3, groups them.
    #[must_use]
    pub fn is_refugee_or_family(self) -> bool {
        match self {
            Self::Refugee
            | Self::QuotaRefugee
            | Self::FamilyReunifiedToRefugee
            | Self::UkraineAct
            | Self::AfghanistanAct => true,
            Self::FamilyReunifiedOther => false,
        }
    }

    /// Its code in findings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Refugee => "REFUGEE",
            Self::QuotaRefugee => "QUOTA_REFUGEE",
            Self::FamilyReunifiedToRefugee => "FAMILY_REUNIFIED_TO_REFUGEE",
            Self::FamilyReunifiedOther => "FAMILY_REUNIFIED_OTHER",
            Self::UkraineAct => "UKRAINE_ACT",
            Self::AfghanistanAct => "AFGHANISTAN_ACT",
        }
    }
}

/// Origin as Statistics Denmark groups it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginGroup {
    Western,
    NonWestern,
}

/// The programme under the Integration Act by the name it began under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammeKind {
    Integration,
    SelfSupportAndReturn,
    Introduction,
}

impl ProgrammeKind {
    /// Its code in findings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Integration => "INTEGRATION",
            Self::SelfSupportAndReturn => "SELF_SUPPORT_AND_RETURN",
            Self::Introduction => "INTRODUCTION",
        }
    }
}

/// Why a programme ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammeEndReason {
    SelfSupporting,
    InEducation,
    Expired,
    Moved,
    LeftDenmark,
    Died,
}

/// How near to ordinary work the person is judged (visitation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadinessCategory {
    JobReady,
    ActivityReady,
    EducationReady,
    ObviouslyEducationReady,
}

/// A main benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenefitKind {
    CashBenefit,
    EducationBenefit,
    IntegrationBenefit,
    SelfSupportAndReturnBenefit,
    TransitionBenefit,
    CashBenefitMinimum,
}

impl BenefitKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::CashBenefit,
        Self::EducationBenefit,
        Self::IntegrationBenefit,
        Self::SelfSupportAndReturnBenefit,
        Self::TransitionBenefit,
        Self::CashBenefitMinimum,
    ];

    /// Its code in findings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CashBenefit => "CASH_BENEFIT",
            Self::EducationBenefit => "EDUCATION_BENEFIT",
            Self::IntegrationBenefit => "INTEGRATION_BENEFIT",
            Self::SelfSupportAndReturnBenefit => "SELF_SUPPORT_AND_RETURN_BENEFIT",
            Self::TransitionBenefit => "TRANSITION_BENEFIT",
            Self::CashBenefitMinimum => "CASH_BENEFIT_MINIMUM",
        }
    }
}

/// A day that is personal, as a birthday: of that one only the month may leave this service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalDay(Personal<[i16; 3]>);

impl PersonalDay {
    /// Seals it from being printed.
    #[must_use]
    pub fn new(day: Date) -> Self {
        Self(Personal::new([day.year(), day.month().into(), day.day().into()]))
    }

    /// The day.
    ///
    /// # Panics
    /// Never: it was made from a day.
    #[must_use]
    pub fn expose(&self) -> Date {
        let [year, month, day] = *self.0.expose();
        let small = |it: i16| i8::try_from(it).expect("a month and a day are small numbers");
        kernel::date(year, small(month), small(day))
    }
}

/// Who the person is. Every value in it is personal; it never prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub person_number: PersonNumber,
    pub given_names: Personal<String>,
    pub family_name: Personal<String>,
    /// The registered one, also where the person number says another.
    pub birth_date: PersonalDay,
    /// First day of the registered address in Denmark; `None` when not known.
    pub residence_registered_on: Option<PersonalDay>,
    /// The person's id in another system of the municipality.
    pub external_id: Option<ExternalId>,
}

/// An id in another system. Which system it is is personal too: it can tell of a clinic or a prison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalId {
    pub system: Personal<String>,
    pub id: Personal<String>,
}
