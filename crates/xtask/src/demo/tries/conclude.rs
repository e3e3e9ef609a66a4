//! An IGU whose agreement the law does not allow: planned for real, refused at the conclusion, and afterwards as before.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, ensure};
use proto::{placements::v1 as pb, values::date};
use tonic::{Response, Status};
use tonic_types::StatusExt;

use super::{Trial, danish, expect, told};
use crate::demo::{
    cell::Caller,
    measures::Who,
    play::{caseworker, plan_igu, resolve},
    positions::{Positions, TOKEN},
    scenario::Refused,
};

/// What the stream of a planned IGU holds once the question is answered: the plan, the question, the facts.
const PLAN_QUESTION_FACTS: i64 = 3;

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
            rule,
            citation,
            facts,
        } = refused
        else {
            anyhow::bail!("this is no try of an IGU");
        };
        let (someone, citizen) = self.person(group, *person)?;
        let company = self.measures.named(companies).next().context("no such companies")?;
        let who = Who {
            name: format!("refused/{}", self.at),
            person: (group.clone(), *person),
            municipality: someone.municipality.clone(),
            cvr: company.cvr.clone(),
            p_number: company.p_number.clone(),
            located_in: company.located_in.clone(),
        };
        let caller = caseworker(self.cell, &who.municipality)?;
        let plan = caller.asks(plan_igu(&who, citizen, first_day.0));
        let planned = self.cell.igus().plan_igu(plan).await?;
        known.learn(planned.metadata())?;
        resolve(self.cell, &caller, known).await?;
        let igu_id = planned.into_inner().igu_id;
        let before = self.igu(&caller, &igu_id, known).await?;

        let message = pb::ConcludeIguRequest {
            request_id: self.request_id(),
            igu_id: igu_id.clone(),
            expected_version: None,
            concluded_on: Some(date(concluded.0)),
        };
        let status = self.cell.igus().conclude_igu(caller.asks(message)).await.err();
        let status = expect(status, reason)?;
        let looked_at = names(&status, rule, citation, facts)?;
        let after = self.igu(&caller, &igu_id, known).await?;
        untouched(&before, &after)?;
        Ok(format!("{}\n      {looked_at}", told(what, &status, None)))
    }

    async fn igu(
        &self,
        caller: &Caller,
        igu_id: &str,
        known: &Positions,
    ) -> anyhow::Result<pb::GetIguResponse> {
        let mut request = caller.asks(pb::GetIguRequest { igu_id: igu_id.to_owned() });
        request.metadata_mut().insert(TOKEN, known.metadata()?);
        Ok(self.cell.igus().get_igu(request).await.map(Response::into_inner)?)
    }
}

/// The stream holds the plan, the question and the facts, before and after.
fn untouched(before: &pb::GetIguResponse, after: &pb::GetIguResponse) -> anyhow::Result<()> {
    let igu = before.igu.as_ref().context("an answer without the IGU")?;
    ensure!(
        igu.version == PLAN_QUESTION_FACTS
            && igu.state() == pb::IguState::Planned
            && igu.legal_facts() == pb::AnswerState::Yes,
        "before the try the IGU is not planned with its question answered: {igu:?}"
    );
    ensure!(before == after, "the refused conclusion left something behind: {after:?}");
    Ok(())
}

/// Whether the refusal names this rule and no other, with act and section, dates and facts; answers what was looked
/// at as one line.
fn names(
    status: &Status,
    rule: &str,
    citation: &str,
    facts: &BTreeMap<String, String>,
) -> anyhow::Result<String> {
    let details = status.get_error_details();
    let info = details.error_info().context("a refusal without a reason")?;
    let told = &info.metadata;
    ensure!(
        of(told, "rule") == rule && of(told, "rules") == rule,
        "expected the breach of {rule}, told was {told:?}"
    );
    let broken = details.precondition_failure().map(|it| it.violations.as_slice());
    let broken: Vec<_> = broken.unwrap_or_default().iter().map(|it| it.r#type.as_str()).collect();
    ensure!(broken == [rule], "expected the breach of {rule} alone, told were {broken:?}");
    let sentence = danish(status);
    let code = sentence.split_whitespace().find(|it| it.contains('_'));
    ensure!(code.is_none(), "{code:?} is no Danish: {sentence:?}");
    let cited = of(told, "citation");
    ensure!(
        cited.contains(citation) && sentence.contains(citation),
        "{citation} is not cited: {cited:?}, {sentence:?}"
    );
    ensure!(!of(told, "on").is_empty(), "the day that chose the row is not told: {told:?}");
    for (name, value) in facts {
        ensure!(of(told, name) == value, "the fact {name} is not {value}: {told:?}");
    }
    let mut all: Vec<_> = told.iter().map(|(name, value)| format!("{name} {value}")).collect();
    all.sort();
    Ok(all.join(", "))
}

fn of<'a>(told: &'a HashMap<String, String>, name: &str) -> &'a str {
    told.get(name).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use tonic::Code;
    use tonic_types::{ErrorDetails, PreconditionViolation};

    use super::*;

    fn refusal(rules: &[&str]) -> Status {
        let mut told = HashMap::new();
        for (name, value) in [
            ("rule", rules[0]),
            ("rules", &rules.join(",")),
            ("citation", "LOV 623/2016 § 3"),
            ("on", "2016-10-03"),
            ("row_from", "2016-07-01"),
            ("age_years", "40"),
        ] {
            told.insert(name.to_owned(), value.to_owned());
        }
        let mut details = ErrorDetails::new();
        details.set_error_info("RULE_BREACHED", "jobbro.dk/placements", told);
        let broken = rules.iter().map(|it| PreconditionViolation::new(*it, "", ""));
        details.set_precondition_failure(broken.collect::<Vec<_>>());
        details.set_localized_message("da-DK", "Efter LOV 623/2016 § 3 er 40 år for gammel.");
        Status::with_error_details(Code::FailedPrecondition, "in English", details)
    }

    #[test]
    fn a_refusal_must_name_its_rule_alone_with_section_and_facts() {
        let facts = |age: &str| BTreeMap::from([("age_years".to_owned(), age.to_owned())]);
        let right = refusal(&["igu.age"]);
        let looked_at = names(&right, "igu.age", "§ 3", &facts("40")).unwrap();
        assert!(looked_at.contains("age_years 40") && looked_at.contains("on 2016-10-03"));
        assert!(names(&right, "igu.once", "§ 3", &facts("40")).is_err());
        assert!(names(&right, "igu.age", "§ 7", &facts("40")).is_err());
        assert!(names(&right, "igu.age", "§ 3", &facts("41")).is_err());
        let two = refusal(&["igu.age", "igu.once"]);
        assert!(names(&two, "igu.age", "§ 3", &facts("40")).is_err());
    }

    #[test]
    fn a_sentence_with_a_code_in_it_is_noticed() {
        let mut details = refusal(&["igu.age"]).get_error_details();
        details.set_localized_message("da-DK", "Efter 2016:623 § 3: below_age: 40.");
        let status = Status::with_error_details(Code::FailedPrecondition, "", details);
        let error = names(&status, "igu.age", "§ 3", &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("below_age"), "{error}");
    }

    #[test]
    fn anything_more_in_the_stream_is_noticed() {
        let with = |version, state: pb::IguState| {
            let legal_facts = pb::AnswerState::Yes.into();
            let (state, first) = (state.into(), pb::IguSummary::default());
            let igu = pb::IguSummary { version, state, legal_facts, ..first };
            pb::GetIguResponse { igu: Some(igu), ..Default::default() }
        };
        let planned = with(3, pb::IguState::Planned);
        assert!(untouched(&planned, &planned).is_ok());
        assert!(untouched(&planned, &with(4, pb::IguState::Planned)).is_err());
        assert!(untouched(&planned, &with(3, pb::IguState::Concluded)).is_err());
        assert!(untouched(&with(4, pb::IguState::Planned), &planned).is_err());
    }
}
