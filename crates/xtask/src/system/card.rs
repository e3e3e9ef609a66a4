//! What a person needs to try the system by hand: names to paste into a shell, addresses, commands.

#[cfg(test)]
mod tests;

use kernel::{MunicipalityCode, Role};

use super::{SERVICES, System, issuer::Issuer};
use crate::{demo::numbers::companies::cvr_numbers, workspace};

/// The municipalities of the ready-made tokens: Lejre, where the commands begin, and one that must not see it.
const MUNICIPALITIES: [&str; 2] = ["350", "621"];

const NAMES: &str =
    "Paste these lines into a shell: the commands below use the names. Tokens are good for a day";

/// The long lines first: what is read stands at the end.
pub(super) fn of(system: &System) -> String {
    [names(system), addresses(system), processes(system), commands(system)]
        .map(|it| it + "\n")
        .join("\n")
}

fn names(system: &System) -> String {
    let addresses = SERVICES.map(|it| (it.to_uppercase(), system.grpc(it)));
    let all = addresses.into_iter().chain(tokens(&system.issuer));
    let lines: Vec<_> = all.map(|(name, value)| format!("  {name}={value}")).collect();
    format!("{NAMES}\n{}", lines.join("\n"))
}

/// A token for each municipality and role, under a name as `LEJRE_CASEWORKER`.
fn tokens(issuer: &Issuer) -> Vec<(String, String)> {
    let mut tokens = Vec::new();
    for code in MUNICIPALITIES {
        let municipality = MunicipalityCode::parse(code).expect("a municipality");
        for role in Role::ALL {
            // Taking on old cases is no permission: it marks what a caseworker does.
            let roles = match role {
                Role::Migrator => vec![Role::Caseworker, Role::Migrator],
                other => vec![other],
            };
            let name = format!("{}_{}", municipality.name(), role.as_str()).to_uppercase();
            tokens.push((name, issuer.token(code, &roles)));
        }
    }
    tokens
}

fn addresses(system: &System) -> String {
    let mut lines = vec!["Addresses".to_owned()];
    for service in SERVICES {
        let (grpc, admin) = (system.grpc(service), system.admin(service));
        lines.push(format!(
            "  {service:<10} gRPC {grpc}   health and metrics {admin}/readyz /metrics"
        ));
        lines.push(format!("  {:<10} {}", "", system.database_url(service)));
    }
    lines.push(format!("  {:<10} {}", "NATS", system.nats.url()));
    lines.join("\n")
}

fn processes(system: &System) -> String {
    let parts = system.parts().into_iter();
    let all: Vec<_> =
        parts.filter_map(|it| it.pid.map(|pid| format!("{} {pid}", it.name))).collect();
    format!("Processes\n  {}", all.join(", "))
}

/// A person who does not exist, under a number that no one can have (day 61 and above: made by another system).
const PERSON: &str = r#"{"person_number":"610190-0001","given_names":"Test","family_name":"Person","birth_date":{"year":1990,"month":1,"day":1},"sex":"SEX_FEMALE","residence_basis":"RESIDENCE_BASIS_REFUGEE","origin_group":"ORIGIN_GROUP_NON_WESTERN","request_id":"REQUEST"}"#;

const QUESTION: &str = r#"{"indicator":"INDICATOR_JOB_READY_SHARE","scope":"SCOPE_MUNICIPALITY","day":{"year":2017,"month":2,"day":28}}"#;

/// A company that does not exist: see `demo::numbers::companies`.
const COMPANY: &str = r#"{"cvr":"CVR","request_id":"0196a1f0-0000-7000-8000-000000000002"}"#;

const HOW: &str = "To try, in the root folder. A decider is another human than everyone else: what LEJRE_CASEWORKER drafts, LEJRE_DECIDER may grant";

/// Some that change something, some that show it and to whom, one that counts.
fn commands(system: &System) -> String {
    let made_up = cvr_numbers(1).ok().and_then(|it| it.into_iter().next()).unwrap_or_default();
    let company = COMPANY.replace("CVR", &made_up);
    // Any other request id registers another person, and this one only once.
    let person = PERSON.replace("REQUEST", "0196a1f0-0000-7000-8000-000000000001");
    let (register, list) = ("CitizenService/RegisterCitizen", "CitizenService/ListCitizens");
    let (company_of, igus) = ("EmployerService/RegisterEmployer", "IguService/ListIgus");
    let figure = "ReportingService/GetIndicator";
    let buf = buf(system);
    let curl = |what: &str, who: &str, data: &str, service: &str, method: &str| {
        let address = service.to_uppercase();
        format!(
            "  {what}:\n  {buf} curl --protocol grpc --http2-prior-knowledge \\\n    \
             -H \"authorization: Bearer ${who}\" \\\n    \
             -d '{data}' \\\n    ${address}/jobbro.{service}.v1.{method}"
        )
    };
    [
        HOW.to_owned(),
        curl("Register a citizen", "LEJRE_CASEWORKER", &person, "citizens", register),
        curl("List the citizens", "LEJRE_CASEWORKER", "{}", "citizens", list),
        curl("The other municipality sees none", "KOLDING_CASEWORKER", "{}", "citizens", list),
        curl("Register a company", "LEJRE_EMPLOYER_CONSULTANT", &company, "employers", company_of),
        curl("List the IGUs", "LEJRE_CASEWORKER", "{}", "placements", igus),
        curl("Ask for a figure", "LEJRE_REPORT_READER", QUESTION, "reporting", figure),
    ]
    .join("\n\n")
}

/// As it is called in the root folder.
fn buf(system: &System) -> String {
    let Some(buf) = system.tools.buf.as_deref() else { return "buf".to_owned() };
    buf.strip_prefix(workspace::root()).unwrap_or(buf).display().to_string()
}
