//! What a process does for the test: a service's use cases over a log of its own.

use std::{sync::Arc, time::Duration};

use employers::application::Employers;
use employers_domain::{
    quota_ledger::Ask,
    values::{MeasureKind, PlaceBasis},
};
use event_log::{DbRole, EventLog, ExecuteError, Pools, RootKey, Settings};
use kernel::{CvrNumber, PNumber, QuestionId};
use sqlx::postgres::PgConnectOptions;
use testkit::{RandomIds, day};

use super::{clock, order, parent::MARK};
use crate::support::{CVR, P_NUMBER};

#[test]
#[ignore = "a child process of other tests"]
fn child_process() {
    let Ok(url) = std::env::var("JOBBRO_CHILD_URL") else { return };
    let key = std::env::var("JOBBRO_CHILD_KEY").unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let employers = open(&url.parse().unwrap(), &key).await;
        say("open");
        while let Some(line) = next_line().await {
            let asking = line.split_whitespace().map(|it| {
                let (employers, question) = (employers.clone(), it.parse().unwrap());
                tokio::spawn(async move { answered(&employers, question).await })
            });
            let told = futures::future::join_all(asking).await;
            let answered = told.iter().filter(|it| matches!(it, Ok(true))).count();
            say(&format!("answered {answered}, failed {}", told.len() - answered));
        }
    });
}

/// Asks until there is an answer, as a reaction does; whether there was one.
async fn answered(employers: &Employers, question: QuestionId) -> bool {
    loop {
        match employers.answer_ask(&order(question), ask(question)).await {
            Ok(_) => return true,
            Err(ExecuteError::Busy | ExecuteError::Conflict) => {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Err(other) => {
                eprintln!("{question}: {other:?}");
                return false;
            }
        }
    }
}

/// Of one whose programme has ended.
fn ask(question: QuestionId) -> Ask {
    Ask {
        question,
        cvr: CvrNumber::parse(CVR).unwrap(),
        p_number: PNumber::parse(P_NUMBER).unwrap(),
        measure: MeasureKind::Internship,
        basis: PlaceBasis::Lab,
        first_day: day("2018-03-05"),
        last_day: day("2018-04-01"),
        weekly_hours: None,
    }
}

async fn open(options: &PgConnectOptions, key: &str) -> Employers {
    let of = |role| event_log::pool(options.clone(), role, 3);
    let pools = Pools {
        append: of(DbRole::Append),
        project: of(DbRole::Project),
        vault: of(DbRole::Vault),
    };
    let root = RootKey::read(key.as_ref()).unwrap();
    let settings = Settings::of(employers::NAME);
    let log = EventLog::open(settings, pools, root, clock(), Arc::new(RandomIds)).await.unwrap();
    Employers::new(log, of(DbRole::Read), clock())
}

fn say(line: &str) {
    println!("{MARK}{line}");
}

async fn next_line() -> Option<String> {
    tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).ok().filter(|it| *it > 0).map(|_| line)
    })
    .await
    .unwrap()
}
