//! What a person goes through, in citizens and beyond.

use kernel::Uuid;
use proto::{
    citizens::v1 as pb,
    reporting::v1::Indicator,
    values,
    values_v1::{OriginGroup, ReadinessCategory, ResidenceBasis, Sex},
};
use tonic::{Code, Status};

use super::{PLANTED, internships, persons::Person};
use crate::{
    case::{Desk, commands, request_id, token},
    system::System,
};

/// What is left of it.
pub struct Lived {
    pub refused: Vec<Status>,
    /// Of the person, the internships and the IGU.
    pub ids: Vec<Uuid>,
}

/// Somebody whose every call carries the coded word.
pub async fn desk(system: &System, municipality: &str) -> Desk {
    Desk::of(system, system.caseworker(municipality).in_trace(&PLANTED)).await
}

/// Everything that can be done to a person, right and wrong.
pub async fn live_through(system: &System, person: &Person) -> Lived {
    let mut desk = desk(system, "849").await;
    let registered = desk.citizens.register_citizen(desk.caller.asks(registration(person))).await;
    let id = registered.unwrap().into_inner().citizen_id;
    let first_day = "2017-01-01";
    let message = commands::take_over(&id, first_day);
    desk.citizens.take_over_responsibility(desk.caller.asks(message)).await.unwrap();
    let message = commands::start_programme(&id, first_day);
    desk.citizens.start_programme(desk.caller.asks(message)).await.unwrap();
    let mut message = commands::assess(&id, ReadinessCategory::JobReady, first_day);
    message.reason = format!("{}: {} {}", person.reason, person.given_names, person.number);
    desk.citizens.assess_readiness(desk.caller.asks(message)).await.unwrap();
    let message = commands::start_benefit(&id, first_day);
    let last = desk.citizens.start_benefit(desk.caller.asks(message)).await.unwrap();

    let mut get =
        desk.caller.asks_after(pb::GetCitizenRequest { citizen_id: id.clone() }, &token(&last));
    get.metadata_mut().insert("jobbro-purpose", "case_work".parse().unwrap());
    let shown = desk.citizens.get_citizen(get).await.unwrap().into_inner();
    assert_eq!(
        (shown.given_names.as_str(), shown.family_name.as_str(), shown.person_number.as_str()),
        (person.given_names, person.family_name, person.number)
    );
    assert_eq!(shown.birth_date, Some(values::date(person.born)));
    desk.seen.learn(&token(&last));
    let all = desk.caller.asks_after(pb::ListCitizensRequest::default(), &token(&last));
    assert!(!desk.citizens.list_citizens(all).await.unwrap().into_inner().citizens.is_empty());
    desk.figures(Indicator::JobReadyShare, first_day, &token(&last)).await;
    let mut lived = internships::live_through(system, &desk, person, &id).await;
    lived.ids.push(id.parse().unwrap());
    lived.refused.extend(refusals(system, desk, person).await);
    lived
}

/// Everything that can go wrong with a person's data in hand.
async fn refusals(system: &System, mut desk: Desk, person: &Person) -> Vec<Status> {
    let mut refused = Vec::new();
    let mut note = |expected: Code, status: Option<Status>| {
        let status = status.expect("refused");
        assert_eq!(status.code(), expected, "{status:?}");
        refused.push(status);
    };
    let again = pb::RegisterCitizenRequest {
        person_number: person.number.to_owned(),
        external_id: None,
        ..registration(person)
    };
    let request = desk.caller.asks(again.clone());
    note(Code::AlreadyExists, desk.citizens.register_citizen(request).await.err());

    let mut elsewhere = self::desk(system, "350").await;
    let message = pb::RegisterCitizenRequest { request_id: request_id(), ..again.clone() };
    let request = elsewhere.caller.asks(message);
    note(Code::AlreadyExists, elsewhere.citizens.register_citizen(request).await.err());

    let wrong = pb::RegisterCitizenRequest { request_id: request_id(), sex: 0, ..again.clone() };
    let request = desk.caller.asks(wrong);
    note(Code::InvalidArgument, desk.citizens.register_citizen(request).await.err());
    let wrong = pb::RegisterCitizenRequest {
        request_id: request_id(),
        person_number: format!("{}{}", person.number, person.given_names),
        family_name: format!("{}\u{7}", person.family_name),
        ..again
    };
    let request = desk.caller.asks(wrong);
    note(Code::InvalidArgument, desk.citizens.register_citizen(request).await.err());

    // Personal data where none belongs.
    let mut get = desk.caller.asks(pb::GetCitizenRequest { citizen_id: person.number.to_owned() });
    get.metadata_mut().insert("jobbro-purpose", "case_work".parse().unwrap());
    note(Code::InvalidArgument, desk.citizens.get_citizen(get).await.err());
    let message = commands::start_benefit(person.family_name, "2017-01-01");
    let request = desk.caller.asks(message);
    note(Code::InvalidArgument, desk.citizens.start_benefit(request).await.err());
    let message = pb::ListCitizensRequest {
        page_token: format!("{}-{}", &person.number[..6], &person.number[6..]),
        ..pb::ListCitizensRequest::default()
    };
    let request = desk.caller.asks(message);
    note(Code::InvalidArgument, desk.citizens.list_citizens(request).await.err());
    refused
}

fn registration(person: &Person) -> pb::RegisterCitizenRequest {
    pb::RegisterCitizenRequest {
        request_id: request_id(),
        person_number: format!("{}-{}", &person.number[..6], &person.number[6..]),
        administrative: false,
        given_names: person.given_names.to_owned(),
        family_name: person.family_name.to_owned(),
        birth_date: Some(values::date(person.born)),
        sex: Sex::Female.into(),
        residence_basis: ResidenceBasis::Refugee.into(),
        origin_group: OriginGroup::NonWestern.into(),
        first_permit_month: None,
        external_id: Some(pb::ExternalId {
            system: "casebook".to_owned(),
            id: person.external_id.to_owned(),
        }),
        residence_registered_on: Some(values::date(person.resident_from)),
    }
}
