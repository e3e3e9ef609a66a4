use super::*;

const RIGHT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[test]
fn what_is_read_is_written_again() {
    let span = read(RIGHT).unwrap();
    assert!(span.is_remote() && span.is_sampled());
    assert_eq!(write(&span), RIGHT);
}

#[test]
fn what_is_no_traceparent_is_not_read() {
    for bad in [
        "",
        "00",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
    ] {
        assert!(read(bad).is_none(), "{bad}");
    }
}

#[test]
fn without_a_trace_there_is_no_traceparent() {
    assert_eq!(current_traceparent(), None);
    let span = tracing::info_span!("nobody listens");
    set_parent(&span, RIGHT);
    add_link(&span, RIGHT);
    assert_eq!(span.in_scope(current_traceparent), None);
}
