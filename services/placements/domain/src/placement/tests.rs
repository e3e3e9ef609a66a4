use kernel::{
    CitizenId, CvrNumber, MunicipalityCode, PNumber, Personal, PlacementId, QuestionId, Uuid,
};
use law::{Citation, Enforcement::Block, Finding, Row, Verdict};
use testkit::{Scenario, day};

use super::*;
use crate::{
    facts::{Internship, LegalAnswer, LegalFacts, PlaceAnswer, PlaceProof, StatedGrounds},
    rules::{
        praktik_extension, praktik_hours, praktik_length, praktik_length_lab, praktik_purpose,
        rep_required,
    },
    values::{
        InternshipFocus, LengthGround, MeasureKind, PlaceBasis, PlaceOccupancy, PlaceOutcome,
        ReadinessCategory, ResidenceBasis, SignatureMethod, SignerRole,
    },
};

mod answers;
mod consequence;
mod decision;
mod lifecycle;
mod steps;

const PLACEMENT: PlacementId = PlacementId::new(Uuid::from_u128(1));
const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(2));
const FACTS: QuestionId = QuestionId::new(Uuid::from_u128(3));
const PLACE: QuestionId = QuestionId::new(Uuid::from_u128(4));
const OTHER: QuestionId = QuestionId::new(Uuid::from_u128(5));
/// Drafts, signs for others and submits.
const CASEWORKER: Uuid = Uuid::from_u128(6);
const DECIDER: Uuid = Uuid::from_u128(7);
/// First and last day.
const FIRST: &str = "2018-03-05";
const LAST: &str = "2018-03-30";
const TODAY: &str = "2018-06-01";

fn lejre() -> MunicipalityCode {
    MunicipalityCode::parse("350").unwrap()
}

fn plan() -> Plan {
    plan_of(FIRST, LAST)
}

fn plan_of(first: &str, last: &str) -> Plan {
    Plan {
        citizen: CITIZEN,
        cvr: CvrNumber::parse("13585628").unwrap(),
        p_number: PNumber::parse("1003388394").unwrap(),
        focus: InternshipFocus::Task,
        days: Days::of(day(first), day(last)).unwrap(),
        weekly_hours: WeeklyHours::of(30).unwrap(),
    }
}

fn text(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

fn texts() -> Texts {
    Texts {
        purpose: text("formål"),
        tasks: text("opgaver"),
        job_goal: text("jobmål"),
        grounds: Vec::new(),
        ground_text: text(""),
    }
}

/// As it was asked for, by the caseworker.
fn by(human: Uuid, order: Order) -> Command {
    on(TODAY, human, order)
}

fn on(today: &str, human: Uuid, order: Order) -> Command {
    Command::Ordered { asker: lejre(), human: Some(human), today: day(today), order }
}

fn ask(order: Order) -> Command {
    by(CASEWORKER, order)
}

fn signature(role: SignerRole, signed_on: &str) -> Signature {
    let method = SignatureMethod::Paper;
    Signature { role, signed_on: day(signed_on), method, objected: false }
}

fn sign(role: SignerRole) -> Order {
    Order::Sign(signature(role, "2018-02-01"))
}

fn draft() -> Order {
    Order::Draft { placement: PLACEMENT, plan: plan(), texts: texts() }
}

fn revise() -> Order {
    Order::Revise { plan: plan(), texts: texts() }
}

/// Of a citizen who has no other.
fn grant_alone() -> Order {
    Order::Grant { others: Vec::new() }
}

fn reject() -> Order {
    Order::Reject { reason: text("nej"), others: Vec::new() }
}

fn end() -> End {
    End { reason: EndReason::Sickness, text: text("") }
}

fn facts(programme_runs: Option<bool>) -> LegalFacts {
    LegalFacts {
        on: day(FIRST),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: Some(ResidenceBasis::Refugee),
        programme_runs,
        programme_kind: None,
        readiness: Some(ReadinessCategory::JobReady),
    }
}

fn facts_come(question: QuestionId, answer: LegalAnswer) -> Command {
    Command::Answered(Answer::Facts { question, answer, place: PLACE })
}

fn stated() -> LegalAnswer {
    LegalAnswer::Stated(facts(Some(true)))
}

fn place_comes(question: QuestionId, answer: PlaceAnswer) -> Command {
    Command::Answered(Answer::Place { question, answer })
}

fn place(outcome: PlaceOutcome, employees: Option<i64>) -> PlaceAnswer {
    PlaceAnswer {
        outcome,
        occupancy: Some(PlaceOccupancy::Untested),
        proof: Some(PlaceProof {
            ordinary_employees: employees,
            level: None,
            method: None,
            headcount_as_of: None,
            headcount_source: None,
            supported_here: 0,
            supported_elsewhere: None,
            elsewhere_as_of: None,
            elsewhere_source: None,
            allowed: employees.map(|_| 2),
        }),
        findings: Vec::new(),
    }
}

fn reserved() -> PlaceAnswer {
    place(PlaceOutcome::Reserved, Some(12))
}

/// The ratio rule of `employers`, kept or broken.
fn ratio(broken: bool) -> Finding {
    const ROW: Row<()> = Row {
        from: None,
        to: None,
        citation: Citation::new(2014, 1564, "§ 64"),
        enforcement: Block,
        content: (),
    };
    Finding::holds(law::ratio::FORMULA, &ROW, day(FIRST)).broken_if(broken, Block)
}

fn refused_place() -> PlaceAnswer {
    PlaceAnswer { findings: vec![ratio(true)], ..place(PlaceOutcome::Refused, Some(12)) }
}

fn drafted() -> Event {
    drafted_as(plan(), &texts())
}

fn drafted_as(plan: Plan, texts: &Texts) -> Event {
    Event::Drafted {
        placement: PLACEMENT,
        municipality: lejre(),
        terms: Terms::of(plan, texts),
        by: Some(CASEWORKER),
        texts: None,
    }
}

fn signed(role: SignerRole) -> Event {
    Event::Signed {
        placement: PLACEMENT,
        signature: signature(role, "2018-02-01"),
        by: Some(CASEWORKER),
    }
}

fn submitted() -> Event {
    Event::Submitted { placement: PLACEMENT, by: Some(CASEWORKER) }
}

fn facts_asked() -> Event {
    Event::FactsAsked { question: FACTS, citizen: CITIZEN, on: day(FIRST) }
}

fn facts_received(answer: LegalAnswer) -> Event {
    Event::FactsReceived { question: FACTS, answer }
}

fn place_asked(basis: PlaceBasis) -> Event {
    Event::PlaceAsked {
        question: PLACE,
        cvr: plan().cvr,
        p_number: plan().p_number,
        measure: MeasureKind::Internship,
        basis,
        days: plan().days,
        weekly_hours: Some(plan().weekly_hours),
    }
}

fn given_back(last_day: Option<&str>) -> Event {
    let p_number = plan().p_number;
    Event::PlaceGivenBack { question: PLACE, p_number, last_day: last_day.map(day) }
}

fn granted() -> Event {
    Event::Granted { placement: PLACEMENT, by: DECIDER, findings: Vec::new() }
}

fn started() -> Event {
    Event::Started {
        placement: PLACEMENT,
        citizen: CITIZEN,
        measure: MeasureKind::Internship,
        days: plan().days,
    }
}

fn given(past: impl IntoIterator<Item = Event>) -> Scenario<Placement> {
    Scenario::given(past)
}

/// Drafted and signed by all three.
fn ready() -> Vec<Event> {
    let mut past = vec![drafted()];
    past.extend(SignerRole::ALL.iter().map(|it| signed(*it)));
    past
}

/// Submitted; the facts are asked for.
fn pending() -> Vec<Event> {
    [ready(), vec![submitted(), facts_asked()]].concat()
}

/// Submitted, and answered by `citizens` in another way than with facts.
fn told(answer: LegalAnswer) -> Vec<Event> {
    [pending(), vec![facts_received(answer)]].concat()
}

/// Submitted, with facts; the place is asked for.
fn place_pending() -> Vec<Event> {
    [pending(), vec![facts_received(stated()), place_asked(PlaceBasis::Integration)]].concat()
}

/// Submitted and answered.
fn answered(answer: PlaceAnswer) -> Vec<Event> {
    [place_pending(), vec![Event::PlaceAnswered { question: PLACE, answer }]].concat()
}

fn agreed() -> Vec<Event> {
    [answered(reserved()), vec![granted()]].concat()
}

fn running() -> Vec<Event> {
    [agreed(), vec![started()]].concat()
}
