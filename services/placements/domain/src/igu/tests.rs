//! Every order in every state, and the days on both sides of every bound. What each rule says of which facts is tested
//! beside the rule; here, that what they say refuses or is stored.

mod conclusion;
mod consequences;
mod registration;
mod walk;

use kernel::Uuid;
use testkit::{Scenario, day};

use super::*;
use crate::{
    facts::LegalFacts,
    values::{IguChannel::Vitas, ResidenceBasis},
};

const IGU: IguId = IguId::new(Uuid::from_u128(1));
const CITIZEN: CitizenId = CitizenId::new(Uuid::from_u128(2));
const QUESTION: QuestionId = QuestionId::new(Uuid::from_u128(3));
const TODAY: &str = "2019-03-01";

fn lejre() -> MunicipalityCode {
    MunicipalityCode::parse("350").unwrap()
}

fn ask(order: Order) -> Command {
    on(TODAY, order)
}

fn on(today: &str, order: Order) -> Command {
    Command { asker: lejre(), today: day(today), order }
}

/// First day 2017-03-01, so the last is 2019-02-28.
fn plan() -> Plan {
    Plan {
        igu: IGU,
        citizen: CITIZEN,
        cvr: CvrNumber::parse("13585628").unwrap(),
        p_number: PNumber::parse("1003388394").unwrap(),
        first_day: day("2017-03-01"),
    }
}

fn facts() -> LegalFacts {
    LegalFacts {
        on: day("2017-03-01"),
        age_years: Some(30),
        residence_full_years: Some(2),
        residence_on_anniversary: Some(false),
        residence_basis: Some(ResidenceBasis::Refugee),
        programme_runs: Some(true),
        programme_kind: None,
        readiness: None,
    }
}

fn conclude(concluded_on: &str) -> Order {
    Order::Conclude { concluded_on: day(concluded_on), earlier: Vec::new() }
}

fn register(registered_on: &str) -> Order {
    Order::Register { channel: Vitas, registered_on: day(registered_on) }
}

fn stop(last_day: &str) -> Order {
    Order::Stop { last_day: day(last_day), reason: StopReason::Resignation }
}

fn complete(last_day: &str) -> Order {
    Order::Complete { last_day: day(last_day) }
}

fn cancel() -> Order {
    Order::Cancel { reason: StopReason::Moved }
}

fn answer(answer: LegalAnswer) -> Order {
    Order::Answer { question: QUESTION, answer }
}

#[expect(clippy::unnecessary_wraps, reason = "as the events have it")]
fn ending(reason: StopReason) -> Option<Ending> {
    Some(Ending { citizen: CITIZEN, reason })
}

fn planned() -> [Event; 2] {
    [
        Event::Planned { plan: plan(), last_day: day("2019-02-28"), municipality: lejre() },
        Event::LegalFactsAsked { question: QUESTION, citizen: CITIZEN, on: day("2017-03-01") },
    ]
}

fn answered(answer: LegalAnswer) -> Event {
    Event::LegalFactsReceived { question: QUESTION, answer }
}

fn concluded() -> Event {
    Event::AgreementConcluded {
        igu: IGU,
        concluded_on: day("2017-02-20"),
        registration_due_on: day("2017-03-20"),
        findings: Vec::new(),
    }
}

fn registered(registered_on: &str) -> Event {
    let Plan { igu, citizen, cvr, p_number, .. } = plan();
    let registered_on = day(registered_on);
    let findings =
        vec![crate::rules::igu_register_deadline::check(day("2017-02-20"), registered_on, Vitas)];
    Event::Registered { igu, citizen, cvr, p_number, channel: Vitas, registered_on, findings }
}

fn overdue() -> Event {
    Event::RegistrationOverdue { igu: IGU, due_on: day("2017-03-20") }
}

fn started() -> Event {
    Event::Started { igu: IGU, first_day: day("2017-03-01") }
}

fn stopped() -> Event {
    Event::Stopped { igu: IGU, last_day: day("2018-01-31"), ending: None }
}

fn completed() -> Event {
    Event::Completed { igu: IGU, last_day: day("2019-02-28") }
}

fn cancelled() -> Event {
    Event::Cancelled { igu: IGU, ending: None }
}

fn annulled() -> Event {
    Event::Annulled { igu: IGU }
}

/// What has happened until it stands there.
fn until(state: State) -> Vec<Event> {
    let stated = answered(LegalAnswer::Stated(facts()));
    let planned = [planned().to_vec(), vec![stated]].concat();
    let then = |more: &[Event]| [planned.clone(), more.to_vec()].concat();
    match state {
        State::Planned => planned,
        State::Concluded => then(&[concluded()]),
        State::Running => then(&[concluded(), started()]),
        State::Stopped => then(&[concluded(), started(), stopped()]),
        State::Completed => then(&[concluded(), started(), completed()]),
        State::Cancelled => then(&[concluded(), cancelled()]),
        State::Annulled => then(&[concluded(), annulled()]),
    }
}

fn given(past: impl IntoIterator<Item = Event>) -> Scenario<Igu> {
    Scenario::given(past)
}

fn folded(past: &[Event]) -> Igu {
    past.iter().fold(Igu::default(), Igu::evolve)
}

#[test]
fn a_plan_asks_for_the_legal_facts_on_its_first_day_and_lasts_24_months() {
    given([]).when(ask(Order::Plan { plan: plan(), question: QUESTION })).then(planned());
}

#[test]
fn another_municipalitys_is_as_one_that_nobody_planned() {
    let holbaek = MunicipalityCode::parse("316").unwrap();
    let elsewhere = || Command { asker: holbaek, today: day(TODAY), order: Order::Annul };
    given(planned()).when(elsewhere()).then_refused(&Refusal::NotFound);
    given([]).when(elsewhere()).then_refused(&Refusal::NotFound);
    given([]).when(ask(Order::Start)).then_refused(&Refusal::NotFound);
}

#[test]
fn a_reason_is_not_printed() {
    let printed = format!("{:?} {:?}", StopReason::LongSickness, ending(StopReason::Maternity));
    assert!(!printed.contains("Sickness") && !printed.contains("Maternity"), "{printed}");
}
