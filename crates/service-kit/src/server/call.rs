//! What holds for every call: a deadline, room, and a status that says the same for every failure.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures::{FutureExt as _, future::BoxFuture};
use http::{HeaderMap, Request, Response};
use http_body_util::BodyExt as _;
use tokio::{sync::Semaphore, time::Instant};
use tokio_util::task::TaskTracker;
use tonic::{Code, Status, body::Body};
use tower::{Layer, Service};
use tracing::Span;

use crate::grpc::{DEADLINE, asked, complete, reasons};

#[cfg(test)]
mod tests;

/// How much earlier than the caller's own clock ours ends, so that the caller hears why.
const BEFORE: Duration = Duration::from_millis(5);

/// Makes `CallService`s.
#[derive(Clone)]
pub(crate) struct CallLayer {
    pub service: &'static str,
    /// The longest a call may take, whatever the caller asks.
    pub deadline: Duration,
    /// Room for calls; none left: `BUSY`.
    pub room: Arc<Semaphore>,
    /// Holds a token for each call that runs.
    pub running: TaskTracker,
}

impl CallLayer {
    fn limit(&self, headers: &HeaderMap) -> Duration {
        let asked =
            asked(headers).map_or(self.deadline, |it| it.saturating_sub(BEFORE.min(it / 10)));
        asked.min(self.deadline)
    }

    fn refuse(&self, reason: crate::grpc::Reason) -> Response<Body> {
        complete(self.service, reason.status(self.service)).into_http()
    }
}

impl<S> Layer<S> for CallLayer {
    type Service = CallService<S>;

    fn layer(&self, inner: S) -> CallService<S> {
        CallService { inner, layer: self.clone() }
    }
}

/// See `CallLayer`.
#[derive(Clone)]
pub(crate) struct CallService<S> {
    inner: S,
    layer: CallLayer,
}

impl<S, B> Service<Request<B>> for CallService<S>
where
    S: Service<Request<B>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Send,
    B: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Response<Body>, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // Health must be told also when there is no room.
        let open = request.uri().path().starts_with("/grpc.");
        let permit = if open { None } else { Some(self.layer.room.clone().try_acquire_owned()) };
        if let Some(Err(_)) = permit {
            let busy = self.layer.refuse(reasons::BUSY);
            return Box::pin(std::future::ready(Ok(busy)));
        }
        // The clone is the one that is not yet ready; the ready one does the work.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        let layer = self.layer.clone();
        let running = layer.running.token();
        let until = Instant::now() + layer.limit(request.headers());
        Box::pin(async move {
            let _held = (permit, running);
            let work = async move { inner.call(request).await };
            let work = AssertUnwindSafe(DEADLINE.scope(until, work)).catch_unwind();
            match tokio::time::timeout_at(until, work).await {
                Ok(Ok(answer)) => answer.map(|it| tell(layer.service, it)),
                // The panic hook has said where.
                Ok(Err(_)) => Ok(layer.refuse(reasons::INTERNAL_FAULT)),
                Err(_) => Ok(layer.refuse(reasons::DEADLINE)),
            }
        })
    }
}

/// Completes the status of a failed call, in the headers or, later, in the trailers.
fn tell(service: &'static str, response: Response<Body>) -> Response<Body> {
    if let Some(status) = Status::from_header_map(response.headers()) {
        return complete(service, status).into_http();
    }
    // The trailers come when the call's span has been left.
    let call = Span::current();
    response.map(|body| {
        Body::new(body.map_frame(move |mut frame| {
            if let Some(trailers) = frame.trailers_mut() {
                *trailers = call.in_scope(|| told(service, std::mem::take(trailers)));
            }
            frame
        }))
    })
}

fn told(service: &str, trailers: HeaderMap) -> HeaderMap {
    let status = Status::from_header_map(&trailers).filter(|it| it.code() != Code::Ok);
    let Some(status) = status else { return trailers };
    let mut told = HeaderMap::new();
    match complete(service, status).add_header(&mut told) {
        Ok(()) => told,
        Err(_) => trailers,
    }
}
