//! `LogService`, in every service.

use event_log::{EventLog, Token};
use projections::{Progress, WaitError};
use proto::log::v1::{
    ResolveTokenRequest, ResolveTokenResponse, Token as TokenMessage,
    log_service_server::{LogService, LogServiceServer},
};
use tonic::{Request, Response, Status};

use crate::grpc::{Fields, Reason, check_service, fault, left_for_waiting, reasons};

/// The contract's bound; those beyond are not looked at.
const MOST_TOKENS: usize = 16;

/// The service's routes.
pub(crate) fn service(log: EventLog, reactions: Vec<Progress>) -> LogServiceServer<Resolver> {
    LogServiceServer::new(Resolver { log, reactions })
}

pub(crate) struct Resolver {
    log: EventLog,
    reactions: Vec<Progress>,
}

#[tonic::async_trait]
impl LogService for Resolver {
    async fn resolve_token(
        &self,
        request: Request<ResolveTokenRequest>,
    ) -> Result<Response<ResolveTokenResponse>, Status> {
        let within = left_for_waiting(request.metadata());
        let tokens = read(request.get_ref())?;
        projections::resolve(&self.reactions, &tokens, within).await.map_err(|error| {
            match error {
                WaitError::EpochChanged => reasons::EPOCH_CHANGED,
                WaitError::Deadline | WaitError::NotFollowed => reasons::NOT_REACHED,
            }
            .status("")
        })?;
        let head = self.log.head().await.map_err(|error| fault("", error))?;
        let own = tokens.iter().find(|(service, _)| service == self.log.service());
        if let Some(reason) = own.and_then(|(_, it)| unheard_of(*it, head)) {
            return Err(reason.status(""));
        }
        let token = TokenMessage {
            service: self.log.service().to_owned(),
            epoch: head.epoch,
            position: head.position,
        };
        Ok(Response::new(ResolveTokenResponse { token: Some(token) }))
    }
}

/// Why a token of the log itself cannot be of this log as it is.
fn unheard_of(token: Token, head: Token) -> Option<Reason> {
    if token.epoch != head.epoch {
        Some(reasons::EPOCH_CHANGED)
    } else if token.position > head.position {
        Some(reasons::NOT_REACHED)
    } else {
        None
    }
}

fn read(message: &ResolveTokenRequest) -> Result<Vec<(String, Token)>, Status> {
    let mut fields = Fields::default();
    let tokens = &message.tokens;
    if tokens.is_empty() || tokens.len() > MOST_TOKENS {
        fields.wrong("tokens", "must be 1 to 16", "skal være 1 til 16");
    }
    for (at, token) in tokens.iter().enumerate().take(MOST_TOKENS) {
        let field = format!("tokens[{at}].service");
        check_service(&mut fields, &field, &token.service);
        if tokens[..at].iter().any(|it| it.service == token.service) {
            fields.wrong(&field, "is given twice", "er angivet to gange");
        }
        for (name, number) in [("epoch", token.epoch), ("position", token.position)] {
            if number < 0 {
                let field = format!("tokens[{at}].{name}");
                fields.wrong(&field, "must not be negative", "må ikke være negativ");
            }
        }
    }
    fields.finish(|| {
        let read = |it: &TokenMessage| {
            (it.service.clone(), Token { epoch: it.epoch, position: it.position })
        };
        Some(tokens.iter().map(read).collect())
    })
}

#[cfg(test)]
mod tests {
    use tonic_types::StatusExt as _;

    use super::*;

    fn token(service: &str, epoch: i64, position: i64) -> TokenMessage {
        TokenMessage { service: service.to_owned(), epoch, position }
    }

    #[test]
    fn a_token_of_the_log_itself_is_of_its_epoch_and_no_further_than_its_head() {
        let head = Token { epoch: 2, position: 42 };
        for (epoch, position, expected) in [
            (2, 0, None),
            (2, 42, None),
            (2, 43, Some(reasons::NOT_REACHED)),
            (1, 7, Some(reasons::EPOCH_CHANGED)),
            (3, 7, Some(reasons::EPOCH_CHANGED)),
        ] {
            assert_eq!(unheard_of(Token { epoch, position }, head), expected, "{epoch}:{position}");
        }
    }

    #[test]
    fn tokens_are_checked_all_at_once() {
        let right = ResolveTokenRequest { tokens: vec![token("citizens", 1, 42)] };
        let expected = Token { epoch: 1, position: 42 };
        assert_eq!(read(&right).unwrap(), [("citizens".to_owned(), expected)]);

        let wrong = ResolveTokenRequest {
            tokens: vec![token("citizens", 1, 1), token("citizens", -1, -1), token("No!", 1, 1)],
        };
        let details = read(&wrong).unwrap_err().get_error_details();
        let violations = &details.bad_request().unwrap().field_violations;
        let fields: Vec<_> = violations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(
            fields,
            ["tokens[1].service", "tokens[1].epoch", "tokens[1].position", "tokens[2].service"]
        );
    }

    #[test]
    fn only_services_there_are_can_be_named_and_each_of_them_can() {
        let all = ["citizens", "employers", "placements", "reporting"];
        let tokens = all.map(|it| token(it, 1, 1)).to_vec();
        assert_eq!(read(&ResolveTokenRequest { tokens }).unwrap().len(), 4);
        for unknown in ["citizen", "log", "Citizens", ""] {
            let tokens = vec![token("citizens", 1, 1), token(unknown, 1, 1)];
            let status = read(&ResolveTokenRequest { tokens }).unwrap_err();
            let wrong = status.get_details_bad_request().unwrap().field_violations;
            let [wrong] = wrong.as_slice() else { panic!("{wrong:?}") };
            assert_eq!(wrong.field, "tokens[1].service", "{unknown}");
            for service in all {
                assert!(wrong.description.contains(service), "{}", wrong.description);
            }
        }
    }

    #[test]
    fn none_and_more_than_sixteen_are_refused() {
        let fields = |tokens| {
            let details = read(&ResolveTokenRequest { tokens }).unwrap_err().get_error_details();
            let wrong = details.bad_request().unwrap().field_violations.clone();
            wrong.into_iter().map(|it| it.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(Vec::new()), ["tokens"]);
        let all = fields(vec![token("citizens", 1, 1); 17]);
        assert_eq!(
            (all.len(), all[0].as_str(), all[15].as_str()),
            (16, "tokens", "tokens[15].service")
        );
    }
}
