//! Every shape of an IGU ever stored, as bytes: each file of `tests/golden` is decoded and folded for ever, and the
//! newest shape is still written as it was.
//!
//! A new shape brings a new file: run this test once with `JOBBRO_WRITE_GOLDEN=1`, which writes missing files only.

use std::path::PathBuf;

use event_log::{Codec, Encoded};
use kernel::{
    Aggregate, CitizenId, CvrNumber, IguId, MunicipalityCode, PNumber, QuestionId, Uuid, date,
};
use placements::codec::{IguCodec, IguHistoryCodec};
use placements_domain::{
    facts::{LegalAnswer, LegalFacts},
    igu::{Ending, Event, Plan, StopReason},
    igu_history,
    rules::{igu_age, igu_register_deadline},
    values::{IguChannel, IguOutcome, ProgrammeKind, ReadinessCategory, ResidenceBasis},
};
use prost::Message;
use proto::{
    events::placements as stored,
    placements::events::v1::{IguEnd, IguEndReason},
    values_v1::Purpose,
};

const IGU: IguId = IguId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001));
const CITIZEN: CitizenId =
    CitizenId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0002));
const QUESTION: QuestionId =
    QuestionId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0003));

fn plan() -> Plan {
    Plan {
        igu: IGU,
        citizen: CITIZEN,
        cvr: CvrNumber::parse("13585628").unwrap(),
        p_number: PNumber::parse("1003388394").unwrap(),
        first_day: date(2017, 3, 1),
    }
}

fn stated() -> LegalAnswer {
    LegalAnswer::Stated(LegalFacts {
        on: date(2017, 3, 1),
        age_years: Some(30),
        residence_full_years: Some(0),
        residence_on_anniversary: Some(false),
        residence_basis: Some(ResidenceBasis::QuotaRefugee),
        programme_runs: Some(true),
        programme_kind: Some(ProgrammeKind::Integration),
        readiness: Some(ReadinessCategory::ActivityReady),
    })
}

fn concluded(findings: Vec<law::Finding>) -> Event {
    Event::AgreementConcluded {
        igu: IGU,
        concluded_on: date(2017, 2, 20),
        registration_due_on: date(2017, 3, 20),
        findings,
    }
}

fn registered(findings: Vec<law::Finding>) -> Event {
    let Plan { igu, citizen, cvr, p_number, .. } = plan();
    let (channel, registered_on) = (IguChannel::Vitas, date(2017, 3, 21));
    Event::Registered { igu, citizen, cvr, p_number, channel, registered_on, findings }
}

#[expect(clippy::unnecessary_wraps, reason = "as the events have it")]
fn ending() -> Option<Ending> {
    Some(Ending { citizen: CITIZEN, reason: StopReason::LongSickness })
}

fn stopped(ending: Option<Ending>) -> Event {
    Event::Stopped { igu: IGU, last_day: date(2018, 1, 31), ending }
}

/// The golden file of a shape, written when it is missing and asked for.
fn golden(name: &str, bytes: &[u8], view: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    if !path.exists() && std::env::var_os("JOBBRO_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
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
    let short = encoded.type_name.strip_prefix("jobbro.placements.events.v1.").unwrap();
    assert!(name.starts_with(short), "{name} is the file of another shape");
    let event = stored::Event::decode(&encoded.type_name, &encoded.payload).unwrap().unwrap();
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

fn same(name: &str, event: &Event) -> Encoded {
    check::<IguCodec>(name, event, event)
}

#[test]
fn every_event_shape_is_written_as_it_was_and_read_for_ever() {
    let (igu, question, citizen) = (IGU, QUESTION, CITIZEN);
    let late =
        igu_register_deadline::check(date(2017, 2, 20), date(2017, 3, 21), IguChannel::Vitas);
    let municipality = MunicipalityCode::parse("350").unwrap();
    let noted = igu_history::Event::Noted {
        citizen,
        igu,
        outcome: IguOutcome::Stopped,
        on: date(2018, 1, 31),
    };
    let encoded = [
        same(
            "IguPlanned",
            &Event::Planned { plan: plan(), last_day: date(2019, 2, 28), municipality },
        ),
        same(
            "LegalFactsAsked-igu",
            &Event::LegalFactsAsked { question, citizen, on: date(2017, 3, 1) },
        ),
        same("LegalFactsReceived-igu", &Event::LegalFactsReceived { question, answer: stated() }),
        check::<IguCodec>(
            "IguAgreementConcluded",
            &concluded(vec![igu_age::check(date(2017, 3, 1), Some(30))]),
            &concluded(Vec::new()),
        ),
        check::<IguCodec>("IguRegistered", &registered(vec![late]), &registered(Vec::new())),
        same(
            "IguRegistrationOverdue",
            &Event::RegistrationOverdue { igu, due_on: date(2017, 3, 20) },
        ),
        same("IguStarted", &Event::Started { igu, first_day: date(2017, 3, 1) }),
        check::<IguCodec>("IguStopped", &stopped(ending()), &stopped(None)),
        check::<IguCodec>(
            "IguCancelled",
            &Event::Cancelled { igu, ending: ending() },
            &Event::Cancelled { igu, ending: None },
        ),
        same("IguAnnulled", &Event::Annulled { igu }),
        same("IguCompleted", &Event::Completed { igu, last_day: date(2019, 2, 28) }),
        check::<IguHistoryCodec>("CitizenIguNoted", &noted, &noted),
    ];
    let tried: Vec<_> = encoded.into_iter().map(|it| it.type_name).collect();
    for shape in stored::Event::type_names() {
        let ours = shape.contains(".Igu") || shape.contains("IguNoted");
        assert!(!ours || tried.contains(&shape), "{shape} has no golden file");
    }
}

#[test]
fn answers_without_facts_are_written_as_they_were() {
    for (name, answer) in [
        ("LegalFactsReceived-unknown", LegalAnswer::Unknown),
        ("LegalFactsReceived-not-yours", LegalAnswer::NotYours),
    ] {
        same(name, &Event::LegalFactsReceived { question: QUESTION, answer });
    }
    let nothing = LegalAnswer::Stated(LegalFacts {
        on: date(2017, 3, 1),
        age_years: None,
        residence_full_years: None,
        residence_on_anniversary: None,
        residence_basis: None,
        programme_runs: None,
        programme_kind: None,
        readiness: None,
    });
    same(
        "LegalFactsReceived-nothing-known",
        &Event::LegalFactsReceived { question: QUESTION, answer: nothing },
    );
}

#[test]
fn a_reason_is_sealed_as_it_was_under_its_purpose_and_never_again_when_it_was_read_back() {
    for event in [stopped(ending()), Event::Cancelled { igu: IGU, ending: ending() }] {
        let sealed = IguCodec::encode(&event).sealed;
        let [part] = sealed.as_slice() else { panic!("one sealed part") };
        assert_eq!(part.purpose, Purpose::Placement);
        assert_eq!((part.subject.kind, part.subject.id), ("citizen", CITIZEN.uuid()));
        let stored = golden("IguEnd", &part.plain, "(sealed: not shown)");
        assert_eq!(hex::encode(&*part.plain), hex::encode(&stored));
        let read = IguEnd::decode(stored.as_slice()).unwrap();
        assert_eq!(read.reason(), IguEndReason::LongSickness);
    }
    for event in [stopped(None), Event::Cancelled { igu: IGU, ending: None }] {
        assert!(IguCodec::encode(&event).sealed.is_empty());
    }
}

#[test]
fn bytes_that_hold_what_no_event_may_and_types_of_others_are_malformed() {
    let of = |name: &str| format!("jobbro.placements.events.v1.{name}");
    // Well-formed bytes, but no id, day or outcome.
    for name in ["IguPlanned", "IguRegistered", "IguStopped", "LegalFactsReceived"] {
        assert!(IguCodec::decode(&of(name), &[]).is_err(), "{name}");
        assert!(IguCodec::decode(&of(name), &[0xff]).is_err(), "{name}");
    }
    assert!(IguHistoryCodec::decode(&of("CitizenIguNoted"), &[]).is_err());
    assert!(IguCodec::decode("jobbro.other.v1.Unknown", &[]).is_err());
    let good = IguCodec::encode(&stopped(None));
    assert!(IguCodec::decode(&good.type_name, &good.payload).is_ok());
    assert!(IguHistoryCodec::decode(&good.type_name, &good.payload).is_err());
}
