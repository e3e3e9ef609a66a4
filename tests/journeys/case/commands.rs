//! The commands that make a recipient in the programme of a registered citizen.

use proto::{
    citizens::v1 as pb,
    values_v1::{BenefitKind, ProgrammeEndReason, ProgrammeKind, ReadinessCategory},
};

use super::{on, request_id};

pub fn take_over(citizen_id: &str, first_day: &str) -> pb::TakeOverResponsibilityRequest {
    pb::TakeOverResponsibilityRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        first_day: Some(on(first_day)),
    }
}

pub fn start_programme(citizen_id: &str, first_day: &str) -> pb::StartProgrammeRequest {
    pb::StartProgrammeRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        kind: ProgrammeKind::Integration.into(),
        first_day: Some(on(first_day)),
    }
}

pub fn assess(
    citizen_id: &str,
    category: ReadinessCategory,
    first_day: &str,
) -> pb::AssessReadinessRequest {
    pb::AssessReadinessRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        category: category.into(),
        first_day: Some(on(first_day)),
        reason: "Vurderet efter samtale.".to_owned(),
    }
}

pub fn start_benefit(citizen_id: &str, first_day: &str) -> pb::StartBenefitRequest {
    pb::StartBenefitRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        kind: BenefitKind::IntegrationBenefit.into(),
        first_day: Some(on(first_day)),
    }
}

pub fn end_programme(citizen_id: &str, last_day: &str) -> pb::EndProgrammeRequest {
    pb::EndProgrammeRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        expected_version: None,
        last_day: Some(on(last_day)),
        reason: ProgrammeEndReason::SelfSupporting.into(),
    }
}
