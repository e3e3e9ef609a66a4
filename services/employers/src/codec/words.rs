//! The words of `jobbro.values.v1` and of the domain, one for the other. Both ways are total where the wire is known:
//! a value that this version does not know, or that was left out, is `None`.

use employers_domain::values as domain;
use kernel::{CvrNumber, Date, MunicipalityCode, PNumber};
use proto::{employers::events::v1 as events, values, values_v1 as pb};

proto::words! {
    sector, read_sector: domain::Sector = pb::Sector { Public, Private }

    source, read_source: domain::CompanyFactSource = pb::CompanyFactSource {
        Cvr,
        Employer,
        IncomeRegister,
        Vitas,
        OtherSystem,
    }

    level, read_level: domain::HeadcountLevel = pb::HeadcountLevel {
        PNumber,
        Cvr,
    }

    method, read_method: domain::HeadcountMethod = pb::HeadcountMethod {
        Heads,
        HeadsAverage,
        FullTimeAverage,
    }

    measure, read_measure: domain::MeasureKind = pb::MeasureKind {
        Internship,
        WageSubsidy,
        UtilityJob,
    }

    basis, read_basis: domain::PlaceBasis = pb::PlaceBasis {
        Integration,
        Lab,
    }

    occupancy, read_occupancy: domain::PlaceOccupancy = pb::PlaceOccupancy {
        Tested,
        Untested,
        None,
    }

    refusal, read_refusal: domain::PlaceRefusal = events::PlaceRefusal {
        Ratio,
        UnknownWorkplace,
    }
}

/// What a decision was counted from.
#[must_use]
pub fn proof(proof: &domain::PlaceProof) -> pb::PlaceProof {
    let domain::PlaceProof { headcount, supported_here, elsewhere, allowed } = proof;
    let mut message = pb::PlaceProof {
        supported_here: *supported_here,
        allowed: *allowed,
        ..pb::PlaceProof::default()
    };
    if let Some(it) = headcount {
        message.ordinary_employees = Some(it.ordinary_employees);
        message.level = level(it.level).into();
        message.method = method(it.method).into();
        message.headcount_as_of = Some(values::date(it.as_of));
        message.headcount_source = source(it.source).into();
    }
    if let Some(it) = elsewhere {
        message.supported_elsewhere = Some(it.places);
        message.elsewhere_as_of = Some(values::date(it.as_of));
        message.elsewhere_source = source(it.source).into();
    }
    message
}

/// The same read back.
#[must_use]
pub fn read_proof(message: &pb::PlaceProof) -> Option<domain::PlaceProof> {
    Some(domain::PlaceProof {
        headcount: match message.ordinary_employees {
            Some(it) => Some(read_headcount(message, it)?),
            None => None,
        },
        supported_here: message.supported_here,
        elsewhere: match message.supported_elsewhere {
            Some(it) => Some(read_elsewhere(message, it)?),
            None => None,
        },
        allowed: message.allowed,
    })
}

fn read_headcount(message: &pb::PlaceProof, ordinary_employees: i64) -> Option<domain::Headcount> {
    Some(domain::Headcount {
        ordinary_employees,
        level: read_level(message.level())?,
        method: read_method(message.method())?,
        as_of: read_day(message.headcount_as_of.as_ref())?,
        source: read_source(message.headcount_source())?,
    })
}

fn read_elsewhere(message: &pb::PlaceProof, places: i64) -> Option<domain::PlacesElsewhere> {
    Some(domain::PlacesElsewhere {
        places,
        as_of: read_day(message.elsewhere_as_of.as_ref())?,
        source: read_source(message.elsewhere_source())?,
    })
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

/// A day that may be absent; `None` when it is there and is no day.
#[must_use]
pub fn read_optional_day(message: Option<&pb::CivilDate>) -> Option<Option<Date>> {
    match message {
        Some(it) => values::read_date(it).map(Some),
        None => Some(None),
    }
}

/// Hours that may be absent; `None` when they are there and are no hours of a week.
#[must_use]
pub fn read_weekly_hours(message: Option<i32>) -> Option<Option<u8>> {
    let Some(hours) = message else { return Some(None) };
    u8::try_from(hours).ok().filter(|it| (1..=168).contains(it)).map(Some)
}

#[cfg(test)]
mod tests;
