use super::*;

const REMOTE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn without_collector(work: impl FnOnce()) {
    let traces = tracer_provider(None, Resource::builder_empty().build()).unwrap();
    let subscriber = tracing_subscriber::registry().with(trace_layer(traces.tracer("test")));
    tracing::subscriber::with_default(subscriber, work);
}

#[test]
fn without_a_collector_a_callers_trace_travels_on_and_none_begins() {
    without_collector(|| {
        let alone = tracing::info_span!("alone");
        assert_eq!(alone.in_scope(crate::current_traceparent), None);
        let called = tracing::info_span!("called");
        crate::set_parent(&called, REMOTE);
        let stored = called.in_scope(crate::current_traceparent).unwrap();
        assert_eq!(stored[..36], REMOTE[..36]);
        assert_ne!(stored, REMOTE);
    });
}

#[test]
fn a_trace_that_the_caller_does_not_record_is_not_recorded_here() {
    without_collector(|| {
        let called = tracing::info_span!("called");
        crate::set_parent(&called, &REMOTE.replace("-01", "-00"));
        assert_eq!(called.in_scope(crate::current_traceparent), None);
    });
}

#[test]
fn a_filter_or_an_address_that_cannot_be_used_is_told_before_anything_starts() {
    assert!(check_filter("info,sqlx=warn").is_ok());
    assert!(check_filter("info,sqlx=loud").is_err());
    assert!(check_endpoint("http://127.0.0.1:4317"));
    for bad in ["", "127.0.0.1:4317", "ftp://host", "http://", "/path", "http://user:secret@host"] {
        assert!(!check_endpoint(bad), "{bad}");
    }
}
