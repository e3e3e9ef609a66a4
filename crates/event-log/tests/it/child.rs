//! What a child process does for its parent.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use event_log::{DbRole, EventLog, ExecuteError, Pools, RootKey, Settings};
use kernel::{Ids, Uuid};
use sqlx::postgres::PgConnectOptions;
use testkit::RandomIds;

use crate::{
    parent::MARK,
    tally::Command::{Add, Close, Open},
    work::{Step::*, *},
};

#[test]
#[ignore = "a child process of other tests"]
fn child_process() {
    let Ok(url) = std::env::var("JOBBRO_CHILD_URL") else { return };
    let key = std::env::var("JOBBRO_CHILD_KEY").unwrap();
    let logs: usize = std::env::var("JOBBRO_CHILD_LOGS").unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options: PgConnectOptions = url.parse().unwrap();
        let opening = (0..logs).map(|_| open(&options, &key));
        let logs = futures::future::join_all(opening).await;
        say("open");
        while let Some(line) = next_line().await {
            let words: Vec<&str> = line.split_whitespace().collect();
            let said = match words.as_slice() {
                ["do", stream, what] => one(&logs[0], stream.parse().unwrap(), what).await,
                ["same", request, stream, times] => {
                    let (request, stream) = (request.parse().unwrap(), stream.parse().unwrap());
                    same(&logs, request, stream, times.parse().unwrap()).await
                }
                ["claim", times] => claiming(&logs, times.parse().unwrap()).await,
                ["load", callers, commands, hot @ ..] => {
                    let hot = hot.iter().map(|it| it.parse().unwrap()).collect();
                    load(&logs, callers.parse().unwrap(), commands.parse().unwrap(), hot).await
                }
                other => panic!("{other:?}"),
            };
            say(&said);
        }
    });
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

async fn open(options: &PgConnectOptions, key: &str) -> EventLog {
    let of = |role| event_log::pool(options.clone(), role, 3);
    let pools = Pools {
        append: of(DbRole::Append),
        project: of(DbRole::Project),
        vault: of(DbRole::Vault),
    };
    let root = RootKey::read(key.as_ref()).unwrap();
    EventLog::open(Settings::of("tests"), pools, root, clock(), Arc::new(RandomIds)).await.unwrap()
}

async fn one(log: &EventLog, stream: Uuid, what: &str) -> String {
    let command = match what {
        "open" => Open,
        "close" => Close,
        "add" => Add(1),
        other => panic!("{other}"),
    };
    match execute(log, [Do(stream, command)]).await {
        Ok(_) => "ok".to_owned(),
        Err(ExecuteError::Refused(why)) => format!("refused {why:?}"),
        Err(other) => format!("{other:?}"),
    }
}

/// The same command many times at once, over all logs: which answers there were.
async fn same(logs: &[EventLog], request: Uuid, stream: Uuid, times: usize) -> String {
    let asking = (0..times).map(|it| {
        let log = logs[it % logs.len()].clone();
        tokio::spawn(async move {
            let order = order_of(caller(), request, "body");
            let told = log.execute(&order, &Work::of([Do(stream, Add(1))])).await.unwrap();
            (told.answer.version, told.answer.sum, told.token.epoch, told.token.position)
        })
    });
    let answers = futures::future::join_all(asking).await;
    let different: BTreeSet<_> = answers.into_iter().map(Result::unwrap).collect();
    format!("{different:?}")
}

/// Many registrations with one claim, and strangers among them: how many of each went how.
async fn claiming(logs: &[EventLog], times: usize) -> String {
    let asking = (0..times * 2).map(|it| {
        let log = logs[it % logs.len()].clone();
        tokio::spawn(async move {
            let stream = id();
            if it % 2 == 1 {
                return execute(&log, [Do(stream, Open)])
                    .await
                    .map_or_else(|other| format!("stranger {other:?}"), |_| "stranger".to_owned());
            }
            match execute(&log, [Do(stream, Open), Take("cpr:1", vec![7; 32], stream)]).await {
                Ok(_) => "won".to_owned(),
                Err(ExecuteError::Refused(No::Claimed(taken))) => {
                    assert_eq!((taken.claim.key.len(), taken.holder.as_str()), (32, "350"));
                    "claimed".to_owned()
                }
                Err(other) => format!("registration {other:?}"),
            }
        })
    });
    let mut ends: Vec<String> =
        futures::future::join_all(asking).await.into_iter().map(Result::unwrap).collect();
    ends.sort_unstable();
    let groups = ends.chunk_by(|a, b| a == b).map(|it| format!("{} {}", it.len(), it[0]));
    groups.collect::<Vec<_>>().join(", ")
}

/// Callers that each carry out their commands, whatever happens to the server, and sometimes walk away in the
/// middle of one to ask again. Every command is one event.
async fn load(logs: &[EventLog], callers: usize, commands: usize, hot: Vec<Uuid>) -> String {
    let walked_away = Arc::new(AtomicUsize::new(0));
    let calling = (0..callers).map(|caller| {
        let log = logs[caller % logs.len()].clone();
        let hot = hot.clone();
        let walked_away = Arc::clone(&walked_away);
        tokio::spawn(async move {
            let own = id();
            carry_out(&log, own, None, &walked_away).await;
            for number in 1..commands {
                let stream = if number % 4 == 0 { hot[number / 4 % hot.len()] } else { own };
                let claim = (number % 5 == 0).then(|| vec![u8::try_from(number).unwrap()]);
                carry_out(&log, stream, claim, &walked_away).await;
            }
        })
    });
    for it in futures::future::join_all(calling).await {
        it.unwrap();
    }
    format!("done {}, walked away {}", callers * commands, walked_away.load(Ordering::SeqCst))
}

async fn carry_out(log: &EventLog, stream: Uuid, claim: Option<Vec<u8>>, walked: &AtomicUsize) {
    let order = order();
    let mut steps = vec![Count(stream)];
    // Its own claim, so that claims are taken and kept under load.
    steps.extend(claim.map(|it| Take("load", [it, stream.as_bytes().to_vec()].concat(), stream)));
    let work = Work::of(steps);
    let mut pause = Duration::from_millis(1);
    loop {
        let random = RandomIds.next().as_u128() & 0xfff;
        let asking = log.execute(&order, &work);
        let told = if random.is_multiple_of(3) {
            let patience = Duration::from_micros(u64::try_from(random).unwrap() * 4);
            let Ok(told) = tokio::time::timeout(patience, asking).await else {
                walked.fetch_add(1, Ordering::SeqCst);
                continue;
            };
            told
        } else {
            asking.await
        };
        match told {
            Ok(_) => return,
            // Postgres is gone for a moment, or others are faster: as every client must, ask again.
            Err(ExecuteError::Conflict | ExecuteError::Busy | ExecuteError::Fault(_)) => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(200));
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}
