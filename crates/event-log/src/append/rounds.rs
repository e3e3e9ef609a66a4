//! Which commands of a batch must wait for which: those that share a stream, a claim, a request id or a subject key.

use std::collections::HashMap;

use uuid::Uuid;

use super::Command;

/// Rounds in one batch at the most; what would come later waits for the next batch.
pub(crate) const ROUNDS: i32 = 32;

/// The rounds of one batch as it fills.
#[derive(Default)]
pub(crate) struct Rounds<'a> {
    next: HashMap<Shared<'a>, i32>,
}

#[derive(PartialEq, Eq, Hash)]
enum Shared<'a> {
    Stream(Uuid),
    Claim(&'a str, &'a str, &'a [u8]),
    Request(&'a str, &'a str, Uuid),
    Key(Uuid, i32),
}

impl<'a> Rounds<'a> {
    /// The command's round: 0, or the one after the last of those before it that it shares something with. One that
    /// shares with a command that had to wait gets a round beyond the cap too, so that order holds.
    pub(crate) fn place(&mut self, command: &'a Command) -> i32 {
        let shared: Vec<Shared<'a>> = shared(command).collect();
        let round = shared.iter().filter_map(|it| self.next.get(it)).max().copied().unwrap_or(0);
        self.next.extend(shared.into_iter().map(|it| (it, round + 1)));
        round
    }
}

fn shared(command: &Command) -> impl Iterator<Item = Shared<'_>> {
    let streams = command.streams.iter().map(|it| Shared::Stream(it.stream));
    let claims = command.claims.iter().map(|it| {
        let claim = &it.claim;
        Shared::Claim(&claim.scope, &claim.kind, &claim.key)
    });
    let keys = command.keys.iter().map(|it| Shared::Key(it.subject_id, it.purpose));
    let request = Shared::Request(command.asker, &command.client, command.request_id);
    streams.chain(claims).chain(keys).chain(std::iter::once(request))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Claim,
        append::{ClaimChange, StreamCheck},
    };

    fn on(request: u128, streams: &[u128], claims: &[u8]) -> Command {
        let stream = |id: &u128| StreamCheck {
            stream: Uuid::from_u128(*id),
            kind: "counter",
            version: 0,
            last: None,
        };
        let claim = |key: &u8| ClaimChange {
            claim: Claim { scope: "000".into(), kind: "k".into(), key: vec![*key] },
            taker: None,
            freed: false,
        };
        Command {
            request_id: Uuid::from_u128(request),
            streams: streams.iter().map(stream).collect(),
            claims: claims.iter().map(claim).collect(),
            ..Command::default()
        }
    }

    #[test]
    fn a_command_waits_for_all_it_shares_something_with() {
        let commands = [
            on(1, &[1], &[]),
            on(2, &[2], &[9]),
            on(3, &[1], &[]),
            on(4, &[1, 2], &[]),
            on(5, &[5], &[9]),
            on(1, &[6], &[]),
            on(7, &[7], &[]),
        ];
        let mut rounds = Rounds::default();
        let placed: Vec<i32> = commands.iter().map(|it| rounds.place(it)).collect();
        assert_eq!(placed, [0, 0, 1, 2, 1, 1, 0]);
    }
}
