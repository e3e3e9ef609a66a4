//! The start of logs, traces and metrics, and their end.

use std::{sync::Once, time::Duration};

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracer, SdkTracerProvider},
};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::{LevelFilter, filter_fn},
    layer::SubscriberExt as _,
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};

#[cfg(test)]
mod tests;

/// How long the last spans may take to leave.
const FLUSH: Duration = Duration::from_secs(5);

/// What telemetry needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The service's name, as `citizens`.
    pub service: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What is logged, as `info` or `info,sqlx=warn`.
    pub log: String,
    /// The OTLP collector, as `http://127.0.0.1:4317`. Absent: nothing is sent, context still travels.
    pub otlp_endpoint: Option<String>,
}

/// Why telemetry did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// `log` is no filter.
    #[error("the log filter cannot be read")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// `otlp_endpoint` is no address.
    #[error("the collector's address cannot be used")]
    Collector(#[from] opentelemetry_otlp::ExporterBuildError),
    /// The metrics' registry said no.
    #[error("metrics cannot be registered")]
    Metrics(#[from] opentelemetry_sdk::error::OTelSdkError),
}

/// Sends what is left when it is dropped. To be dropped outside the runtime's tasks, while the runtime lives.
#[must_use = "telemetry ends when the guard is dropped"]
pub struct Guard {
    traces: SdkTracerProvider,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Err(error) = self.traces.shutdown_with_timeout(FLUSH) {
            tracing::warn!(error = %crate::chain(&error), "the last spans were not sent");
        }
    }
}

/// Starts logs, traces and metrics of the process, and logs panics without their payload. To be called inside
/// the runtime. Once in a process: a second call leaves logs as they are.
///
/// # Errors
/// See `StartError`.
pub fn init(settings: &Settings) -> Result<Guard, StartError> {
    static ONCE: Once = Once::new();
    let resource = Resource::builder_empty()
        .with_attributes([
            KeyValue::new("service.name", settings.service),
            KeyValue::new("service.version", settings.version),
        ])
        .build();
    let filter = EnvFilter::try_new(&settings.log)?;
    let traces = tracer_provider(settings.otlp_endpoint.as_deref(), resource.clone())?;
    crate::metrics::init(resource)?;
    ONCE.call_once(|| {
        let registry = tracing_subscriber::registry().with(log_layer(filter));
        // Someone else's subscriber, as in a test, stays.
        let _ = registry.with(trace_layer(traces.tracer("jobbro"))).try_init();
        crate::panic::install();
    });
    Ok(Guard { traces })
}

/// Whether a text can be `Settings::log`.
///
/// # Errors
/// When it cannot.
pub fn check_filter(log: &str) -> Result<(), StartError> {
    EnvFilter::try_new(log)?;
    Ok(())
}

/// Whether a text can be `Settings::otlp_endpoint`: an address with scheme and host and without a login.
#[must_use]
pub fn check_endpoint(endpoint: &str) -> bool {
    // A login in the address would be printed with it.
    !endpoint.contains('@')
        && endpoint.parse::<http::Uri>().is_ok_and(|it| {
            matches!(it.scheme_str(), Some("http" | "https"))
                && it.host().is_some_and(|it| !it.is_empty())
        })
}

/// With a collector every trace is recorded; without, none begins here, but a caller's context travels on.
fn tracer_provider(
    endpoint: Option<&str>,
    resource: Resource,
) -> Result<SdkTracerProvider, StartError> {
    let builder = SdkTracerProvider::builder().with_resource(resource);
    let Some(endpoint) = endpoint else {
        let sampler = Sampler::ParentBased(Box::new(Sampler::AlwaysOff));
        return Ok(builder.with_sampler(sampler).build());
    };
    let exporter =
        SpanExporter::builder().with_tonic().with_endpoint(endpoint).with_timeout(FLUSH).build()?;
    let sampler = Sampler::ParentBased(Box::new(Sampler::AlwaysOn));
    Ok(builder.with_sampler(sampler).with_batch_exporter(exporter).build())
}

fn log_layer(filter: EnvFilter) -> impl Layer<Registry> {
    tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_writer(std::io::stderr)
        .with_filter(filter)
}

fn trace_layer<S>(tracer: SdkTracer) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    tracing_opentelemetry::layer()
        .with_tracer(tracer)
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracked_inactivity(false)
        // Without the hint, whatever is finer comes to be looked at as well; and what is looked at and let go leaves a
        // mark that makes the next span of the thread go unnoticed.
        .with_filter(filter_fn(is_ours).with_max_level_hint(LevelFilter::INFO))
}

/// Spans only, and none of the transport below: sending spans must not make spans.
fn is_ours(it: &Metadata<'_>) -> bool {
    const BELOW: [&str; 6] = ["h2", "hyper", "opentelemetry", "rustls", "tonic", "tower"];
    let root = it.target().split([':', '_']).next().unwrap_or_default();
    it.is_span() && *it.level() <= Level::INFO && !BELOW.contains(&root)
}
