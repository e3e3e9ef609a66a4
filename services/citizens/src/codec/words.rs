//! The words of `jobbro.values.v1` and of the domain, one for the other. Both ways are total where the wire is known:
//! a value that this version does not know, or that was left out, is `None`.

use citizens_domain::{legal_question, values as domain};
use kernel::{CitizenId, Date, Month, MunicipalityCode, PersonNumberKind, QuestionId};
use proto::{citizens::events::v1 as events, values, values_v1 as pb};

proto::words! {
    sex, read_sex: domain::Sex = pb::Sex { Female, Male }

    residence_basis, read_residence_basis: domain::ResidenceBasis = pb::ResidenceBasis {
        Refugee,
        QuotaRefugee,
        FamilyReunifiedToRefugee,
        FamilyReunifiedOther,
        UkraineAct,
        AfghanistanAct,
    }

    origin_group, read_origin_group: domain::OriginGroup = pb::OriginGroup {
        Western,
        NonWestern,
    }

    programme_kind, read_programme_kind: domain::ProgrammeKind = pb::ProgrammeKind {
        Integration,
        SelfSupportAndReturn,
        Introduction,
    }

    end_reason, read_end_reason: domain::ProgrammeEndReason = pb::ProgrammeEndReason {
        SelfSupporting,
        InEducation,
        Expired,
        Moved,
        LeftDenmark,
        Died,
    }

    readiness, read_readiness: domain::ReadinessCategory = pb::ReadinessCategory {
        JobReady,
        ActivityReady,
        EducationReady,
        ObviouslyEducationReady,
    }

    benefit_kind, read_benefit_kind: domain::BenefitKind = pb::BenefitKind {
        CashBenefit,
        EducationBenefit,
        IntegrationBenefit,
        SelfSupportAndReturnBenefit,
        TransitionBenefit,
        CashBenefitMinimum,
    }

    why, read_why: legal_question::Why = events::LegalFactsRefusal {
        Unknown,
        NotYours,
    }

    person_number_kind, read_person_number_kind: PersonNumberKind = events::PersonNumberKind {
        Cpr,
        Administrative,
        Replacement,
    }
}

/// A citizen's id as it is stored.
#[must_use]
pub fn read_citizen(text: &str) -> Option<CitizenId> {
    text.parse().ok()
}

/// A question's id as it is stored.
#[must_use]
pub fn read_question(text: &str) -> Option<QuestionId> {
    text.parse().ok()
}

/// A municipality as it is stored.
#[must_use]
pub fn read_municipality(text: &str) -> Option<MunicipalityCode> {
    MunicipalityCode::parse(text).ok()
}

/// A required day.
#[must_use]
pub fn read_day(message: Option<&pb::CivilDate>) -> Option<Date> {
    message.and_then(values::read_date)
}

/// A required month.
#[must_use]
pub fn read_month(message: Option<&pb::CivilMonth>) -> Option<Month> {
    message.and_then(values::read_month)
}

#[cfg(test)]
mod tests;
