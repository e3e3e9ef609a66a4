//! What operators see.

/// Events, and seconds.
pub const BEHIND: [&str; 2] = ["projection_position_lag", "projection_age_seconds"];

/// Makes meters count in this process.
pub fn measured() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let settings = telemetry::Settings {
            service: "reporting",
            version: "test",
            log: "off".to_owned(),
            otlp_endpoint: None,
        };
        std::mem::forget(telemetry::init(&settings).unwrap());
    });
}

/// The value of a metric of a projection and a source, as Prometheus reads it.
pub fn metric(name: &str, projection: &str, source: &str) -> Option<f64> {
    let labels = [format!("projection=\"{projection}\""), format!("source=\"{source}\"")];
    let text = telemetry::metrics_text();
    let of_it =
        |line: &&str| line.starts_with(name) && labels.iter().all(|it| line.contains(it.as_str()));
    text.lines().find(of_it)?.rsplit(' ').next()?.parse().ok()
}
