//! The gRPC server: health, reflection, `LogService`, the service's own routes, and the layers before them.

mod call;
mod health;

use std::time::Duration;

use auth::{AuthLayer, Permissions};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tonic::{
    service::Routes,
    transport::{Server, server::TcpIncoming},
};

pub(crate) use call::CallLayer;
pub(crate) use health::Health;

/// A token may be 16 KiB; the rest is ordinary.
const HEADERS: u32 = 32 * 1024;
/// A caller that says nothing is asked whether it lives, and cut off when it does not answer.
const KEEPALIVE: Duration = Duration::from_secs(30);
/// How long calls may go on after the first signal.
const DRAIN: Duration = Duration::from_secs(20);
/// How long callers get to close once no call is left.
const CLOSE: Duration = Duration::from_secs(1);

/// The services of this server: those of its own package, and `LogService`.
pub(crate) fn service_names(service: &str) -> Vec<String> {
    let package = format!("jobbro.{service}.v1");
    proto::descriptor_pool()
        .services()
        .filter(|it| [package.as_str(), "jobbro.log.v1"].contains(&it.package_name()))
        .map(|it| it.full_name().to_owned())
        .collect()
}

/// Adds reflection, v1 and v1alpha. Beside our own contracts it knows the details of a status, so that a client that
/// knows nothing reads why it was refused.
pub(crate) fn with_reflection(
    mut routes: Routes,
    names: &[String],
) -> Result<Routes, tonic_reflection::server::Error> {
    let builder = || {
        let builder = tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(proto::DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_types::pb::FILE_DESCRIPTOR_SET)
            .with_service_name("grpc.health.v1.Health");
        names.iter().fold(builder, tonic_reflection::server::Builder::with_service_name)
    };
    routes = routes.add_service(builder().build_v1()?);
    Ok(routes.add_service(builder().build_v1alpha()?))
}

/// Serves until `stop`, then lets calls finish, `DRAIN` long at the most. The future ends also while a silent
/// client holds its connection.
pub(crate) async fn serve(
    listener: TcpListener,
    routes: Routes,
    calls: CallLayer,
    auth: AuthLayer,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let known = Permissions::ours().methods().map(str::to_owned).collect::<Vec<_>>();
    let running = calls.running.clone();
    let served = Server::builder()
        .http2_keepalive_interval(Some(KEEPALIVE))
        .http2_max_header_list_size(HEADERS)
        .layer(telemetry::RpcLayer::new(known.into_iter().chain(open_methods())))
        .layer(calls)
        .layer(auth)
        .add_routes(routes)
        .serve_with_incoming_shutdown(
            TcpIncoming::from(listener).with_nodelay(Some(true)),
            stop.clone().cancelled_owned(),
        );
    tokio::select! {
        served = served => Ok(served?),
        () = drained(running, stop) => Ok(()),
    }
}

/// Ends when the signal has come and the calls, or the time for them, have ended.
async fn drained(running: TaskTracker, stop: CancellationToken) {
    stop.cancelled().await;
    running.close();
    if tokio::time::timeout(DRAIN, running.wait()).await.is_err() {
        tracing::warn!("calls were still running when the time to drain ended");
    }
    tokio::time::sleep(CLOSE).await;
}

/// Open to all, and named in metrics.
fn open_methods() -> impl Iterator<Item = String> {
    [
        "grpc.health.v1.Health/Check",
        "grpc.health.v1.Health/Watch",
        "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
    ]
    .into_iter()
    .map(str::to_owned)
}
