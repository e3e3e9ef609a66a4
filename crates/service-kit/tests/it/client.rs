//! A caller of the service.

use std::net::SocketAddr;

use proto::{
    reporting::v1::{
        GetIndicatorRequest, GetIndicatorResponse, Indicator, Scope,
        reporting_service_client::ReportingServiceClient,
    },
    values_v1::CivilDate,
};
use tonic::{Request, Response, Status, metadata::AsciiMetadataKey, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::{ErrorDetails, StatusExt as _};

pub async fn channel(address: SocketAddr) -> Channel {
    Channel::from_shared(format!("http://{address}")).unwrap().connect().await.unwrap()
}

/// A right question.
pub fn question() -> GetIndicatorRequest {
    GetIndicatorRequest {
        indicator: Indicator::RecipientsBySex.into(),
        day: Some(CivilDate { year: 2018, month: 8, day: 31 }),
        scope: Scope::Municipality.into(),
        compared_with: None,
    }
}

/// Asks with this metadata.
pub async fn ask(
    channel: &Channel,
    message: GetIndicatorRequest,
    metadata: &[(&str, &str)],
) -> Result<Response<GetIndicatorResponse>, Status> {
    let mut request = Request::new(message);
    for (key, value) in metadata {
        let key: AsciiMetadataKey = key.parse().unwrap();
        request.metadata_mut().append(key, value.parse().unwrap());
    }
    ReportingServiceClient::new(channel.clone()).get_indicator(request).await
}

/// What health says: 1 is serving, 2 not; `None` when nobody answers.
pub async fn health(address: SocketAddr, service: &str) -> Option<i32> {
    let endpoint = Channel::from_shared(format!("http://{address}")).unwrap();
    let request = HealthCheckRequest { service: service.to_owned() };
    let channel = endpoint.connect().await.ok()?;
    Some(HealthClient::new(channel).check(request).await.ok()?.into_inner().status)
}

/// The details every status of ours has, with the reason.
pub fn told(status: &Status) -> (String, ErrorDetails) {
    let details = status.get_error_details();
    let info = details.error_info().unwrap_or_else(|| panic!("no ErrorInfo: {status:?}"));
    assert_eq!(info.domain, "jobbro.dk/reporting", "{status:?}");
    let danish = details.localized_message().unwrap_or_else(|| panic!("no Danish: {status:?}"));
    assert_eq!(danish.locale, "da-DK");
    assert!(!danish.message.is_empty());
    (info.reason.clone(), details)
}
