//! Companies and their workplaces, as `employers` is told by an employer consultant.

use anyhow::Context;
use kernel::Role;
use proto::{
    employers::v1 as pb,
    values::date,
    values_v1::{CompanyFactSource, HeadcountLevel},
};

use super::{Teller, request_id};
use crate::demo::{cell::Caller, measures::Company, scenario::Scenario};

pub(super) async fn tell(
    teller: &Teller<'_>,
    scenario: &Scenario,
    companies: &[Company],
) -> anyhow::Result<()> {
    let first = scenario.groups.first().context("a scenario without people")?;
    let roles = [Role::EmployerConsultant, Role::Migrator];
    let caller = &teller.cell.caller(&first.municipality, &roles)?;
    teller
        .each(companies, async |company| {
            let wrong = || format!("company {} of {}", company.cvr, company.group);
            Line { teller, caller, company }.tell().await.with_context(wrong)
        })
        .await?;
    Ok(())
}

/// One company being told of.
struct Line<'a> {
    teller: &'a Teller<'a>,
    caller: &'a Caller,
    company: &'a Company,
}

impl Line<'_> {
    async fn tell(&self) -> anyhow::Result<()> {
        let company = self.company;
        let employer_id = self.register().await?;
        self.set_sector(&employer_id).await?;
        self.register_workplace(employer_id).await?;
        if company.employees.is_some() {
            self.record_headcount().await?;
        }
        if company.elsewhere.is_some() {
            self.record_places_elsewhere().await?;
        }
        Ok(())
    }

    fn id(&self, step: &str) -> String {
        request_id(&format!("company/{}/{step}", self.company.cvr))
    }

    async fn register(&self) -> anyhow::Result<String> {
        let message = pb::RegisterEmployerRequest {
            request_id: self.id("register"),
            cvr: self.company.cvr.clone(),
        };
        let call = async |it| self.teller.cell.employers().register_employer(it).await;
        Ok(self.teller.send("register", self.caller, message, call).await?.employer_id)
    }

    async fn set_sector(&self, employer_id: &str) -> anyhow::Result<()> {
        let message = pb::SetSectorRequest {
            request_id: self.id("sector"),
            employer_id: employer_id.to_owned(),
            expected_version: None,
            sector: self.company.sector.into(),
            first_day: Some(date(self.company.sector_from)),
            source: CompanyFactSource::Cvr.into(),
        };
        let call = async |it| self.teller.cell.employers().set_sector(it).await;
        self.teller.send("set sector", self.caller, message, call).await?;
        Ok(())
    }

    async fn register_workplace(&self, employer_id: String) -> anyhow::Result<()> {
        let message = pb::RegisterWorkplaceRequest {
            request_id: self.id("workplace"),
            employer_id,
            p_number: self.company.p_number.clone(),
            located_in: self.company.located_in.clone(),
        };
        let call = async |it| self.teller.cell.employers().register_workplace(it).await;
        self.teller.send("register workplace", self.caller, message, call).await?;
        Ok(())
    }

    async fn record_headcount(&self) -> anyhow::Result<()> {
        let employees = self.company.employees.context("there is a number of employees")?;
        let message = pb::RecordHeadcountRequest {
            request_id: self.id("headcount"),
            p_number: self.company.p_number.clone(),
            expected_version: None,
            ordinary_employees: employees.count,
            level: HeadcountLevel::PNumber.into(),
            method: employees.method.0.into(),
            as_of: Some(date(employees.as_of.0)),
            source: CompanyFactSource::Employer.into(),
        };
        let call = async |it| self.teller.cell.employers().record_headcount(it).await;
        self.teller.send("record headcount", self.caller, message, call).await?;
        Ok(())
    }

    async fn record_places_elsewhere(&self) -> anyhow::Result<()> {
        let elsewhere = self.company.elsewhere.context("there are places elsewhere")?;
        let message = pb::RecordPlacesElsewhereRequest {
            request_id: self.id("elsewhere"),
            p_number: self.company.p_number.clone(),
            expected_version: None,
            places: elsewhere.places,
            as_of: Some(date(elsewhere.as_of.0)),
            source: CompanyFactSource::OtherSystem.into(),
        };
        let call = async |it| self.teller.cell.employers().record_places_elsewhere(it).await;
        self.teller.send("record places elsewhere", self.caller, message, call).await?;
        Ok(())
    }
}
