//! Free ports that stay ours while a server is down.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    net::{Ipv4Addr, TcpListener},
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
};

use anyhow::Context as _;

use crate::random_hex;

/// Below the ports that systems hand out to outgoing connections, so that none of these takes the port of a server
/// that is down for a moment (a client could even connect to itself).
const FIRST: u16 = 15_000;
const COUNT: u16 = 15_000;

/// A port on 127.0.0.1 that no other process of ours picks while this value lives.
#[derive(Debug)]
pub struct Port {
    number: u16,
    _lock: File,
}

impl Port {
    /// A free one.
    ///
    /// # Errors
    /// When none can be found.
    pub fn free() -> anyhow::Result<Self> {
        let folder = folder()?;
        for _ in 0..500 {
            let drawn = u64::from_str_radix(&random_hex(4), 16).context("hex digits")?;
            let offset = u16::try_from(drawn % u64::from(COUNT)).context("below the count")?;
            if let Some(port) = Self::claim(&folder, FIRST + offset)? {
                return Ok(port);
            }
        }
        anyhow::bail!("no free port from {FIRST} on")
    }

    fn claim(folder: &std::path::Path, number: u16) -> anyhow::Result<Option<Self>> {
        let path = folder.join(number.to_string());
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let lock = lock.with_context(|| format!("cannot open {}", path.display()))?;
        let ours = lock.try_lock().is_ok();
        let free = ours && TcpListener::bind((Ipv4Addr::LOCALHOST, number)).is_ok();
        Ok(free.then_some(Self { number, _lock: lock }))
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }
}

/// Empty files whose locks say which ports are taken; a lock ends with its process.
fn folder() -> anyhow::Result<PathBuf> {
    let uid = rustix::process::geteuid().as_raw();
    let folder = std::env::temp_dir().join(format!("jobbro-ports-{uid}"));
    if let Err(error) = DirBuilder::new().mode(0o700).create(&folder) {
        let there = fs::metadata(&folder).is_ok_and(|it| it.is_dir());
        anyhow::ensure!(there, "cannot make {}: {error}", folder.display());
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{Port, folder};

    #[test]
    fn a_port_that_is_held_is_not_given_out_again() {
        let held = Port::free().unwrap();
        assert!(Port::claim(&folder().unwrap(), held.number()).unwrap().is_none());
        let number = held.number();
        drop(held);
        assert!(Port::claim(&folder().unwrap(), number).unwrap().is_some());
    }
}
