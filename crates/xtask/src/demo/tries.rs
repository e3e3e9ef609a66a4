//! What must be refused: tried for real, and told as a person reads it.

mod conclude;
mod four_eyes;

use anyhow::{Context, anyhow, ensure};
use kernel::MunicipalityCode;
use proto::{citizens::v1 as pb, values::date, values_v1::CivilDate};
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt};
use uuid::Uuid;

use super::{
    cell::Cell,
    measures::Measures,
    people::Person,
    play::{Played, caseworker, registration},
    positions::Positions,
    scenario::{Refused, Scenario},
    streams::Streams,
};

/// Tries everything that must be refused.
///
/// # Errors
/// When something was accepted, or refused for another reason or with other facts.
pub async fn all(
    cell: &Cell<'_>,
    scenario: &Scenario,
    people: &[Person],
    measures: &Measures,
    played: &mut Played,
    streams: Option<Streams<'_>>,
) -> anyhow::Result<Vec<String>> {
    let mut told = Vec::new();
    for (at, refused) in scenario.refused.iter().enumerate() {
        let mut positions = played.positions.clone();
        let trial = Trial { cell, scenario, people, measures, played, streams, at };
        let one = trial.of(refused, &mut positions).await;
        told.push(one.with_context(|| format!("refusal {}", at + 1))?);
        played.positions = positions;
    }
    Ok(told)
}

struct Trial<'a> {
    cell: &'a Cell<'a>,
    scenario: &'a Scenario,
    people: &'a [Person],
    measures: &'a Measures,
    played: &'a Played,
    /// Where the logs themselves may be looked at.
    streams: Option<Streams<'a>>,
    at: usize,
}

impl Trial<'_> {
    async fn of(&self, refused: &Refused, known: &mut Positions) -> anyhow::Result<String> {
        match refused {
            Refused::ConcludeIgu { .. } => self.conclude_igu(refused, known).await,
            Refused::GrantOwn { .. } => self.grant_own(refused, known).await,
            Refused::RegisterAgain { group, person, municipality, reason } => {
                self.register_again((group, *person), municipality, reason).await
            }
            Refused::SecondBenefit { group, person, benefit, first_day, reason } => {
                let (who, id) = self.person(group, *person)?;
                let message = pb::StartBenefitRequest {
                    request_id: self.request_id(),
                    citizen_id: id.to_owned(),
                    expected_version: None,
                    kind: benefit.0.into(),
                    first_day: Some(date(first_day.0)),
                };
                let request = caseworker(self.cell, &who.municipality, false)?.asks(message);
                let status = self.cell.citizens().start_benefit(request).await.err();
                let what = format!("another benefit from {first_day}, beside the running one");
                Ok(told(&what, &expect(status, reason)?, None))
            }
            Refused::WrongFields { municipality, fields, reason } => {
                self.wrong_fields(municipality, fields, reason).await
            }
        }
    }

    async fn register_again(
        &self,
        (group, number): (&str, usize),
        municipality: &str,
        reason: &str,
    ) -> anyhow::Result<String> {
        let (person, id) = self.person(group, number)?;
        let group = self.scenario.group(group).context("no such group")?;
        let message = pb::RegisterCitizenRequest {
            request_id: self.request_id(),
            external_id: None,
            ..registration(group, person)
        };
        let request = caseworker(self.cell, municipality, false)?.asks(message);
        let status = expect(self.cell.citizens().register_citizen(request).await.err(), reason)?;
        let name = MunicipalityCode::parse(municipality).map_or("", MunicipalityCode::name);
        let home = MunicipalityCode::parse(&group.municipality).map_or("", MunicipalityCode::name);
        let what = format!("the number of someone in {home}, registered again in {name}");
        if municipality == person.municipality {
            let info = status.get_error_details();
            let answered = info.error_info().and_then(|it| it.metadata.get("citizen_id"));
            ensure!(
                answered.is_some_and(|it| it == id),
                "the refusal does not name the citizen who is registered: {answered:?}"
            );
            return Ok(told(&what, &status, Some(&format!("citizen_id {id}"))));
        }
        tells_no_place(&status, &person.municipality, id)?;
        Ok(told(&what, &status, None))
    }

    async fn wrong_fields(
        &self,
        municipality: &str,
        fields: &[String],
        reason: &str,
    ) -> anyhow::Result<String> {
        let person = self.people.first().context("a scenario without people")?;
        let group = self.scenario.group(&person.group).context("no such group")?;
        let mut message = pb::RegisterCitizenRequest {
            request_id: self.request_id(),
            external_id: None,
            ..registration(group, person)
        };
        for field in fields {
            match field.as_str() {
                "person_number" => "12345".clone_into(&mut message.person_number),
                "given_names" => message.given_names.clear(),
                "family_name" => message.family_name.clear(),
                // There is no 30 February.
                "birth_date" => {
                    message.birth_date = Some(CivilDate { year: 1980, month: 2, day: 30 });
                }
                "sex" => message.sex = 0,
                "residence_basis" => message.residence_basis = 99,
                "origin_group" => message.origin_group = 0,
                other => return Err(anyhow!("the demo cannot make the field {other} wrong")),
            }
        }
        let request = caseworker(self.cell, municipality, false)?.asks(message);
        let status = expect(self.cell.citizens().register_citizen(request).await.err(), reason)?;
        let details = status.get_error_details();
        let mut named = violations(&details);
        named.sort();
        let mut expected = fields.to_vec();
        expected.sort();
        ensure!(named == expected, "wrong were {expected:?}, named were {named:?}");
        let what = format!("a registration with {} wrong fields", fields.len());
        Ok(told(&what, &status, None))
    }

    fn person(&self, group: &str, number: usize) -> anyhow::Result<(&Person, &str)> {
        let person = self
            .people
            .iter()
            .find(|it| it.group == group && it.number == number)
            .with_context(|| format!("no person {number} in the group {group}"))?;
        let id = self.played.ids.get(&(group.to_owned(), number));
        Ok((person, id.context("this person was not played")?))
    }

    /// A new one for each try: the id of the first registration would get the first answer again.
    fn request_id(&self) -> String {
        self.request_id_of("")
    }

    /// Of one of several commands of a try.
    fn request_id_of(&self, step: &str) -> String {
        let tries = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"jobbro:tries");
        Uuid::new_v5(&tries, format!("{}{step}", self.at).as_bytes()).to_string()
    }
}

/// The refusal, when it is one, and for that reason.
fn expect(status: Option<Status>, reason: &str) -> anyhow::Result<Status> {
    let status = status.with_context(|| format!("it was accepted; {reason} was expected"))?;
    let answered = status.get_error_details().error_info().map(|it| it.reason.clone());
    ensure!(
        answered.as_deref() == Some(reason),
        "expected {reason}, answered {answered:?} ({:?}: {})",
        status.code(),
        status.message()
    );
    Ok(status)
}

/// Whoever asks in another municipality must not learn where the person is.
fn tells_no_place(status: &Status, holder: &str, citizen: &str) -> anyhow::Result<()> {
    let name = MunicipalityCode::parse(holder).map_or("", MunicipalityCode::name);
    let details = status.get_error_details();
    let facts = details.error_info().map(|it| it.metadata.clone()).unwrap_or_default();
    let danish = details.localized_message().map(|it| it.message.as_str()).unwrap_or_default();
    // Only what is meant to be read: ids of a trace may hold any three digits.
    let told = format!("{} {danish} {facts:?}", status.message());
    for secret in [holder, name, citizen] {
        ensure!(!told.contains(secret), "the refusal tells where the person is");
    }
    Ok(())
}

fn violations(details: &ErrorDetails) -> Vec<String> {
    let all = details.bad_request().map(|it| it.field_violations.as_slice()).unwrap_or_default();
    all.iter().map(|it| it.field.clone()).collect()
}

/// The sentence for people.
pub fn danish(status: &Status) -> String {
    let details = status.get_error_details();
    details.localized_message().map_or(status.message(), |it| it.message.as_str()).to_owned()
}

/// What was tried, the reason for programs, the sentence for people.
fn told(what: &str, status: &Status, fact: Option<&str>) -> String {
    let details = status.get_error_details();
    let reason = details.error_info().map(|it| it.reason.as_str()).unwrap_or_default();
    let danish = danish(status);
    let mut text = format!("{what}\n    {reason}: {danish}");
    if let Some(fact) = fact {
        text = format!("{text} ({fact})");
    }
    let fields = details.bad_request().map(|it| it.field_violations.as_slice());
    for field in fields.unwrap_or_default() {
        let sentence = field.localized_message.as_ref().map(|it| it.message.as_str());
        let sentence = sentence.unwrap_or(&field.description);
        // Said once: the sentence for people may hold those of the fields.
        if !danish.contains(sentence) {
            text = format!("{text}\n      {}: {sentence}", field.field);
        }
    }
    text
}

#[cfg(test)]
mod tests;
