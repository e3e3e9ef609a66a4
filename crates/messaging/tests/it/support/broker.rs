//! NATS servers of a test's own, and streams that are filled by hand.

use async_nats::jetstream::{self, stream};
use bytes::Bytes;
use event_log::{Envelope, Origin, Trigger};
use kernel::{Timestamp, Uuid};
use messaging::{Options, Streams};
use rustix::process::{Pid, Signal, kill_process};
use servers::Nats;

/// A server that the test may kill.
pub struct Broker {
    pub server: Nats,
    pub prefix: String,
}

impl Broker {
    pub fn start() -> Self {
        let server = Nats::start(testkit::tools()).expect("NATS starts");
        Self { server, prefix: testkit::nats_prefix() }
    }

    /// As a service connects.
    pub async fn streams(&self) -> Streams {
        let options = Options::new(&self.server.url(), &self.prefix, "test");
        Streams::connect(&options).await.expect("the settings can be used")
    }

    /// Behind the relay's back. A new connection each time, so that none of them is one to a server that was killed.
    pub async fn jetstream(&self) -> jetstream::Context {
        jetstream::new(async_nats::connect(self.server.url()).await.expect("NATS answers"))
    }

    /// It stands still, with its connections open.
    pub fn hang(&self) {
        self.signal(Signal::STOP);
    }

    /// It wakes up.
    pub fn go_on(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = self.server.pid().and_then(Pid::from_raw).expect("NATS runs");
        kill_process(pid, signal).expect("NATS can be told");
    }

    /// Ends it with SIGKILL and starts it again.
    pub fn kill_and_restart(&mut self) {
        self.server.kill().expect("NATS can be killed");
        self.server.restart().expect("NATS starts again");
    }

    /// The same, with everything it had stored deleted in between.
    pub fn kill_wipe_and_restart(&mut self) {
        self.server.kill().expect("NATS can be killed");
        self.server.wipe().expect("its folder can be deleted");
        self.server.restart().expect("NATS starts again");
    }
}

/// An event that no log holds.
pub fn event(service: &str, position: i64) -> Envelope {
    let id = |salt: u128| Uuid::from_u128((salt << 64) | u128::from(position.unsigned_abs()));
    Envelope {
        service: service.into(),
        epoch: 1,
        position,
        stream_id: id(1),
        version: 1,
        kind: "citizen".into(),
        event_id: id(2),
        type_name: "jobbro.citizens.events.v1.CitizenRegistered".into(),
        payload: Bytes::from(format!("event {position}")),
        municipality: "350".into(),
        recorded_at: Timestamp::from_microsecond(1_795_881_600_000_000 + position)
            .expect("a time of today"),
        origin: Origin::Live,
        trigger: Trigger::Caller,
        request_id: id(3),
        correlation_id: id(4),
        causation_id: None,
        traceparent: None,
        chain: [position.to_be_bytes()[7]; 32],
    }
}

/// Fills a stream as the relay would, event by event, without a log behind it.
pub struct Publisher {
    pub jetstream: jetstream::Context,
    pub streams: Streams,
    service: &'static str,
}

impl Publisher {
    /// Of a service of the shared server, under a prefix of its own.
    pub async fn shared(service: &'static str) -> Self {
        let client = testkit::nats().await;
        let streams = Streams::new(client.clone(), &testkit::nats_prefix());
        Self::of(client, streams, service)
    }

    /// Of any server.
    pub fn of(client: async_nats::Client, streams: Streams, service: &'static str) -> Self {
        Self { jetstream: jetstream::new(client), streams, service }
    }

    /// Of a service of a server that may be killed.
    pub async fn on(broker: &Broker, service: &'static str) -> Self {
        Self { jetstream: broker.jetstream().await, streams: broker.streams().await, service }
    }

    /// Makes the stream; unlike a relay's, one that can be damaged.
    pub async fn make_stream(&self) {
        let name = self.streams.stream_name(self.service);
        let any = self.streams.subject(&event(self.service, 1));
        let prefix = any.split('.').next().expect("a subject has a first token");
        let subjects = vec![format!("{prefix}.{}.>", self.service)];
        let config = stream::Config { name, subjects, ..stream::Config::default() };
        self.jetstream.create_stream(config).await.expect("the stream can be made");
    }

    pub async fn delete_stream(&self) {
        let name = self.streams.stream_name(self.service);
        self.jetstream.delete_stream(name).await.expect("the stream can be deleted");
    }

    pub async fn publish(&self, positions: std::ops::RangeInclusive<i64>) {
        for position in positions {
            self.publish_event(&event(self.service, position)).await;
        }
    }

    pub async fn publish_event(&self, event: &Envelope) {
        let message = self.streams.outgoing(event);
        let ack = self
            .jetstream
            .publish_with_headers(message.subject, message.headers, message.payload)
            .await
            .expect("the message can be sent");
        let ack = ack.await.expect("the message is stored");
        assert_eq!(i64::try_from(ack.sequence), Ok(event.position));
    }

    pub async fn stream(&self) -> stream::Stream {
        let name = self.streams.stream_name(self.service);
        self.jetstream.get_stream(name).await.expect("the stream is there")
    }
}
