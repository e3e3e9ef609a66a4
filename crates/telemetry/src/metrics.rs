//! Metrics by OpenTelemetry's instruments, read by Prometheus.
//!
//! Labels are bounded: names of methods, codes, services. Never a person, never free text.

use std::sync::OnceLock;

use opentelemetry_sdk::{Resource, error::OTelSdkError, metrics::SdkMeterProvider};
use prometheus::{Registry, TextEncoder};

static REGISTRY: OnceLock<Registry> = OnceLock::new();

/// Where metrics are made; named `jobbro`. Instruments made before `init` count nothing.
#[must_use]
pub fn meter() -> opentelemetry::metrics::Meter {
    opentelemetry::global::meter("jobbro")
}

/// All metrics in Prometheus' text format; empty before `init`.
#[must_use]
pub fn metrics_text() -> String {
    let Some(registry) = REGISTRY.get() else { return String::new() };
    TextEncoder::new().encode_to_string(&registry.gather()).unwrap_or_else(|error| {
        tracing::error!(error = %crate::chain(&error), "metrics cannot be written");
        String::new()
    })
}

/// Makes `meter` count and `metrics_text` tell.
pub(crate) fn init(resource: Resource) -> Result<(), OTelSdkError> {
    let registry = REGISTRY.get_or_init(Registry::new).clone();
    let exporter = opentelemetry_prometheus::exporter()
        .with_registry(registry)
        .scope_info_enabled(false)
        .build()?;
    let provider =
        SdkMeterProvider::builder().with_reader(exporter).with_resource(resource).build();
    opentelemetry::global::set_meter_provider(provider);
    Ok(())
}
