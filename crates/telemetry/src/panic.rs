//! A panic is logged by place and thread. Its payload may hold anything, so it goes nowhere.

use std::panic::PanicHookInfo;

/// Replaces the hook that prints the payload.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(told));
}

fn told(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    tracing::error!(panic.location = place, panic.thread = thread, "panic");
}
