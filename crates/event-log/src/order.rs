//! A command on its way to the log.

use kernel::{Caller, RequestId, Uuid};

use crate::Trigger;

/// Who asks for what, under which id. Made by the gRPC layer or by a reaction.
#[derive(Clone, Debug)]
pub struct Order {
    /// Who.
    pub caller: Caller,
    /// The caller's id of the command.
    pub request_id: RequestId,
    /// The RPC, as `citizens.register_citizen`: part of what is compared when the id comes again.
    pub rpc: &'static str,
    /// The request re-encoded without its `request_id`.
    pub body: Vec<u8>,
    /// What made it happen.
    pub trigger: Trigger,
    /// What it belongs to; the request id when absent.
    pub correlation_id: Option<Uuid>,
    /// The event that caused it.
    pub causation_id: Option<Uuid>,
    /// Whether the cause was migrated; a migrator's own commands are anyway.
    pub migrated: bool,
}

impl Order {
    /// A command that someone called for.
    pub fn called<M: prost::Message>(
        caller: Caller,
        request_id: RequestId,
        rpc: &'static str,
        request_without_id: &M,
    ) -> Self {
        Self {
            caller,
            request_id,
            rpc,
            body: request_without_id.encode_to_vec(),
            trigger: Trigger::Caller,
            correlation_id: None,
            causation_id: None,
            migrated: false,
        }
    }
}
