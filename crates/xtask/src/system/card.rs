//! What a person needs to try the system by hand.

use kernel::Role;

use super::{SERVICES, System};
use crate::workspace;

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
        lines.push(format!("  {}:\n  {}", role.as_str(), system.token(MUNICIPALITY, &[role])));
    }
    lines.push("\nTo try (in the root folder)".to_owned());
    lines.extend(commands(system).into_iter().map(|it| format!("  {it}\n")));
    lines.join("\n")
}

fn commands(system: &System) -> [String; 3] {
    let buf = system.tools.buf.as_deref().map_or_else(
        || "buf".into(),
        |it| it.strip_prefix(workspace::root()).unwrap_or(it).display().to_string(),
    );
    let curl = |rest: &str| format!("{buf} curl --protocol grpc --http2-prior-knowledge {rest}");
    let (citizens, reporting) = (system.grpc("citizens"), system.grpc("reporting"));
    let caseworker = system.token(MUNICIPALITY, &[Role::Caseworker]);
    let reader = system.token(MUNICIPALITY, &[Role::ReportReader]);
    let list = curl(&format!("--list-methods {citizens}"));
    let citizens = curl(&format!(
        "-H 'authorization: Bearer {caseworker}' -d '{{}}' \\\n    \
         {citizens}/jobbro.citizens.v1.CitizenService/ListCitizens"
    ));
    let day = r#"{"indicator":"INDICATOR_JOB_READY_SHARE","scope":"SCOPE_MUNICIPALITY","day":{"year":2017,"month":2,"day":28}}"#;
    let indicator = curl(&format!(
        "-H 'authorization: Bearer {reader}' \\\n    -d '{day}' \\\n    \
         {reporting}/jobbro.reporting.v1.ReportingService/GetIndicator"
    ));
    [list, citizens, indicator]
}
