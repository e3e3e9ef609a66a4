//! Every shape ever stored by internships and questions, as bytes: each file of `tests/golden` is decoded and folded
//! for ever, and the newest shape is still written as it was.
//!
//! A new shape brings a new file: run this test once with `JOBBRO_WRITE_GOLDEN=1`, which writes missing files only.

use std::path::PathBuf;

use event_log::{Codec, Encoded};
use kernel::{
    Aggregate, CitizenId, CvrNumber, MunicipalityCode, PNumber, Personal, PlacementId, QuestionId,
    Uuid, date,
};
use law::{Citation, Enforcement, FactValue, Row};
use placements::codec::{InternshipHistoryCodec, PlacementCodec, QuestionCodec};
use placements_domain::{
    facts::{Internship, LegalAnswer, LegalFacts, PlaceAnswer, PlaceProof, StatedGrounds},
    internship_history,
    placement::{About, Days, End, EndReason, Event, Plan, Signature, Terms, Texts, WeeklyHours},
    question,
    rules::rep_required,
    values::{
        CompanyFactSource, HeadcountLevel, HeadcountMethod, InternshipFocus, LengthGround,
        MeasureKind, PlaceBasis, PlaceOccupancy, PlaceOutcome, ProgrammeKind, ReadinessCategory,
        ResidenceBasis, SignatureMethod, SignerRole,
    },
};
use prost::Message;
use proto::{
    events::placements::Event as Stored,
    placements::events::v1::{PlacementEnd, PlacementEndReason, PlacementTexts, RejectionReason},
    values_v1::Purpose,
};

const PLACEMENT: PlacementId =
    PlacementId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0001));
const CITIZEN: CitizenId =
    CitizenId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0002));
const QUESTION: QuestionId =
    QuestionId::new(Uuid::from_u128(0x018f_4b5e_7c1a_7000_8000_0000_0000_0003));
const HUMAN: Uuid = Uuid::from_u128(0x018f_4b5e_7c1a_4000_8000_0000_0000_0004);

fn days() -> Days {
    Days::of(date(2018, 3, 5), date(2018, 3, 30)).unwrap()
}

fn p_number() -> PNumber {
    PNumber::parse("1003388394").unwrap()
}

fn cvr() -> CvrNumber {
    CvrNumber::parse("13585628").unwrap()
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn texts() -> Texts {
    Texts {
        purpose: text("formål"),
        tasks: text("opgaver"),
        job_goal: text("jobmål"),
        grounds: vec![LengthGround::HardToPlace, LengthGround::AssessedNeed],
        ground_text: text("begrundelse"),
    }
}

fn terms() -> Terms {
    let plan = Plan {
        citizen: CITIZEN,
        cvr: cvr(),
        p_number: p_number(),
        focus: InternshipFocus::Culture,
        days: days(),
        weekly_hours: WeeklyHours::of(30).unwrap(),
    };
    let grounds =
        StatedGrounds { beyond_4_weeks: true, beyond_13_weeks: true, beyond_26_weeks: false };
    Terms { plan, purpose_stated: true, job_goal_stated: true, grounds }
}

fn drafted(texts: Option<Texts>) -> Event {
    Event::Drafted {
        placement: PLACEMENT,
        municipality: MunicipalityCode::parse("350").unwrap(),
        terms: terms(),
        by: Some(HUMAN),
        texts,
    }
}

fn revised(texts: Option<Texts>) -> Event {
    Event::Revised { placement: PLACEMENT, terms: terms(), by: None, texts }
}

fn end() -> End {
    End { reason: EndReason::Other, text: text("ord") }
}

#[expect(clippy::unnecessary_wraps, reason = "sealed parts of events are optional")]
fn about<T>(content: T) -> Option<About<T>> {
    Some(About { citizen: CITIZEN, content })
}

fn rejected(reason: Option<About<Personal<String>>>, findings: Vec<law::Finding>) -> Event {
    Event::Rejected { placement: PLACEMENT, by: HUMAN, findings, reason }
}

fn granted(findings: Vec<law::Finding>) -> Event {
    Event::Granted { placement: PLACEMENT, by: HUMAN, findings }
}

fn interrupted(end: Option<About<End>>) -> Event {
    Event::Interrupted { placement: PLACEMENT, last_day: date(2018, 3, 9), end }
}

fn cancelled(end: Option<About<End>>) -> Event {
    Event::Cancelled { placement: PLACEMENT, end }
}

/// Of no rule of today: what is written does not change with the law.
fn finding() -> law::Finding {
    const ROW: Row<()> = Row {
        from: Some(date(2015, 1, 1)),
        to: None,
        citation: Citation::new(2014, 1564, "§ 64, stk. 2"),
        enforcement: Enforcement::Ground,
        content: (),
    };
    law::Finding::holds(rep_required::RULE, &ROW, date(2018, 3, 5))
        .fact("representative", FactValue::code("OBJECTED"))
        .fact("ordinary_employees", FactValue::Number(12))
}

fn facts() -> LegalFacts {
    LegalFacts {
        on: date(2018, 3, 5),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: Some(ResidenceBasis::QuotaRefugee),
        programme_runs: Some(true),
        programme_kind: Some(ProgrammeKind::Integration),
        readiness: Some(ReadinessCategory::ActivityReady),
    }
}

fn answer() -> PlaceAnswer {
    PlaceAnswer {
        outcome: PlaceOutcome::Reserved,
        occupancy: Some(PlaceOccupancy::Tested),
        proof: Some(PlaceProof {
            ordinary_employees: Some(12),
            level: Some(HeadcountLevel::PNumber),
            method: Some(HeadcountMethod::HeadsAverage),
            headcount_as_of: Some(date(2018, 3, 1)),
            headcount_source: Some(CompanyFactSource::Employer),
            supported_here: 1,
            supported_elsewhere: Some(0),
            elsewhere_as_of: Some(date(2018, 3, 1)),
            elsewhere_source: Some(CompanyFactSource::Vitas),
            allowed: Some(2),
        }),
        findings: vec![finding()],
    }
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
) {
    let Encoded { type_name, payload, .. } = C::encode(written);
    let short = type_name.strip_prefix("jobbro.placements.events.v1.").unwrap();
    assert!(name.starts_with(short), "{name} is the file of another shape");
    let event = Stored::decode(&type_name, &payload).unwrap().unwrap();
    let stored = golden(name, &payload, &format!("{event:#?}"));
    assert_eq!(hex::encode(&payload), hex::encode(&stored), "{name} is written differently");
    let decoded = C::decode(&type_name, &stored).unwrap();
    assert_eq!(decoded, *read, "{name}");
    let _ = C::Aggregate::default().evolve(&decoded);
}

fn same(name: &str, event: &Event) {
    check::<PlacementCodec>(name, event, event);
}

fn apart(name: &str, written: &Event, read: &Event) {
    check::<PlacementCodec>(name, written, read);
}

#[test]
fn every_shape_of_an_internship_is_written_as_it_was_and_read_for_ever() {
    let placement = PLACEMENT;
    apart("PlacementDrafted", &drafted(Some(texts())), &drafted(None));
    apart("PlacementRevised", &revised(Some(texts())), &revised(None));
    let signature = Signature {
        role: SignerRole::EmployeeRepresentative,
        signed_on: date(2018, 2, 1),
        method: SignatureMethod::Oral,
        objected: true,
    };
    same("PlacementSigned", &Event::Signed { placement, signature, by: None });
    same("PlacementSignedRecorded", &Event::Signed { placement, signature, by: Some(HUMAN) });
    same("PlacementSubmitted", &Event::Submitted { placement, by: Some(HUMAN) });
    let (question, citizen) = (QUESTION, CITIZEN);
    same("LegalFactsAsked", &Event::FactsAsked { question, citizen, on: date(2018, 3, 5) });
    let answered = Event::FactsReceived { question, answer: LegalAnswer::Stated(facts()) };
    same("LegalFactsReceived", &answered);
    for (name, weekly_hours) in [("PlaceAsked", None), ("PlaceAskedHours", WeeklyHours::of(30))] {
        same(
            name,
            &Event::PlaceAsked {
                question,
                cvr: cvr(),
                p_number: p_number(),
                measure: MeasureKind::Internship,
                basis: PlaceBasis::Lab,
                days: days(),
                weekly_hours,
            },
        );
    }
    same("PlaceAnswerReceived", &Event::PlaceAnswered { question, answer: answer() });
    let last_day = Some(date(2018, 3, 9));
    same("PlaceGivenBack", &Event::PlaceGivenBack { question, p_number: p_number(), last_day });
    apart("PlacementGranted", &granted(vec![finding()]), &granted(Vec::new()));
    apart(
        "PlacementRejected",
        &rejected(about(text("nej")), vec![finding()]),
        &rejected(None, Vec::new()),
    );
    let measure = MeasureKind::Internship;
    same("PlacementStarted", &Event::Started { placement, citizen, measure, days: days() });
    same("PlacementCompleted", &Event::Completed { placement, last_day: date(2018, 3, 30) });
    apart("PlacementInterrupted", &interrupted(about(end())), &interrupted(None));
    apart("PlacementCancelled", &cancelled(about(end())), &cancelled(None));
}

#[test]
fn the_shape_of_a_question_is_written_as_it_was_and_read_for_ever() {
    for (name, subject) in [
        ("QuestionOpened", question::Subject::Placement(PLACEMENT)),
        ("QuestionOpenedIgu", question::Subject::Igu(kernel::IguId::new(PLACEMENT.uuid()))),
    ] {
        let event = question::Event::Opened { question: QUESTION, subject };
        check::<QuestionCodec>(name, &event, &event);
    }
}

#[test]
fn the_shapes_of_a_citizens_internships_are_written_as_they_were_and_read_for_ever() {
    use internship_history::Event::{Lapsed, Noted};
    let (citizen, placement) = (CITIZEN, PLACEMENT);
    let internship = Internship { days: days(), weekly_hours: WeeklyHours::of(30).unwrap() };
    for (name, event) in [
        ("CitizenInternshipNoted", Noted { citizen, placement, internship }),
        ("CitizenInternshipLapsed", Lapsed { citizen, placement }),
    ] {
        check::<InternshipHistoryCodec>(name, &event, &event);
    }
}

/// Those of IGUs are held to by the tests of these.
#[test]
fn no_shape_is_without_a_golden_file() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for type_name in Stored::type_names() {
        let short = type_name.rsplit('.').next().unwrap();
        assert!(folder.join(format!("{short}.txt")).exists(), "{short} has no golden file");
    }
}

/// The one part that an event seals, as it was written.
fn sealed(name: &str, event: &Event) -> Vec<u8> {
    let sealed = PlacementCodec::encode(event).sealed;
    let [part] = sealed.as_slice() else { panic!("one sealed part") };
    assert_eq!((part.purpose, part.subject.kind), (Purpose::Placement, "citizen"));
    assert_eq!(part.subject.id, CITIZEN.uuid());
    let stored = golden(name, &part.plain, "(sealed: not shown)");
    assert_eq!(hex::encode(&*part.plain), hex::encode(&stored), "{name}");
    stored
}

#[test]
fn what_is_sealed_is_written_as_it_was_under_its_purpose() {
    for event in [drafted(Some(texts())), revised(Some(texts()))] {
        let read = PlacementTexts::decode(&*sealed("PlacementTexts", &event)).unwrap();
        assert_eq!(
            (&*read.purpose, &*read.tasks, &*read.job_goal),
            ("formål", "opgaver", "jobmål")
        );
        assert_eq!((read.length_grounds, &*read.length_ground_text), (vec![3, 5], "begrundelse"));
    }
    let rejection = rejected(about(text("nej")), Vec::new());
    let read = RejectionReason::decode(&*sealed("RejectionReason", &rejection)).unwrap();
    assert_eq!(read.text, "nej");
    for event in [interrupted(about(end())), cancelled(about(end()))] {
        let read = PlacementEnd::decode(&*sealed("PlacementEnd", &event)).unwrap();
        assert_eq!((read.reason(), &*read.text), (PlacementEndReason::Other, "ord"));
    }
}

#[test]
fn an_event_that_was_read_back_is_never_sealed_again() {
    let events = [
        drafted(None),
        revised(None),
        rejected(None, Vec::new()),
        interrupted(None),
        cancelled(None),
    ];
    for event in events {
        assert!(PlacementCodec::encode(&event).sealed.is_empty(), "{event:?}");
    }
}

#[test]
fn bytes_that_hold_what_no_event_may_and_types_of_others_are_malformed() {
    let igu = "jobbro.placements.events.v1.IguStarted";
    assert!(PlacementCodec::decode(igu, &[]).is_err());
    assert!(PlacementCodec::decode("jobbro.other.v1.Unknown", &[]).is_err());
    for type_name in Stored::type_names() {
        // Well-formed bytes, but no id, day or kind; and no bytes of it at all.
        assert!(PlacementCodec::decode(&type_name, &[]).is_err(), "{type_name}");
        assert!(PlacementCodec::decode(&type_name, &[0xff]).is_err(), "{type_name}");
        assert!(QuestionCodec::decode(&type_name, &[]).is_err(), "{type_name}");
        assert!(InternshipHistoryCodec::decode(&type_name, &[]).is_err(), "{type_name}");
    }
    let signed = PlacementCodec::encode(&drafted(None));
    assert!(QuestionCodec::decode(&signed.type_name, &signed.payload).is_err());
    assert!(InternshipHistoryCodec::decode(&signed.type_name, &signed.payload).is_err());
}
