//! The `reporting` service. Everything it does at start is in `reporting::start`.

fn main() -> std::process::ExitCode {
    service_kit::run("reporting", reporting::SCHEMAS, reporting::start)
}
