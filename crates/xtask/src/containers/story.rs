//! What is played in the containers: people are told to the services through the published ports while parts of
//! the system are killed, and the report is asked for after each part.

use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::sync::Notify;

use super::stack::Stack;
use crate::{
    demo::{
        cell::Cell,
        lines,
        measures::Measures,
        people::{Person, expand},
        play::{How, Played, play, play_whole},
        positions::Positions,
        scenario::Scenario,
        table::Table,
        tries, verdict,
    },
    system::SERVICES,
};

/// The groups of `scenarios/containers.toml`.
const FIRST: &str = "first";
const INTERN: &str = "intern";
const WITHOUT_NATS: &str = "without-nats";
const KILLED: &str = "killed";
const AWAY: &str = "away";

/// Commands wait so long for a service that is being started again.
const PATIENCE: Duration = Duration::from_mins(3);

/// Plays it.
///
/// # Errors
/// When a line does not agree, a command failed that must not, or a container holds more than it should.
pub async fn tell(cell: &Cell<'_>, stack: &Stack, scenario: &Scenario) -> anyhow::Result<()> {
    let people = expand(scenario)?;
    let measures = Measures::of(scenario)?;
    let mut story = Story { cell, stack, scenario, people: &people, known: Positions::default() };

    println!("\neverything is up");
    story.play(FIRST).await?;
    story.lines(&[FIRST]).await?;

    println!("\none internship, through all services");
    story.internship().await?;
    story.lines(&[INTERN]).await?;

    println!("\nNATS is killed, and commands go on");
    stack.kill("nats")?;
    let played = story.play(WITHOUT_NATS).await?;
    ensure!(played.repeats == 0, "{} commands failed without NATS", played.repeats);
    stack.start("nats")?;
    println!("NATS is back, with nothing in it");
    story.lines(&[FIRST, INTERN, WITHOUT_NATS]).await?;

    println!("\ncitizens is killed while commands run");
    let mut played = story.without_citizens().await?;
    stack.wait_until_healthy("citizens")?;
    println!("citizens is back");
    story.lines(&[FIRST, INTERN, WITHOUT_NATS, KILLED, AWAY]).await?;

    println!("\nreporting is killed");
    stack.kill("reporting")?;
    stack.start("reporting")?;
    stack.wait_until_healthy("reporting")?;
    println!("reporting is back");
    story.lines(&[FIRST, INTERN, WITHOUT_NATS, KILLED, AWAY]).await?;
    for told in tries::all(cell, scenario, &people, &measures, &mut played, None).await? {
        println!("  refused: {told}");
    }
    Ok(())
}

/// Looks at the containers themselves: no shell, read-only, no rights, no root.
///
/// # Errors
/// When one has more than it needs.
pub fn look_at(stack: &Stack) -> anyhow::Result<()> {
    const FACTS: &str = "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} \
                         {{.HostConfig.SecurityOpt}} {{.HostConfig.Memory}}";
    for service in SERVICES.into_iter().chain(["nats", "postgres"]) {
        let facts = stack.inspect(service, FACTS)?;
        let words: Vec<_> = facts.split_whitespace().collect();
        let user = words.first().context("no facts")?;
        ensure!(!["0", "root", "0:0", "true"].contains(user), "{service} runs as root: {facts}");
        ensure!(words.get(1) == Some(&"true"), "{service} can be written to: {facts}");
        ensure!(words.get(2) == Some(&"[ALL]"), "{service} keeps capabilities: {facts}");
        ensure!(facts.contains("no-new-privileges"), "{service} may gain privileges: {facts}");
        ensure!(words.last() != Some(&"0"), "{service} has no limit of memory: {facts}");
    }
    for service in SERVICES {
        let user = stack.inspect(service, "{{.Config.User}}")?;
        ensure!(user == "65532:65532", "{service} runs as {user}");
        for shell in ["sh", "/bin/sh", "bash"] {
            ensure!(!stack.can_run(service, shell)?, "{service} holds {shell}");
        }
    }
    println!("\nno shell, no root, nothing to write to, no capabilities");
    Ok(())
}

/// Stops the services as an operator does.
///
/// # Errors
/// When one does not end with code 0.
pub fn stop(stack: &Stack) -> anyhow::Result<()> {
    for service in SERVICES {
        let code = stack.stop(service)?;
        ensure!(code == "0", "{service} ended with {code}\n{}", stack.logs());
    }
    println!("all services drained and ended with 0");
    Ok(())
}

struct Story<'a> {
    cell: &'a Cell<'a>,
    stack: &'a Stack,
    scenario: &'a Scenario,
    people: &'a [Person],
    known: Positions,
}

impl Story<'_> {
    async fn play(&mut self, group: &str) -> anyhow::Result<Played> {
        let played = self.play_and(group, &|_, _| {}, &|| {}).await?;
        println!("  {group}: {}", crate::demo::speed(&played));
        self.known.merge(&played.positions)?;
        Ok(played)
    }

    /// A company, a person who becomes an intern there, the questions between the services, another human's grant.
    async fn internship(&mut self) -> anyhow::Result<()> {
        let part = self.scenario.only(&[INTERN]);
        let measures = Measures::of(&part)?;
        ensure!(!measures.internships.is_empty(), "the data file has no internship");
        let people = self.of(INTERN)?;
        let how = self.how(&|_, _| {}, &|| {});
        let played = play_whole(self.cell, &part, &people, &measures, &how).await?;
        println!("  {INTERN}: {}", crate::demo::speed(&played));
        self.known.merge(&played.positions)
    }

    /// Kills citizens in the middle of one group, starts it again only when a command of another group has found
    /// that it is away. Nobody loses anything: a command that got no answer is sent again with its own id.
    async fn without_citizens(&mut self) -> anyhow::Result<Played> {
        let (begun, missed) = (Notify::new(), Notify::new());
        let progress = |done: usize, all: usize| {
            if done * 10 >= all {
                begun.notify_one();
            }
        };
        let away = async {
            begun.notified().await;
            self.blocking(|it| it.kill("citizens")).await?;
            let again = async {
                missed.notified().await;
                self.blocking(|it| it.start("citizens")).await
            };
            let progress = |_: usize, _: usize| {};
            let miss = || missed.notify_one();
            let (played, ()) = tokio::try_join!(self.play_and(AWAY, &progress, &miss), again)?;
            anyhow::Ok(played)
        };
        let (mut killed, away) = tokio::try_join!(self.play_and(KILLED, &progress, &|| {}), away)?;
        for (group, played) in [(KILLED, &killed), (AWAY, &away)] {
            println!("  {group}: {}", crate::demo::speed(played));
        }
        ensure!(away.repeats > 0, "no command found that citizens was away");
        killed.positions.merge(&away.positions)?;
        self.known.merge(&killed.positions)?;
        Ok(killed)
    }

    async fn blocking(
        &self,
        what: impl FnOnce(&Stack) -> anyhow::Result<()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let stack = self.stack.clone();
        tokio::task::spawn_blocking(move || what(&stack)).await?
    }

    async fn play_and(
        &self,
        group: &str,
        progress: &(dyn Fn(usize, usize) + Sync),
        again: &(dyn Fn() + Sync),
    ) -> anyhow::Result<Played> {
        let (people, how) = (self.of(group)?, self.how(progress, again));
        play(self.cell, self.scenario, &people, &how).await.with_context(|| group.to_owned())
    }

    fn of(&self, group: &str) -> anyhow::Result<Vec<Person>> {
        let people: Vec<_> = self.people.iter().filter(|it| it.group == group).cloned().collect();
        ensure!(!people.is_empty(), "the data file has no group {group}");
        Ok(people)
    }

    fn how<'a>(
        &self,
        progress: &'a (dyn Fn(usize, usize) + Sync),
        again: &'a (dyn Fn() + Sync),
    ) -> How<'a> {
        How { callers: self.scenario.callers, patience: PATIENCE, progress, again }
    }

    async fn lines(&self, groups: &[&str]) -> anyhow::Result<()> {
        let part = self.scenario.only(groups);
        let rows = lines::ask(self.cell, &part, &self.known).await?;
        ensure!(!rows.is_empty(), "no lines about {groups:?}");
        print!("{}", Table(&rows));
        verdict(&rows)
    }
}
