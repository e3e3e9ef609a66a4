//! Checks of a message by itself: all wrong fields are found and told together.

use kernel::{Date, Month, date};
use proto::values_v1 as pb;
use tonic::Status;
use tonic_types::{FieldViolation, LocalizedMessage, StatusExt};

use super::{
    details::{self, LOCALE},
    reasons,
};

mod numbers;

#[cfg(test)]
mod tests;

/// No day of a case lies outside of these: no person number is of a birth before. A mistyped year is found here.
/// Days after the last can be reckoned with.
const FIRST_DAY: Date = date(1858, 1, 1);
const LAST_DAY: Date = date(2199, 12, 31);

/// Collects what is wrong with a request. Each reader answers `None` when its field is wrong or missing, and
/// remembers why, in English and Danish.
#[derive(Default)]
pub struct Fields {
    wrong: Vec<Wrong>,
}

struct Wrong {
    field: String,
    english: String,
    danish: String,
}

impl Fields {
    /// A required id of one of the kernel's types.
    pub fn id<T: std::str::FromStr>(&mut self, field: &str, value: &str) -> Option<T> {
        let id = value.parse().ok();
        if id.is_none() {
            self.wrong(field, "must be a UUID with hyphens", "skal være et UUID med bindestreger");
        }
        id
    }

    /// A required day, from 1858-01-01 to 2199-12-31.
    pub fn date(&mut self, field: &str, value: Option<&pb::CivilDate>) -> Option<Date> {
        let Some(message) = value else {
            self.wrong(field, "must be given", "skal udfyldes");
            return None;
        };
        let Some(day) = proto::values::read_date(message) else {
            self.wrong(field, "is no day of the calendar", "er ikke en dag i kalenderen");
            return None;
        };
        self.within(field, day).then_some(day)
    }

    fn within(&mut self, field: &str, day: Date) -> bool {
        let within = (FIRST_DAY..=LAST_DAY).contains(&day);
        if !within {
            self.wrong(
                field,
                "must be between 1858-01-01 and 2199-12-31",
                "skal ligge mellem 1858-01-01 og 2199-12-31",
            );
        }
        within
    }

    /// An optional day: `Some(None)` when absent.
    pub fn optional_date(
        &mut self,
        field: &str,
        value: Option<&pb::CivilDate>,
    ) -> Option<Option<Date>> {
        if value.is_none() { Some(None) } else { self.date(field, value).map(Some) }
    }

    /// An optional month, within the same years: `Some(None)` when absent.
    pub fn optional_month(
        &mut self,
        field: &str,
        value: Option<&pb::CivilMonth>,
    ) -> Option<Option<Month>> {
        let Some(message) = value else { return Some(None) };
        let Some(month) = proto::values::read_month(message) else {
            self.wrong(field, "is no month of the calendar", "er ikke en måned i kalenderen");
            return None;
        };
        self.within(field, month.first_day()).then_some(Some(month))
    }

    /// A required enum: neither unspecified (0) nor unknown.
    pub fn code<T: TryFrom<i32>>(&mut self, field: &str, value: i32) -> Option<T> {
        let code = if value == 0 { None } else { T::try_from(value).ok() };
        if code.is_none() {
            self.wrong(
                field,
                "must be one of the known values",
                "skal være en af de kendte værdier",
            );
        }
        code
    }

    /// A required text of 1 to `max` characters after trimming, without control characters.
    pub fn text(&mut self, field: &str, value: &str, max: usize) -> Option<String> {
        self.characters(field, value, max, char::is_control)
    }

    /// The same where several lines are allowed: line feed and tab are no control characters here, a carriage
    /// return before a line feed is dropped.
    pub fn prose(&mut self, field: &str, value: &str, max: usize) -> Option<String> {
        let value = value.replace("\r\n", "\n");
        self.characters(field, &value, max, |it| it.is_control() && it != '\n' && it != '\t')
    }

    /// The same where nothing need be said: `Some(None)` when empty after trimming.
    pub fn optional_prose(
        &mut self,
        field: &str,
        value: &str,
        max: usize,
    ) -> Option<Option<String>> {
        if value.trim().is_empty() { Some(None) } else { self.prose(field, value, max).map(Some) }
    }

    fn characters(
        &mut self,
        field: &str,
        value: &str,
        max: usize,
        refused: impl Fn(char) -> bool,
    ) -> Option<String> {
        let value = value.trim();
        if value.is_empty() || value.chars().count() > max {
            self.remember(
                field,
                format!("must have 1 to {max} characters"),
                format!("skal have 1 til {max} tegn"),
            );
            return None;
        }
        if value.chars().any(refused) {
            self.wrong(field, "must not hold control characters", "må ikke indeholde styretegn");
            return None;
        }
        Some(value.to_owned())
    }

    /// An optional expected version: `Some(None)` when absent; a negative one is wrong.
    pub fn expected_version(&mut self, value: Option<i64>) -> Option<Option<i64>> {
        if value.is_some_and(|it| it < 0) {
            self.wrong("expected_version", "must not be negative", "må ikke være negativ");
            return None;
        }
        Some(value)
    }

    /// The size of a page: 1 to 200, 50 for 0.
    pub fn page_size(&mut self, field: &str, value: i32) -> Option<i64> {
        match value {
            0 => Some(50),
            1..=200 => Some(value.into()),
            _ => {
                self.wrong(
                    field,
                    "must be 1 to 200, or 0 for 50",
                    "skal være 1 til 200, eller 0 for 50",
                );
                None
            }
        }
    }

    /// Anything else that is wrong with a field; neither sentence repeats the value.
    pub fn wrong(&mut self, field: &str, english: &str, danish: &str) {
        self.remember(field, english.to_owned(), danish.to_owned());
    }

    fn remember(&mut self, field: &str, english: String, danish: String) {
        self.wrong.push(Wrong { field: field.to_owned(), english, danish });
    }

    /// The command, if nothing was wrong; else `INVALID_ARGUMENT` with every wrong field (`BadRequest`,
    /// `ErrorInfo` reason `INVALID_FIELDS`, `LocalizedMessage`), as far as clients can read.
    ///
    /// # Errors
    /// The status.
    pub fn finish<T>(mut self, build: impl FnOnce() -> Option<T>) -> Result<T, Status> {
        if self.wrong.is_empty() {
            if let Some(command) = build() {
                return Ok(command);
            }
            // A reader that answers `None` remembers why; this is for a caller that forgot to.
            self.wrong("request", "is not complete", "er ikke fuldstændig");
        }
        Err(status(&self.wrong))
    }
}

/// As many as every client can read; a form has never so many that any is left out.
fn status(wrong: &[Wrong]) -> Status {
    let mut fewer = (1..=wrong.len()).rev().map(|it| told(wrong, it));
    fewer.find(details::fits).unwrap_or_else(|| told(wrong, 1))
}

/// The first ones, and how many there are besides.
fn told(wrong: &[Wrong], most: usize) -> Status {
    let (wrong, unsaid) = wrong.split_at(most.min(wrong.len()));
    let reason = reasons::INVALID_FIELDS;
    let sentence = |pick: fn(&Wrong) -> &String, more: &str| {
        let more = (!unsaid.is_empty()).then(|| format!("{more}: {}", unsaid.len()));
        let parts = wrong.iter().map(|it| format!("{} {}", it.field, pick(it))).chain(more);
        parts.collect::<Vec<_>>().join("; ")
    };
    let english = format!("{}: {}", reason.english, sentence(|it| &it.english, "more fields"));
    let danish = format!("{} {}.", reason.danish, sentence(|it| &it.danish, "flere felter"));
    let mut details = reason.details("", []);
    details.set_localized_message(LOCALE, danish).set_bad_request(violations(wrong));
    Status::with_error_details(reason.code, english, details)
}

fn violations(wrong: &[Wrong]) -> Vec<FieldViolation> {
    wrong
        .iter()
        .map(|it| {
            let mut violation = FieldViolation::new(&it.field, &it.english);
            violation.localized_message = Some(LocalizedMessage::new(LOCALE, &it.danish));
            violation
        })
        .collect()
}
