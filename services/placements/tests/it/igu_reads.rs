//! `ListIgus` and `ListBonusInstalments`: order, pages, filters, row-level security, and what a bonus depends on.

use event_log::DbRole;
use proto::{
    placements::v1::{
        BonusInstalment, IguBonus, IguState, ListBonusInstalmentsRequest, ListIgusRequest,
    },
    values_v1::{Sector, Verdict},
};

use crate::igu_support::{
    CVR, FIRST_DAY, System, User, annul, cancel, complete, id, on, plan, register, start, stop,
    wrong_fields,
};

fn page(page_size: i32, page_token: &str) -> ListIgusRequest {
    let page_token = page_token.to_owned();
    ListIgusRequest { page_size, page_token, ..ListIgusRequest::default() }
}

/// All ids, page by page.
async fn all(user: &User, filter: &ListIgusRequest, token: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), String::new());
    loop {
        let message = ListIgusRequest { page_token: next, ..filter.clone() };
        let answer = user.list(message, token).await.unwrap();
        assert!(answer.igus.len() <= usize::try_from(filter.page_size).unwrap());
        found.extend(answer.igus.into_iter().map(|it| it.igu_id));
        next = answer.next_page_token;
        if next.is_empty() {
            return found;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_any_size_give_the_same_list_in_the_order_of_planning() {
    let system = System::start().await;
    let (lejre, kolding) = (system.caseworker("350"), system.caseworker("621"));
    let (mut expected, mut token) = (Vec::new(), String::new());
    for _ in 0..7 {
        expected.push(lejre.plan(plan(&id())).await.unwrap().answer.igu_id);
        token = kolding.plan(plan(&id())).await.unwrap().token;
    }
    for size in [1, 2, 6, 7, 8, 200] {
        assert_eq!(all(&lejre, &page(size, ""), &token).await, expected, "pages of {size}");
    }
    assert_eq!(all(&kolding, &page(3, ""), &token).await.len(), 7);
    assert!(all(&system.caseworker("217"), &page(3, ""), &token).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_leave_a_citizens_and_those_in_a_state() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = id();
    let planned = system.planned(&lejre, &citizen, FIRST_DAY).await;
    let concluded = system.concluded(&lejre, &citizen).await;
    let running = system.running_igu(&lejre, &id()).await;
    let token = lejre.plan(plan(&id())).await.unwrap().token;
    let of = ListIgusRequest { citizen_id: citizen.clone(), ..page(1, "") };
    assert_eq!(all(&lejre, &of, &token).await, [planned.as_str(), &concluded]);
    let in_state = |state: IguState| ListIgusRequest { state: state.into(), ..page(5, "") };
    assert_eq!(all(&lejre, &in_state(IguState::Running), &token).await, [running]);
    let both = ListIgusRequest { citizen_id: citizen, ..in_state(IguState::Concluded) };
    assert_eq!(all(&lejre, &both, &token).await, [concluded]);
    assert!(all(&lejre, &in_state(IguState::Completed), &token).await.is_empty());
    let nobodys = ListIgusRequest { citizen_id: id(), ..page(5, "") };
    assert!(all(&lejre, &nobodys, &token).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_token_is_bound_to_municipality_and_filter() {
    let system = System::start().await;
    let (lejre, kolding) = (system.caseworker("350"), system.caseworker("621"));
    let mut last = String::new();
    for _ in 0..3 {
        last = lejre.plan(plan(&id())).await.unwrap().token;
    }
    let token = lejre.list(page(1, ""), &last).await.unwrap().next_page_token;
    assert!(!token.is_empty());
    let running = ListIgusRequest { state: IguState::Running.into(), ..page(1, &token) };
    let of = ListIgusRequest { citizen_id: id(), ..page(1, &token) };
    let overdue = ListIgusRequest { registration_overdue: true, ..page(1, &token) };
    for (user, page) in [
        (&kolding, page(1, &token)),
        (&lejre, running),
        (&lejre, of),
        (&lejre, overdue),
        (&lejre, page(1, "x")),
    ] {
        let status = user.list(page, &last).await.unwrap_err();
        assert_eq!(wrong_fields(&status), ["page_token"]);
    }
    let bonuses = ListBonusInstalmentsRequest {
        page_token: token.clone(),
        ..ListBonusInstalmentsRequest::default()
    };
    assert_eq!(wrong_fields(&lejre.bonuses(bonuses, &last).await.unwrap_err()), ["page_token"]);
    let rest = lejre.list(page(5, &token), &last).await.unwrap();
    assert_eq!((rest.igus.len(), rest.next_page_token.as_str()), (2, ""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_level_security_shows_each_municipality_its_own_rows_and_all_the_sectors() {
    let system = System::start().await;
    let mut last = String::new();
    for municipality in ["350", "350", "621"] {
        let user = system.caseworker(municipality);
        system.running_igu(&user, &id()).await;
        last = user.plan(plan(&id())).await.unwrap().token;
    }
    let sector = system.sector(CVR, Sector::Private, "2016-01-01").await;
    let user = system.caseworker("350");
    assert_eq!(user.list(page(0, ""), &format!("{last},{sector}")).await.unwrap().igus.len(), 4);
    let (all, read) = (system.db().superuser(), system.db().pool(DbRole::Read));
    let mut problems = projections::row_security_problems(&all, &read).await.unwrap();
    // Internships have a test of their own.
    problems.retain(|it| !(it.starts_with("placements") && it.contains("has no rows")));
    assert_eq!(problems, Vec::<String>::new());
    let rows: i64 =
        sqlx::query_scalar("SELECT count(*) FROM igus_v1.igus").fetch_one(&all).await.unwrap();
    assert_eq!(rows, 6, "there are rows that could be shown");
}

/// The bonuses of a municipality as of the token.
async fn bonuses(user: &User, igu_id: &str, token: &str) -> Vec<IguBonus> {
    let message = ListBonusInstalmentsRequest {
        igu_id: igu_id.to_owned(),
        ..ListBonusInstalmentsRequest::default()
    };
    user.bonuses(message, token).await.unwrap().bonuses
}

fn instalment(number: i32, due_on: &str, certificate_required: bool) -> BonusInstalment {
    let (due_on, amount_ore) = (on(due_on), 2_000_000);
    BonusInstalment { number, due_on, amount_ore, certificate_required, lapsed: false }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_employer_gets_instalments_by_the_first_day_and_a_public_one_none() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let igu = system.running_igu(&lejre, &id()).await;
    let token = lejre.plan(plan(&id())).await.unwrap().token;

    // Nothing is known of the company.
    let unknown = bonuses(&lejre, &igu, &token).await;
    assert_eq!((unknown.len(), unknown[0].sector, unknown[0].instalments.len()), (1, 0, 0));
    let finding = unknown[0].finding.as_ref().unwrap();
    assert_eq!(finding.finding.as_ref().unwrap().verdict(), Verdict::NotKnown);
    assert!(!finding.danish.is_empty());

    // From a day after the first it says nothing of the first.
    let sector = system.sector(CVR, Sector::Public, "2017-03-02").await;
    assert_eq!(bonuses(&lejre, &igu, &sector).await[0].sector, 0);

    let sector = system.sector(CVR, Sector::Private, "2017-01-01").await;
    let known = bonuses(&lejre, &igu, &sector).await;
    assert_eq!(known[0].sector(), Sector::Private);
    assert_eq!((known[0].igu_id.as_str(), known[0].cvr.as_str()), (igu.as_str(), CVR));
    assert_eq!(
        known[0].instalments,
        [instalment(1, "2017-09-01", false), instalment(2, "2019-03-01", true)]
    );
    assert_eq!(known[0].finding.as_ref().unwrap().finding.as_ref().unwrap().rule, "igu.bonus");

    // Said anew for the same day: the newer holds.
    let sector = system.sector(CVR, Sector::Public, FIRST_DAY).await;
    let public = bonuses(&lejre, &igu, &sector).await;
    assert_eq!(public[0].sector(), Sector::Public);
    assert!(public[0].instalments.is_empty());
    let sector = system.sector(CVR, Sector::Private, FIRST_DAY).await;
    assert_eq!(bonuses(&lejre, &igu, &sector).await[0].sector(), Sector::Private);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_begun_ones_give_a_bonus_and_it_lapses_when_they_end_too_early() {
    let system = System::start().await;
    let sector = system.sector(CVR, Sector::Private, "2016-01-01").await;
    let lejre = system.caseworker("350");
    system.planned(&lejre, &id(), FIRST_DAY).await;
    let concluded = system.concluded(&lejre, &id()).await;
    let cancelled = system.concluded(&lejre, &id()).await;
    lejre.cancel(cancel(&cancelled)).await.unwrap();
    let annulled = system.running_igu(&lejre, &id()).await;
    lejre.annul(annul(&annulled)).await.unwrap();
    let early = system.running_igu(&lejre, &id()).await;
    let half = system.running_igu(&lejre, &id()).await;
    let whole = system.running_igu(&lejre, &id()).await;
    lejre.register(register(&concluded, "2017-03-05")).await.unwrap();

    system.today_is("2019-03-01");
    let lejre = system.caseworker("350");
    lejre.stop(stop(&early, "2017-08-30")).await.unwrap();
    lejre.stop(stop(&half, "2017-08-31")).await.unwrap();
    lejre.complete(complete(&whole, "2019-02-28")).await.unwrap();
    let late = system.planned(&lejre, &id(), "2019-03-01").await;
    let token = lejre.start(start(&concluded)).await.unwrap().token;
    let found = bonuses(&lejre, "", &format!("{token},{sector}")).await;
    let lapsed: Vec<(&str, Vec<bool>)> = found
        .iter()
        .map(|it| (it.igu_id.as_str(), it.instalments.iter().map(|it| it.lapsed).collect()))
        .collect();
    assert_eq!(
        lapsed,
        [
            (concluded.as_str(), vec![false, false]),
            (early.as_str(), vec![true, true]),
            (half.as_str(), vec![false, true]),
            (whole.as_str(), vec![false, false]),
        ]
    );
    assert!(bonuses(&lejre, &late, &token).await.is_empty());
    assert!(bonuses(&system.caseworker("621"), &whole, &token).await.is_empty());

    // Two by two.
    let mut message =
        ListBonusInstalmentsRequest { page_size: 2, ..ListBonusInstalmentsRequest::default() };
    let first = lejre.bonuses(message.clone(), &token).await.unwrap();
    message.page_token = first.next_page_token;
    let second = lejre.bonuses(message, &token).await.unwrap();
    let paged = [first.bonuses, second.bonuses].concat();
    assert_eq!((paged, second.next_page_token.as_str()), (found, ""));
}
