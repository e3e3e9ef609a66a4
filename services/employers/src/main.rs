//! The `employers` service. Everything it does at start is in `employers::start`.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]

fn main() -> std::process::ExitCode {
    service_kit::run("employers", employers::SCHEMAS, employers::start)
}
