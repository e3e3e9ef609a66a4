//! Tracing, metrics and trace context: W3C context through gRPC metadata, the stored row and NATS headers.
//!
//! Logs are JSON lines on stderr. Their stable fields: `timestamp`, `level`, `target`, `message`, `span` (with
//! `rpc.method` and `trace_id` inside a call), and dotted fields as `event.position`. Neither they nor spans ever
//! hold personal data: `skip_all` on every instrumented function, ids and codes as fields.
#![deny(missing_docs)]

mod context;
mod metrics;
mod panic;
mod rpc;
mod start;

pub use context::{add_link, current_traceparent, set_parent};
pub use metrics::{meter, metrics_text};
pub use rpc::{RpcLayer, RpcService, span_name};
pub use start::{Guard, Settings, StartError, check_endpoint, check_filter, init};

/// An error with all its sources, for the log only.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}
