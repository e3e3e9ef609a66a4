//! What happened to each person, as `citizens` is told.

use std::collections::BTreeMap;

use anyhow::Context;
use proto::{citizens::v1 as pb, values::date};

use super::{Teller, caseworker, request_id, steps::About};
use crate::demo::{
    cell::Caller,
    people::Person,
    scenario::{Group, Scenario},
};

/// How many commands that is.
pub(super) fn commands(people: &[Person]) -> usize {
    people.iter().map(|it| 1 + it.steps.len()).sum()
}

pub(super) async fn tell(
    teller: &Teller<'_>,
    scenario: &Scenario,
    people: &[Person],
) -> anyhow::Result<()> {
    let mut callers = BTreeMap::new();
    for group in &scenario.groups {
        let (municipality, live) = (group.municipality.as_str(), group.live);
        callers.insert((municipality, live), caseworker(teller.cell, municipality, live)?);
    }
    let callers = &callers;
    teller
        .each(people, async |person| {
            let group = scenario.group(&person.group).context("a person without a group")?;
            let caller = &callers[&(person.municipality.as_str(), person.live)];
            Line { teller, caller, person }
                .tell(group)
                .await
                .with_context(|| format!("person {} of the group {}", person.number, person.group))
        })
        .await?;
    Ok(())
}

/// The registration of a person.
#[must_use]
pub fn registration(group: &Group, person: &Person) -> pb::RegisterCitizenRequest {
    pb::RegisterCitizenRequest {
        request_id: id(person, "register"),
        person_number: person.person_number.clone(),
        administrative: false,
        given_names: person.given_names.clone(),
        family_name: person.family_name.clone(),
        birth_date: Some(date(person.born)),
        sex: person.sex.into(),
        residence_basis: group.residence_basis.0.into(),
        origin_group: group.origin_group.0.into(),
        first_permit_month: None,
        external_id: group.external_system.as_ref().map(|system| pb::ExternalId {
            system: system.clone(),
            id: format!("{}-{:03}", person.group, person.number),
        }),
        residence_registered_on: person.residence.map(date),
    }
}

fn id(person: &Person, step: &str) -> String {
    request_id(&format!("{}/{}/{step}", person.group, person.number))
}

/// One person being told of.
pub(super) struct Line<'a> {
    pub(super) teller: &'a Teller<'a>,
    pub(super) caller: &'a Caller,
    person: &'a Person,
}

impl Line<'_> {
    async fn tell(&self, group: &Group) -> anyhow::Result<()> {
        let (teller, person) = (self.teller, self.person);
        let call = async |it| teller.cell.citizens().register_citizen(it).await;
        let message = registration(group, person);
        let registered = teller.send("register", self.caller, message, call).await?;
        teller.warned(registered.warnings.len());
        let citizen = registered.citizen_id;
        teller.live(person.live, "citizens", &citizen);
        teller.note(|it| {
            it.ids.insert((person.group.clone(), person.number), citizen.clone());
        });
        for (at, step) in person.steps.iter().enumerate() {
            let about = About {
                request_id: id(person, &at.to_string()),
                citizen_id: citizen.clone(),
                registered: registered.version,
            };
            let warnings = self.step(about, *step).await.with_context(|| format!("{step:?}"))?;
            teller.warned(warnings.len());
        }
        Ok(())
    }
}
