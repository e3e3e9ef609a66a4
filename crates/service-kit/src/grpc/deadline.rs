//! How long a call may take: what the caller asked for, at most what the server allows.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use tokio::time::Instant;
use tonic::metadata::MetadataMap;

tokio::task_local! {
    /// When the call that this task serves must have ended; set by the server's deadline layer.
    pub(crate) static DEADLINE: Instant;
}

/// For a handler that runs without the server's layers, as in a test of its own.
const WITHOUT_SERVER: Duration = Duration::from_secs(30);

/// How long a wait inside a handler may take: a little less than the call has left, so that the answer says what
/// was waited for.
pub(crate) fn left_for_waiting(metadata: &MetadataMap) -> Duration {
    let left = DEADLINE
        .try_with(|it| it.saturating_duration_since(Instant::now()))
        .unwrap_or_else(|_| asked(metadata.as_ref()).unwrap_or(WITHOUT_SERVER));
    left.saturating_sub((left / 10).min(Duration::from_millis(250)))
}

/// The `grpc-timeout` of a call; `None` when it has none or it cannot be read.
pub(crate) fn asked(headers: &HeaderMap<HeaderValue>) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let value: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(value * 3600)),
        "M" => Some(Duration::from_secs(value * 60)),
        "S" => Some(Duration::from_secs(value)),
        "m" => Some(Duration::from_millis(value)),
        "u" => Some(Duration::from_micros(value)),
        "n" => Some(Duration::from_nanos(value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Option<Duration> {
        asked(&HeaderMap::from_iter([(
            http::HeaderName::from_static("grpc-timeout"),
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn a_timeout_is_read_in_every_unit_and_nothing_else_is() {
        for (text, expected) in [
            ("1H", Some(Duration::from_hours(1))),
            ("2M", Some(Duration::from_mins(2))),
            ("3S", Some(Duration::from_secs(3))),
            ("4m", Some(Duration::from_millis(4))),
            ("5u", Some(Duration::from_micros(5))),
            ("99999999n", Some(Duration::from_nanos(99_999_999))),
            ("", None),
            ("S", None),
            ("1", None),
            ("-1S", None),
            ("+1S", None),
            ("100000000S", None),
            ("1s", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(asked(&HeaderMap::new()), None);
    }

    #[tokio::test]
    async fn a_wait_ends_a_little_before_the_call_does() {
        let call = Duration::from_mins(1);
        let left = DEADLINE
            .scope(Instant::now() + call, async { left_for_waiting(&MetadataMap::new()) })
            .await;
        assert!(left < call && left > Duration::ZERO, "{left:?}");
    }
}
