use super::*;

#[test]
fn a_span_is_named_by_service_and_method() {
    for (path, name) in [
        ("/jobbro.citizens.v1.CitizenService/RegisterCitizen", "citizens.RegisterCitizen"),
        ("/jobbro.log.v1.LogService/ResolveToken", "log.ResolveToken"),
        ("/grpc.health.v1.Health/Check", "health.Check"),
    ] {
        assert_eq!(span_name(path), name);
    }
}

#[test]
fn callers_cannot_make_names() {
    let known = HashSet::from(["a.B/C".to_owned()]);
    assert_eq!(method_label("/a.B/C", &known), "a.B/C");
    for bad in ["/a.B/D", "/", "", "/a.B/C/", "//a.B/C"] {
        assert_eq!(method_label(bad, &known), "unknown", "{bad}");
    }
}

#[test]
fn the_code_of_a_failed_call_stands_in_its_headers() {
    let mut headers = http::HeaderMap::new();
    assert_eq!(code_of(&headers), Code::Ok);
    headers.insert("grpc-status", http::HeaderValue::from_static("5"));
    assert_eq!(code_of(&headers), Code::NotFound);
}
