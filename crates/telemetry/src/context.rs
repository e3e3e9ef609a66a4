//! W3C trace context, in and out of spans. One version is written and read, `00`.

use opentelemetry::{
    Context,
    trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState},
};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

#[cfg(test)]
mod tests;

/// The W3C `traceparent` of the current span; `None` when there is no trace, or one that nobody records.
#[must_use]
pub fn current_traceparent() -> Option<String> {
    let context = Span::current().context();
    let span = context.span();
    let span = span.span_context();
    (span.is_valid() && span.is_sampled()).then(|| write(span))
}

/// Makes a span the child of a remote one. A text that is no `traceparent` changes nothing.
///
/// To be called before the span is entered or asked for its context: a parent is set once.
pub fn set_parent(span: &Span, traceparent: &str) {
    if let Some(parent) = read(traceparent) {
        // Without the tracing layer there is nothing to set; that is no fault.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
}

/// Links a span to a remote one, for work on several commands at once.
pub fn add_link(span: &Span, traceparent: &str) {
    if let Some(linked) = read(traceparent) {
        span.add_link(linked);
    }
}

fn write(span: &SpanContext) -> String {
    format!("00-{}-{}-{:02x}", span.trace_id(), span.span_id(), span.trace_flags().to_u8() & 1)
}

fn read(text: &str) -> Option<SpanContext> {
    let mut parts = text.split('-');
    let mut part = |length: usize| parts.next().filter(|it| is_lower_hex(it, length));
    part(2).filter(|it| *it == "00")?;
    let trace = TraceId::from_hex(part(32)?).ok()?;
    let span = SpanId::from_hex(part(16)?).ok()?;
    let flags = u8::from_str_radix(part(2)?, 16).ok()?;
    if parts.next().is_some() {
        return None;
    }
    let flags = TraceFlags::new(flags & 1);
    let context = SpanContext::new(trace, span, flags, true, TraceState::NONE);
    context.is_valid().then_some(context)
}

fn is_lower_hex(text: &str, length: usize) -> bool {
    text.len() == length
        && text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
}
