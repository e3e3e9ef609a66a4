//! Waits until what was asked between the services is answered: by the services' own word, along the way the
//! questions go. No read model is looked at, and nothing sleeps while a service waits.

use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use proto::log::v1::ResolveTokenRequest;
use tonic::Code;

use crate::demo::{
    cell::{Caller, Cell},
    positions::Positions,
};

/// A placement asks citizens, hears the answer, asks employers, hears the answer.
const WAY: [(&str, &str); 4] = [
    ("placements", "citizens"),
    ("citizens", "placements"),
    ("placements", "employers"),
    ("employers", "placements"),
];

/// How long a step is asked for again, where it was not there within a request's own time.
const PATIENCE: Duration = Duration::from_mins(3);

/// Resolves the furthest place known of `placements` along the services, and remembers where each stands then.
///
/// # Errors
/// When a service does not get there.
pub async fn resolve(
    cell: &Cell<'_>,
    caller: &Caller,
    known: &mut Positions,
) -> anyhow::Result<()> {
    for (from, at) in WAY {
        let Some(token) = known.of(from) else { continue };
        let message = ResolveTokenRequest { tokens: vec![token] };
        let began = Instant::now();
        let answer = loop {
            match cell.log(at).resolve_token(caller.asks(message.clone())).await {
                Ok(answer) => break answer.into_inner(),
                Err(status) if passes(status.code()) && began.elapsed() < PATIENCE => {
                    // The service has waited already; only one that is not there is given a moment.
                    if status.code() != Code::DeadlineExceeded {
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                }
                Err(status) => {
                    let said = anyhow!("{:?}: {}", status.code(), status.message());
                    return Err(said).with_context(|| format!("{at} does not answer {from}"));
                }
            }
        };
        known.reached(&answer.token.context("an answer without a token")?)?;
    }
    Ok(())
}

fn passes(code: Code) -> bool {
    matches!(code, Code::DeadlineExceeded | Code::Unavailable | Code::Cancelled | Code::Unknown)
}
