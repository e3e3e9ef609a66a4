//! An OTLP collector of the test's own: it keeps every span it is sent.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTraceServiceRequest, ExportTraceServiceResponse,
        trace_service_server::{TraceService, TraceServiceServer},
    },
    trace::v1::Span,
};
use prost::Message;
use tokio::{net::TcpListener, sync::Notify};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, transport::Server};

/// How long a span may take to arrive; the exporters send every few seconds.
const PATIENCE: Duration = Duration::from_mins(3);

#[derive(Clone, Default)]
struct Kept {
    requests: Arc<Mutex<Vec<ExportTraceServiceRequest>>>,
    came: Arc<Notify>,
}

#[tonic::async_trait]
impl TraceService for Kept {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        self.requests.lock().unwrap().push(request.into_inner());
        self.came.notify_one();
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

/// A span and the service that sent it.
#[derive(Clone, Debug)]
pub struct Sent {
    pub service: String,
    pub span: Span,
}

pub struct Collector {
    address: SocketAddr,
    kept: Kept,
}

impl Collector {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let kept = Kept::default();
        let server = Server::builder().add_service(TraceServiceServer::new(kept.clone()));
        tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));
        Self { address, kept }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The spans sent so far.
    pub fn spans(&self) -> Vec<Sent> {
        let requests = self.kept.requests.lock().unwrap();
        let resources = requests.iter().flat_map(|it| &it.resource_spans);
        let of = |it: &opentelemetry_proto::tonic::trace::v1::ResourceSpans| {
            let service = service_name(it);
            let spans = it.scope_spans.iter().flat_map(|it| &it.spans).cloned();
            spans.map(|span| Sent { service: service.clone(), span }).collect::<Vec<_>>()
        };
        resources.flat_map(of).collect()
    }

    /// Everything sent, as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let requests = self.kept.requests.lock().unwrap();
        requests.iter().flat_map(Message::encode_to_vec).collect()
    }

    /// Waits until the spans are as they should be.
    pub async fn until(&self, what: &str, is_true: impl Fn(&[Sent]) -> bool) -> Vec<Sent> {
        let wait = async {
            loop {
                let spans = self.spans();
                if is_true(&spans) {
                    return spans;
                }
                self.kept.came.notified().await;
            }
        };
        let Ok(spans) = tokio::time::timeout(PATIENCE, wait).await else {
            let names: Vec<_> =
                self.spans().iter().map(|it| format!("{} {}", it.service, it.span.name)).collect();
            panic!("no such spans came: {what}; these did: {names:#?}")
        };
        spans
    }
}

fn service_name(resource: &opentelemetry_proto::tonic::trace::v1::ResourceSpans) -> String {
    use opentelemetry_proto::tonic::common::v1::any_value::Value;
    let attributes = resource.resource.iter().flat_map(|it| &it.attributes);
    let named = attributes.filter(|it| it.key == "service.name").filter_map(|it| it.value.clone());
    let mut text = named.filter_map(|it| match it.value {
        Some(Value::StringValue(text)) => Some(text),
        _ => None,
    });
    text.next().unwrap_or_default()
}
