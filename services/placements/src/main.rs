//! The `placements` service. Everything it does at start is in `placements::start`.
// An optimized build lays out the futures of whole calls, layer in layer.
#![recursion_limit = "256"]

fn main() -> std::process::ExitCode {
    service_kit::run("placements", placements::SCHEMAS, placements::start)
}
