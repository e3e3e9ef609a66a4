//! A citizen of another municipality is as one that nobody knows.

use event_log::DbRole;
use proto::{
    citizens::v1 as pb,
    values_v1::{BenefitKind, ReadinessCategory},
};
use tonic::Code;

use crate::support::{
    Done, System, User, assess, end_programme, id, number, refused, start_benefit, start_programme,
    stop_benefit, take_over,
};

/// Every RPC about one citizen.
async fn each_rpc(user: &User, citizen: &str, expected_version: Option<i64>) -> Vec<tonic::Status> {
    let day = "2015-10-01";
    let kind = BenefitKind::IntegrationBenefit;
    macro_rules! refusals {
        ($($rpc:ident($message:expr)),+ $(,)?) => {
            vec![$({
                let mut message = $message;
                message.expected_version = expected_version;
                user.$rpc(message).await.unwrap_err()
            }),+]
        };
    }
    let mut all = refusals! {
        take_over(take_over(citizen, day)),
        start_programme(start_programme(citizen, day)),
        end_programme(end_programme(citizen, day)),
        assess(assess(citizen, ReadinessCategory::JobReady, day)),
        start_benefit(start_benefit(citizen, kind, day)),
        stop_benefit(stop_benefit(citizen, day)),
    };
    all.push(user.get(citizen, "citizens:1:1").await.err().unwrap());
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipalitys_citizen_is_told_in_the_same_words_as_an_unknown_one() {
    let system = System::start().await;
    let (lejre, jammerbugt) = (system.caseworker("350"), system.caseworker("849"));
    let registered = lejre.new_citizen(&number(1)).await.answer;
    let in_programme = lejre.in_programme(&number(2), "2015-09-01").await;
    let kind = BenefitKind::IntegrationBenefit;
    lejre.start_benefit(start_benefit(&in_programme, kind, "2015-09-01")).await.unwrap();
    let events = system.events().await.len();

    let words = |statuses: Vec<tonic::Status>| -> Vec<(String, Vec<u8>)> {
        let told = statuses.into_iter().map(|it| {
            refused::<()>(Err(it.clone()), Code::NotFound, "NOT_FOUND");
            (it.message().to_owned(), it.details().to_vec())
        });
        told.collect()
    };
    for expected_version in [None, Some(0), Some(1), Some(7)] {
        let unknown = words(each_rpc(&jammerbugt, &id(), expected_version).await);
        for citizen in [&registered, &in_programme] {
            assert_eq!(words(each_rpc(&jammerbugt, citizen, expected_version).await), unknown);
        }
    }
    assert_eq!(system.events().await.len(), events);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_id_of_another_kind_of_stream_is_no_citizen() {
    let system = System::start().await;
    let lejre = system.caseworker("350");
    let citizen = lejre.in_programme(&number(1), "2015-09-01").await;
    let programme = kernel::stream_id(citizen.parse().unwrap(), "programme").to_string();
    let result = lejre.take_over(take_over(&programme, "2015-09-01")).await;
    refused(result, Code::NotFound, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_level_security_shows_each_municipality_its_own_rows_only() {
    let system = System::start().await;
    let mut last = String::new();
    for (serial, municipality) in [(1, "350"), (2, "350"), (3, "849"), (4, "217")] {
        let user = system.caseworker(municipality);
        let citizen = user.in_programme(&number(serial), "2015-09-01").await;
        let kind = BenefitKind::IntegrationBenefit;
        user.start_benefit(start_benefit(&citizen, kind, "2015-09-01")).await.unwrap();
        let message = assess(&citizen, ReadinessCategory::JobReady, "2015-09-30");
        let Done { token, .. } = user.assess(message).await.unwrap();
        last = token;
    }
    // Whoever lists waits until all is folded.
    let all = pb::ListCitizensRequest::default();
    assert_eq!(system.caseworker("350").list(all, &last).await.unwrap().citizens.len(), 2);
    let (all, read) = (system.db().superuser(), system.db().pool(DbRole::Read));
    let problems = projections::row_security_problems(&all, &read).await.unwrap();
    assert_eq!(problems, Vec::<String>::new());
}
