//! What a person needs to try the system by hand.

use kernel::Role;

use super::{SERVICES, System};
use crate::{demo::numbers::companies::cvr_numbers, workspace};

/// The municipality of the ready-made tokens (Lejre).
const MUNICIPALITY: &str = "350";

pub(super) fn of(system: &System) -> String {
    let mut lines = vec!["Addresses".to_owned()];
    for service in SERVICES {
        let (grpc, admin) = (system.grpc(service), system.admin(service));
        lines.push(format!(
            "  {service:<10} gRPC {grpc}   health and metrics {admin}/readyz /metrics"
        ));
        lines.push(format!("  {:<10} {}", "", system.database_url(service)));
    }
    lines.push(format!("  {:<10} {}", "NATS", system.nats.url()));
    lines.push(format!("\nTokens of municipality {MUNICIPALITY}, good for a day"));
    for role in Role::ALL {
        // Taking on old cases is no permission: it marks what a caseworker does.
        let roles = match role {
            Role::Migrator => vec![Role::Caseworker, Role::Migrator],
            other => vec![other],
        };
        let names: Vec<&str> = roles.iter().map(|it| it.as_str()).collect();
        let token = system.token(MUNICIPALITY, &roles);
        lines.push(format!("  {}:\n  {token}", names.join(" and ")));
    }
    lines.push(
        "\nTo try, in the root folder (register a citizen, list citizens, register a company, list IGUs, ask for a \
         figure)"
            .to_owned(),
    );
    lines.extend(commands(system).into_iter().map(|it| format!("  {it}\n")));
    lines.join("\n")
}

/// A person who does not exist, under a number that no one can have (day 61 and above: made by another system).
const PERSON: &str = r#"{"person_number":"610190-0001","given_names":"Test","family_name":"Person","birth_date":{"year":1990,"month":1,"day":1},"sex":"SEX_FEMALE","residence_basis":"RESIDENCE_BASIS_REFUGEE","origin_group":"ORIGIN_GROUP_NON_WESTERN","request_id":"REQUEST"}"#;

const QUESTION: &str = r#"{"indicator":"INDICATOR_JOB_READY_SHARE","scope":"SCOPE_MUNICIPALITY","day":{"year":2017,"month":2,"day":28}}"#;

/// A company that does not exist: see `demo::numbers::companies`.
const COMPANY: &str = r#"{"cvr":"CVR","request_id":"0196a1f0-0000-7000-8000-000000000002"}"#;

/// Some that change something, some that show it, one that counts.
fn commands(system: &System) -> [String; 5] {
    let root = workspace::root();
    let buf = system.tools.buf.as_deref().map_or_else(
        || "buf".into(),
        |it| it.strip_prefix(&root).unwrap_or(it).display().to_string(),
    );
    let made_up = cvr_numbers(1).ok().and_then(|it| it.into_iter().next()).unwrap_or_default();
    let company = COMPANY.replace("CVR", &made_up);
    let curl = |role: Role, data: &str, service: &str, method: &str| {
        let (token, address) = (system.token(MUNICIPALITY, &[role]), system.grpc(service));
        format!(
            "{buf} curl --protocol grpc --http2-prior-knowledge \\\n    \
             -H 'authorization: Bearer {token}' \\\n    \
             -d '{data}' \\\n    {address}/jobbro.{service}.v1.{method}"
        )
    };
    // Any other request id registers another person, and this one only once.
    let person = PERSON.replace("REQUEST", "0196a1f0-0000-7000-8000-000000000001");
    [
        curl(Role::Caseworker, &person, "citizens", "CitizenService/RegisterCitizen"),
        curl(Role::Caseworker, "{}", "citizens", "CitizenService/ListCitizens"),
        curl(Role::EmployerConsultant, &company, "employers", "EmployerService/RegisterEmployer"),
        curl(Role::Caseworker, "{}", "placements", "IguService/ListIgus"),
        curl(Role::ReportReader, QUESTION, "reporting", "ReportingService/GetIndicator"),
    ]
}
