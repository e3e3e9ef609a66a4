//! Postgres refuses to run as root; then it runs as `nobody`.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
};

/// Another user that a child runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl User {
    /// Who Postgres must run as: none of ours to choose, unless we are root.
    #[must_use]
    pub fn for_postgres() -> Option<Self> {
        rustix::process::geteuid().is_root().then(Self::nobody)
    }

    fn nobody() -> Self {
        fs::read_to_string("/etc/passwd")
            .ok()
            .and_then(|text| text.lines().find_map(Self::nobody_of))
            .unwrap_or(Self { uid: 65534, gid: 65534 })
    }

    /// `nobody:x:65534:65534:…`, on a Mac `nobody:*:-2:-2:…`.
    fn nobody_of(line: &str) -> Option<Self> {
        let mut fields = line.split(':');
        if fields.next()? != "nobody" {
            return None;
        }
        let mut number = || fields.next()?.parse::<i64>().ok();
        let (_password, uid, gid) = (number(), number()?, number()?);
        let id = |it: i64| u32::try_from(it & 0xffff_ffff).expect("the mask leaves 32 bits");
        Some(Self { uid: id(uid), gid: id(gid) })
    }

    /// Whether this user can enter the folder and make a file in it.
    pub(crate) fn may_write(user: Option<Self>, folder: &Path) -> bool {
        Self::can(user, "cd \"$1\" && : >probe && rm probe", folder)
    }

    /// Whether this user can start the program.
    pub(crate) fn may_run(user: Option<Self>, program: &Path) -> bool {
        Self::can(user, "exec \"$1\" --version", program)
    }

    fn can(user: Option<Self>, script: &str, path: &Path) -> bool {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script, "sh"]).arg(path).current_dir("/");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Self::take(user, &mut command);
        command.status().is_ok_and(|it| it.success())
    }

    /// Makes the command run as that user.
    pub(crate) fn take(user: Option<Self>, command: &mut Command) {
        if let Some(user) = user {
            command.uid(user.uid).gid(user.gid);
        }
    }

    /// Gives that user the file or folder.
    pub(crate) fn give(user: Option<Self>, path: &Path) -> std::io::Result<()> {
        user.map_or(Ok(()), |it| std::os::unix::fs::chown(path, Some(it.uid), Some(it.gid)))
    }
}

#[cfg(test)]
mod tests {
    use super::User;

    #[test]
    fn nobody_is_read_as_linux_and_as_a_mac_write_it() {
        let linux = User::nobody_of("nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin");
        assert_eq!(linux, Some(User { uid: 65534, gid: 65533 }));
        let mac = User::nobody_of("nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false");
        assert_eq!(mac, Some(User { uid: 4_294_967_294, gid: 4_294_967_294 }));
        assert_eq!(User::nobody_of("root:x:0:0:root:/root:/bin/bash"), None);
    }
}
