//! The day for registering passes without: said once for each, by any number of processes, over restarts.

use std::time::Duration;

use ::placements::{application::Placements, timers::Registrations};
use event_log::{DbRole, Origin, Trigger};
use kernel::{Clock, Role};
use projections::Timer;
use proto::{placements::v1::ListIgusRequest, values_v1::Verdict};
use sqlx::PgPool;
use std::sync::Arc;
use testkit::{ManualClock, RandomIds};

use crate::igu_support::{
    CONCLUDED, FIRST_DAY, System, User, annul, cancel, conclude, id, plan, register, start, stop,
};

/// A timer as another process has it: by hand, on the same log and rows.
fn timer(system: &System, today: &str) -> (Registrations, PgPool) {
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(&format!("{today}T11:00:00Z")));
    let read = system.db().pool(DbRole::Read);
    let placements = Placements::new(system.log().clone(), read, clock, Arc::new(RandomIds));
    (Registrations::new(placements), system.db().pool(DbRole::Project))
}

async fn overdue(system: &System) -> usize {
    system.events().await.iter().filter(|it| *it == "IguRegistrationOverdue").count()
}

/// Waits until the read model has folded all that is in the log.
async fn folded(user: &User) {
    let token = user.plan(plan(&id())).await.unwrap().token;
    user.list(ListIgusRequest::default(), &token).await.unwrap();
}

async fn listed_overdue(user: &User) -> Vec<String> {
    folded(user).await;
    let message =
        ListIgusRequest { registration_overdue: true, page_size: 200, ..Default::default() };
    let answer = user.list(message, "").await.unwrap();
    answer.igus.into_iter().map(|it| it.igu_id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_overdue_on_the_day_after_the_last_one_and_not_before() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.concluded(&lejre, &id()).await;
    folded(&lejre).await;
    let (timer_on_the_day, pool) = timer(&system, "2017-03-20");
    timer_on_the_day.look(&pool).await.unwrap();
    assert_eq!(overdue(&system).await, 0);
    assert!(listed_overdue(&lejre).await.is_empty());
    let (timer_after, pool) = timer(&system, "2017-03-21");
    timer_after.look(&pool).await.unwrap();
    assert_eq!(overdue(&system).await, 1);
    assert_eq!(listed_overdue(&lejre).await, [igu.as_str()]);
    let said = system.log().read(0, 1000).await.unwrap();
    let said = said.iter().find(|it| it.type_name.ends_with("IguRegistrationOverdue")).unwrap();
    assert_eq!((said.trigger, said.origin), (Trigger::Timer, Origin::Live));
    assert_eq!(said.municipality, "350");
    assert_eq!(said.stream_id.to_string(), igu);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_running_service_says_it_by_itself() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    system.concluded(&lejre, &id()).await;
    system.today_is("2017-03-21");
    for _ in 0..600 {
        if overdue(&system).await == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a minute passed, and nothing was said");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_was_concluded_here_and_stands_unregistered_is_overdue() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.plan(plan(&id())).await.unwrap();
    system.running_igu(&lejre, &id()).await;
    let cancelled = system.concluded(&lejre, &id()).await;
    lejre.cancel(cancel(&cancelled)).await.unwrap();
    let annulled = system.concluded(&lejre, &id()).await;
    lejre.annul(annul(&annulled)).await.unwrap();
    // Taken on from an older system: no timer runs for it, whoever planned it.
    let migrator = system.user("350", &[Role::Caseworker, Role::Migrator]);
    let migrated = system.planned(&lejre, &id(), FIRST_DAY).await;
    migrator.conclude(conclude(&migrated, CONCLUDED)).await.unwrap();
    // That it ended does not end the duty to register it.
    let stopped = system.concluded(&lejre, &id()).await;
    lejre.start(start(&stopped)).await.unwrap();
    lejre.stop(stop(&stopped, "2017-03-09")).await.unwrap();
    folded(&lejre).await;
    let (timer, pool) = timer(&system, "2017-04-01");
    timer.look(&pool).await.unwrap();
    assert_eq!(listed_overdue(&lejre).await, [stopped]);
    assert_eq!(overdue(&system).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_registration_is_accepted_and_warns_and_ends_it() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.concluded(&lejre, &id()).await;
    folded(&lejre).await;
    let (timer, pool) = timer(&system, "2017-03-21");
    timer.look(&pool).await.unwrap();
    let token = lejre.plan(plan(&id())).await.unwrap().token;
    assert!(lejre.summary(&igu, &token).await.registration_overdue);
    system.today_is("2017-03-25");
    let lejre = system.caseworker("350");
    let done = lejre.register(register(&igu, "2017-03-21")).await.unwrap();
    let verdicts: Vec<_> = done
        .answer
        .findings
        .iter()
        .filter_map(|it| it.finding.as_ref().map(proto::values_v1::Finding::verdict))
        .collect();
    assert_eq!(verdicts, [Verdict::Warns]);
    let shown = lejre.summary(&igu, &done.token).await;
    assert!(!shown.registration_overdue && shown.registered_on.is_some());
    assert!(listed_overdue(&lejre).await.is_empty());
    // Nothing more comes of it.
    timer.look(&pool).await.unwrap();
    assert_eq!(overdue(&system).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_timers_say_each_once_though_the_read_model_lags() {
    let mut system = System::start().await;
    let mut igus = Vec::new();
    for municipality in ["350", "621"] {
        let user = system.caseworker(municipality);
        for _ in 0..23 {
            igus.push(system.concluded(&user, &id()).await);
        }
        folded(&user).await;
    }
    let beside = system.beside().await;
    let timers: Vec<_> = (0..4).map(|_| timer(&system, "2017-03-21")).collect();
    for _ in 0..3 {
        let looks = timers.iter().map(|(timer, pool)| timer.look(pool));
        for look in futures::future::join_all(looks).await {
            look.unwrap();
        }
    }
    assert_eq!(overdue(&system).await, igus.len());
    drop(beside);
    // The next process finds nothing to say.
    system.restart(|system| system.today_is("2017-04-01")).await;
    let lejre = system.caseworker("350");
    assert_eq!(listed_overdue(&lejre).await.len(), 23);
    let (timer, pool) = timer(&system, "2017-04-01");
    timer.look(&pool).await.unwrap();
    assert_eq!(overdue(&system).await, igus.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timer_leaves_what_another_has_locked() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let locked = system.concluded(&lejre, &id()).await;
    let free = system.concluded(&lejre, &id()).await;
    folded(&lejre).await;
    let mut other = system.db().superuser().begin().await.unwrap();
    sqlx::query("SELECT FROM igus_v1.igus WHERE igu_id = $1::uuid FOR UPDATE")
        .bind(&locked)
        .execute(&mut *other)
        .await
        .unwrap();
    let (timer, pool) = timer(&system, "2017-03-21");
    let look = tokio::time::timeout(Duration::from_mins(1), timer.look(&pool));
    look.await.expect("it does not wait for the other").unwrap();
    assert_eq!(system.events_of(&free).await.last().unwrap(), "IguRegistrationOverdue");
    assert_eq!(system.events_of(&locked).await.last().unwrap(), "IguAgreementConcluded");
    other.rollback().await.unwrap();
    timer.look(&pool).await.unwrap();
    assert_eq!(overdue(&system).await, 2);
}
