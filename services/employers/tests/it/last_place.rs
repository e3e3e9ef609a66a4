//! The last place of a workplace: 64 asks at once, from two processes. One is held, 63 are refused, none is lost.

mod child;
mod parent;

use std::collections::BTreeSet;

use event_log::{DbRole, EventLog, Order};
use futures::future::join_all;
use kernel::{Caller, CvrNumber, Ids, MunicipalityCode, PNumber, QuestionId, RequestId, Role};
use proto::{
    employers::events::v1::{PlaceRefusal, PlaceRefused, PlaceReserved},
    values_v1::Verdict,
};
use sqlx::{AssertSqlSafe, PgPool};
use testkit::{Database, ManualClock, RandomIds, day};

use self::parent::Process;
use crate::{
    placements::decoded,
    support::{CVR, P_NUMBER, TODAY},
};
use employers::application::{
    Employers, RecordHeadcount, RecordPlacesElsewhere, RegisterWorkplace,
};
use employers_domain::{
    streams::employer_id,
    values::{CompanyFactSource, Headcount, HeadcountLevel, HeadcountMethod, PlacesElsewhere},
};

const ASKS: usize = 64;
const FUNCTION: &str = include_str!("../../../../crates/event-log/migrations/0002_append.sql");

fn clock() -> std::sync::Arc<ManualClock> {
    std::sync::Arc::new(ManualClock::at("2018-03-01T11:00:00Z"))
}

/// What a reaction would order, with an id that is the question's: asked again it is the same command.
fn order(question: QuestionId) -> Order {
    let caller = testkit::caller("350", &[Role::System]);
    let caller = Caller { human: None, municipality: MunicipalityCode::CELL, ..caller };
    Order::called(caller, RequestId::new(question.uuid()), "employers.place_asks", &())
}

fn by_hand() -> Order {
    let id = RequestId::new(RandomIds.next());
    Order::called(testkit::caller("350", &[Role::Caseworker]), id, "tests.by_hand", &())
}

/// A workplace of 12 that may have two, of which others hold one: one place is left.
async fn one_left() -> (Database, EventLog) {
    let database = Database::new(employers::SCHEMAS).await;
    let log = database.log(employers::NAME, clock()).await;
    let it = Employers::new(log.clone(), database.pool(DbRole::Read), clock());
    let (cvr, p_number) = (CvrNumber::parse(CVR).unwrap(), PNumber::parse(P_NUMBER).unwrap());
    it.register_employer(&by_hand(), cvr).await.unwrap();
    let located_in = MunicipalityCode::parse("350").unwrap();
    let workplace = RegisterWorkplace { employer: employer_id(cvr), p_number, located_in };
    it.register_workplace(&by_hand(), workplace).await.unwrap();
    let headcount = Headcount {
        ordinary_employees: 12,
        level: HeadcountLevel::PNumber,
        method: HeadcountMethod::HeadsAverage,
        as_of: day(TODAY),
        source: CompanyFactSource::Employer,
    };
    let wanted = RecordHeadcount { p_number, expected: None, headcount };
    it.record_headcount(&by_hand(), wanted).await.unwrap();
    let (as_of, source) = (day(TODAY), CompanyFactSource::OtherSystem);
    let elsewhere = PlacesElsewhere { places: 1, as_of, source };
    let wanted = RecordPlacesElsewhere { p_number, expected: None, elsewhere };
    it.record_places_elsewhere(&by_hand(), wanted).await.unwrap();
    (database, log)
}

/// Two processes, each with half of the questions.
struct Race {
    processes: [Process; 2],
    questions: [Vec<String>; 2],
}

impl Race {
    async fn between(database: &Database) -> Self {
        let processes = [Process::start(database).await, Process::start(database).await];
        let half = || (0..ASKS / 2).map(|_| RandomIds.next().to_string()).collect();
        Self { processes, questions: [half(), half()] }
    }

    /// Both ask at once. The log is held until both have decided on the same ledger and stand before it, so they
    /// meet on every machine.
    async fn meet(&mut self, superuser: &PgPool) -> Vec<String> {
        let mut holder = superuser.begin().await.unwrap();
        let hold = "SELECT pg_advisory_xact_lock(1245667186, 1)";
        sqlx::query(hold).execute(&mut *holder).await.unwrap();
        for (process, questions) in self.processes.iter_mut().zip(&self.questions) {
            process.say(&questions.join(" ")).await;
        }
        both_wait(superuser).await;
        holder.rollback().await.unwrap();
        join_all(self.processes.iter_mut().map(Process::hear)).await
    }

    /// Each asks once more what the other has asked.
    async fn again(&mut self) -> Vec<String> {
        for (process, questions) in self.processes.iter_mut().zip(self.questions.iter().rev()) {
            process.say(&questions.join(" ")).await;
        }
        join_all(self.processes.iter_mut().map(Process::hear)).await
    }

    fn asked(&self) -> BTreeSet<String> {
        self.questions.iter().flatten().cloned().collect()
    }
}

async fn both_wait(superuser: &PgPool) {
    let waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1245667186 \
                   AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let both = async {
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(superuser).await.unwrap() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(crate::support::PATIENCE, both).await.expect("both come to the log");
}

async fn answers(log: &EventLog) -> (Vec<PlaceReserved>, Vec<PlaceRefused>) {
    let events = log.read(0, 10_000).await.unwrap();
    (events.iter().filter_map(decoded).collect(), events.iter().filter_map(decoded).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_asks_from_two_processes_one_is_held_and_63_are_refused() {
    let (database, log) = one_left().await;
    let mut race = Race::between(&database).await;
    assert_eq!(race.meet(&database.superuser()).await, ["answered 32, failed 0"; 2]);

    let (reserved, refused) = answers(&log).await;
    assert_eq!((reserved.len(), refused.len()), (1, ASKS - 1));
    let answered = reserved.iter().map(|it| &it.question_id);
    let answered = answered.chain(refused.iter().map(|it| &it.question_id)).cloned();
    assert_eq!(answered.collect::<BTreeSet<_>>(), race.asked(), "every question has its answer");
    for it in &refused {
        assert_eq!(it.reason(), PlaceRefusal::Ratio);
        let proof = it.proof.unwrap();
        let counted = (proof.supported_here, proof.supported_elsewhere, proof.allowed);
        assert_eq!(counted, (1, Some(1), Some(2)));
        assert!(it.findings.iter().any(|it| it.verdict() == Verdict::Breach));
    }

    assert_eq!(race.again().await, ["answered 32, failed 0"; 2]);
    assert_eq!(answers(&log).await, (reserved, refused), "asked again, nothing changes");
    assert_eq!(log.verify().await.unwrap().divergence, None);
}

/// Taken out of the log: the look whether a stream has moved, and the index that would not have it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_version_check_and_its_index_the_last_place_is_held_more_than_once() {
    let (database, log) = one_left().await;
    let check =
        "coalesce(now.version, 0) <> s.version OR now.kind <> s.kind OR now.event_id <> s.last";
    assert_eq!(FUNCTION.matches(check).count(), 1);
    let function = FUNCTION
        .replacen("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
        .replacen(check, "false", 1);
    let without = [
        function.as_str(),
        "ALTER TABLE log.event DROP CONSTRAINT event_stream",
        "CREATE INDEX event_stream ON log.event (stream_id, version)",
    ];
    for sql in without {
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(&database.pool(DbRole::Owner)).await.unwrap();
    }
    let mut race = Race::between(&database).await;
    let told = race.meet(&database.superuser()).await;
    let (reserved, refused) = answers(&log).await;
    assert!(reserved.len() > 1, "{} held, {told:?}", reserved.len());
    eprintln!("seen red: {} held and {} refused, {told:?}", reserved.len(), refused.len());
}
