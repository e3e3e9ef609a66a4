//! Replacement person numbers, which belong to nobody: the day is 61 to 91.

pub mod companies;

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use kernel::{Date, Modulus11, PersonNumber, PersonNumberKind};
use proto::values_v1::Sex;

/// Gives out numbers, none twice.
#[derive(Default)]
pub struct Numbers {
    next: BTreeMap<Date, u32>,
}

impl Numbers {
    /// A number nobody got yet: its last digit is even for a woman, and its check digit holds, so that it raises
    /// no warning.
    ///
    /// # Errors
    /// When there is none left for that day, or the day is not in a century that replacement numbers know.
    pub fn take(&mut self, born: Date, sex: Sex) -> anyhow::Result<String> {
        let serials = match born.year() {
            1900..=1999 => 0..4000,
            2000..=2036 => 4000..5000,
            year => anyhow::bail!("no replacement numbers for the birth year {year}"),
        };
        let from = self.next.entry(born).or_insert(serials.start);
        for serial in *from..serials.end {
            let number = format!(
                "{:02}{:02}{:02}{serial:04}",
                born.day() + 60,
                born.month(),
                born.year() % 100
            );
            let read = PersonNumber::parse(&number, false).context("a number of ours is wrong")?;
            let woman = serial.is_multiple_of(2);
            if woman == (sex == Sex::Female) && read.modulus_11() == Modulus11::Passes {
                *from = serial + 1;
                ensure!(
                    read.kind() == PersonNumberKind::Replacement && read.birth_date() == Some(born),
                    "a number of ours says something else than it was made for"
                );
                return Ok(number);
            }
        }
        anyhow::bail!("no replacement numbers left for {born}")
    }
}

#[cfg(test)]
mod tests;
