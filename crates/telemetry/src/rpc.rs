//! The outermost layer of a server: a span for each call, child of the caller's, and the metric of its duration.

use std::{
    collections::HashSet,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use futures::future::BoxFuture;
use opentelemetry::{KeyValue, metrics::Histogram};
use tonic::Code;
use tower::{Layer, Service};
use tracing::{Instrument as _, Span, field::Empty};

#[cfg(test)]
mod tests;

/// Seconds; the shortest calls take half a millisecond, the longest the server's deadline.
const BOUNDS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];
/// What a path is called that names none of our methods; callers must not be able to make names.
const UNKNOWN: &str = "unknown";

/// Makes `RpcService`s.
#[derive(Clone)]
pub struct RpcLayer {
    known: Arc<HashSet<String>>,
    duration: Histogram<f64>,
}

impl RpcLayer {
    /// `known` are the methods of this server, as `jobbro.citizens.v1.CitizenService/GetCitizen`.
    #[must_use]
    pub fn new(known: impl IntoIterator<Item = String>) -> Self {
        let duration = crate::meter()
            .f64_histogram("rpc.server.call.duration")
            .with_unit("s")
            .with_description("Duration of calls to this server")
            .with_boundaries(BOUNDS.to_vec())
            .build();
        Self { known: Arc::new(known.into_iter().collect()), duration }
    }
}

impl<S> Layer<S> for RpcLayer {
    type Service = RpcService<S>;

    fn layer(&self, inner: S) -> RpcService<S> {
        RpcService { inner, layer: self.clone() }
    }
}

/// See `RpcLayer`.
#[derive(Clone)]
pub struct RpcService<S> {
    inner: S,
    layer: RpcLayer,
}

impl<S, B, R> Service<http::Request<B>> for RpcService<S>
where
    S: Service<http::Request<B>, Response = http::Response<R>>,
    S::Future: Send + 'static,
    S::Error: 'static,
    R: 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let began = Instant::now();
        let path = request.uri().path();
        let method = method_label(path, &self.layer.known).to_owned();
        let span = span_of(path, &method, request.headers());
        let duration = self.layer.duration.clone();
        let answer = span.in_scope(|| self.inner.call(request));
        let told = span.clone();
        let work = async move {
            let response = answer.await?;
            tell(&told, &method, &response, began, &duration);
            Ok(response)
        };
        Box::pin(work.instrument(span))
    }
}

fn span_of(path: &str, method: &str, headers: &http::HeaderMap) -> Span {
    let name = if method == UNKNOWN { UNKNOWN.to_owned() } else { span_name(path) };
    let span = tracing::info_span!(
        "rpc",
        otel.name = name,
        otel.kind = "server",
        otel.status_code = Empty,
        rpc.system = "grpc",
        rpc.method = method,
        rpc.response.status_code = Empty,
        trace_id = Empty,
    );
    if let Some(parent) = headers.get("traceparent").and_then(|it| it.to_str().ok()) {
        crate::set_parent(&span, parent);
    }
    if let Some(own) = span.in_scope(crate::current_traceparent) {
        span.record("trace_id", &own[3..35]);
    }
    span
}

fn tell<R>(
    span: &Span,
    method: &str,
    response: &http::Response<R>,
    began: Instant,
    duration: &Histogram<f64>,
) {
    let code = code_of(response.headers());
    let seconds = began.elapsed().as_secs_f64();
    let name = format!("{code:?}");
    span.record("rpc.response.status_code", &name);
    if matches!(code, Code::Internal | Code::Unknown | Code::DataLoss | Code::Unavailable) {
        span.record("otel.status_code", "ERROR");
    }
    duration.record(
        seconds,
        &[
            KeyValue::new("rpc.method", method.to_owned()),
            KeyValue::new("rpc.response.status_code", name.clone()),
        ],
    );
    if code == Code::Ok {
        tracing::debug!(rpc.status = name, rpc.seconds = seconds, "call");
    } else {
        tracing::info!(rpc.status = name, rpc.seconds = seconds, "call");
    }
}

/// A failed call has its status in the headers; one that succeeds so far has none there.
fn code_of(headers: &http::HeaderMap) -> Code {
    headers.get("grpc-status").map_or(Code::Ok, |it| Code::from_bytes(it.as_bytes()))
}

/// The method as metrics name it: the path without its slash, or `unknown`.
pub(crate) fn method_label<'a>(path: &'a str, known: &HashSet<String>) -> &'a str {
    let method = path.strip_prefix('/').unwrap_or(path);
    if known.contains(method) { method } else { UNKNOWN }
}

/// The stable name of a call's span, `<service>.<method>`: `citizens.RegisterCitizen` for
/// `/jobbro.citizens.v1.CitizenService/RegisterCitizen`, `health.Check` for `/grpc.health.v1.Health/Check`.
#[must_use]
pub fn span_name(path: &str) -> String {
    let (service, method) = path.trim_start_matches('/').split_once('/').unwrap_or((path, ""));
    let package = service.split('.').nth(1).unwrap_or(service);
    format!("{package}.{method}")
}
