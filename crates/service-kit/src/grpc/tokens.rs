//! Position tokens and purposes in gRPC metadata.
//!
//! `jobbro-token: citizens:1:42` (service, epoch, position), several separated by commas.

use std::{collections::BTreeSet, sync::LazyLock};

use event_log::{Executed, Token};
use projections::{Progress, WaitError};
use tokio::time::Instant;
use tonic::{Request, Response, Status, metadata::MetadataMap};

use super::{Fields, deadline::left_for_waiting, reasons};

#[cfg(test)]
mod tests;

const TOKEN: &str = "jobbro-token";
const PURPOSE: &str = "jobbro-purpose";
/// Every purpose there is. Stored in clear, so the list is closed: no name and no number fits in.
pub const PURPOSES: [&str; 6] =
    ["case_work", "placement", "benefit_control", "complaint", "audit", "technical_support"];
/// Every service there is: those with contracts of their own, beside the log that all have.
static SERVICES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let services: Vec<_> = proto::descriptor_pool().services().collect();
    let own =
        |package: &str| Some(package.strip_prefix("jobbro.")?.strip_suffix(".v1")?.to_owned());
    services.iter().filter_map(|it| own(it.package_name())).filter(|it| it != "log").collect()
});

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
/// `INVALID_ARGUMENT` for a token that cannot be read or is of no service there is, `DEADLINE_EXCEEDED` (`NOT_REACHED`),
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
            let mut fields = Fields::default();
            check_service(&mut fields, TOKEN, service);
            fields.finish(|| Some(()))?;
            merge(&mut tokens, service, token)?;
        }
    }
    Ok(tokens)
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
    let service = parts.next()?;
    let mut number = || parts.next().filter(|it| is_number(it))?.parse().ok();
    let token = Token { epoch: number()?, position: number()? };
    parts.next().is_none().then_some((service, token))
}

/// Remembers a service that does not exist: whoever waited for it would wait for nothing and not know. One that this
/// service does not follow is right: clients show every place they have seen.
pub(crate) fn check_service(fields: &mut Fields, field: &str, service: &str) {
    if SERVICES.contains(service) {
        return;
    }
    let all = SERVICES.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    fields.wrong(
        field,
        &format!("must name one of the services {all}"),
        &format!("skal nævne et af systemerne {all}"),
    );
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
