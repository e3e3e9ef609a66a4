//! Tells the services what happened: companies first, then people, then what people do at companies. One thing after
//! the other for each person, many people at once.

mod companies;
mod igus;
mod internships;
mod people;
mod resolve;
mod steps;

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, anyhow};
use futures::{StreamExt, TryStreamExt};
use kernel::Role;
use tonic::{Code, Request, Response, Status};
use uuid::Uuid;

use super::{
    cell::{Caller, Cell},
    measures::Measures,
    people::Person,
    positions::Positions,
    scenario::Scenario,
    table::Row,
};

pub use igus::plan as plan_igu;
pub use internships::grant_own;
pub use people::registration;
pub use resolve::resolve;

/// What is known when everything was played.
#[derive(Default)]
pub struct Played {
    /// Where the services' logs were at the end.
    pub positions: Positions,
    /// The citizen ids, by group and number.
    pub ids: BTreeMap<(String, usize), String>,
    /// The streams of what was told as it happened: service and id.
    pub live: Vec<(&'static str, String)>,
    /// What was decided where the data file says what must be.
    pub decisions: Vec<Row>,
    /// Sentences of the decisions for people.
    pub told: Vec<String>,
    /// How many commands were answered.
    pub commands: usize,
    /// How many warnings came with the answers.
    pub warnings: usize,
    /// How many commands had to be sent again.
    pub repeats: usize,
    /// How long it took.
    pub took: Duration,
}

/// How to play.
pub struct How<'a> {
    /// People played at once.
    pub callers: usize,
    /// How long a command is sent again while a service is away.
    pub patience: Duration,
    /// Told after each command: done, and all there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    /// Told when a command has to be sent again.
    pub again: &'a (dyn Fn() + Sync),
}

/// Plays these people. Everyone is told by a caseworker who also may take on older cases.
///
/// # Errors
/// The first command that was refused, or that could not be delivered.
pub async fn play(
    cell: &Cell<'_>,
    scenario: &Scenario,
    people: &[Person],
    how: &How<'_>,
) -> anyhow::Result<Played> {
    let teller = Teller::new(cell, how, people::commands(people));
    people::tell(&teller, scenario, people).await?;
    teller.played()
}

/// Plays a whole scenario: its companies, these people, their internships and IGUs.
///
/// # Errors
/// The first command that was refused, or that could not be delivered.
pub async fn play_whole(
    cell: &Cell<'_>,
    scenario: &Scenario,
    people: &[Person],
    measures: &Measures,
    how: &How<'_>,
) -> anyhow::Result<Played> {
    let all = people::commands(people) + measures.commands();
    let teller = Teller::new(cell, how, all);
    // What does not need each other is told at the same time.
    tokio::try_join!(
        companies::tell(&teller, scenario, &measures.companies),
        people::tell(&teller, scenario, people)
    )?;
    let ids = teller.ids()?;
    let (asked, planned) = tokio::try_join!(
        internships::ask(&teller, &measures.internships, &ids),
        igus::ask(&teller, &measures.igus, &ids)
    )?;
    // What is asked is answered while others still ask: waited for once, not for each.
    teller.resolve().await?;
    tokio::try_join!(internships::decide(&teller, asked), igus::conclude(&teller, planned))?;
    internships::in_order(&teller, &measures.in_order, &ids).await?;
    teller.played()
}

/// The caseworker of a municipality, who is also `migrator` unless things are told as they happen.
pub fn caseworker(cell: &Cell<'_>, municipality: &str, live: bool) -> anyhow::Result<Caller> {
    who(cell, municipality, Role::Caseworker, live)
}

/// The one who decides in a municipality: another human than the caseworker.
pub fn decider(cell: &Cell<'_>, municipality: &str, live: bool) -> anyhow::Result<Caller> {
    who(cell, municipality, Role::Decider, live)
}

fn who(cell: &Cell<'_>, municipality: &str, role: Role, live: bool) -> anyhow::Result<Caller> {
    if live {
        cell.caller(municipality, &[role])
    } else {
        cell.caller(municipality, &[role, Role::Migrator])
    }
}

/// The same name always has the same request id, so that sending again is safe at any time.
pub fn request_id(name: &str) -> String {
    let scenario = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"jobbro:scenario");
    Uuid::new_v5(&scenario, name.as_bytes()).to_string()
}

/// Sends commands, and remembers what the answers say.
pub struct Teller<'a> {
    cell: &'a Cell<'a>,
    how: &'a How<'a>,
    played: Mutex<Played>,
    all: usize,
    done: AtomicUsize,
    began: Instant,
}

impl<'a> Teller<'a> {
    fn new(cell: &'a Cell<'a>, how: &'a How<'a>, all: usize) -> Self {
        let (played, done) = (Mutex::default(), AtomicUsize::new(0));
        Self { cell, how, played, all, done, began: Instant::now() }
    }

    /// Sends a command, again and again while the service is away or busy: its request id makes that safe.
    async fn send<M: Clone, A>(
        &self,
        what: &str,
        caller: &Caller,
        message: M,
        call: impl AsyncFn(Request<M>) -> Result<Response<A>, Status>,
    ) -> anyhow::Result<A> {
        let answered = self.ask(caller, message, call).await;
        answered
            .map_err(|it| anyhow!("{:?}: {}", it.code(), it.message()))
            .with_context(|| what.to_owned())
    }

    /// The same, where a refusal is an answer too.
    async fn ask<M: Clone, A>(
        &self,
        caller: &Caller,
        message: M,
        call: impl AsyncFn(Request<M>) -> Result<Response<A>, Status>,
    ) -> Result<A, Status> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            match call(caller.asks(message.clone())).await {
                Ok(answer) => {
                    let mut learned = Ok(());
                    self.note(|it| learned = it.positions.learn(answer.metadata()));
                    learned.map_err(|it| Status::data_loss(format!("{it:#}")))?;
                    self.done();
                    return Ok(answer.into_inner());
                }
                Err(status) if passes(&status) && began.elapsed() < self.how.patience => {
                    self.note(|it| it.repeats += 1);
                    (self.how.again)();
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(1));
                }
                Err(status) => {
                    self.done();
                    return Err(status);
                }
            }
        }
    }

    /// Does the work for each of them, many at once.
    async fn each<T, R>(
        &self,
        all: impl IntoIterator<Item = T>,
        work: impl AsyncFn(T) -> anyhow::Result<R>,
    ) -> anyhow::Result<Vec<R>> {
        let work = &work;
        futures::stream::iter(all.into_iter().map(|it| async move { work(it).await }))
            .buffered(self.how.callers)
            .try_collect()
            .await
    }

    /// Waits until everything that was asked so far is answered.
    async fn resolve(&self) -> anyhow::Result<()> {
        let caller = self.cell.caller("350", &[Role::Caseworker])?;
        let mut known = Positions::default();
        self.note(|it| known = it.positions.clone());
        resolve(self.cell, &caller, &mut known).await?;
        let mut merged = Ok(());
        self.note(|it| merged = it.positions.merge(&known));
        merged
    }

    fn ids(&self) -> anyhow::Result<BTreeMap<(String, usize), String>> {
        let played = self.played.lock().map_err(|_| anyhow!("a caller panicked"))?;
        Ok(played.ids.clone())
    }

    fn warned(&self, warnings: usize) {
        self.note(|it| it.warnings += warnings);
    }

    /// Remembers a stream of what is told as it happens.
    fn live(&self, live: bool, service: &'static str, id: &str) {
        if live {
            self.note(|it| it.live.push((service, id.to_owned())));
        }
    }

    fn done(&self) {
        self.note(|it| it.commands += 1);
        (self.how.progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.all);
    }

    fn note(&self, what: impl FnOnce(&mut Played)) {
        what(&mut self.played.lock().expect("nothing panics while it holds this"));
    }

    fn played(self) -> anyhow::Result<Played> {
        let mut played = self.played.into_inner().map_err(|_| anyhow!("a caller panicked"))?;
        played.took = self.began.elapsed();
        Ok(played)
    }
}

/// Whether the same command may be sent again: nothing was decided, or the answer was lost on its way.
fn passes(status: &Status) -> bool {
    matches!(
        status.code(),
        Code::Unavailable
            | Code::ResourceExhausted
            | Code::Aborted
            | Code::DeadlineExceeded
            | Code::Cancelled
            | Code::Unknown
    )
}
