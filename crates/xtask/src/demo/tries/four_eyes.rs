//! An internship that one human drafts, submits and would grant.

use anyhow::{Context, ensure};
use uuid::Uuid;

use super::{Trial, expect, told};
use crate::demo::{
    measures::{Internship, Who},
    people::day_at,
    play::grant_own,
    positions::Positions,
    scenario::Refused,
    streams::names,
};

/// The stream of an internship whose questions are answered.
const SUBMITTED: [&str; 9] = [
    "PlacementDrafted",
    "PlacementSigned",
    "PlacementSigned",
    "PlacementSigned",
    "PlacementSubmitted",
    "LegalFactsAsked",
    "LegalFactsReceived",
    "PlaceAsked",
    "PlaceAnswerReceived",
];

impl Trial<'_> {
    pub(super) async fn grant_own(
        &self,
        refused: &Refused,
        known: &mut Positions,
    ) -> anyhow::Result<String> {
        let Refused::GrantOwn { what, group, person, companies, first_day, reason } = refused
        else {
            anyhow::bail!("this is no try of four eyes");
        };
        let (_, citizen) = self.person(group, *person)?;
        let company = self.measures.named(companies).next().context("no such companies")?;
        let mut all = self.measures.in_order.iter().chain(&self.measures.internships);
        let like = all.find(|it| it.who.person == (group.clone(), *person));
        let like = like.context("this person has no internship")?.clone();
        let internship = Internship {
            who: Who {
                name: format!("refused/{}", self.at),
                cvr: company.cvr.clone(),
                p_number: company.p_number.clone(),
                located_in: company.located_in.clone(),
                ..like.who
            },
            first_day: first_day.0,
            last_day: day_at(first_day.0, like.terms.weeks * 7 - 1),
            terms: like.terms,
        };
        let (placement, status) = grant_own(self.cell, &internship, citizen, known).await?;
        let status = expect(status, reason)?;
        if let Some(streams) = self.streams {
            let stored = streams.of("placements", Uuid::parse_str(&placement)?).await?;
            ensure!(names(&stored) == SUBMITTED, "its stream holds {:?}", names(&stored));
        }
        Ok(told(what, &status, None))
    }
}
