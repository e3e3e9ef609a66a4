//! Every shape ever stored, as bytes: each file of `tests/golden` is decoded and folded for ever, and the newest shape
//! is still written as it was.
//!
//! A new shape brings a new file: run this test once with `JOBBRO_WRITE_GOLDEN=1`, which writes missing files only.

use std::path::PathBuf;

use citizens::codec::{BenefitCourseCodec, CitizenCodec, LegalQuestionCodec, ProgrammeCodec};
use citizens_domain::{
    benefit_course, citizen,
    legal_question::{self, Runs},
    programme,
    rules::benefit_calendar::{self, Case},
    values::{
        BenefitKind, ExternalId, Identity, OriginGroup, PersonalDay, ProgrammeEndReason,
        ProgrammeKind, ReadinessCategory, ResidenceBasis, Sex,
    },
};
use event_log::{Codec, Encoded};
use kernel::{
    Aggregate, CitizenId, Month, MunicipalityCode, PersonNumber, Personal, QuestionId, Uuid, date,
};
use prost::Message;
use proto::{
    citizens::events::v1::{AssessmentReason, CitizenIdentity, PersonNumberKind},
    events::citizens::Event,
    values_v1::Purpose,
};

const CITIZEN: CitizenId =
    CitizenId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001));

const QUESTION: QuestionId =
    QuestionId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0002));

fn municipality() -> MunicipalityCode {
    MunicipalityCode::parse("350").unwrap()
}

fn identity() -> Identity {
    Identity {
        person_number: PersonNumber::parse("6101900000", false).unwrap(),
        given_names: Personal::new("Prøve".to_owned()),
        family_name: Personal::new("Person".to_owned()),
        birth_date: PersonalDay::new(date(1990, 1, 17)),
        residence_registered_on: Some(PersonalDay::new(date(2015, 9, 2))),
        external_id: Some(ExternalId {
            system: Personal::new("fagsystem".to_owned()),
            id: Personal::new("A-17".to_owned()),
        }),
    }
}

fn registered(identity: Option<Identity>) -> citizen::Event {
    citizen::Event::Registered {
        citizen: CITIZEN,
        municipality: municipality(),
        sex: Sex::Female,
        birth_month: Month::new(1990, 1).unwrap(),
        residence_basis: ResidenceBasis::FamilyReunifiedToRefugee,
        origin_group: OriginGroup::NonWestern,
        first_permit_month: Month::new(2015, 8),
        identity,
    }
}

fn assessed(reason: Option<Personal<String>>) -> programme::Event {
    programme::Event::Assessed {
        citizen: CITIZEN,
        category: ReadinessCategory::ActivityReady,
        first_day: date(2015, 9, 30),
        reason,
    }
}

fn benefit_started(findings: Vec<law::Finding>) -> benefit_course::Event {
    benefit_course::Event::Started {
        citizen: CITIZEN,
        kind: BenefitKind::CashBenefit,
        first_day: date(2016, 7, 1),
        findings,
    }
}

fn calendar() -> law::Finding {
    benefit_calendar::check(&Case {
        kind: BenefitKind::CashBenefit,
        first_day: date(2016, 7, 1),
        residence_basis: ResidenceBasis::Refugee,
        first_permit_month: Month::new(2015, 8),
        responsible_from: date(2015, 9, 1),
        programme: Some(ProgrammeKind::Integration),
    })
}

fn stated(programme: Runs) -> legal_question::Event {
    legal_question::Event::Stated {
        question: QUESTION,
        citizen: CITIZEN,
        facts: legal_question::LegalFacts {
            on: date(2017, 3, 1),
            age_years: Some(27),
            residence_full_years: Some(0),
            residence_on_anniversary: Some(false),
            residence_basis: ResidenceBasis::QuotaRefugee,
            programme,
            readiness: Some(ReadinessCategory::JobReady),
        },
    }
}

/// The golden file of a shape, written when it is missing and asked for.
fn golden(name: &str, bytes: &[u8], view: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    if !path.exists() && std::env::var_os("JOBBRO_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{}\n\n{view}\n", hex::encode(bytes))).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no golden file {name}"));
    hex::decode(text.lines().next().unwrap()).unwrap()
}

/// What is written now is what was written; what was written is read, and folded.
fn check<C: Codec>(
    name: &str,
    written: &<C::Aggregate as Aggregate>::Event,
    read: &<C::Aggregate as Aggregate>::Event,
) -> Encoded {
    let encoded = C::encode(written);
    let short = encoded.type_name.strip_prefix("jobbro.citizens.events.v1.").unwrap();
    assert!(name.starts_with(short), "{name} is the file of another shape");
    let event = Event::decode(&encoded.type_name, &encoded.payload).unwrap().unwrap();
    let stored = golden(name, &encoded.payload, &format!("{event:#?}"));
    assert_eq!(
        hex::encode(&encoded.payload),
        hex::encode(&stored),
        "{name} is written differently"
    );
    let decoded = C::decode(&encoded.type_name, &stored).unwrap();
    assert_eq!(decoded, *read, "{name}");
    let _ = C::Aggregate::default().evolve(&decoded);
    encoded
}

fn check_same<C: Codec>(name: &str, event: &<C::Aggregate as Aggregate>::Event) -> Encoded {
    check::<C>(name, event, event)
}

#[test]
fn every_event_shape_is_written_as_it_was_and_read_for_ever() {
    let citizen = CITIZEN;
    let encoded = [
        check::<CitizenCodec>(
            "CitizenRegistered",
            &registered(Some(identity())),
            &registered(None),
        ),
        check_same::<CitizenCodec>(
            "ResponsibilityTakenOver",
            &citizen::Event::ResponsibilityTakenOver {
                citizen,
                municipality: municipality(),
                first_day: date(2015, 9, 1),
            },
        ),
        check_same::<ProgrammeCodec>(
            "ProgrammeStarted",
            &programme::Event::Started {
                citizen,
                kind: ProgrammeKind::SelfSupportAndReturn,
                first_day: date(2016, 2, 29),
            },
        ),
        check_same::<ProgrammeCodec>(
            "ProgrammeEnded",
            &programme::Event::Ended {
                citizen,
                last_day: date(2017, 12, 31),
                reason: ProgrammeEndReason::LeftDenmark,
            },
        ),
        check::<ProgrammeCodec>(
            "ReadinessAssessed",
            &assessed(Some(Personal::new("grund".to_owned()))),
            &assessed(None),
        ),
        check::<BenefitCourseCodec>(
            "BenefitStarted",
            &benefit_started(vec![calendar()]),
            &benefit_started(Vec::new()),
        ),
        check_same::<BenefitCourseCodec>(
            "BenefitStopped",
            &benefit_course::Event::Stopped { citizen, last_day: date(2018, 8, 31) },
        ),
        check_same::<LegalQuestionCodec>(
            "LegalFactsStated",
            &stated(Runs::Yes(ProgrammeKind::Integration)),
        ),
        check_same::<LegalQuestionCodec>(
            "LegalFactsRefused",
            &legal_question::Event::Refused {
                question: QUESTION,
                why: legal_question::Why::NotYours,
            },
        ),
    ];
    let shapes: Vec<_> = encoded.into_iter().map(|it| it.type_name).collect();
    assert_eq!(shapes, Event::type_names(), "a shape has no golden file");
}

#[test]
fn that_no_programme_runs_and_that_it_is_not_known_are_two_shapes() {
    check_same::<LegalQuestionCodec>("LegalFactsStatedNoProgramme", &stated(Runs::No));
    check_same::<LegalQuestionCodec>("LegalFactsStatedNotKnown", &stated(Runs::NotKnown));
}

#[test]
fn what_is_sealed_is_written_as_it_was_under_its_purpose() {
    let sealed = CitizenCodec::encode(&registered(Some(identity()))).sealed;
    let [part] = sealed.as_slice() else { panic!("one sealed part") };
    assert_eq!((part.purpose, part.subject.id), (Purpose::Identity, CITIZEN.uuid()));
    let stored = golden("CitizenIdentityWithResidence", &part.plain, "(sealed: not shown)");
    assert_eq!(hex::encode(&*part.plain), hex::encode(&stored));
    let read = identity_of(&stored);
    assert_eq!(read.residence_registered_on, Some(proto::values::date(date(2015, 9, 2))));
    // As it was written before addresses were known.
    let read = identity_of(&golden("CitizenIdentity", &[], ""));
    assert_eq!(read.residence_registered_on, None);

    let sealed = ProgrammeCodec::encode(&assessed(Some(Personal::new("grund".to_owned())))).sealed;
    let [part] = sealed.as_slice() else { panic!("one sealed part") };
    assert_eq!((part.purpose, part.subject.id), (Purpose::Assessment, CITIZEN.uuid()));
    let stored = golden("AssessmentReason", &part.plain, "(sealed: not shown)");
    assert_eq!(hex::encode(&*part.plain), hex::encode(&stored));
    assert_eq!(AssessmentReason::decode(stored.as_slice()).unwrap().text, "grund");
}

/// Decodes a stored identity; but for the address, all are of the same person.
fn identity_of(stored: &[u8]) -> CitizenIdentity {
    let read = CitizenIdentity::decode(stored).unwrap();
    assert_eq!(read.person_number, "6101900000");
    assert_eq!(read.person_number_kind(), PersonNumberKind::Replacement);
    assert_eq!((read.given_names.as_str(), read.family_name.as_str()), ("Prøve", "Person"));
    assert_eq!(read.birth_date, Some(proto::values::date(date(1990, 1, 17))));
    assert_eq!((read.external_system.as_str(), read.external_id.as_str()), ("fagsystem", "A-17"));
    read
}

#[test]
fn an_event_that_was_read_back_is_never_sealed_again() {
    assert!(CitizenCodec::encode(&registered(None)).sealed.is_empty());
    assert!(ProgrammeCodec::encode(&assessed(None)).sealed.is_empty());
}

#[test]
fn bytes_that_hold_what_no_event_may_and_types_of_others_are_malformed() {
    let started = "jobbro.citizens.events.v1.ProgrammeStarted";
    // Well-formed bytes, but no citizen, kind or day.
    assert!(ProgrammeCodec::decode(started, &[]).is_err());
    assert!(ProgrammeCodec::decode(started, &[0xff]).is_err());
    let good = ProgrammeCodec::encode(&assessed(None));
    assert!(ProgrammeCodec::decode(&good.type_name, &good.payload).is_ok());
    assert!(CitizenCodec::decode(&good.type_name, &good.payload).is_err());
    assert!(BenefitCourseCodec::decode(&good.type_name, &good.payload).is_err());
    assert!(LegalQuestionCodec::decode(&good.type_name, &good.payload).is_err());
    let answer = LegalQuestionCodec::encode(&stated(Runs::Yes(ProgrammeKind::Integration)));
    assert!(LegalQuestionCodec::decode(&answer.type_name, &[]).is_err());
    assert!(CitizenCodec::decode(&answer.type_name, &answer.payload).is_err());
    assert!(CitizenCodec::decode("jobbro.other.v1.Unknown", &[]).is_err());
}
