//! Claims: the way to "only one".

use event_log::Taken;

use crate::{
    tally::Command::{Add, Open},
    work::{Step::*, *},
};

#[tokio::test]
async fn a_claim_has_one_holder_until_it_is_given_back() {
    let (database, log) = new_log().await;
    let (first, second) = (id(), id());
    let key = vec![1, 2, 3];
    let take = |stream| [Do(stream, Open), Take("cpr:1", key.clone(), stream)];
    done(&log, take(first)).await;
    let taken = Taken { claim: claim("cpr:1", &key), holder: "350".to_owned(), stream: first };
    assert_eq!(refusal(execute(&log, take(second)).await), No::Claimed(taken));
    assert_eq!(log.head().await.unwrap().position, 1);

    // Another kind or key is another claim.
    done(&log, [Do(second, Open), Take("cpr:2", key.clone(), second)]).await;
    // The same stream may take it again.
    done(&log, [Do(first, Add(1)), Take("cpr:1", key.clone(), first)]).await;
    done(&log, [Do(first, Add(1)), Release("cpr:1", key.clone())]).await;
    done(&log, [Do(second, Add(1)), Take("cpr:1", key.clone(), second)]).await;
    let held: Vec<(String, uuid::Uuid)> =
        sqlx::query_as("SELECT kind, stream_id FROM log.claim ORDER BY kind")
            .fetch_all(&database.superuser())
            .await
            .unwrap();
    assert_eq!(held, [("cpr:1".to_owned(), second), ("cpr:2".to_owned(), second)]);
}

#[tokio::test]
async fn a_claim_may_pass_from_one_stream_to_another_in_one_command() {
    let (_database, log) = new_log().await;
    let (first, second, third) = (id(), id(), id());
    let key = vec![7];
    done(&log, [Do(first, Open), Take("k", key.clone(), first)]).await;
    let passing = [
        Do(first, Add(1)),
        Do(second, Open),
        Take("k", key.clone(), second),
        Release("k", key.clone()),
    ];
    done(&log, passing).await;
    let refused = execute(&log, [Do(third, Open), Take("k", key.clone(), third)]).await;
    assert!(matches!(refusal(refused), No::Claimed(it) if it.stream == second));
}

#[tokio::test]
async fn one_command_cannot_take_a_claim_for_two_streams() {
    let (_database, log) = new_log().await;
    let (first, second) = (id(), id());
    let both = [
        Do(first, Open),
        Do(second, Open),
        Take("k", vec![1], first),
        Take("k", vec![1], first),
        Take("k", vec![1], second),
    ];
    assert!(matches!(refusal(execute(&log, both).await), No::Claimed(it) if it.stream == first));
    assert_eq!(log.head().await.unwrap().position, 0);
}

#[tokio::test]
async fn the_holder_is_who_the_stream_is_recorded_for_and_changes_with_it() {
    let (database, log) = new_log().await;
    let (own, shared) = (id(), id());
    done(&log, [Do(own, Open), Take("k", vec![1], own)]).await;
    done(&log, [DoShared(shared, Open), Take("k", vec![2], shared)]).await;
    let lejre = order_of(testkit::caller("849", &[kernel::Role::Caseworker]), id(), "body");
    let told = log.execute(&lejre, &Work::of([Take("k", vec![2], own)])).await;
    assert!(matches!(refusal(told), No::Claimed(it) if it.holder == "000" && it.stream == shared));
    // A take-over: the same stream takes its claim again, for another municipality.
    let over = order_of(testkit::caller("849", &[kernel::Role::Caseworker]), id(), "body");
    log.execute(&over, &Work::of([Take("k", vec![1], own)])).await.unwrap();
    let holder: String = sqlx::query_scalar("SELECT holder FROM log.claim WHERE key = '\\x01'")
        .fetch_one(&database.superuser())
        .await
        .unwrap();
    assert_eq!(holder, "849");
}
