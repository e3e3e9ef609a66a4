//! The one check between the wire and the subscriber: after p comes p + 1.

/// What to do with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is the next one.
    Next,
    /// It has been read before.
    Old,
    /// One or more are missing before it.
    Gap,
}

/// By its sequence and the position of the last event that was passed on.
pub(super) fn judge(position: i64, sequence: u64) -> Verdict {
    let next = u64::try_from(position).unwrap_or(0) + 1;
    match sequence.cmp(&next) {
        std::cmp::Ordering::Less => Verdict::Old,
        std::cmp::Ordering::Equal => Verdict::Next,
        std::cmp::Ordering::Greater => Verdict::Gap,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Verdict::{Gap, Next, Old},
        *,
    };

    #[test]
    fn only_the_next_event_is_passed_on() {
        let verdicts: Vec<_> = (0..6).map(|sequence| judge(3, sequence)).collect();
        assert_eq!(verdicts, [Old, Old, Old, Old, Next, Gap]);
        assert_eq!(judge(0, 1), Next);
        assert_eq!(judge(0, 2), Gap);
    }
}
