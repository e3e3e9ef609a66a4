//! `healthcheck`: what a container without a shell runs to know whether its service serves.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use tonic::transport::Endpoint;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

/// The whole question may take so long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the service at the configured address serves.
///
/// # Errors
/// Why not.
pub(crate) async fn ask(listen: SocketAddr, addresses: Option<&Path>) -> Result<(), String> {
    let address = address(listen, addresses).ok_or("no address is known")?;
    let question = async {
        let endpoint = Endpoint::from_shared(format!("http://{address}"))
            .map_err(|_| "the address cannot be used".to_owned())?;
        let channel = endpoint.connect().await.map_err(|_| "does not answer".to_owned())?;
        let request = HealthCheckRequest { service: String::new() };
        let answer = HealthClient::new(channel).check(request).await;
        let status = answer.map_err(|it| format!("answers {:?}", it.code()))?.into_inner().status();
        if status == ServingStatus::Serving { Ok(()) } else { Err(status.as_str_name().into()) }
    };
    tokio::time::timeout(PATIENCE, question).await.unwrap_or_else(|_| Err("does not answer".into()))
}

/// Where to ask: an address for all is asked on the loopback; a port chosen by the system is in the file.
fn address(listen: SocketAddr, addresses: Option<&Path>) -> Option<SocketAddr> {
    let mut address = if listen.port() == 0 { written(addresses?)? } else { listen };
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    Some(address)
}

fn written(file: &Path) -> Option<SocketAddr> {
    let text = std::fs::read_to_string(file).ok()?;
    let json: serde_json::Value = serde_json::from_str(&text).ok()?;
    json["grpc"].as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_for_all_is_asked_on_the_loopback() {
        let ask = |text: &str| address(text.parse().unwrap(), None).map(|it| it.to_string());
        assert_eq!(ask("0.0.0.0:8080").as_deref(), Some("127.0.0.1:8080"));
        assert_eq!(ask("[::]:8080").as_deref(), Some("[::1]:8080"));
        assert_eq!(ask("10.0.0.1:8080").as_deref(), Some("10.0.0.1:8080"));
        assert_eq!(ask("127.0.0.1:0"), None);
    }
}
