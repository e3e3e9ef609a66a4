//! An IGU whose agreement the law does not allow: planned for real, refused at the conclusion, and afterwards as before.

use anyhow::{Context, ensure};
use kernel::{Date, stream_id};
use proto::{placements::v1 as pb, values::date, values_v1::IguChannel};
use tonic::Response;
use uuid::Uuid;

use super::{Trial, danish, expect, told};
use crate::demo::{
    cell::Caller,
    findings::{self, Breach},
    measures::Who,
    people::day_at,
    play::{caseworker, plan_igu, resolve},
    positions::{Positions, TOKEN},
    scenario::Refused,
    streams::{Stored, names},
};

/// What the stream of a planned IGU holds once the question is answered.
const PLAN_QUESTION_FACTS: [&str; 3] = ["IguPlanned", "LegalFactsAsked", "LegalFactsReceived"];

/// What follows only on a conclusion is refused with it.
const NOT_CONCLUDED: &str = "WRONG_STATE";

impl Trial<'_> {
    pub(super) async fn conclude_igu(
        &self,
        refused: &Refused,
        known: &mut Positions,
    ) -> anyhow::Result<String> {
        let Refused::ConcludeIgu {
            what,
            group,
            person,
            companies,
            first_day,
            concluded,
            reason,
            finding,
        } = refused
        else {
            anyhow::bail!("this is no try of an IGU");
        };
        let (someone, citizen) = self.person(group, *person)?;
        let company = self.measures.named(companies).next().context("no such companies")?;
        let who = |name: String| Who {
            name,
            person: (group.clone(), *person),
            municipality: someone.municipality.clone(),
            live: someone.live,
            cvr: company.cvr.clone(),
            p_number: company.p_number.clone(),
            located_in: company.located_in.clone(),
        };
        let caller = caseworker(self.cell, &someone.municipality, someone.live)?;
        let planned = who(format!("refused/{}", self.at));
        let igu = self.plan(&caller, &planned, citizen, first_day.0, known).await?;
        let igu = One { caller: &caller, igu, citizen };
        let before = self.all_of(&igu, known).await?;

        let message = pb::ConcludeIguRequest {
            request_id: self.request_id(),
            igu_id: igu.igu.clone(),
            expected_version: None,
            concluded_on: Some(date(concluded.0)),
        };
        let status = self.cell.igus().conclude_igu(caller.asks(message)).await.err();
        let status = expect(status, reason)?;
        let breach = Breach::of(&status)?;
        ensure!(breach.rules == finding.rule, "broken were {}", breach.rules);
        finding.is(&breach.finding)?;
        let next = self.what_follows(&igu, concluded.0).await?;

        // Whatever the refused ones could have appended lies before this, and so in all that is read after it.
        let another = who(format!("refused/{}/another", self.at));
        self.plan(&caller, &another, citizen, first_day.0, known).await?;
        let after = self.all_of(&igu, known).await?;
        untouched(&before, &after)?;
        let looked_at = findings::line(&breach.finding);
        Ok(format!("{}\n      {looked_at}\n    {next}", told(what, &status, None)))
    }

    /// Plans an IGU, and waits until its question is answered.
    async fn plan(
        &self,
        caller: &Caller,
        who: &Who,
        citizen: &str,
        first_day: Date,
        known: &mut Positions,
    ) -> anyhow::Result<String> {
        let plan = caller.asks(plan_igu(who, citizen, first_day));
        let planned = self.cell.igus().plan_igu(plan).await?;
        known.learn(planned.metadata())?;
        resolve(self.cell, caller, known).await?;
        Ok(planned.into_inner().igu_id)
    }

    /// An IGU that is not concluded is neither registered nor started.
    async fn what_follows(&self, igu: &One<'_>, concluded: Date) -> anyhow::Result<String> {
        let message = pb::RegisterIguRequest {
            request_id: self.request_id_of("register"),
            igu_id: igu.igu.clone(),
            expected_version: None,
            channel: IguChannel::Authority.into(),
            registered_on: Some(date(day_at(concluded, 14))),
        };
        let registered = self.cell.igus().register_igu(igu.caller.asks(message)).await.err();
        let registered = expect(registered, NOT_CONCLUDED).context("registered")?;
        let message = pb::StartIguRequest {
            request_id: self.request_id_of("start"),
            igu_id: igu.igu.clone(),
            expected_version: None,
        };
        let started = self.cell.igus().start_igu(igu.caller.asks(message)).await.err();
        let started = expect(started, NOT_CONCLUDED).context("started")?;
        let same = danish(&registered) == danish(&started);
        ensure!(same, "two sentences of one reason: {} {}", danish(&registered), danish(&started));
        Ok(format!("register and start: {NOT_CONCLUDED}: {}", danish(&registered)))
    }

    /// All there is of it, told and stored.
    async fn all_of(&self, igu: &One<'_>, known: &Positions) -> anyhow::Result<Everything> {
        let mut request = igu.caller.asks(pb::GetIguRequest { igu_id: igu.igu.clone() });
        request.metadata_mut().insert(TOKEN, known.metadata()?);
        let shown = self.cell.igus().get_igu(request).await.map(Response::into_inner)?;
        let streams = self.streams.context("this try looks at the log itself")?;
        let stream = streams.of("placements", Uuid::parse_str(&igu.igu)?).await?;
        let history = stream_id(Uuid::parse_str(igu.citizen)?, "igu_history");
        let history = streams.of("placements", history).await?;
        Ok(Everything { shown, stream, history })
    }
}

/// One that is tried.
struct One<'a> {
    caller: &'a Caller,
    igu: String,
    citizen: &'a str,
}

/// What the service shows of an IGU, its stream, and the stream of its citizen's IGUs.
#[derive(Clone, Debug, PartialEq)]
struct Everything {
    shown: pb::GetIguResponse,
    stream: Vec<Stored>,
    history: Vec<Stored>,
}

/// The stream holds the plan, the question and the facts, before and after.
fn untouched(before: &Everything, after: &Everything) -> anyhow::Result<()> {
    let igu = before.shown.igu.as_ref().context("an answer without the IGU")?;
    ensure!(
        igu.state() == pb::IguState::Planned && igu.legal_facts() == pb::AnswerState::Yes,
        "before the try the IGU is not planned with its question answered: {igu:?}"
    );
    for all in [before, after] {
        let held = names(&all.stream);
        ensure!(held == PLAN_QUESTION_FACTS, "the IGU's stream holds {held:?}");
    }
    ensure!(before == after, "the refused conclusion left something behind: {after:?}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(names: &[&str]) -> Vec<Stored> {
        let one = |(version, name): (i64, &&str)| Stored {
            version,
            event: Uuid::nil(),
            name: (*name).to_owned(),
            origin: "LIVE".to_owned(),
        };
        (1..).zip(names).map(one).collect()
    }

    fn everything(names: &[&str], state: pb::IguState) -> Everything {
        let legal_facts = pb::AnswerState::Yes.into();
        let igu = pb::IguSummary { state: state.into(), legal_facts, ..Default::default() };
        let shown = pb::GetIguResponse { igu: Some(igu), ..Default::default() };
        Everything { shown, stream: stored(names), history: Vec::new() }
    }

    #[test]
    fn anything_more_is_noticed_in_what_is_shown_and_in_both_streams() {
        let planned = everything(&PLAN_QUESTION_FACTS, pb::IguState::Planned);
        assert!(untouched(&planned, &planned).is_ok());
        let concluded = everything(&PLAN_QUESTION_FACTS, pb::IguState::Concluded);
        assert!(untouched(&planned, &concluded).is_err());
        let more = [&PLAN_QUESTION_FACTS[..], &["AgreementConcluded"]].concat();
        let more = everything(&more, pb::IguState::Planned);
        assert!(untouched(&planned, &more).is_err());
        assert!(untouched(&more, &more).is_err());
        let other = everything(&["IguPlanned"], pb::IguState::Planned);
        assert!(untouched(&other, &other).is_err());
        let noted = Everything { history: stored(&["CitizenIguNoted"]), ..planned.clone() };
        assert!(untouched(&planned, &noted).is_err());
    }
}
