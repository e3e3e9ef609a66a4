//! The words of `jobbro.values.v1` and of the domain, one for the other. Both ways are total where the wire is known:
//! a value that this version does not know, or that was left out, is `None`.

use kernel::{CitizenId, CvrNumber, Date, MunicipalityCode, PNumber};
use placements_domain::{igu::StopReason, placement::EndReason, values as domain};
use proto::{
    placements::{events::v1 as events, v1 as placements},
    values, values_v1 as pb,
};

proto::words! {
    residence_basis, read_residence_basis: domain::ResidenceBasis = pb::ResidenceBasis {
        Refugee,
        QuotaRefugee,
        FamilyReunifiedToRefugee,
        FamilyReunifiedOther,
        UkraineAct,
        AfghanistanAct,
    }

    programme_kind, read_programme_kind: domain::ProgrammeKind = pb::ProgrammeKind {
        Integration,
        SelfSupportAndReturn,
        Introduction,
    }

    readiness, read_readiness: domain::ReadinessCategory = pb::ReadinessCategory {
        JobReady,
        ActivityReady,
        EducationReady,
        ObviouslyEducationReady,
    }

    sector, read_sector: domain::Sector = pb::Sector { Public, Private }

    company_fact_source, read_company_fact_source: domain::CompanyFactSource = pb::CompanyFactSource {
        Cvr,
        Employer,
        IncomeRegister,
        Vitas,
        OtherSystem,
    }

    headcount_level, read_headcount_level: domain::HeadcountLevel = pb::HeadcountLevel {
        PNumber,
        Cvr,
    }

    headcount_method, read_headcount_method: domain::HeadcountMethod = pb::HeadcountMethod {
        Heads,
        HeadsAverage,
        FullTimeAverage,
    }

    measure, read_measure: domain::MeasureKind = pb::MeasureKind {
        Internship,
        WageSubsidy,
        UtilityJob,
    }

    place_basis, read_place_basis: domain::PlaceBasis = pb::PlaceBasis { Integration, Lab }

    occupancy, read_occupancy: domain::PlaceOccupancy = pb::PlaceOccupancy {
        Tested,
        Untested,
        None,
    }

    place_outcome, read_place_outcome: domain::PlaceOutcome = events::PlaceOutcome {
        Reserved,
        Refused,
        UnknownWorkplace,
    }

    focus, read_focus: domain::InternshipFocus = pb::InternshipFocus { Task, Language, Culture }

    length_ground, read_length_ground: domain::LengthGround = pb::LengthGround {
        NoWorkExperience,
        LongUnemployment,
        HardToPlace,
        ProblemsBeyondUnemployment,
        AssessedNeed,
        SpecialNeed,
    }

    signer_role, read_signer_role: domain::SignerRole = pb::SignerRole {
        Employer,
        EmployeeRepresentative,
        Citizen,
    }

    signature_method, read_signature_method: domain::SignatureMethod = pb::SignatureMethod {
        Paper,
        Digital,
        Oral,
    }

    end_reason, read_end_reason: EndReason = events::PlacementEndReason {
        Job,
        Education,
        OtherMeasure,
        Sickness,
        NoShow,
        OtherSupportNeeded,
        EmployerWithdrew,
        EmployerClosed,
        CitizenWithdrew,
        Moved,
        Mistake,
        Other,
    }

    told_end_reason, read_told_end_reason: EndReason = placements::EndReason {
        Job,
        Education,
        OtherMeasure,
        Sickness,
        NoShow,
        OtherSupportNeeded,
        EmployerWithdrew,
        EmployerClosed,
        CitizenWithdrew,
        Moved,
        Mistake,
        Other,
    }

    igu_channel, read_igu_channel: domain::IguChannel = pb::IguChannel { Authority, Vitas }

    igu_outcome, read_igu_outcome: domain::IguOutcome = pb::IguOutcome {
        Concluded,
        Stopped,
        Completed,
        Void,
    }

    igu_end_reason, read_igu_end_reason: StopReason = events::IguEndReason {
        OrdinaryJobSameCompany,
        OrdinaryJobOtherCompany,
        Education,
        Resignation,
        Dismissal,
        CompanyClosure,
        LongSickness,
        Maternity,
        Moved,
        LeftDenmark,
        LostResidence,
        MutualAgreement,
    }

    igu_stop_reason, read_igu_stop_reason: StopReason = placements::IguStopReason {
        OrdinaryJobSameCompany,
        OrdinaryJobOtherCompany,
        Education,
        Resignation,
        Dismissal,
        CompanyClosure,
        LongSickness,
        Maternity,
        Moved,
        LeftDenmark,
        LostResidence,
        MutualAgreement,
    }
}

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

/// A day that may be left out: `Some(None)` when it is; one that is none is `None`.
#[must_use]
pub fn read_optional_day(message: Option<&pb::CivilDate>) -> Option<Option<Date>> {
    match message {
        Some(it) => values::read_date(it).map(Some),
        None => Some(None),
    }
}
