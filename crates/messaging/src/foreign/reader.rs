//! The task behind a subscription.

use std::{
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use async_nats::jetstream::{
    ErrorCode, Message,
    consumer::{AckPolicy, DeliverPolicy, PullConsumer, ReplayPolicy, pull},
    stream::{ConsumerError, ConsumerErrorKind},
};
use event_log::Envelope;
use futures::StreamExt;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use super::{
    Counts,
    alarms::{Alarms, Ended},
    contiguity::{Verdict, judge},
};
use crate::{Streams, backoff::Backoff, connect::Connections, message};

/// Messages asked for at once.
const BATCH: usize = 500;
/// A request for messages ends after this, and the next one is sent.
const EXPIRES: Duration = Duration::from_secs(5);
/// The server says at least this often that it is there.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// The server forgets a consumer that nobody asks for this long.
const FORGOTTEN: Duration = Duration::from_mins(1);
/// Without a message for this long we look whether there should have been one. A consumer that lived as long was a
/// good one.
const WATCHDOG: Duration = Duration::from_secs(10);

pub(super) struct Reader {
    streams: Streams,
    service: Arc<str>,
    /// The last event that was passed on.
    position: i64,
    events: mpsc::Sender<Envelope>,
    counts: Arc<Counts>,
    connections: Connections,
    backoff: Backoff,
    alarms: Alarms,
    /// Whether there was a consumer before.
    made: bool,
}

impl Reader {
    pub(super) fn new(
        streams: Streams,
        service: Arc<str>,
        position: i64,
        events: mpsc::Sender<Envelope>,
        counts: Arc<Counts>,
    ) -> Self {
        let connections = streams.connections();
        let backoff = Backoff::new(Duration::from_millis(50), Duration::from_secs(2));
        let alarms = Alarms::of(&service);
        Self {
            streams,
            service,
            position,
            events,
            counts,
            connections,
            backoff,
            alarms,
            made: false,
        }
    }

    /// Makes consumer after consumer until nobody reads any more.
    pub(super) async fn run(mut self) {
        loop {
            let begun = Instant::now();
            let ended = self.read().await;
            if begun.elapsed() > WATCHDOG {
                self.backoff.reset();
            }
            if let Ended::Gap { .. } = ended {
                self.counts.gaps.fetch_add(1, Relaxed);
            }
            self.alarms.raise(&ended, self.position);
            tokio::select! {
                () = self.events.closed() => return,
                () = sleep(self.backoff.next()) => {}
            }
        }
    }

    /// One consumer, from our position on, until the first doubt about it.
    async fn read(&mut self) -> Ended {
        self.connections.mark();
        let mut renewal = self.connections.clone();
        let mut messages = tokio::select! {
            messages = self.consume() => match messages {
                Ok(messages) => messages,
                Err(ended) => return ended,
            },
            () = renewal.renewal() => return Ended::Reconnected,
        };
        loop {
            let message = tokio::select! {
                () = self.events.closed() => return Ended::Unwanted,
                () = self.connections.renewal() => return Ended::Reconnected,
                () = sleep(WATCHDOG) => match self.missed().await {
                    Some(ended) => return ended,
                    None => continue,
                },
                message = messages.next() => message,
            };
            let taken = match message {
                Some(Ok(message)) => self.take(message).await,
                Some(Err(error)) => Err(Ended::Failed(error)),
                None => Err(Ended::Closed),
            };
            if let Err(ended) = taken {
                return ended;
            }
        }
    }

    async fn consume(&mut self) -> Result<pull::Stream, Ended> {
        let config = pull::Config {
            deliver_policy: DeliverPolicy::ByStartSequence {
                start_sequence: u64::try_from(self.position).unwrap_or(0) + 1,
            },
            ack_policy: AckPolicy::None,
            replay_policy: ReplayPolicy::Instant,
            inactive_threshold: FORGOTTEN,
            // The server need not remember what we do not believe.
            memory_storage: true,
            ..pull::Config::default()
        };
        let stream = self.streams.stream_name(&self.service);
        let consumer: PullConsumer = self
            .streams
            .jetstream()
            .create_consumer_on_stream(config, stream)
            .await
            .map_err(refused)?;
        if self.made {
            self.counts.remakes.fetch_add(1, Relaxed);
            self.alarms.remade();
        }
        self.made = true;
        consumer
            .stream()
            .max_messages_per_batch(BATCH)
            .expires(EXPIRES)
            .heartbeat(HEARTBEAT)
            .messages()
            .await
            .map_err(Ended::Unasked)
    }

    /// Passes an event on when it is the next one, and only then.
    async fn take(&mut self, message: Message) -> Result<(), Ended> {
        let sequence = message.info().map_err(Ended::Placeless)?.stream_sequence;
        self.counts.received.fetch_add(1, Relaxed);
        match judge(self.position, sequence) {
            Verdict::Next => {}
            Verdict::Old => {
                self.counts.dropped.fetch_add(1, Relaxed);
                return Ok(());
            }
            Verdict::Gap => return Err(Ended::Gap { after: self.position, sequence }),
        }
        let event = self.event(&message, sequence)?;
        let position = event.position;
        self.events.send(event).await.map_err(|_| Ended::Unwanted)?;
        self.position = position;
        self.backoff.reset();
        Ok(())
    }

    fn event(&self, message: &Message, sequence: u64) -> Result<Envelope, Ended> {
        let unreadable = |why| Ended::Unreadable { sequence, why };
        let headers =
            message.headers.as_ref().ok_or(crate::Unreadable::NoHeaders).map_err(unreadable)?;
        let event =
            message::read(headers, message.payload.clone(), sequence).map_err(unreadable)?;
        if event.service != *self.service || self.streams.subject(&event) != *message.subject {
            return Err(unreadable(crate::Unreadable::Subject));
        }
        Ok(event)
    }

    /// Whether the silence is a fault: the consumer says it is well, and yet the stream goes on without us.
    async fn missed(&self) -> Option<Ended> {
        if self.connections.renewed() {
            return Some(Ended::Reconnected);
        }
        let name = self.streams.stream_name(&self.service);
        // When even this fails, the heartbeats fail too.
        let stream = self.streams.jetstream().get_stream(name).await.ok()?;
        let last = i64::try_from(stream.cached_info().state.last_sequence).unwrap_or(i64::MAX);
        if last < self.position {
            self.alarms.short(last, self.position);
        }
        (last > self.position).then_some(Ended::Silent)
    }
}

fn refused(error: ConsumerError) -> Ended {
    match error.kind() {
        ConsumerErrorKind::JetStream(it) if it.error_code() == ErrorCode::STREAM_NOT_FOUND => {
            Ended::Absent
        }
        _ => Ended::Refused(error),
    }
}
