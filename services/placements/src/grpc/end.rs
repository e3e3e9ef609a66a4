//! Why a placement ended, out of a request.

use kernel::Personal;
use placements_domain::placement::{End, EndReason};
use service_kit::grpc::Fields;

use super::terms::LONGEST;
use crate::codec::words;

/// Words with another reason than those of the list, and never else.
pub(super) fn read(fields: &mut Fields, reason: i32, text: &str) -> Option<End> {
    let reason = fields.code("reason", reason).and_then(words::read_told_end_reason);
    let text = match reason {
        Some(EndReason::Other) => fields.prose("text", text, LONGEST),
        Some(_) if !text.trim().is_empty() => {
            fields.wrong(
                "text",
                "must be empty but with OTHER",
                "skal være tom, medmindre årsagen er en anden",
            );
            None
        }
        Some(_) | None => Some(String::new()),
    };
    Some(End { reason: reason?, text: Personal::new(text?) })
}
