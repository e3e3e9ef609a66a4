//! Internships: what a caseworker asks for, and what another human decides.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow};
use proto::{
    placements::v1 as pb,
    values::date,
    values_v1::{ExplainedFinding, Fact, SignatureMethod, SignerRole, Verdict},
};
use tonic::{Response, Status};
use tonic_types::StatusExt;

use super::{Teller, caseworker, decider, request_id};
use crate::demo::{
    cell::Caller,
    measures::{Internship, Who},
    table::Row,
    tries::danish,
};

type Ids = BTreeMap<(String, usize), String>;

/// One that was submitted.
pub(super) struct Asked<'a> {
    of: &'a Internship,
    placement_id: String,
}

/// Drafts, lets all sign, submits; many at once.
pub(super) async fn ask<'a>(
    teller: &Teller<'_>,
    all: &'a [Internship],
    ids: &Ids,
) -> anyhow::Result<Vec<Asked<'a>>> {
    teller.each(all, async |it| submitted(teller, it, ids).await).await
}

/// Grants, starts, and ends those that ended; many at once.
pub(super) async fn decide(teller: &Teller<'_>, all: Vec<Asked<'_>>) -> anyhow::Result<()> {
    teller
        .each(all, async |it| {
            let line = Line::of(teller, it.of)?;
            let wrong = || it.of.who.name.clone();
            line.grant(&it.placement_id).await.map_err(|it| said(&it)).with_context(wrong)?;
            line.start(&it.placement_id).await.with_context(wrong)?;
            if it.of.terms.completed {
                line.complete(&it.placement_id).await.with_context(wrong)?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// Submits one after the other, then has each decided, and notes what was decided beside what must be.
pub(super) async fn in_order(
    teller: &Teller<'_>,
    all: &[Internship],
    ids: &Ids,
) -> anyhow::Result<()> {
    let mut asked = Vec::new();
    for internship in all {
        asked.push(submitted(teller, internship, ids).await?);
    }
    if asked.is_empty() {
        return Ok(());
    }
    teller.resolve().await?;
    for it in asked {
        let line = Line::of(teller, it.of)?;
        let decided = line.grant(&it.placement_id).await;
        let proof = line.places(&it.placement_id).await.with_context(|| it.of.who.name.clone())?;
        let (answered, told) = decision(decided, &proof)?;
        let expected = it.of.expected().context("one whose decision is expected")?;
        let row = Row {
            indicator: expected.what.clone(),
            day: it.of.first_day.to_string(),
            expected: expected.decision.clone(),
            answered,
            source: expected.source.clone(),
        };
        teller.note(|it| {
            it.told.push(format!("{}\n    {told}", row.indicator));
            it.decisions.push(row);
        });
    }
    Ok(())
}

/// What was decided, as the data file writes it, and as a person reads it.
fn decision(
    decided: Result<pb::GrantPlacementResponse, Status>,
    places: &str,
) -> anyhow::Result<(String, String)> {
    match decided {
        Ok(granted) => {
            let warned: Vec<_> = granted.findings.iter().filter(|it| warns(it)).collect();
            let word = if warned.is_empty() { "granted" } else { "granted, warned" };
            let danish: Vec<_> = warned.iter().map(|it| explained(it)).collect();
            let told =
                if danish.is_empty() { "bevilget".to_owned() } else { danish.join("\n    ") };
            Ok((format!("{word}: {places}"), told))
        }
        Err(status) => {
            let info = status.get_error_details().error_info().cloned();
            let rule = info.and_then(|it| it.metadata.get("rule").cloned());
            let Some(rule) = rule else { return Err(said(&status)) };
            Ok((format!("refused by {rule}"), danish(&status)))
        }
    }
}

/// The sentence, where it stands, and what was looked at.
fn explained(it: &ExplainedFinding) -> String {
    let finding = it.finding.clone().unwrap_or_default();
    let fact = |fact: &Fact| {
        let day = fact.date.map(|it| format!("{:04}-{:02}-{:02}", it.year, it.month, it.day));
        let number = fact.number.map(|it| it.to_string());
        let value = day.or(number).or_else(|| fact.code.clone()).unwrap_or_default();
        format!("{} {value}", fact.name)
    };
    let facts: Vec<_> = finding.facts.iter().map(fact).collect();
    format!("{} ({})\n      {}", it.danish, finding.citation, facts.join(", "))
}

fn warns(finding: &ExplainedFinding) -> bool {
    finding.finding.as_ref().is_some_and(|it| it.verdict() == Verdict::Warns)
}

fn said(status: &Status) -> anyhow::Error {
    let told = danish(status);
    anyhow!("{:?}: {} {told}", status.code(), status.message())
}

async fn submitted<'a>(
    teller: &Teller<'_>,
    internship: &'a Internship,
    ids: &Ids,
) -> anyhow::Result<Asked<'a>> {
    let who = &internship.who;
    let citizen = ids.get(&who.person).with_context(|| format!("{} was not played", who.name))?;
    let line = Line::of(teller, internship)?;
    let placement_id = line.submit(citizen).await.with_context(|| who.name.clone())?;
    Ok(Asked { of: internship, placement_id })
}

/// One internship being told of.
struct Line<'a> {
    teller: &'a Teller<'a>,
    caseworker: Caller,
    decider: Caller,
    internship: &'a Internship,
    who: &'a Who,
}

impl<'a> Line<'a> {
    fn of(teller: &'a Teller<'a>, internship: &'a Internship) -> anyhow::Result<Self> {
        let who = &internship.who;
        let caseworker = caseworker(teller.cell, &who.municipality)?;
        let decider = decider(teller.cell, &who.municipality)?;
        Ok(Self { teller, caseworker, decider, internship, who })
    }

    fn id(&self, step: &str) -> String {
        request_id(&format!("{}/{step}", self.who.name))
    }

    /// Answers the placement's id.
    async fn submit(&self, citizen: &str) -> anyhow::Result<String> {
        let placement = self.draft(citizen).await?;
        for role in [SignerRole::Employer, SignerRole::EmployeeRepresentative, SignerRole::Citizen]
        {
            self.sign(&placement, role).await?;
        }
        let message = pb::SubmitPlacementRequest {
            request_id: self.id("submit"),
            placement_id: placement.clone(),
            expected_version: None,
        };
        let call = async |it| self.teller.cell.placements().submit_placement(it).await;
        self.teller.send("submit", &self.caseworker, message, call).await?;
        Ok(placement)
    }

    async fn draft(&self, citizen: &str) -> anyhow::Result<String> {
        let terms = &self.internship.terms;
        let message = pb::DraftPlacementRequest {
            request_id: self.id("draft"),
            terms: Some(pb::Terms {
                citizen_id: citizen.to_owned(),
                cvr: self.who.cvr.clone(),
                p_number: self.who.p_number.clone(),
                focus: terms.focus.0.into(),
                first_day: Some(date(self.internship.first_day)),
                last_day: Some(date(self.internship.last_day)),
                weekly_hours: terms.weekly_hours,
                purpose: terms.purpose.clone(),
                tasks: terms.tasks.clone(),
                job_goal: terms.job_goal.clone(),
                length_grounds: terms.grounds.iter().map(|it| it.0.into()).collect(),
                length_ground_text: terms.ground_text.clone(),
            }),
        };
        let call = async |it| self.teller.cell.placements().draft_placement(it).await;
        Ok(self.teller.send("draft", &self.caseworker, message, call).await?.placement_id)
    }

    /// A week before the first day.
    async fn sign(&self, placement: &str, role: SignerRole) -> anyhow::Result<()> {
        let message = pb::SignPlacementRequest {
            request_id: self.id(role.as_str_name()),
            placement_id: placement.to_owned(),
            expected_version: None,
            role: role.into(),
            signed_on: Some(date(crate::demo::people::day_at(self.internship.first_day, -7))),
            method: SignatureMethod::Paper.into(),
            objected: false,
        };
        let call = async |it| self.teller.cell.placements().sign_placement(it).await;
        self.teller.send(role.as_str_name(), &self.caseworker, message, call).await?;
        Ok(())
    }

    async fn grant(&self, placement: &str) -> Result<pb::GrantPlacementResponse, Status> {
        let message = pb::GrantPlacementRequest {
            request_id: self.id("grant"),
            placement_id: placement.to_owned(),
            expected_version: None,
        };
        let call = async |it| self.teller.cell.placements().grant_placement(it).await;
        let granted = self.teller.ask(&self.decider, message, call).await?;
        self.teller.warned(granted.findings.iter().filter(|it| warns(it)).count());
        Ok(granted)
    }

    async fn start(&self, placement: &str) -> anyhow::Result<()> {
        let message = pb::StartPlacementRequest {
            request_id: self.id("start"),
            placement_id: placement.to_owned(),
            expected_version: None,
        };
        let call = async |it| self.teller.cell.placements().start_placement(it).await;
        self.teller.send("start", &self.caseworker, message, call).await?;
        Ok(())
    }

    async fn complete(&self, placement: &str) -> anyhow::Result<()> {
        let message = pb::CompletePlacementRequest {
            request_id: self.id("complete"),
            placement_id: placement.to_owned(),
            expected_version: None,
        };
        let call = async |it| self.teller.cell.placements().complete_placement(it).await;
        self.teller.send("complete", &self.caseworker, message, call).await?;
        Ok(())
    }

    /// As `3 of 2`: the places taken with this one, of those allowed.
    async fn places(&self, placement: &str) -> anyhow::Result<String> {
        let message = pb::GetPlacementRequest { placement_id: placement.to_owned() };
        let mut request = self.caseworker.asks(message);
        let mut known = Err(anyhow!("no place in the log is known"));
        self.teller.note(|it| known = it.positions.metadata());
        request.metadata_mut().insert(crate::demo::positions::TOKEN, known?);
        request.metadata_mut().insert("jobbro-purpose", "placement".parse()?);
        let found = self.teller.cell.placements().get_placement(request).await;
        let proof = found.map(Response::into_inner).map_err(|it| said(&it))?.place_proof;
        let proof = proof.context("the answer for the place is not shown")?;
        let taken = proof.supported_here + proof.supported_elsewhere.unwrap_or_default() + 1;
        let allowed = proof.allowed.map_or_else(|| "?".to_owned(), |it| it.to_string());
        Ok(format!("{taken} of {allowed}"))
    }
}

#[cfg(test)]
mod tests;
