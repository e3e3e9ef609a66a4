//! The same answer of citizens brought more than once: by many processes at one moment, and again later. The place is
//! asked for once.

use std::{collections::BTreeSet, sync::Arc};

use event_log::{DbRole, Envelope};
use futures::future::join_all;
use kernel::{Ids, RequestId, Role};
use placements::{application::Placements, reactions::LegalAnswers};
use projections::Reaction as _;
use proto::placements::events::v1::{LegalFactsReceived, PlaceAsked, QuestionOpened};
use testkit::{Cell, ManualClock, Peer, RandomIds};

use crate::{
    igu_support::System,
    support::{messages, stated, system, worker},
};

/// The reaction in a process of its own: nothing remembered, appends of its own.
async fn process(system: &System) -> LegalAnswers {
    let clock = Arc::new(ManualClock::at("2018-06-01T11:00:00Z"));
    let log = system.db().log(placements::NAME, clock.clone()).await;
    let read = system.db().pool(DbRole::Read);
    LegalAnswers::new(Placements::new(log, read, clock, Arc::new(RandomIds)))
}

/// Stated where the running service does not hear it: it comes only as it is brought here.
async fn unheard(question: &str) -> Envelope {
    let elsewhere = Cell::new(Arc::new(ManualClock::at("2018-06-01T11:00:00Z")));
    let citizens = Peer::start(&elsewhere, "citizens").await;
    let caller = testkit::caller("350", &[Role::Caseworker]);
    citizens.say(caller, &stated(question)).await.0
}

fn an_id() -> RequestId {
    RequestId::new(RandomIds.next())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_many_bring_at_once_and_again_asks_for_one_place() {
    let one = an_id();
    // As it is: the request id follows from the event. And as if it did not: the placement itself knows what it waits for.
    let ways: [(&str, &dyn Fn() -> RequestId); 2] =
        [("one request id", &|| one), ("another request id each time", &an_id)];
    for (way, id_of) in ways {
        let system = system().await;
        let lejre = worker(&system, "350");
        let (_, question) = lejre.submitted().await;
        let stated = unheard(&question).await;
        let mut processes = Vec::new();
        for _ in 0..4 {
            processes.push(process(&system).await);
        }
        for _ in 0..2 {
            for done in join_all(processes.iter().map(|it| it.react(&stated, id_of()))).await {
                done.unwrap();
            }
        }
        let asked: Vec<PlaceAsked> = messages(&system).await;
        let places: BTreeSet<_> = asked.iter().map(|it| &it.question_id).collect();
        assert_eq!(places.len(), 1, "{way}: more than one place is asked for");
        assert_eq!(asked.len(), 1, "{way}: the place is asked for again");
        assert_eq!(messages::<LegalFactsReceived>(&system).await.len(), 1, "{way}");
        assert_eq!(messages::<QuestionOpened>(&system).await.len(), 2, "{way}: facts and place");
    }
}
