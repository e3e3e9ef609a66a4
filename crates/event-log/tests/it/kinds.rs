//! A stream is of one kind; as another kind it does not exist.

use event_log::{ExecuteError, Fault};

use crate::{
    tally::Command::{Add, Open},
    work::{Step::*, *},
};

#[tokio::test]
async fn a_stream_of_another_kind_is_as_none_and_cannot_be_recorded_on() {
    let (database, log) = new_log().await;
    let (tally, other) = (id(), id());
    done(&log, [Do(tally, Open)]).await;
    let elsewhere = database.log("tests", clock()).await;
    for log in [&log, &elsewhere] {
        // Looking at it is no conflict, though it has a version.
        done(log, [LoadOther(tally), Do(id(), Open)]).await;
        let told = execute(log, [DoOther(tally)]).await;
        assert!(matches!(told, Err(ExecuteError::Conflict)), "{told:?}");
    }
    done(&log, [DoOther(other)]).await;
    assert_eq!(refusal(execute(&log, [Do(other, Add(1))]).await), No::NotOpen);
    let told = execute(&log, [Do(other, Open)]).await;
    assert!(matches!(told, Err(ExecuteError::Conflict)), "{told:?}");
    whole(&log).await;
}

#[tokio::test]
async fn two_kinds_at_once_on_a_new_stream_leave_one() {
    let (_database, log) = new_log().await;
    let stream = id();
    let one = [Do(stream, Open)];
    let other = [DoOther(stream)];
    let (one, other) = tokio::join!(execute(&log, one), execute(&log, other));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(whole(&log).await, 1);
}

#[tokio::test]
async fn a_use_case_that_records_on_what_it_has_not_loaded_is_a_fault() {
    struct Wrong;
    impl event_log::Handle for Wrong {
        type Answer = Answer;
        type Refusal = No;
        async fn handle(
            &self,
            session: &mut event_log::Session,
        ) -> Result<Answer, event_log::Stop<No>> {
            let events = [crate::tally::Event::Opened];
            session.record::<crate::tally::TallyCodec>(id(), "350", &events);
            Ok(Answer::default())
        }
        fn claimed(&self, taken: &event_log::Taken) -> No {
            No::Claimed(taken.clone())
        }
    }
    let (_database, log) = new_log().await;
    let told = fault(log.execute(&order(), &Wrong).await);
    assert!(matches!(told, Fault::UseCase(_)), "{told:?}");
    assert_eq!(log.head().await.unwrap().position, 0);
}
