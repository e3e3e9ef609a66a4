//! The `reporting` service. Everything it does at start is in `reporting::start`.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]

fn main() -> std::process::ExitCode {
    service_kit::run("reporting", reporting::SCHEMAS, reporting::start)
}
