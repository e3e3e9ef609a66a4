//! `CitizenService.RegisterCitizen`.

use citizens_domain::values::{ExternalId, Identity, PersonalDay};
use event_log::Order;
use kernel::{Date, InvalidPersonNumber, Modulus11, PersonNumber, Personal, RequestId};
use proto::{
    citizens::v1::{self as pb, RegisterCitizenRequest, RegisterCitizenResponse},
    values_v1::{Finding, Verdict, Warning},
};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::RegisterCitizen, codec::words};

pub(super) async fn register_citizen(
    api: &Api,
    request: Request<RegisterCitizenRequest>,
) -> Result<Response<RegisterCitizenResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message, api.citizens.today())?;
    let warnings = modulus_11(&wanted.identity.person_number);
    let body = RegisterCitizenRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "citizens.register_citizen", &body);
    let mut done = api.citizens.register_citizen(&order, wanted).await.map_err(status::of)?;
    // Not by the use case: a stored answer holds nothing that rests on the sealed number. A repeated request has the
    // same content, so the same number.
    done.answer.warnings.extend(warnings);
    Ok(answer(crate::NAME, done))
}

fn read(
    message: &RegisterCitizenRequest,
    today: Date,
) -> Result<(RequestId, RegisterCitizen), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let person_number = person_number(&mut fields, message);
    let given_names = fields.text("given_names", &message.given_names, 200).map(Personal::new);
    let family_name = fields.text("family_name", &message.family_name, 200).map(Personal::new);
    let birth_date = fields.date("birth_date", message.birth_date.as_ref());
    not_after(&mut fields, "birth_date", birth_date, today);
    let sex = fields.code("sex", message.sex).and_then(words::read_sex);
    let residence_basis = fields
        .code("residence_basis", message.residence_basis)
        .and_then(words::read_residence_basis);
    let origin_group =
        fields.code("origin_group", message.origin_group).and_then(words::read_origin_group);
    let permit = message.first_permit_month.as_ref();
    let first_permit_month = fields.optional_month("first_permit_month", permit);
    let permit = first_permit_month.flatten().map(kernel::Month::first_day);
    not_after(&mut fields, "first_permit_month", permit, today);
    let residence = message.residence_registered_on.as_ref();
    let residence = fields.optional_date("residence_registered_on", residence);
    not_before(&mut fields, "residence_registered_on", residence.flatten(), birth_date);
    let external_id = external_id(&mut fields, message.external_id.as_ref());
    fields.finish(|| {
        let identity = Identity {
            person_number: person_number?,
            given_names: given_names?,
            family_name: family_name?,
            birth_date: PersonalDay::new(birth_date?),
            residence_registered_on: residence?.map(PersonalDay::new),
            external_id: external_id?,
        };
        let wanted = RegisterCitizen {
            identity,
            sex: sex?,
            residence_basis: residence_basis?,
            origin_group: origin_group?,
            first_permit_month: first_permit_month?,
        };
        Some((id?, wanted))
    })
}

fn person_number(fields: &mut Fields, message: &RegisterCitizenRequest) -> Option<PersonNumber> {
    let why = match PersonNumber::parse(message.person_number.trim(), message.administrative) {
        Ok(number) => return Some(number),
        Err(why) => why,
    };
    let (field, danish) = match why {
        InvalidPersonNumber::Form => {
            ("person_number", "skal være ti cifre, med eller uden bindestreg efter det sjette")
        }
        InvalidPersonNumber::Day => {
            ("person_number", "de første seks cifre er ikke en dag i kalenderen")
        }
        InvalidPersonNumber::AdministrativeReplacement => {
            ("administrative", "et erstatningsnummer kan ikke være administrativt")
        }
    };
    fields.wrong(field, &why.to_string(), danish);
    None
}

/// A number without the old check digit is fully valid: it is flagged, in the answer only.
fn modulus_11(number: &PersonNumber) -> Option<Warning> {
    match number.modulus_11() {
        Modulus11::Passes => None,
        Modulus11::Fails => Some(Warning {
            finding: Some(Finding {
                rule: "cpr.modulus_11".to_owned(),
                citation: "CPR-kontoret: personnumre uden kontrolciffer (modulus 11)".to_owned(),
                row_from: None,
                // No row of law, so no day chose one; a repeated answer is the same on any day.
                on: None,
                verdict: Verdict::Warns.into(),
                facts: Vec::new(),
            }),
            danish: "Nummeret opfylder ikke modulus 11. Det kan godt være rigtigt: tjek, at det \
                     er skrevet rigtigt."
                .to_owned(),
            english: "The number fails modulus 11. It may well be right: check that it was typed \
                      correctly."
                .to_owned(),
        }),
    }
}

/// What has happened is not in the future.
fn not_after(fields: &mut Fields, field: &str, day: Option<Date>, today: Date) {
    if day.is_some_and(|it| it > today) {
        fields.wrong(field, "must not be in the future", "må ikke ligge i fremtiden");
    }
}

/// Nobody has an address before birth.
fn not_before(fields: &mut Fields, field: &str, day: Option<Date>, birth_date: Option<Date>) {
    if day.zip(birth_date).is_some_and(|(day, birth_date)| day < birth_date) {
        fields.wrong(field, "must not be before birth_date", "må ikke ligge før birth_date");
    }
}

/// `Some(None)` when absent.
#[expect(clippy::option_option, reason = "wrong, absent and given, as in the readers of Fields")]
fn external_id(
    fields: &mut Fields,
    message: Option<&pb::ExternalId>,
) -> Option<Option<ExternalId>> {
    let Some(message) = message else { return Some(None) };
    let system = fields.text("external_id.system", &message.system, 50);
    let id = fields.text("external_id.id", &message.id, 100);
    Some(Some(ExternalId { system: Personal::new(system?), id: Personal::new(id?) }))
}
