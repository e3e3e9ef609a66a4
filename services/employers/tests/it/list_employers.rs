//! `ListEmployers`: order, pages, tokens.

use proto::employers::v1::ListEmployersRequest;

use crate::support::{System, User, cvr, wrong_fields};

fn page(page_size: i32, page_token: &str) -> ListEmployersRequest {
    ListEmployersRequest { page_size, page_token: page_token.to_owned() }
}

/// All CVR numbers, page by page.
async fn all(user: &User, size: i32, token: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), String::new());
    loop {
        let answer = user.list_employers(page(size, &next), token).await.unwrap();
        assert!(answer.employers.len() <= usize::try_from(size).unwrap());
        found.extend(answer.employers.into_iter().map(|it| it.cvr));
        next = answer.next_page_token;
        if next.is_empty() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_any_size_give_the_same_list_by_number_to_every_municipality() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let expected: Vec<String> = (0..10).map(cvr).collect();
    let mut token = String::new();
    for at in [3, 0, 9, 1, 8, 2, 7, 4, 6, 5] {
        let user = if at % 2 == 0 { &lejre } else { &jammerbugt };
        token = user.new_employer(&expected[at]).await.token;
    }
    for size in [1, 3, 9, 10, 11, 200] {
        for user in [&lejre, &jammerbugt] {
            assert_eq!(all(user, size, &token).await, expected, "pages of {size}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_registered_between_two_pages_is_in_its_place_or_was_passed() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let mut token = String::new();
    for at in [2, 4, 6] {
        token = lejre.new_employer(&cvr(at)).await.token;
    }
    let first = lejre.list_employers(page(2, ""), &token).await.unwrap();
    for at in [1, 5] {
        token = lejre.new_employer(&cvr(at)).await.token;
    }
    let second = lejre.list_employers(page(200, &first.next_page_token), &token).await.unwrap();
    let found = first.employers.into_iter().chain(second.employers).map(|it| it.cvr);
    let expected: Vec<_> = [2, 4, 5, 6].map(cvr).into();
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert_eq!(second.next_page_token, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_token_of_another_making_and_a_size_beyond_the_limits_are_named() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let mut last = String::new();
    for at in 0..3 {
        last = lejre.new_employer(&cvr(at)).await.token;
    }
    let token = lejre.list_employers(page(1, ""), &last).await.unwrap().next_page_token;
    assert!(!token.is_empty());
    let mut forged = token.clone();
    forged.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
    for (field, page) in [
        ("page_token", page(1, &forged)),
        ("page_token", page(1, "x")),
        ("page_size", page(-1, "")),
        ("page_size", page(201, "")),
    ] {
        let status = lejre.list_employers(page, &last).await.unwrap_err();
        assert_eq!(wrong_fields(&status), [field]);
    }
    // The list is one for the cell, so another municipality may go on.
    let rest = system.caseworker("849").list_employers(page(0, &token), &last).await.unwrap();
    assert_eq!(rest.employers.len(), 2);
}
