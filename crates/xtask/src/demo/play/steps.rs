//! The commands of a person after the registration, one for each step.

use kernel::Date;
use proto::{citizens::v1 as pb, values::date, values_v1::Warning};

use super::people::Line;
use crate::demo::people::Step;

/// What every command says.
pub(super) struct About {
    /// Of the command.
    pub(super) request_id: String,
    /// Of the person.
    pub(super) citizen_id: String,
    /// The version of the citizen's stream that the registration answered with.
    pub(super) registered: i64,
}

type Warnings = anyhow::Result<Vec<Warning>>;

impl Line<'_> {
    pub(super) async fn step(&self, about: About, step: Step) -> Warnings {
        match step {
            Step::TakenOver(day) => self.take_over(about, day).await,
            Step::Programme(kind, day) => self.start_programme(about, kind.into(), day).await,
            Step::Benefit(kind, day) => self.start_benefit(about, kind.into(), day).await,
            Step::Assessed(category, day) => self.assess(about, category.into(), day).await,
            Step::BenefitStopped(day) => self.stop_benefit(about, day).await,
            Step::ProgrammeEnded(reason, day) => {
                self.end_programme(about, reason.into(), day).await
            }
        }
    }

    async fn take_over(&self, about: About, day: Date) -> Warnings {
        let message = pb::TakeOverResponsibilityRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            // An etag, as a careful client uses it.
            expected_version: Some(about.registered),
            first_day: Some(date(day)),
        };
        let call = async |it| self.teller.cell.citizens().take_over_responsibility(it).await;
        Ok(self.teller.send("take over", self.caller, message, call).await?.warnings)
    }

    async fn start_programme(&self, about: About, kind: i32, day: Date) -> Warnings {
        let message = pb::StartProgrammeRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            expected_version: None,
            kind,
            first_day: Some(date(day)),
        };
        let call = async |it| self.teller.cell.citizens().start_programme(it).await;
        Ok(self.teller.send("start programme", self.caller, message, call).await?.warnings)
    }

    async fn start_benefit(&self, about: About, kind: i32, day: Date) -> Warnings {
        let message = pb::StartBenefitRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            expected_version: None,
            kind,
            first_day: Some(date(day)),
        };
        let call = async |it| self.teller.cell.citizens().start_benefit(it).await;
        Ok(self.teller.send("start benefit", self.caller, message, call).await?.warnings)
    }

    async fn assess(&self, about: About, category: i32, day: Date) -> Warnings {
        let message = pb::AssessReadinessRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            expected_version: None,
            category,
            first_day: Some(date(day)),
            reason: "Samtale i jobcentret.".to_owned(),
        };
        let call = async |it| self.teller.cell.citizens().assess_readiness(it).await;
        Ok(self.teller.send("assess readiness", self.caller, message, call).await?.warnings)
    }

    async fn stop_benefit(&self, about: About, day: Date) -> Warnings {
        let message = pb::StopBenefitRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            expected_version: None,
            last_day: Some(date(day)),
        };
        let call = async |it| self.teller.cell.citizens().stop_benefit(it).await;
        Ok(self.teller.send("stop benefit", self.caller, message, call).await?.warnings)
    }

    async fn end_programme(&self, about: About, reason: i32, day: Date) -> Warnings {
        let message = pb::EndProgrammeRequest {
            request_id: about.request_id,
            citizen_id: about.citizen_id,
            expected_version: None,
            last_day: Some(date(day)),
            reason,
        };
        let call = async |it| self.teller.cell.citizens().end_programme(it).await;
        Ok(self.teller.send("end programme", self.caller, message, call).await?.warnings)
    }
}
