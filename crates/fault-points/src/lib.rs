//! Places where a test may kill or stop the program: between the steps of a transaction nothing else can reach.
//!
//! Debug builds only, and only when the environment names a place: `JOBBRO_FAULT=after_rows kill 3` kills the
//! process the third time it passes there, `stop` sends SIGSTOP. A fourth word says whose passing counts: one
//! projection or reaction (then only its steps that handle events), or one command, as `placements.submit_placement`.
//! In a release build a point is nothing at all.
#![deny(missing_docs)]

/// The program passes a place; `of` is who passes it: a step's projection or reaction when it handles any event, a
/// command's name.
pub fn pass(place: Place, of: Option<&str>) {
    #[cfg(debug_assertions)]
    armed::pass(place, of);
    #[cfg(not(debug_assertions))]
    let _ = (place, of);
}

/// The places, in the order a command and then a step pass them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A command is decided, nothing of it is on its way to the log.
    BeforeAppend,
    /// A command is stored, nobody has been told.
    AfterAppend,
    /// Events are at hand, no transaction is open.
    BeforeSlice,
    /// The command of a reaction was carried out, its checkpoint was not moved.
    AfterCommand,
    /// The read model's rows are written, the checkpoint is not.
    AfterRows,
    /// The checkpoint is written, nothing is committed.
    AfterCheckpoint,
    /// All is committed, nobody has been told.
    AfterCommit,
}

#[cfg(debug_assertions)]
mod armed {
    use std::sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    };

    use rustix::process::{Signal, getpid, kill_process};

    use super::Place;

    struct Fault {
        place: String,
        signal: Signal,
        /// How often the place is passed unharmed.
        spared: u32,
        /// Whose passing counts; everyone's when absent.
        of: Option<String>,
    }

    static PASSED: AtomicU32 = AtomicU32::new(0);

    pub(super) fn pass(place: Place, of: Option<&str>) {
        static FAULT: OnceLock<Option<Fault>> = OnceLock::new();
        let Some(fault) = FAULT.get_or_init(read) else { return };
        let meant =
            fault.place == name(place) && fault.of.as_deref().is_none_or(|it| of == Some(it));
        if meant && PASSED.fetch_add(1, Ordering::SeqCst) == fault.spared {
            // The test sees by itself whether the signal came.
            let _ = kill_process(getpid(), fault.signal);
        }
    }

    fn read() -> Option<Fault> {
        let text = std::env::var("JOBBRO_FAULT").ok()?;
        let mut words = text.split(' ');
        let place = words.next()?.to_owned();
        let signal = if words.next()? == "stop" { Signal::STOP } else { Signal::KILL };
        let time: u32 = words.next()?.parse().ok()?;
        let of = words.next().map(str::to_owned);
        Some(Fault { place, signal, spared: time.saturating_sub(1), of })
    }

    fn name(place: Place) -> &'static str {
        match place {
            Place::BeforeAppend => "before_append",
            Place::AfterAppend => "after_append",
            Place::BeforeSlice => "before_slice",
            Place::AfterCommand => "after_command",
            Place::AfterRows => "after_rows",
            Place::AfterCheckpoint => "after_checkpoint",
            Place::AfterCommit => "after_commit",
        }
    }
}
