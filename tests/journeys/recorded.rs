//! What a service has recorded, read behind its back.

use kernel::Uuid;
use proto::events::{citizens, employers, placements};

use crate::system::{Service, System};

/// One event of a log.
struct Row {
    type_name: String,
    payload: Vec<u8>,
    stream: Uuid,
}

async fn rows(service: &Service) -> Vec<Row> {
    let select = "SELECT type, payload, stream_id FROM log.event ORDER BY position";
    let rows = sqlx::query_as(select).fetch_all(&service.database.superuser()).await.unwrap();
    let row = |(type_name, payload, stream)| Row { type_name, payload, stream };
    rows.into_iter().map(row).collect()
}

pub async fn of_citizens(system: &System) -> Vec<citizens::Event> {
    let rows = rows(&system.citizens).await;
    let read = |it: Row| citizens::Event::decode(&it.type_name, &it.payload).unwrap().unwrap();
    rows.into_iter().map(read).collect()
}

pub async fn of_employers(system: &System) -> Vec<employers::Event> {
    let rows = rows(&system.employers).await;
    let read = |it: Row| employers::Event::decode(&it.type_name, &it.payload).unwrap().unwrap();
    rows.into_iter().map(read).collect()
}

pub async fn of_placements(system: &System) -> Vec<placements::Event> {
    let rows = rows(&system.placements).await;
    let read = |it: Row| placements::Event::decode(&it.type_name, &it.payload).unwrap().unwrap();
    rows.into_iter().map(read).collect()
}

/// The short names of what stands on one stream of placements, in order.
pub async fn names_on(system: &System, stream: &str) -> Vec<String> {
    let stream: Uuid = stream.parse().unwrap();
    let rows = rows(&system.placements).await.into_iter().filter(|it| it.stream == stream);
    let name = |it: Row| it.type_name.rsplit('.').next().unwrap().to_owned();
    rows.map(name).collect()
}

/// Which question was asked, and which answers there are, each in order of its text.
pub struct Questions {
    pub facts_asked: Vec<String>,
    pub facts_answered: Vec<String>,
    pub facts_received: Vec<String>,
    pub places_asked: Vec<String>,
    pub places_reserved: Vec<String>,
    pub places_refused: Vec<String>,
    pub places_released: Vec<String>,
    pub places_received: Vec<String>,
    pub places_given_back: Vec<String>,
}

impl Questions {
    pub async fn of(system: &System) -> Self {
        use citizens::Event as C;
        use employers::Event as E;
        use placements::Event as P;

        let (c, e) = (of_citizens(system).await, of_employers(system).await);
        let p = of_placements(system).await;
        Self {
            facts_asked: sorted(&p, |it| {
                if let P::LegalFactsAsked(it) = it { Some(&it.question_id) } else { None }
            }),
            facts_answered: sorted(&c, |it| match it {
                C::LegalFactsStated(it) => Some(&it.question_id),
                C::LegalFactsRefused(it) => Some(&it.question_id),
                _ => None,
            }),
            facts_received: sorted(&p, |it| {
                if let P::LegalFactsReceived(it) = it { Some(&it.question_id) } else { None }
            }),
            places_asked: sorted(&p, |it| {
                if let P::PlaceAsked(it) = it { Some(&it.question_id) } else { None }
            }),
            places_reserved: sorted(&e, |it| {
                if let E::PlaceReserved(it) = it { Some(&it.question_id) } else { None }
            }),
            places_refused: sorted(&e, |it| {
                if let E::PlaceRefused(it) = it { Some(&it.question_id) } else { None }
            }),
            places_released: sorted(&e, |it| {
                if let E::PlaceReleased(it) = it { Some(&it.question_id) } else { None }
            }),
            places_received: sorted(&p, |it| {
                if let P::PlaceAnswerReceived(it) = it { Some(&it.question_id) } else { None }
            }),
            places_given_back: sorted(&p, |it| {
                if let P::PlaceGivenBack(it) = it { Some(&it.question_id) } else { None }
            }),
        }
    }

    pub fn places_answered(&self) -> Vec<String> {
        let mut all = [self.places_reserved.as_slice(), &self.places_refused].concat();
        all.sort();
        all
    }

    /// Nothing is unanswered, nothing is answered twice, and every answer was brought to whoever asked.
    pub fn each_is_answered_once(&self) {
        assert_eq!(self.facts_answered, self.facts_asked, "answers of citizens");
        assert_eq!(self.facts_received, self.facts_asked, "facts received");
        assert_eq!(self.places_answered(), self.places_asked, "answers of employers");
        assert_eq!(self.places_received, self.places_asked, "places received");
    }

    /// No place is held for ever, and none is given back that was not held.
    pub fn all_is_given_back(&self) {
        assert_eq!(self.places_released, self.places_reserved, "places released");
        assert_eq!(self.places_given_back, self.places_reserved, "places given back");
    }
}

fn sorted<E>(events: &[E], question: impl Fn(&E) -> Option<&String>) -> Vec<String> {
    let mut all: Vec<String> = events.iter().filter_map(|it| question(it).cloned()).collect();
    all.sort();
    all
}
