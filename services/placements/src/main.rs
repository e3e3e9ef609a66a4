//! The `placements` service. Everything it does at start is in `placements::start`.

fn main() -> std::process::ExitCode {
    service_kit::run("placements", placements::SCHEMAS, placements::start)
}
