//! The service as it runs, in this process, beside a log of citizens.

use std::{path::Path, thread::JoinHandle, time::Duration};

use auth::{DevIssuer, DevToken};
use kernel::{Ids, Role, Timestamp};
use proto::reporting::v1::{
    GetIndicatorRequest, GetIndicatorResponse, reporting_service_client::ReportingServiceClient,
};
use service_kit::{Config, serve_with};
use testkit::{Database, RandomIds};
use tokio::runtime::Runtime;
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::{Request, Response, Status, transport::Channel};

use crate::citizens::Citizens;

pub struct Running {
    pub citizens: Citizens,
    issuer: DevIssuer,
    channel: Channel,
    #[expect(dead_code, reason = "stops the service when it is dropped")]
    stop: DropGuard,
    _database: Database,
}

impl Running {
    pub async fn start() -> Self {
        let prefix = testkit::nats_prefix();
        let citizens = Citizens::start(&prefix).await;
        let database = Database::new(reporting::SCHEMAS).await;
        let issuer = DevIssuer::new("https://issuer.test", "jobbro-test");
        let folder = database.root_key_file().parent().unwrap().to_owned();
        std::fs::write(folder.join("jwks.json"), issuer.jwks()).unwrap();
        let settings = settings(&database, &issuer, &prefix);
        let config = Config::from_toml(reporting::NAME, &settings).unwrap();
        let stop = CancellationToken::new();
        let serving = serve(config, stop.clone());
        let channel = channel(&folder.join("addresses.json"), &serving).await;
        Self { citizens, issuer, channel, stop: stop.drop_guard(), _database: database }
    }

    pub async fn ask(
        &self,
        municipality: &str,
        role: Role,
        asked: GetIndicatorRequest,
        token: &str,
    ) -> Result<GetIndicatorResponse, Status> {
        self.send(self.request(municipality, role, asked, token)).await
    }

    pub async fn ask_without_token(
        &self,
        asked: GetIndicatorRequest,
    ) -> Result<GetIndicatorResponse, Status> {
        self.send(Request::new(asked)).await
    }

    /// With a deadline of the caller's own, as gRPC spells it.
    pub async fn ask_within(
        &self,
        municipality: &str,
        asked: GetIndicatorRequest,
        token: &str,
        deadline: &'static str,
    ) -> Result<GetIndicatorResponse, Status> {
        let mut request = self.request(municipality, Role::Caseworker, asked, token);
        request.metadata_mut().insert("grpc-timeout", deadline.parse().unwrap());
        self.send(request).await
    }

    async fn send(
        &self,
        request: Request<GetIndicatorRequest>,
    ) -> Result<GetIndicatorResponse, Status> {
        let mut client = ReportingServiceClient::new(self.channel.clone());
        client.get_indicator(request).await.map(Response::into_inner)
    }

    fn request(
        &self,
        municipality: &str,
        role: Role,
        asked: GetIndicatorRequest,
        token: &str,
    ) -> Request<GetIndicatorRequest> {
        let bearer = DevToken {
            human: Some(RandomIds.next()),
            client: "test",
            municipality,
            roles: &[role],
            on_behalf_of: None,
            lifetime: Duration::from_hours(1),
        };
        #[expect(clippy::disallowed_methods, reason = "the service looks at the real clock")]
        let now = Timestamp::now();
        let bearer = format!("Bearer {}", self.issuer.token(now, &bearer));
        let mut request = Request::new(asked);
        request.metadata_mut().insert("authorization", bearer.parse().unwrap());
        if !token.is_empty() {
            request.metadata_mut().insert("jobbro-token", token.parse().unwrap());
        }
        request
    }
}

/// In a thread with a runtime of its own, as a process has one.
fn serve(config: Config, stop: CancellationToken) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let serving =
            serve_with(config, reporting::NAME, reporting::SCHEMAS, stop, reporting::start);
        Runtime::new().unwrap().block_on(serving).expect("the service serves until it is stopped");
    })
}

/// Waits until the service tells where it serves.
async fn channel(addresses: &Path, serving: &JoinHandle<()>) -> Channel {
    while !serving.is_finished() {
        if let Ok(text) = std::fs::read_to_string(addresses) {
            // {"grpc":"127.0.0.1:1","admin":"127.0.0.1:2"}
            let address = text.split('"').skip_while(|it| *it != "grpc").nth(2).unwrap();
            let endpoint = Channel::from_shared(format!("http://{address}")).unwrap();
            return endpoint.connect().await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the service ended before it served")
}

fn settings(database: &Database, issuer: &DevIssuer, prefix: &str) -> String {
    let options = database.options();
    let url = database.url();
    let login = url.split("//").nth(1).and_then(|it| it.split('@').next()).unwrap();
    let password = login.split(':').nth(1).unwrap_or("none");
    let root = database.root_key_file();
    let folder = root.parent().unwrap();
    format!(
        r#"
        grpc.listen = "127.0.0.1:0"
        grpc.deadline_seconds = 300
        admin.listen = "127.0.0.1:0"
        nats.url = "{nats}"
        nats.prefix = "{prefix}"
        keys.root_file = "{root}"
        auth.issuer = "{issuer}"
        auth.audience = "{audience}"
        auth.keys_file = "{folder}/jwks.json"
        run.addresses_file = "{folder}/addresses.json"
        [database]
        host = "{host}"
        port = {port}
        name = "{name}"
        user = "{user}"
        password = "{password}"
        "#,
        nats = testkit::nats_url(),
        root = root.display(),
        issuer = issuer.issuer(),
        audience = issuer.audience(),
        folder = folder.display(),
        host = options.get_host(),
        port = options.get_port(),
        name = database.name,
        user = options.get_username(),
    )
}
