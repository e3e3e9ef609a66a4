//! Position tokens and purposes in gRPC metadata.
//!
//! `jobbro-token: citizens:1:42` (service, epoch, position), several separated by commas.

use event_log::{Executed, Token};
use projections::{Progress, WaitError};
use tokio::time::Instant;
use tonic::{Request, Response, Status, metadata::MetadataMap};

use super::{deadline::left_for_waiting, reasons};

#[cfg(test)]
mod tests;

const TOKEN: &str = "jobbro-token";
const PURPOSE: &str = "jobbro-purpose";
/// Every purpose there is. Stored in clear, so the list is closed: no name and no number fits in.
pub const PURPOSES: [&str; 6] =
    ["case_work", "placement", "benefit_control", "complaint", "audit", "technical_support"];
/// Tokens of so many services at the most.
pub(crate) const MOST_TOKENS: usize = 16;

/// The response of a command: its answer, with the token in the metadata `jobbro-token`.
pub fn answer<A>(service: &str, executed: Executed<A>) -> Response<A> {
    let Token { epoch, position } = executed.token;
    let mut response = Response::new(executed.answer);
    // A service's name is lower case, so this is always a header value.
    if let Ok(value) = format!("{service}:{epoch}:{position}").parse() {
        response.metadata_mut().insert(TOKEN, value);
    }
    response
}

/// Waits until a read model has reached every token of the request that names a service it follows, within the
/// request's deadline (`grpc-timeout`, at most the server's own).
///
/// # Errors
/// `INVALID_ARGUMENT` for a token that cannot be read, `DEADLINE_EXCEEDED` (`NOT_REACHED`),
/// `FAILED_PRECONDITION` (`EPOCH_CHANGED`).
pub async fn reached(
    metadata: &MetadataMap,
    progress: &Progress,
) -> Result<Vec<(String, Token)>, Status> {
    let tokens = read(metadata)?;
    wait(&tokens, progress, Instant::now() + left_for_waiting(metadata)).await?;
    Ok(tokens)
}

/// Waits for those tokens that name a service the read model follows.
async fn wait(
    tokens: &[(String, Token)],
    progress: &Progress,
    until: Instant,
) -> Result<(), Status> {
    for (service, token) in tokens {
        let within = until.saturating_duration_since(Instant::now());
        match progress.reached(service, *token, within).await {
            Ok(()) | Err(WaitError::NotFollowed) => {}
            Err(WaitError::Deadline) => return Err(reasons::NOT_REACHED.status("")),
            Err(WaitError::EpochChanged) => return Err(reasons::EPOCH_CHANGED.status("")),
        }
    }
    Ok(())
}

/// The tokens of a request, one for each service: those of one epoch merge by the larger.
fn read(metadata: &MetadataMap) -> Result<Vec<(String, Token)>, Status> {
    let unreadable = || reasons::TOKEN_UNREADABLE.status("");
    let mut tokens = Vec::new();
    for value in metadata.get_all(TOKEN) {
        for part in value.to_str().map_err(|_| unreadable())?.split(',') {
            let (service, token) = parse(part.trim()).ok_or_else(unreadable)?;
            merge(&mut tokens, service, token)?;
        }
    }
    if tokens.len() > MOST_TOKENS { Err(unreadable()) } else { Ok(tokens) }
}

/// Adds a token to others.
fn merge(tokens: &mut Vec<(String, Token)>, service: &str, token: Token) -> Result<(), Status> {
    let Some((_, known)) = tokens.iter_mut().find(|(name, _)| name == service) else {
        tokens.push((service.to_owned(), token));
        return Ok(());
    };
    if known.epoch != token.epoch {
        return Err(reasons::EPOCH_CHANGED.status(""));
    }
    known.position = known.position.max(token.position);
    Ok(())
}

fn parse(text: &str) -> Option<(&str, Token)> {
    let mut parts = text.split(':');
    let service = parts.next().filter(|it| is_service(it))?;
    let mut number = || parts.next().filter(|it| is_number(it))?.parse().ok();
    let token = Token { epoch: number()?, position: number()? };
    parts.next().is_none().then_some((service, token))
}

/// Whether a text can be the name of a service.
pub(crate) fn is_service(text: &str) -> bool {
    (1..=50).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_lowercase() || it == b'_')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

/// Why personal data is asked for: the metadata `jobbro-purpose`.
///
/// # Errors
/// `INVALID_ARGUMENT` (`PURPOSE_MISSING`) when it is missing or none of [`PURPOSES`].
pub fn purpose<T>(request: &Request<T>) -> Result<String, Status> {
    request
        .metadata()
        .get(PURPOSE)
        .and_then(|it| it.to_str().ok())
        .filter(|it| PURPOSES.contains(it))
        .map(str::to_owned)
        .ok_or_else(|| reasons::PURPOSE_MISSING.status(""))
}
