//! `GetPlacement` and `ListPlacements`: purpose, look-up rows, erased persons, order, pages, filters.

use kernel::Uuid;
use proto::{
    placements::v1::{ListPlacementsRequest, PlacementState},
    values_v1::Purpose,
};
use tonic::Code;

use crate::{
    igu_support::{id, refused, wrong_fields},
    support::{Worker, cancel, draft, interrupt, reject, revise, submit, system, worker},
};

type LookUp = (Option<Uuid>, String, String, String, Uuid, Vec<i32>);

async fn look_ups(system: &crate::igu_support::System) -> Vec<LookUp> {
    sqlx::query_as(
        "SELECT who, municipality, reason, rpc, subject_id, parts FROM log.lookup ORDER BY id",
    )
    .fetch_all(&system.db().superuser())
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_the_texts_leaves_a_look_up_row_and_what_was_not_shown_leaves_none() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let citizen = id();
    let done = lejre.draft(draft(&citizen)).await.unwrap();
    let placement = done.answer.placement_id;
    lejre.get(&placement, &done.token).await.unwrap();
    let stranger = worker(&system, "849").get(&placement, &done.token).await;
    refused(stranger, Code::NotFound, "NOT_FOUND");
    let missing = lejre.get_with(&placement, &[]).await;
    refused(missing, Code::InvalidArgument, "PURPOSE_MISSING");
    let other = lejre.get_with(&placement, &[("jobbro-purpose", "curious")]).await;
    refused(other, Code::InvalidArgument, "PURPOSE_MISSING");
    lejre.list(ListPlacementsRequest::default(), &done.token).await.unwrap();
    let row: LookUp = (
        lejre.human,
        "350".to_owned(),
        "case_work".to_owned(),
        "placements.get_placement".to_owned(),
        citizen.parse().unwrap(),
        vec![i32::from(Purpose::Placement)],
    );
    assert_eq!(look_ups(&system).await, [row]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_placement_shows_its_own_texts_the_newest_of_them_and_no_others() {
    let system = system().await;
    let (lejre, decider) = (worker(&system, "350"), worker(&system, "350"));
    // Two placements of one citizen.
    let citizen = id();
    let first = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    let second = lejre.draft(draft(&citizen)).await.unwrap().answer.placement_id;
    let mut revision = revise(&first, &citizen);
    revision.terms.as_mut().unwrap().purpose = "Det nyeste formål".to_owned();
    lejre.revise(revision).await.unwrap();
    let token = lejre.cancel(cancel(&second)).await.unwrap().token;
    let shown = lejre.get(&first, &token).await.unwrap();
    assert_eq!(shown.purpose, "Det nyeste formål");
    assert_eq!((shown.end_reason, shown.end_text.as_str()), (0, ""));
    let shown = lejre.get(&second, &token).await.unwrap();
    assert_eq!(shown.purpose, "Dansk på arbejdspladsen");
    assert_ne!(shown.end_reason, 0);
    let rejected = lejre.answered(&system).await;
    let token = decider.reject(reject(&rejected)).await.unwrap().token;
    let shown = lejre.get(&rejected, &token).await.unwrap();
    assert_eq!(shown.rejection_reason, "Opgaverne er ikke egnede.");
    assert_eq!(shown.job_goal, "Lagermedarbejder");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_an_erased_person_the_coded_facts_stay_and_nothing_more_is_sealed() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let citizen = id();
    let done = lejre.draft(draft(&citizen)).await.unwrap();
    let placement = done.answer.placement_id;
    let before = lejre.get(&placement, &done.token).await.unwrap();
    assert!(!before.texts_erased);
    let vault = system.log().vault();
    vault.erase(citizen.parse().unwrap(), Some(Purpose::Placement)).await.unwrap();
    let after = lejre.get(&placement, &done.token).await.unwrap();
    assert!(after.texts_erased);
    assert_eq!(after.placement, before.placement);
    assert_eq!((&*after.purpose, &*after.tasks, &*after.job_goal), ("", "", ""));
    let result = lejre.cancel(cancel(&placement)).await;
    refused(result, Code::FailedPrecondition, "PERSON_ERASED");
    let result = lejre.revise(revise(&placement, &citizen)).await;
    refused(result, Code::FailedPrecondition, "PERSON_ERASED");
    // Coded steps go on.
    lejre.signed_by(&placement, &crate::support::EVERYBODY).await;
    lejre.submit(submit(&placement)).await.unwrap();
}

/// All ids, page by page.
async fn all(user: &Worker, asked: &ListPlacementsRequest, token: &str) -> Vec<String> {
    let (mut found, mut asked) = (Vec::new(), asked.clone());
    loop {
        let answer = user.list(asked.clone(), token).await.unwrap();
        assert!(answer.placements.len() <= usize::try_from(asked.page_size).unwrap());
        found.extend(answer.placements.into_iter().map(|it| it.placement_id));
        asked.page_token = answer.next_page_token;
        if asked.page_token.is_empty() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_any_size_give_the_same_list_in_the_order_of_drafting() {
    let system = system().await;
    let (lejre, jammerbugt) = (worker(&system, "350"), worker(&system, "849"));
    let citizen = id();
    let (mut drafted, mut of_citizen, mut cancelled) = (Vec::new(), Vec::new(), Vec::new());
    let mut token = String::new();
    for at in 0..9 {
        let whose = if at % 3 == 0 { citizen.clone() } else { id() };
        let placement = lejre.draft(draft(&whose)).await.unwrap().answer.placement_id;
        drafted.push(placement.clone());
        if at % 3 == 0 {
            of_citizen.push(placement.clone());
        }
        if at % 4 == 0 {
            lejre.cancel(cancel(&placement)).await.unwrap();
            cancelled.push(placement);
        }
        token = jammerbugt.draft(draft(&id())).await.unwrap().token;
    }
    for page_size in [1, 2, 5, 8, 9, 10, 200] {
        let asked = ListPlacementsRequest { page_size, ..Default::default() };
        assert_eq!(all(&lejre, &asked, &token).await, drafted, "pages of {page_size}");
        let of = ListPlacementsRequest { citizen_id: citizen.clone(), ..asked.clone() };
        assert_eq!(all(&lejre, &of, &token).await, of_citizen, "pages of {page_size}");
        let state = PlacementState::Cancelled.into();
        let of = ListPlacementsRequest { state, ..asked.clone() };
        assert_eq!(all(&lejre, &of, &token).await, cancelled, "pages of {page_size}");
        let of = ListPlacementsRequest { state, citizen_id: citizen.clone(), ..asked };
        let both: Vec<_> = cancelled.iter().filter(|it| of_citizen.contains(it)).collect();
        assert_eq!(all(&lejre, &of, &token).await.iter().collect::<Vec<_>>(), both);
    }
    let asked = ListPlacementsRequest { page_size: 3, ..Default::default() };
    assert_eq!(all(&jammerbugt, &asked, &token).await.len(), 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_token_is_bound_to_municipality_and_filter() {
    let system = system().await;
    let (lejre, jammerbugt) = (worker(&system, "350"), worker(&system, "849"));
    let mut last = String::new();
    for _ in 0..3 {
        last = lejre.draft(draft(&id())).await.unwrap().token;
    }
    let asked = ListPlacementsRequest { page_size: 1, ..Default::default() };
    let page_token = lejre.list(asked.clone(), &last).await.unwrap().next_page_token;
    assert!(!page_token.is_empty());
    let again = ListPlacementsRequest { page_token, ..asked };
    let state = PlacementState::Draft.into();
    for (user, asked) in [
        (&jammerbugt, again.clone()),
        (&lejre, ListPlacementsRequest { state, ..again.clone() }),
        (&lejre, ListPlacementsRequest { citizen_id: id(), ..again.clone() }),
        (&lejre, ListPlacementsRequest { page_token: "x".to_owned(), ..again.clone() }),
    ] {
        let status = user.list(asked, &last).await.unwrap_err();
        assert_eq!(wrong_fields(&status), ["page_token"]);
    }
    let colleague = worker(&system, "350");
    let rest = colleague.list(ListPlacementsRequest { page_size: 5, ..again }, &last).await;
    assert_eq!(rest.unwrap().placements.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_running_one_that_was_interrupted_only_the_newest_end_is_shown() {
    let system = system().await;
    let lejre = worker(&system, "350");
    let placement = lejre.running(&system).await;
    let token = lejre.interrupt(interrupt(&placement, "2018-03-09")).await.unwrap().token;
    let shown = lejre.get(&placement, &token).await.unwrap();
    assert_eq!(shown.end_text, "Transporten tog to timer.");
    assert_eq!(shown.purpose, "Dansk på arbejdspladsen");
}
