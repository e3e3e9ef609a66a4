//! The containers of one run, by Compose: up, broken, down.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};

use super::{
    command::{output, succeeds},
    engine::{compose, docker},
    images::Images,
};

/// Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(5);

/// How to reach the containers of one project. Cheap to clone.
#[derive(Clone)]
pub struct Stack {
    compose: &'static [&'static str],
    root: PathBuf,
    project: String,
    environment: Images,
}

/// Takes everything down when it is dropped.
pub struct Guard(Option<Stack>);

impl Stack {
    /// Names the project; starts nothing.
    ///
    /// # Errors
    /// When there is no Compose.
    pub fn new(root: &Path, project: String, environment: Images) -> anyhow::Result<Self> {
        Ok(Self { compose: compose()?, root: root.to_owned(), project, environment })
    }

    /// Brings everything up and waits until all services say that they are healthy.
    ///
    /// # Errors
    /// When a part does not come up, with the logs of all.
    pub fn up(&self) -> anyhow::Result<Guard> {
        // An earlier run of this checkout may have been ended by force.
        self.down()?;
        let guard = Guard(Some(self.clone()));
        self.run(&["up", "--detach", "--no-build"])
            .with_context(|| format!("it does not come up\n{}", self.logs()))?;
        for service in crate::system::SERVICES {
            self.wait_until_healthy(service)?;
        }
        Ok(guard)
    }

    /// Ends a container by SIGKILL.
    ///
    /// # Errors
    /// When it was not running.
    pub fn kill(&self, service: &str) -> anyhow::Result<()> {
        let id = self.container(service)?;
        output(&mut docker(&["kill", "--signal", "KILL", &id]))?;
        // `docker kill` returns before the container is gone.
        output(&mut docker(&["wait", &id]))?;
        Ok(())
    }

    /// Starts a killed container again.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(&self, service: &str) -> anyhow::Result<()> {
        output(&mut docker(&["start", &self.container(service)?]))?;
        Ok(())
    }

    /// Stops a container by its stop signal, and says with which code it ended.
    ///
    /// # Errors
    /// When it cannot be stopped.
    pub fn stop(&self, service: &str) -> anyhow::Result<String> {
        let id = self.container(service)?;
        output(&mut docker(&["stop", "-t", "40", &id]))?;
        self.inspect(service, "{{.State.ExitCode}}")
    }

    /// Waits until a container's own health check holds.
    ///
    /// # Errors
    /// When it does not in five minutes, with the logs of all.
    pub fn wait_until_healthy(&self, service: &str) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let state = self.inspect(service, "{{.State.Status}} {{.State.Health.Status}}")?;
            if state == "running healthy" {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                bail!("{service} is {state} after {PATIENCE:?}\n{}", self.logs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// One fact about a container, as a template of `docker inspect`.
    ///
    /// # Errors
    /// When there is no such container.
    pub fn inspect(&self, service: &str, template: &str) -> anyhow::Result<String> {
        output(&mut docker(&["inspect", "--format", template, &self.container(service)?]))
    }

    /// Whether a program can be run in a container.
    ///
    /// # Errors
    /// When there is no such container.
    pub fn can_run(&self, service: &str, program: &str) -> anyhow::Result<bool> {
        Ok(succeeds(&mut docker(&["exec", &self.container(service)?, program, "-c", "true"])))
    }

    /// The last words of all containers.
    #[must_use]
    pub fn logs(&self) -> String {
        self.run(&["logs", "--no-color", "--tail", "80"]).unwrap_or_else(|it| it.to_string())
    }

    /// Removes the containers, their networks and their volumes.
    ///
    /// # Errors
    /// When something stays.
    pub fn down(&self) -> anyhow::Result<()> {
        self.run(&["down", "--volumes", "--remove-orphans", "--timeout", "10"])?;
        Ok(())
    }

    fn container(&self, service: &str) -> anyhow::Result<String> {
        let project = format!("label=com.docker.compose.project={}", self.project);
        let label = format!("label=com.docker.compose.service={service}");
        let found = output(&mut docker(&[
            "ps", "--all", "--quiet", "--filter", &project, "--filter", &label,
        ]))?;
        ensure!(!found.is_empty() && !found.contains('\n'), "no one container of {service}");
        Ok(found)
    }

    fn run(&self, words: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(self.compose[0]);
        command.args(&self.compose[1..]).args(["--project-name", &self.project]).args(words);
        command.current_dir(&self.root).envs(self.environment.iter().cloned());
        output(&mut command)
    }
}

impl Guard {
    /// Takes everything down.
    ///
    /// # Errors
    /// When something stays.
    pub fn down(mut self) -> anyhow::Result<()> {
        self.0.take().map_or(Ok(()), |it| it.down())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(stack) = self.0.take()
            && let Err(error) = stack.down()
        {
            eprintln!("containers of the project {} are left: {error}", stack.project);
        }
    }
}
