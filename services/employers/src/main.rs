//! The `employers` service. Everything it does at start is in `employers::start`.

fn main() -> std::process::ExitCode {
    service_kit::run("employers", employers::SCHEMAS, employers::start)
}
