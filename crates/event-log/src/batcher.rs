//! Group commit: one task sends what has gathered while the batch before it was being committed. It never waits
//! when idle, so batch size follows load.

mod sender;

use std::{collections::VecDeque, sync::Arc};

use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    Fault,
    append::{Command, Outcome, ROUNDS, Rounds},
    metrics::Metrics,
};
use sender::Sender;

/// Bytes in one batch, about, at the most.
const BYTES: usize = 8 << 20;

/// A command that waits, and who waits for it. The caller may be gone: the command is stored all the same.
struct Waiting {
    command: Command,
    answer: oneshot::Sender<Result<Outcome, Fault>>,
}

/// Why a command was not taken.
pub(crate) enum NotTaken {
    Busy,
    Closing,
}

/// The way to the batcher's task.
pub(crate) struct Batcher {
    queue: mpsc::Sender<Waiting>,
    closing: watch::Sender<bool>,
    ended: watch::Receiver<bool>,
    appended: watch::Receiver<i64>,
}

impl Batcher {
    /// Starts the task.
    pub(crate) fn start(
        pool: PgPool,
        queue: usize,
        batch: usize,
        head: i64,
        metrics: Arc<Metrics>,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(queue.max(1));
        let (closing, close) = watch::channel(false);
        let (end, ended) = watch::channel(false);
        let (news, appended) = watch::channel(head);
        let task = Task {
            queue: receiver,
            gathered: VecDeque::new(),
            batch: batch.max(1),
            sender: Sender::new(pool, close.clone(), Arc::clone(&metrics)),
            close,
            news,
            metrics,
        };
        tokio::spawn(async move {
            task.run().await;
            end.send_replace(true);
        });
        Self { queue: sender, closing, ended, appended }
    }

    /// Hands a command over; the receiver hears what became of it.
    pub(crate) fn submit(
        &self,
        command: Command,
    ) -> Result<oneshot::Receiver<Result<Outcome, Fault>>, NotTaken> {
        if *self.closing.borrow() {
            return Err(NotTaken::Closing);
        }
        let (answer, heard) = oneshot::channel();
        self.queue.try_send(Waiting { command, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => NotTaken::Busy,
            mpsc::error::TrySendError::Closed(_) => NotTaken::Closing,
        })?;
        Ok(heard)
    }

    /// The last position this process has appended, or found when it opened the log.
    pub(crate) fn appended(&self) -> watch::Receiver<i64> {
        self.appended.clone()
    }

    /// Takes no more commands, and waits until those that were taken are answered.
    pub(crate) async fn close(&self) {
        self.closing.send_replace(true);
        // An error means that the task is gone, which is what is waited for.
        let _ = self.ended.clone().wait_for(|it| *it).await;
    }
}

struct Task {
    queue: mpsc::Receiver<Waiting>,
    /// Taken from the queue, not yet sent: what was beyond the last batch's rounds or bytes.
    gathered: VecDeque<Waiting>,
    batch: usize,
    sender: Sender,
    close: watch::Receiver<bool>,
    news: watch::Sender<i64>,
    metrics: Arc<Metrics>,
}

impl Task {
    async fn run(mut self) {
        loop {
            if *self.close.borrow() {
                // What is in the queue is still received; nothing more gets in.
                self.queue.close();
            }
            if !self.gather().await {
                return;
            }
            let batch = self.cut();
            self.metrics.queue.record((self.queue.len() + self.gathered.len()) as u64, &[]);
            if !batch.is_empty() {
                self.send(batch).await;
            }
        }
    }

    /// Takes what waits; waits itself only when there is nothing to do. False: all is done.
    async fn gather(&mut self) -> bool {
        while self.gathered.len() < self.batch {
            match self.queue.try_recv() {
                Ok(it) => self.gathered.push_back(it),
                Err(_) => break,
            }
        }
        if !self.gathered.is_empty() {
            return true;
        }
        let mut first = Vec::new();
        tokio::select! {
            received = self.queue.recv_many(&mut first, self.batch) => {
                self.gathered.extend(first);
                received > 0
            }
            changed = self.close.changed(), if !self.queue.is_closed() => {
                // The log itself was dropped: nobody can ask any more.
                if changed.is_err() {
                    self.queue.close();
                }
                true
            }
        }
    }

    /// The next batch, sorted by round: as many as its rounds and bytes allow, in the order they came.
    fn cut(&mut self) -> Vec<(i32, Waiting)> {
        let mut bytes = 0;
        let mut rounds = Rounds::default();
        let placed: Vec<Option<i32>> = self
            .gathered
            .iter()
            .take(self.batch)
            .map(|it| {
                let round = rounds.place(&it.command);
                bytes += it.command.size();
                let fits = bytes <= BYTES || bytes == it.command.size();
                (round < ROUNDS && fits).then_some(round)
            })
            .collect();
        drop(rounds);
        let mut batch = Vec::with_capacity(placed.len());
        let mut left = VecDeque::new();
        for round in placed {
            let Some(waiting) = self.gathered.pop_front() else { break };
            match round {
                Some(round) => batch.push((round, waiting)),
                None => left.push_back(waiting),
            }
        }
        left.append(&mut self.gathered);
        self.gathered = left;
        batch.sort_by_key(|it| it.0);
        batch
    }

    async fn send(&mut self, batch: Vec<(i32, Waiting)>) {
        let commands: Vec<(i32, &Command)> = batch.iter().map(|it| (it.0, &it.1.command)).collect();
        match self.sender.send(&commands).await {
            Ok(outcomes) => {
                let last = outcomes.iter().filter_map(|it| match it {
                    Outcome::Stored { last, .. } => Some(*last),
                    Outcome::Replayed(_) | Outcome::Conflict | Outcome::Claimed { .. } => None,
                });
                if let Some(last) = last.max() {
                    self.news.send_if_modified(|it| {
                        let newer = last > *it;
                        *it = last.max(*it);
                        newer
                    });
                }
                for ((_, waiting), outcome) in batch.into_iter().zip(outcomes) {
                    // A caller that has gone away finds its answer stored when it asks again.
                    let _ = waiting.answer.send(Ok(outcome));
                }
            }
            Err(fault) => {
                for (_, waiting) in batch {
                    let _ = waiting.answer.send(Err(fault.again()));
                }
            }
        }
    }
}
