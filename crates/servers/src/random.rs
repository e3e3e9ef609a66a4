//! Random names and passwords.

use std::{fs::File, io::Read};

/// So many random bytes as hex digits, from the operating system.
///
/// # Panics
/// When the system has no `/dev/urandom`.
#[must_use]
pub fn random_hex(bytes: usize) -> String {
    use std::fmt::Write;

    let mut drawn = vec![0; bytes];
    File::open("/dev/urandom")
        .and_then(|mut it| it.read_exact(&mut drawn))
        .expect("every Unix has /dev/urandom");
    drawn.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes all that is written to it");
        text
    })
}
