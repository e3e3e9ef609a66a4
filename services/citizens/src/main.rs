//! The `citizens` service. Everything it does at start is in `citizens::start`.

fn main() -> std::process::ExitCode {
    service_kit::run("citizens", citizens::SCHEMAS, citizens::start)
}
