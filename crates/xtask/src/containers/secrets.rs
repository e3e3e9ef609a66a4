//! Keys and passwords for one set of containers: one file each, and a development issuer of tokens.

use std::{
    fs::{self, DirBuilder},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, ensure};
use auth::{DevIssuer, DevToken};
use kernel::{Role, Timestamp, Uuid};

use crate::system::SERVICES;

/// As `docker-compose.yml` has them when nothing else is said.
const ISSUER: &str = "https://issuer.jobbro.invalid";
const AUDIENCE: &str = "jobbro";

/// The folder, and the issuer whose public key lies in it.
pub struct Secrets {
    folder: PathBuf,
    issuer: DevIssuer,
}

impl Secrets {
    /// Makes what is missing in the folder; what is there stays, so that a system's data stays readable.
    ///
    /// # Errors
    /// When a file cannot be written or read.
    pub fn make(folder: &Path) -> anyhow::Result<Self> {
        // The files are mounted into containers whose users are not known here, so the folder keeps others out
        // and the files let all read.
        if !folder.is_dir() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let mut names = vec!["postgres_password".to_owned()];
        for service in SERVICES {
            names.push(format!("{service}_migrate_password"));
            names.push(format!("{service}_serve_password"));
        }
        for name in names {
            keep(&folder.join(name), || servers::random_hex(24))?;
        }
        for service in SERVICES {
            // 32 bytes.
            keep(&folder.join(format!("{service}_root_key")), || servers::random_hex(32))?;
        }
        let key = folder.join("issuer_private_key");
        keep(&key, || hex::encode(DevIssuer::new(ISSUER, AUDIENCE).private_key()))?;
        // This one goes into no container.
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600))?;
        let private = hex::decode(fs::read_to_string(&key)?.trim()).context("no private key")?;
        let issuer = DevIssuer::of(ISSUER, AUDIENCE, &private).context("no private key")?;
        keep(&folder.join("issuer_keys"), || issuer.jwks())?;
        ensure!(
            fs::read_to_string(folder.join("issuer_keys"))? == issuer.jwks(),
            "issuer_keys does not belong to issuer_private_key in {}",
            folder.display()
        );
        Ok(Self { folder: folder.to_owned(), issuer })
    }

    /// Where they are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A signed token, good for a day. A decider is another human than everyone else.
    #[expect(clippy::disallowed_methods, reason = "a token is valid from now")]
    #[must_use]
    pub fn token(&self, municipality: &str, roles: &[Role]) -> String {
        let decides = roles.contains(&Role::Decider);
        let human: &[u8] = if decides { b"jobbro:decider" } else { b"jobbro:developer" };
        let token = DevToken {
            human: Some(Uuid::new_v5(&Uuid::NAMESPACE_URL, human)),
            client: "jobbro-development",
            municipality,
            roles,
            on_behalf_of: None,
            lifetime: Duration::from_hours(24),
        };
        self.issuer.token(Timestamp::now(), &token)
    }
}

fn keep(file: &Path, make: impl FnOnce() -> String) -> anyhow::Result<()> {
    if file.exists() {
        return Ok(());
    }
    fs::write(file, make()).with_context(|| format!("cannot write {}", file.display()))?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o444))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_and_nobody_else_can_enter_the_folder() {
        let folder = servers::PrivateFolder::new("secrets-test", None).unwrap();
        let inside = folder.path().join("secrets");
        let first = Secrets::make(&inside).unwrap();
        let read = |name: &str| fs::read_to_string(inside.join(name)).unwrap();
        let (key, root) = (first.issuer.kid(), read("citizens_root_key"));
        assert_eq!(root.len(), 64);
        let second = Secrets::make(&inside).unwrap();
        assert_eq!(second.issuer.kid(), key);
        assert_eq!(read("citizens_root_key"), root);
        assert_ne!(read("citizens_serve_password"), read("reporting_serve_password"));
        let mode = |it: &Path| fs::metadata(it).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&inside), 0o700);
        assert_eq!(mode(&inside.join("issuer_private_key")), 0o600);
        folder.remove().unwrap();
    }
}
