//! Commands that nobody called for: a reaction answers an event, a timer finds that a time has come.

use event_log::{Envelope, Order, Origin, Trigger};
use kernel::{Caller, MunicipalityCode, RequestId, Role};

#[cfg(test)]
mod tests;

/// The command that a reaction of `service` answers an event with. The request id is the one the reaction was given,
/// so running it twice is one command. It is of the event's municipality, the cell's for what is shared; migrated
/// when the event is.
pub fn reacting<M: prost::Message>(
    service: &'static str,
    event: &Envelope,
    request_id: RequestId,
    rpc: &'static str,
    body: &M,
) -> Order {
    // A stored row is of a municipality or shared.
    let municipality =
        MunicipalityCode::parse(&event.municipality).unwrap_or(MunicipalityCode::CELL);
    Order {
        trigger: Trigger::Reaction,
        correlation_id: Some(event.correlation_id),
        causation_id: Some(event.event_id),
        migrated: event.origin == Origin::Migrated,
        ..Order::called(ourselves(service, municipality), request_id, rpc, body)
    }
}

/// The command that a timer of `service` gives about a thing of that municipality. Its request id is derived from
/// what the time has come for, so that it comes once.
pub fn timed<M: prost::Message>(
    service: &'static str,
    municipality: MunicipalityCode,
    request_id: RequestId,
    rpc: &'static str,
    body: &M,
) -> Order {
    let caller = ourselves(service, municipality);
    Order { trigger: Trigger::Timer, ..Order::called(caller, request_id, rpc, body) }
}

/// The service itself.
fn ourselves(service: &str, municipality: MunicipalityCode) -> Caller {
    Caller {
        human: None,
        client: format!("jobbro-{service}"),
        municipality,
        roles: vec![Role::System],
        role: Role::System,
        on_behalf_of: None,
    }
}
