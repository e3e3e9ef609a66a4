//! The port of operators: `/livez`, `/readyz`, `/metrics`.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::readiness::Readiness;

/// Answers until `stop`.
pub(crate) async fn serve(listener: TcpListener, readiness: Readiness, stop: CancellationToken) {
    let routes = Router::new()
        // Touches nothing: a service whose database is away must not be restarted for it.
        .route("/livez", get(async || "live\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async || telemetry::metrics_text()))
        .with_state(readiness);
    let served = axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned());
    if let Err(error) = served.await {
        tracing::error!(error = %telemetry::chain(&error), "the admin port failed");
    }
}

async fn ready(State(readiness): State<Readiness>) -> (StatusCode, String) {
    let failing = readiness.now().failing();
    if failing.is_empty() {
        return (StatusCode::OK, "ready\n".to_owned());
    }
    (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", failing.join(", ")))
}
