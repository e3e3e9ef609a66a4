//! A use case made of steps, and the words to ask for it.

use std::sync::atomic::{AtomicUsize, Ordering};

use event_log::{
    Claim, EventLog, ExecuteError, Executed, Fault, Handle, Order, Session, Stop, Taken,
};
use kernel::{Aggregate, Caller, Ids, RequestId, Role, Uuid};
use proto::values_v1::Purpose;
use testkit::{Database, ManualClock, RandomIds};

use crate::tally::{Command, NotOpen, OtherCodec, TallyCodec};

/// One thing a use case does.
#[derive(Clone, Debug)]
pub enum Step {
    Load(Uuid),
    LoadOther(Uuid),
    Expect(Uuid, i64),
    /// Opens the tally, or adds 1 to it when it is open.
    Count(Uuid),
    Do(Uuid, Command),
    /// As `Do`, on a stream that everyone in the cell may see.
    DoShared(Uuid, Command),
    DoOther(Uuid),
    Take(&'static str, Vec<u8>, Uuid),
    Release(&'static str, Vec<u8>),
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Answer {
    /// The version of the last stream that was recorded on.
    #[prost(int64, tag = "1")]
    pub version: i64,
    /// The sum of the last tally that was loaded, before it was recorded on.
    #[prost(int64, tag = "2")]
    pub sum: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub enum No {
    NotOpen,
    Claimed(Taken),
}

pub struct Work {
    steps: Vec<Step>,
    runs: AtomicUsize,
}

impl Work {
    pub fn of(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { steps: steps.into_iter().collect(), runs: AtomicUsize::new(0) }
    }

    /// How often it was decided.
    pub fn runs(&self) -> usize {
        self.runs.load(Ordering::SeqCst)
    }
}

impl Handle for Work {
    type Answer = Answer;
    type Refusal = No;

    async fn handle(&self, session: &mut Session) -> Result<Answer, Stop<No>> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        let mut answer = Answer::default();
        for step in &self.steps {
            match step {
                Step::Load(stream) => {
                    answer.sum = session.load::<TallyCodec>(*stream, None).await?.state.sum;
                }
                Step::LoadOther(stream) => {
                    session.load::<OtherCodec>(*stream, None).await?;
                }
                Step::Expect(stream, version) => {
                    session.load::<TallyCodec>(*stream, Some(*version)).await?;
                }
                Step::Count(stream) => {
                    let open = session.load::<TallyCodec>(*stream, None).await?.state.open;
                    let command = if open { Command::Add(1) } else { Command::Open };
                    answer = run(session, *stream, &command, "350").await?;
                }
                Step::Do(stream, command) => {
                    answer = run(session, *stream, command, "350").await?;
                }
                Step::DoShared(stream, command) => {
                    answer = run(session, *stream, command, "000").await?;
                }
                Step::DoOther(stream) => {
                    session.load::<OtherCodec>(*stream, None).await?;
                    answer.version = session.record::<OtherCodec>(*stream, "350", &[()]);
                }
                Step::Take(kind, key, stream) => session.take(claim(kind, key), *stream),
                Step::Release(kind, key) => session.release(claim(kind, key)),
            }
        }
        Ok(answer)
    }

    fn claimed(&self, taken: &Taken) -> No {
        No::Claimed(taken.clone())
    }
}

async fn run(
    session: &mut Session,
    stream: Uuid,
    command: &Command,
    municipality: &str,
) -> Result<Answer, Stop<No>> {
    let loaded = session.load::<TallyCodec>(stream, None).await?;
    let decided = loaded.state.decide(command.clone());
    let decision = decided.map_err(|NotOpen| Stop::Refused(No::NotOpen))?;
    let version = session.record::<TallyCodec>(stream, municipality, &decision.events);
    Ok(Answer { version, sum: loaded.state.sum })
}

pub fn claim(kind: &str, key: &[u8]) -> Claim {
    Claim { scope: "000".to_owned(), kind: kind.to_owned(), key: key.to_vec() }
}

pub type Result_ = Result<Executed<Answer>, ExecuteError<No>>;

/// A new id.
pub fn id() -> Uuid {
    RandomIds.next()
}

/// A caseworker of Lejre through one client system.
pub fn caller() -> Caller {
    testkit::caller("350", &[Role::Caseworker])
}

/// A command with that id; its body is `body`.
pub fn order_of(caller: Caller, request: Uuid, body: &str) -> Order {
    let mut order = Order::called(caller, RequestId::new(request), "tests.work", &String::new());
    order.body = body.as_bytes().to_vec();
    order
}

/// A new command.
pub fn order() -> Order {
    order_of(caller(), id(), "body")
}

/// Runs steps as a new command.
pub async fn execute(log: &EventLog, steps: impl IntoIterator<Item = Step>) -> Result_ {
    log.execute(&order(), &Work::of(steps)).await
}

/// Runs steps that cannot be refused.
pub async fn done(log: &EventLog, steps: impl IntoIterator<Item = Step>) -> Executed<Answer> {
    execute(log, steps).await.expect("a lawful command")
}

pub fn note(subject: Uuid, purpose: Purpose, text: &str) -> Command {
    Command::Note { subject, purpose, text: text.to_owned() }
}

pub fn clock() -> std::sync::Arc<ManualClock> {
    std::sync::Arc::new(ManualClock::at("2026-11-28T12:00:00Z"))
}

/// A database with the log's tables and an open log.
pub async fn new_log() -> (Database, EventLog) {
    let database = new_database().await;
    let log = database.log("tests", clock()).await;
    (database, log)
}

/// A database with the log's tables.
pub async fn new_database() -> Database {
    migrated(Database::empty().await).await
}

pub async fn migrated(database: Database) -> Database {
    let owner = database.pool(event_log::DbRole::Owner);
    event_log::migrate(&owner).await.expect("the log's tables can be made");
    database
}

/// Whether the pass over the whole log finds it right; how many events.
pub async fn whole(log: &EventLog) -> i64 {
    let verified = log.verify().await.expect("the log can be read");
    assert_eq!(verified.divergence, None);
    verified.events
}

/// The fault, when it is one.
pub fn fault(result: Result_) -> Fault {
    match result {
        Err(ExecuteError::Fault(fault)) => fault,
        other => panic!("not a fault: {other:?}"),
    }
}

/// The refusal, when it is one.
pub fn refusal(result: Result_) -> No {
    match result {
        Err(ExecuteError::Refused(why)) => why,
        other => panic!("not refused: {other:?}"),
    }
}
