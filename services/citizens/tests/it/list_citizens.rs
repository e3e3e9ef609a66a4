//! `ListCitizens`: order, pages, filter, tokens.

use proto::citizens::v1::ListCitizensRequest;
use tonic::Code;

use crate::support::{
    System, TODAY, User, end_programme, number, register, start_programme, wrong_fields,
};

fn page(page_size: i32, page_token: &str, in_programme: bool) -> ListCitizensRequest {
    ListCitizensRequest { page_size, page_token: page_token.to_owned(), in_programme }
}

/// All ids, page by page.
async fn all(user: &User, size: i32, in_programme: bool, token: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), String::new());
    loop {
        let answer = user.list(page(size, &next, in_programme), token).await.unwrap();
        assert!(answer.citizens.len() <= usize::try_from(size).unwrap());
        found.extend(answer.citizens.into_iter().map(|it| it.citizen_id));
        next = answer.next_page_token;
        if next.is_empty() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_any_size_give_the_same_list_in_the_order_of_registration() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let (mut expected, mut token) = (Vec::new(), String::new());
    for serial in 0..10 {
        let done = lejre.register(register(&number(serial))).await.unwrap();
        expected.push(done.answer.citizen_id);
        token = jammerbugt.register(register(&number(100 + serial))).await.unwrap().token;
    }
    for size in [1, 2, 5, 9, 10, 11, 200] {
        assert_eq!(all(&lejre, size, false, &token).await, expected, "pages of {size}");
    }
    assert_eq!(all(&jammerbugt, 3, false, &token).await.len(), 10);
    assert!(all(&system.caseworker("217"), 5, false, &token).await.is_empty());
    // A list opens nothing.
    let look_ups: i64 = sqlx::query_scalar("SELECT count(*) FROM log.lookup")
        .fetch_one(&system.db().superuser())
        .await
        .unwrap();
    assert_eq!(look_ups, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_registered_between_two_pages_comes_at_the_end() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let mut expected = Vec::new();
    let mut token = String::new();
    for serial in 0..4 {
        let done = lejre.new_citizen(&number(serial)).await;
        (token, expected) = (done.token, [expected, vec![done.answer]].concat());
    }
    let first = lejre.list(page(2, "", false), &token).await.unwrap();
    let late = lejre.new_citizen(&number(4)).await;
    expected.push(late.answer);
    let second = lejre.list(page(200, &first.next_page_token, false), &late.token).await.unwrap();
    let found = first.citizens.into_iter().chain(second.citizens).map(|it| it.citizen_id);
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_filter_leaves_those_whose_programme_runs_today() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    lejre.responsible_for(&number(1), "2015-09-01").await;
    let running = lejre.in_programme(&number(2), "2015-09-01").await;
    let from_today = lejre.in_programme(&number(3), TODAY).await;
    let ended_yesterday = lejre.in_programme(&number(4), "2015-09-01").await;
    lejre.end_programme(end_programme(&ended_yesterday, "2016-02-29")).await.unwrap();
    let ends_today = lejre.in_programme(&number(5), "2015-09-01").await;
    lejre.end_programme(end_programme(&ends_today, TODAY)).await.unwrap();
    let again = lejre.in_programme(&number(6), "2015-09-01").await;
    lejre.end_programme(end_programme(&again, "2015-12-31")).await.unwrap();
    let done = lejre.start_programme(start_programme(&again, "2016-02-01")).await.unwrap();

    let expected = [running, from_today, ends_today, again];
    for size in [1, 2, 5] {
        assert_eq!(all(&lejre, size, true, &done.token).await, expected, "pages of {size}");
    }
    assert_eq!(all(&lejre, 5, false, &done.token).await.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_token_is_bound_to_municipality_and_filter() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    for serial in 0..3 {
        lejre.new_citizen(&number(serial)).await;
    }
    let last = jammerbugt.new_citizen(&number(9)).await.token;
    let token = lejre.list(page(1, "", false), &last).await.unwrap().next_page_token;
    assert!(!token.is_empty());
    let mut forged = token.clone();
    forged.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
    for (user, page) in [
        (&jammerbugt, page(1, &token, false)),
        (&lejre, page(1, &token, true)),
        (&lejre, page(1, &forged, false)),
        (&lejre, page(1, "x", false)),
    ] {
        let status = user.list(page, &last).await.unwrap_err();
        assert_eq!(wrong_fields(&status), ["page_token"]);
    }
    // Another size and another caseworker of the municipality may go on.
    let rest = system.caseworker("350").list(page(5, &token, false), &last).await.unwrap();
    assert_eq!(rest.citizens.len(), 2);
    assert!(rest.next_page_token.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_size_of_a_page_has_limits() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let token = lejre.new_citizen(&number(1)).await.token;
    for size in [-1, 201] {
        let status = lejre.list(page(size, "", false), &token).await.unwrap_err();
        assert_eq!(wrong_fields(&status), ["page_size"]);
        assert_eq!(status.code(), Code::InvalidArgument);
    }
    for size in [0, 1, 200] {
        let listed = lejre.list(page(size, "", false), &token).await.unwrap();
        assert_eq!(listed.citizens.len(), 1);
    }
}
