//! IGUs: planned, concluded when the facts have come, registered, started, and ended where they ended.

use std::collections::BTreeMap;

use anyhow::Context;
use kernel::Date;
use proto::{
    placements::v1 as pb,
    values::date,
    values_v1::{ExplainedFinding, IguChannel, Verdict},
};

use super::{Teller, caseworker, request_id};
use crate::demo::{
    cell::Caller,
    measures::{Igu, Who},
};

/// From this day agreements are registered in VITAS, before it with the authority (decision N7).
const VITAS_FROM: Date = kernel::date(2017, 1, 2);

/// One that was planned.
pub(super) struct Planned<'a> {
    of: &'a Igu,
    igu_id: String,
}

/// Plans all, many at once.
pub(super) async fn ask<'a>(
    teller: &Teller<'_>,
    all: &'a [Igu],
    ids: &BTreeMap<(String, usize), String>,
) -> anyhow::Result<Vec<Planned<'a>>> {
    teller
        .each(all, async |igu| {
            let who = &igu.who;
            let citizen = ids.get(&who.person);
            let citizen = citizen.with_context(|| format!("{} was not played", who.name))?;
            let message = plan(who, citizen, igu.first_day);
            let caller = caseworker(teller.cell, &who.municipality, who.live)?;
            let call = async |it| teller.cell.igus().plan_igu(it).await;
            let planned = teller.send("plan", &caller, message, call).await;
            let igu_id = planned.with_context(|| who.name.clone())?.igu_id;
            teller.live(who.live, "placements", &igu_id);
            Ok(Planned { of: igu, igu_id })
        })
        .await
}

/// The plan of an IGU.
#[must_use]
pub fn plan(who: &Who, citizen: &str, first_day: Date) -> pb::PlanIguRequest {
    pb::PlanIguRequest {
        request_id: request_id(&format!("{}/plan", who.name)),
        citizen_id: citizen.to_owned(),
        cvr: who.cvr.clone(),
        p_number: who.p_number.clone(),
        first_day: Some(date(first_day)),
    }
}

/// Concludes all, and what follows; many at once.
pub(super) async fn conclude(teller: &Teller<'_>, all: Vec<Planned<'_>>) -> anyhow::Result<()> {
    teller
        .each(all, async |it| {
            let who = &it.of.who;
            let caller = caseworker(teller.cell, &who.municipality, who.live)?;
            let line = Line { teller, caller, igu: it.of, id: it.igu_id };
            line.tell().await.with_context(|| it.of.who.name.clone())
        })
        .await?;
    Ok(())
}

/// One IGU being told of.
struct Line<'a> {
    teller: &'a Teller<'a>,
    caller: Caller,
    igu: &'a Igu,
    id: String,
}

impl Line<'_> {
    async fn tell(&self) -> anyhow::Result<()> {
        self.conclude().await?;
        self.register().await?;
        self.start().await?;
        if self.igu.stopped.is_some() {
            self.stop().await?;
        }
        if let Some(last_day) = self.igu.completed {
            self.complete(last_day).await?;
        }
        Ok(())
    }

    fn request_id(&self, step: &str) -> String {
        request_id(&format!("{}/{step}", self.igu.who.name))
    }

    fn warned(&self, findings: &[ExplainedFinding]) {
        let warns = |it: &&ExplainedFinding| {
            it.finding.as_ref().is_some_and(|it| it.verdict() == Verdict::Warns)
        };
        self.teller.warned(findings.iter().filter(warns).count());
    }

    async fn conclude(&self) -> anyhow::Result<()> {
        let message = pb::ConcludeIguRequest {
            request_id: self.request_id("conclude"),
            igu_id: self.id.clone(),
            expected_version: None,
            concluded_on: Some(date(self.igu.concluded)),
        };
        let call = async |it| self.teller.cell.igus().conclude_igu(it).await;
        let concluded = self.teller.send("conclude", &self.caller, message, call).await?;
        self.warned(&concluded.findings);
        Ok(())
    }

    async fn register(&self) -> anyhow::Result<()> {
        let vitas = self.igu.registered >= VITAS_FROM;
        let channel = if vitas { IguChannel::Vitas } else { IguChannel::Authority };
        let message = pb::RegisterIguRequest {
            request_id: self.request_id("register"),
            igu_id: self.id.clone(),
            expected_version: None,
            channel: channel.into(),
            registered_on: Some(date(self.igu.registered)),
        };
        let call = async |it| self.teller.cell.igus().register_igu(it).await;
        let registered = self.teller.send("register", &self.caller, message, call).await?;
        self.warned(&registered.findings);
        Ok(())
    }

    async fn start(&self) -> anyhow::Result<()> {
        let message = pb::StartIguRequest {
            request_id: self.request_id("start"),
            igu_id: self.id.clone(),
            expected_version: None,
        };
        let call = async |it| self.teller.cell.igus().start_igu(it).await;
        self.teller.send("start", &self.caller, message, call).await?;
        Ok(())
    }

    async fn stop(&self) -> anyhow::Result<()> {
        let stopped = self.igu.stopped.context("it stopped")?;
        let message = pb::StopIguRequest {
            request_id: self.request_id("stop"),
            igu_id: self.id.clone(),
            expected_version: None,
            last_day: Some(date(stopped.last_day.0)),
            reason: stopped.reason.0.into(),
        };
        let call = async |it| self.teller.cell.igus().stop_igu(it).await;
        self.teller.send("stop", &self.caller, message, call).await?;
        Ok(())
    }

    async fn complete(&self, last_day: Date) -> anyhow::Result<()> {
        let message = pb::CompleteIguRequest {
            request_id: self.request_id("complete"),
            igu_id: self.id.clone(),
            expected_version: None,
            last_day: Some(date(last_day)),
        };
        let call = async |it| self.teller.cell.igus().complete_igu(it).await;
        let completed = self.teller.send("complete", &self.caller, message, call).await?;
        self.warned(&completed.findings);
        Ok(())
    }
}
