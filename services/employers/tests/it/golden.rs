//! Every shape ever stored, as bytes: each file of `tests/golden` is decoded and folded for ever, and the newest shape
//! is still written as it was.
//!
//! A new shape brings a new file: run this test once with `JOBBRO_WRITE_GOLDEN=1`, which writes missing files only.

use std::path::PathBuf;

use employers::codec::{EmployerCodec, QuotaLedgerCodec, WorkplaceCodec};
use employers_domain::{
    employer, quota_ledger, streams,
    values::{
        CompanyFactSource, Headcount, HeadcountLevel, HeadcountMethod, MeasureKind, PlaceBasis,
        PlaceOccupancy, PlaceProof, PlaceRefusal, PlacesElsewhere, Sector,
    },
    workplace,
};
use event_log::{Codec, Encoded};
use kernel::{Aggregate, CvrNumber, MunicipalityCode, PNumber, QuestionId, Uuid, date};
use law::{FactValue, Finding, Verdict, ratio};
use proto::events::employers::Event;

const QUESTION: QuestionId =
    QuestionId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001));

fn cvr() -> CvrNumber {
    CvrNumber::parse("99990007").unwrap()
}

fn p_number() -> PNumber {
    PNumber::parse("9999000001").unwrap()
}

fn headcount() -> Headcount {
    Headcount {
        ordinary_employees: 12,
        level: HeadcountLevel::PNumber,
        method: HeadcountMethod::HeadsAverage,
        as_of: date(2018, 3, 1),
        source: CompanyFactSource::IncomeRegister,
    }
}

fn elsewhere() -> PlacesElsewhere {
    PlacesElsewhere { places: 2, as_of: date(2018, 2, 28), source: CompanyFactSource::OtherSystem }
}

fn proof() -> PlaceProof {
    PlaceProof {
        headcount: Some(headcount()),
        supported_here: 1,
        elsewhere: Some(elsewhere()),
        allowed: Some(2),
    }
}

/// As they are spelled, whatever the rules say today.
fn findings() -> Vec<Finding> {
    let finding = |rule, verdict, row_from| Finding {
        rule,
        citation: "Lovtidende A 2014:1564 §§ 64, 83".into(),
        row_from,
        on: date(2018, 3, 5),
        verdict,
        facts: Vec::new(),
    };
    vec![
        finding(ratio::FORMULA, Verdict::Breach, Some(date(2015, 1, 1)))
            .fact("allowed", FactValue::Number(2))
            .fact("headcount_as_of", FactValue::Date(date(2018, 3, 1))),
        finding(ratio::COUNT, Verdict::NotKnown, None)
            .fact("method", FactValue::code("HEADS_AVERAGE")),
    ]
}

fn reserved(findings: Vec<Finding>) -> quota_ledger::Event {
    quota_ledger::Event::Reserved {
        question: QUESTION,
        p_number: p_number(),
        measure: MeasureKind::Internship,
        basis: PlaceBasis::Integration,
        first_day: date(2018, 3, 5),
        last_day: date(2018, 4, 1),
        weekly_hours: None,
        occupancy: PlaceOccupancy::Untested,
        proof: proof(),
        findings,
    }
}

/// The same with hours.
fn reserved_part_time() -> quota_ledger::Event {
    let mut event = reserved(Vec::new());
    if let quota_ledger::Event::Reserved { weekly_hours, .. } = &mut event {
        *weekly_hours = Some(18);
    }
    event
}

fn refused(findings: Vec<Finding>) -> quota_ledger::Event {
    quota_ledger::Event::Refused {
        question: QUESTION,
        p_number: p_number(),
        measure: MeasureKind::WageSubsidy,
        basis: PlaceBasis::Lab,
        first_day: date(2018, 3, 5),
        last_day: date(2018, 4, 1),
        reason: PlaceRefusal::Ratio,
        proof: PlaceProof { elsewhere: None, ..proof() },
        findings,
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
    let short = encoded.type_name.strip_prefix("jobbro.employers.events.v1.").unwrap();
    assert!(name.starts_with(short), "{name} is the file of another shape");
    assert!(encoded.sealed.is_empty(), "nothing here is about a person");
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
    let (cvr, p_number) = (cvr(), p_number());
    let employer = streams::employer_id(cvr);
    let located_in = MunicipalityCode::parse("350").unwrap();
    let released =
        |last_day| quota_ledger::Event::Released { question: QUESTION, p_number, last_day };
    let encoded = [
        check_same::<EmployerCodec>(
            "EmployerRegistered",
            &employer::Event::Registered { employer, cvr },
        ),
        check_same::<EmployerCodec>(
            "EmployerSectorSet",
            &employer::Event::SectorSet {
                employer,
                cvr,
                sector: Sector::Private,
                first_day: date(2016, 2, 29),
                source: CompanyFactSource::Cvr,
            },
        ),
        check_same::<WorkplaceCodec>(
            "WorkplaceRegistered",
            &workplace::Event::Registered { p_number, cvr, located_in },
        ),
        check_same::<WorkplaceCodec>(
            "HeadcountRecorded",
            &workplace::Event::HeadcountRecorded { p_number, headcount: headcount() },
        ),
        check_same::<WorkplaceCodec>(
            "PlacesElsewhereRecorded",
            &workplace::Event::PlacesElsewhereRecorded { p_number, elsewhere: elsewhere() },
        ),
        check::<QuotaLedgerCodec>("PlaceReserved", &reserved(findings()), &reserved(Vec::new())),
        check::<QuotaLedgerCodec>("PlaceRefused", &refused(findings()), &refused(Vec::new())),
        check_same::<QuotaLedgerCodec>("PlaceReleased", &released(Some(date(2018, 3, 20)))),
    ];
    let shapes: Vec<_> = encoded.into_iter().map(|it| it.type_name).collect();
    assert_eq!(shapes, Event::type_names(), "a shape has no golden file");
    // What may be absent.
    check_same::<QuotaLedgerCodec>("PlaceReleased_unused", &released(None));
    check_same::<QuotaLedgerCodec>("PlaceReserved_weekly_hours", &reserved_part_time());
    check_same::<QuotaLedgerCodec>("PlaceRefused_unknown_workplace", &unknown());
}

fn unknown() -> quota_ledger::Event {
    quota_ledger::Event::Refused {
        question: QUESTION,
        p_number: p_number(),
        measure: MeasureKind::UtilityJob,
        basis: PlaceBasis::Lab,
        first_day: date(2018, 3, 5),
        last_day: date(2018, 4, 1),
        reason: PlaceRefusal::UnknownWorkplace,
        proof: PlaceProof::default(),
        findings: Vec::new(),
    }
}

#[test]
fn bytes_that_hold_what_no_event_may_and_types_of_others_are_malformed() {
    let reserved_type = "jobbro.employers.events.v1.PlaceReserved";
    // Well-formed bytes, but no question, place or day.
    assert!(QuotaLedgerCodec::decode(reserved_type, &[]).is_err());
    assert!(QuotaLedgerCodec::decode(reserved_type, &[0xff]).is_err());
    let good = QuotaLedgerCodec::encode(&reserved(Vec::new()));
    assert!(QuotaLedgerCodec::decode(&good.type_name, &good.payload).is_ok());
    assert!(EmployerCodec::decode(&good.type_name, &good.payload).is_err());
    assert!(WorkplaceCodec::decode(&good.type_name, &good.payload).is_err());
    assert!(EmployerCodec::decode("jobbro.other.v1.Unknown", &[]).is_err());
}
