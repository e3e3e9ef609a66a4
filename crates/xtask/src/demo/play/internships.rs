//! Internships: what a caseworker asks for, and what another human decides.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, anyhow};
use proto::{
    placements::v1 as pb,
    values::date,
    values_v1::{ExplainedFinding, SignatureMethod, SignerRole, Verdict},
};
use tonic::Status;

use super::{How, Teller, caseworker, decider, request_id, resolve};
use crate::demo::{
    cell::{Caller, Cell},
    findings::{self, Breach},
    measures::{Internship, Who},
    positions::Positions,
    scenario::Finding,
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
        let expected = it.of.expected().context("one whose decision is expected")?;
        let (answered, told) = decision(decided, &expected.finding)?;
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

/// One human drafts, submits and grants; the refusal, when it is one. Nothing else is against it: what was asked is
/// answered before.
///
/// # Errors
/// When it cannot even be submitted.
pub async fn grant_own(
    cell: &Cell<'_>,
    internship: &Internship,
    citizen: &str,
    known: &mut Positions,
) -> anyhow::Result<(String, Option<Status>)> {
    let patience = Duration::from_secs(20);
    let how = How { callers: 1, patience, progress: &|_, _| {}, again: &|| {} };
    let teller = Teller::new(cell, &how, 0);
    let both = decider(cell, &internship.who.municipality, internship.who.live)?;
    let mut line = Line::of(&teller, internship)?;
    line.caseworker = both.clone();
    let placement = line.submit(citizen).await?;
    let mut merged = Ok(());
    teller.note(|it| merged = known.merge(&it.positions));
    merged?;
    resolve(cell, &both, known).await?;
    let refused = line.grant(&placement).await.err();
    Ok((placement, refused))
}

/// What was decided, as the data file writes it, and as a person reads it. What the rule about the places said is in
/// the first, where it is not as expected.
fn decision(
    decided: Result<pb::GrantPlacementResponse, Status>,
    expected: &Finding,
) -> anyhow::Result<(String, String)> {
    let (word, told, finding) = match decided {
        Ok(granted) => {
            let (word, told) = granted_with(&granted);
            let all = granted.findings.iter().map(findings::of);
            let all = all.collect::<anyhow::Result<Vec<_>>>()?;
            (word, told, all.into_iter().find(|it| it.rule == expected.rule))
        }
        Err(status) => {
            let Ok(Breach { rules, finding }) = Breach::of(&status) else {
                return Err(said(&status));
            };
            (format!("refused by {rules}"), danish(&status), Some(finding))
        }
    };
    let Some(finding) = finding else {
        return Ok((format!("{word}; {} is not answered", expected.rule), told));
    };
    let places = findings::places(&finding).context("the places are not told")?;
    let different = expected.is(&finding).err().map(|it| format!("; {it}"));
    let answered = format!("{word}: {places}{}", different.unwrap_or_default());
    Ok((answered, format!("{told}\n      {}", findings::line(&finding))))
}

/// In a word, and in Danish.
fn granted_with(granted: &pb::GrantPlacementResponse) -> (String, String) {
    let warned: Vec<_> = granted.findings.iter().filter(|it| warns(it)).collect();
    if warned.is_empty() {
        return ("granted".to_owned(), "Bevilget.".to_owned());
    }
    let rules: Vec<_> =
        warned.iter().filter_map(|it| it.finding.as_ref()).map(|it| it.rule.as_str()).collect();
    let sentences: Vec<_> = warned.iter().map(|it| it.danish.as_str()).collect();
    (
        format!("granted, warned by {}", rules.join(" ")),
        format!("Bevilget. {}", sentences.join("\n    ")),
    )
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
    teller.live(who.live, "placements", &placement_id);
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
        let caseworker = caseworker(teller.cell, &who.municipality, who.live)?;
        let decider = decider(teller.cell, &who.municipality, who.live)?;
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
}

#[cfg(test)]
mod tests;
