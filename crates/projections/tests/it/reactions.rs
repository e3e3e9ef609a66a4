//! Reactions: each event one command, whatever happens in between.

use event_log::{Envelope, EventLog, Token};
use kernel::{RequestId, stream_id};
use projections::{ProjectionError, Reaction, Source, WaitError, resolve};
use tokio_util::sync::CancellationToken;

use crate::support::{
    PATIENCE,
    commands::{Record, append, append_mix, stopped, taken_over, unwanted},
    world::{World, settings},
};

/// Answers each take-over at `citizens` with an event of its own log.
pub struct Echo {
    /// The own log.
    pub log: EventLog,
}

impl Reaction for Echo {
    const NAME: &'static str = "echo";

    fn source(&self) -> Source {
        Source { service: "citizens" }
    }

    fn wants(&self) -> Vec<String> {
        vec!["jobbro.citizens.events.v1.ResponsibilityTakenOver".to_owned()]
    }

    async fn react(&self, event: &Envelope, request_id: RequestId) -> Result<(), ProjectionError> {
        // A stream for each echo: only the stored answer keeps a second one out.
        let stream = stream_id(event.event_id, "echo");
        let record = Record { stream, municipality: "350", events: vec![stopped()] };
        record.run(&self.log, request_id).await.map(|_| ()).map_err(|error| {
            tracing::warn!(?error, "no echo");
            ProjectionError::Busy
        })
    }
}

/// For each take-over at `citizens` how many echoes there are, over all.
pub async fn echoes(world: &World) -> Vec<i64> {
    let mut counts = Vec::new();
    let heard = world.own.read(0, i64::from(i32::MAX)).await.unwrap();
    for event in world.foreign.read(0, i64::from(i32::MAX)).await.unwrap() {
        if event.type_name.ends_with(".ResponsibilityTakenOver") {
            let echo = stream_id(event.event_id, "echo");
            let count = heard.iter().filter(|it| it.stream_id == echo).count();
            counts.push(i64::try_from(count).unwrap());
        }
    }
    counts
}

#[tokio::test]
async fn every_wanted_event_is_answered_by_one_command_and_the_token_of_it_can_be_resolved() {
    let world = World::new().await;
    append_mix(&world.foreign, 12).await;
    let asked = append(&world.foreign, "350", vec![taken_over("350"), unwanted()]).await.token;
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    runner.react(Echo { log: world.own.clone() });

    let tokens = [("citizens".to_owned(), asked)];
    resolve(&runner.reactions(), &tokens, PATIENCE).await.unwrap();

    let echoes = echoes(&world).await;
    assert_eq!(echoes, vec![1; 7]);
    assert_eq!(world.own.head().await.unwrap().position, 7);
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}

#[tokio::test]
async fn a_service_nobody_reacts_to_is_resolved_at_once_and_one_that_is_behind_is_waited_for() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let mut runner = world.runner(settings(), &stop).await;
    runner.react(Echo { log: world.own.clone() });
    let of = |service: &str, position| vec![(service.to_owned(), Token { epoch: 1, position })];

    let reactions = runner.reactions();
    let none = std::time::Duration::ZERO;
    assert_eq!(resolve(&reactions, &of("employers", 5), none).await, Ok(()));
    assert_eq!(resolve(&reactions, &of("citizens", 5), none).await, Err(WaitError::Deadline));
    stop.cancel();
    runner.stopped().await;
    world.end().await;
}
