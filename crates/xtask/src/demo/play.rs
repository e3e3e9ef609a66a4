//! Tells the services what happened to the people: one after the other for each person, many people at once.

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
use proto::{citizens::v1 as pb, values::date};
use tonic::{Code, Response, Status, transport::Channel};
use uuid::Uuid;

use super::{
    cell::{Caller, Cell},
    people::Person,
    positions::Positions,
    scenario::{Group, Scenario},
};
use steps::About;

type Client = pb::citizen_service_client::CitizenServiceClient<Channel>;

/// What is known when everyone was played.
#[derive(Default)]
pub struct Played {
    /// Where the services' logs were at the end.
    pub positions: Positions,
    /// The citizen ids, by group and number.
    pub ids: BTreeMap<(String, usize), String>,
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
    let callers = scenario
        .groups
        .iter()
        .map(|it| Ok((it.municipality.clone(), caseworker(cell, &it.municipality)?)))
        .collect::<anyhow::Result<BTreeMap<_, _>>>()?;
    let played = Mutex::new(Played::default());
    let all = people.iter().map(|it| 1 + it.steps.len()).sum();
    let done = AtomicUsize::new(0);
    let began = Instant::now();
    futures::stream::iter(people)
        .map(anyhow::Ok)
        .try_for_each_concurrent(how.callers, |person| {
            let group = scenario.group(&person.group);
            let caller = &callers[&person.municipality];
            let (played, done) = (&played, &done);
            async move {
                let line = Line {
                    cell,
                    caller,
                    how,
                    played,
                    person,
                    done: &|| {
                        (how.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, all);
                    },
                };
                line.play(group.context("a person without a group")?).await.with_context(|| {
                    format!("person {} of the group {}", person.number, person.group)
                })
            }
        })
        .await?;
    let mut played = played.into_inner().map_err(|_| anyhow!("a caller panicked"))?;
    played.took = began.elapsed();
    Ok(played)
}

/// The caseworker of a municipality, who is also `migrator`.
pub fn caseworker(cell: &Cell<'_>, municipality: &str) -> anyhow::Result<Caller> {
    cell.caller(municipality, &[Role::Caseworker, Role::Migrator])
}

/// The registration of a person.
#[must_use]
pub fn registration(group: &Group, person: &Person) -> pb::RegisterCitizenRequest {
    pb::RegisterCitizenRequest {
        request_id: request_id(person, "register"),
        person_number: person.person_number.clone(),
        administrative: false,
        given_names: person.given_names.clone(),
        family_name: person.family_name.clone(),
        birth_date: Some(date(person.born)),
        sex: person.sex.into(),
        residence_basis: group.residence_basis.0.into(),
        origin_group: group.origin_group.0.into(),
        first_permit_month: None,
        external_id: group.external_system.as_ref().map(|system| pb::ExternalId {
            system: system.clone(),
            id: format!("{}-{:03}", person.group, person.number),
        }),
    }
}

/// The same person and step always have the same request id, so that sending again is safe at any time.
fn request_id(person: &Person, step: &str) -> String {
    let scenario = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"jobbro:scenario");
    let name = format!("{}/{}/{step}", person.group, person.number);
    Uuid::new_v5(&scenario, name.as_bytes()).to_string()
}

/// One person being played.
struct Line<'a> {
    cell: &'a Cell<'a>,
    caller: &'a Caller,
    how: &'a How<'a>,
    played: &'a Mutex<Played>,
    person: &'a Person,
    done: &'a (dyn Fn() + Sync),
}

impl Line<'_> {
    async fn play(&self, group: &Group) -> anyhow::Result<()> {
        let registered = self
            .send("register", registration(group, self.person), async |mut to: Client, it| {
                to.register_citizen(it).await
            })
            .await?;
        self.count(registered.warnings.len());
        let citizen = registered.citizen_id;
        self.note(|it| {
            it.ids.insert((self.person.group.clone(), self.person.number), citizen.clone());
        });
        for (at, step) in self.person.steps.iter().enumerate() {
            let about = About {
                request_id: request_id(self.person, &at.to_string()),
                citizen_id: citizen.clone(),
                registered: registered.version,
            };
            let warnings = self.step(about, *step).await.with_context(|| format!("{step:?}"))?;
            self.count(warnings.len());
        }
        Ok(())
    }

    /// Sends a command, again and again while the service is away or busy: its request id makes that safe.
    async fn send<M: Clone, A>(
        &self,
        what: &str,
        message: M,
        call: impl AsyncFn(Client, tonic::Request<M>) -> Result<Response<A>, Status>,
    ) -> anyhow::Result<A> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            match call(self.cell.citizens(), self.caller.asks(message.clone())).await {
                Ok(answer) => {
                    let mut learned = Ok(());
                    self.note(|it| learned = it.positions.learn(answer.metadata()));
                    learned.with_context(|| what.to_owned())?;
                    return Ok(answer.into_inner());
                }
                Err(status) if passes(&status) && began.elapsed() < self.how.patience => {
                    self.note(|it| it.repeats += 1);
                    (self.how.again)();
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(1));
                }
                Err(status) => {
                    return Err(anyhow!("{:?}: {}", status.code(), status.message()))
                        .with_context(|| what.to_owned());
                }
            }
        }
    }

    fn count(&self, warnings: usize) {
        self.note(|it| {
            it.commands += 1;
            it.warnings += warnings;
        });
        (self.done)();
    }

    fn note(&self, what: impl FnOnce(&mut Played)) {
        what(&mut self.played.lock().expect("nothing panics while it holds this"));
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
