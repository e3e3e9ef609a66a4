//! The tower layer before every RPC: a token that holds, and a role that grants what the method needs.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use futures::future::BoxFuture;
use http::{Request, Response, header::AUTHORIZATION};
use kernel::Caller;
use opentelemetry::{KeyValue, metrics::Counter};
use tonic::{Status, body::Body};
use tower::{Layer, Service};

use crate::{Access, Bad, Permissions, Verifier, granting_role, refusal};

#[cfg(test)]
mod tests;

/// Makes `AuthService`s.
#[derive(Clone)]
pub struct AuthLayer(Arc<Gate>);

struct Gate {
    verifier: Verifier,
    permissions: Permissions,
    decisions: Counter<u64>,
}

impl AuthLayer {
    /// Lets in whom the verifier knows and the contracts' permissions allow.
    #[must_use]
    pub fn new(verifier: Verifier, permissions: Permissions) -> Self {
        let decisions = telemetry::meter()
            .u64_counter("auth.decision")
            .with_description("Callers let in or refused, by reason")
            .build();
        Self(Arc::new(Gate { verifier, permissions, decisions }))
    }
}

impl Gate {
    /// `Ok(None)` for what needs no token.
    async fn admit(&self, path: &str, headers: &http::HeaderMap) -> Result<Option<Caller>, Status> {
        let permission = match self.permissions.access(path) {
            Access::Open => return Ok(None),
            Access::Unknown => return Err(Status::unimplemented("")),
            Access::Closed => return Err(self.denied("closed")),
            Access::Needs(permission) => permission,
        };
        let verified = match bearer(headers) {
            Ok(token) => self.verifier.verify(token).await,
            Err(bad) => Err(bad),
        };
        let caller = verified.map_err(|bad| self.unknown(bad))?;
        let role = granting_role(permission, &caller.roles).ok_or_else(|| self.denied("role"))?;
        self.count("let_in", "");
        Ok(Some(Caller { role, ..caller }))
    }

    fn unknown(&self, bad: Bad) -> Status {
        let reason = bad.to_string();
        tracing::info!(auth.reason = reason, "a token does not hold");
        self.count("unauthenticated", &reason);
        refusal::unauthenticated()
    }

    fn denied(&self, reason: &str) -> Status {
        tracing::info!(auth.reason = reason, "not allowed");
        self.count("denied", reason);
        refusal::permission_denied()
    }

    fn count(&self, result: &'static str, reason: &str) {
        let labels = [KeyValue::new("result", result), KeyValue::new("reason", reason.to_owned())];
        self.decisions.add(1, &labels);
    }
}

/// Exactly one `authorization: Bearer …`.
fn bearer(headers: &http::HeaderMap) -> Result<&str, Bad> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next().and_then(|it| it.to_str().ok()).ok_or(Bad::Missing)?;
    let (scheme, token) = value.split_once(' ').ok_or(Bad::Missing)?;
    if values.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() {
        return Err(Bad::Missing);
    }
    Ok(token)
}

impl<S> Layer<S> for AuthLayer {
    type Service = AuthService<S>;

    fn layer(&self, inner: S) -> AuthService<S> {
        AuthService { inner, gate: self.0.clone() }
    }
}

/// See `AuthLayer`.
#[derive(Clone)]
pub struct AuthService<S> {
    inner: S,
    gate: Arc<Gate>,
}

impl<S, B> Service<Request<B>> for AuthService<S>
where
    S: Service<Request<B>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send + 'static,
    B: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Response<Body>, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        // The clone is the one that is not yet ready; the ready one does the work.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        let gate = self.gate.clone();
        Box::pin(async move {
            // Only this layer says who asks, and nobody behind it sees the token.
            request.extensions_mut().remove::<Caller>();
            let admitted = gate.admit(request.uri().path(), request.headers()).await;
            request.headers_mut().remove(AUTHORIZATION);
            match admitted {
                Ok(Some(caller)) => {
                    request.extensions_mut().insert(caller);
                }
                Ok(None) => {}
                Err(status) => return Ok(status.into_http()),
            }
            inner.call(request).await
        })
    }
}
