//! A running cell as a client sees it: two addresses, and tokens for whoever asks.

use std::time::Duration;

use anyhow::Context;
use kernel::Role;
use proto::{
    citizens::v1::citizen_service_client::CitizenServiceClient,
    reporting::v1::reporting_service_client::ReportingServiceClient,
};
use tonic::{
    Request,
    metadata::{Ascii, MetadataValue},
    transport::{Channel, Endpoint},
};

/// Makes a signed token for a municipality and roles.
pub type Issuer<'a> = &'a (dyn Fn(&str, &[Role]) -> String + Send + Sync);

/// The two services, as their clients reach them.
pub struct Cell<'a> {
    citizens: Channel,
    reporting: Channel,
    issuer: Issuer<'a>,
}

/// Who asks, as the metadata `authorization`.
#[derive(Clone)]
pub struct Caller(MetadataValue<Ascii>);

impl<'a> Cell<'a> {
    /// The services at these addresses (`http://127.0.0.1:5`). Connects when first used, and again when the
    /// connection was lost.
    ///
    /// # Errors
    /// When one of them is no address.
    pub fn new(citizens: &str, reporting: &str, issuer: Issuer<'a>) -> anyhow::Result<Self> {
        let channel = |address: &str| -> anyhow::Result<Channel> {
            Ok(Endpoint::from_shared(address.to_owned())
                .with_context(|| format!("no address: {address}"))?
                .connect_timeout(Duration::from_secs(5))
                .connect_lazy())
        };
        Ok(Self { citizens: channel(citizens)?, reporting: channel(reporting)?, issuer })
    }

    /// The service `citizens`.
    #[must_use]
    pub fn citizens(&self) -> CitizenServiceClient<Channel> {
        CitizenServiceClient::new(self.citizens.clone())
    }

    /// The service `reporting`.
    #[must_use]
    pub fn reporting(&self) -> ReportingServiceClient<Channel> {
        ReportingServiceClient::new(self.reporting.clone())
    }

    /// Someone of that municipality with these roles.
    ///
    /// # Errors
    /// When the token cannot stand in metadata.
    pub fn caller(&self, municipality: &str, roles: &[Role]) -> anyhow::Result<Caller> {
        let token = (self.issuer)(municipality, roles);
        format!("Bearer {token}").parse().map(Caller).context("the token cannot stand in metadata")
    }
}

impl Caller {
    /// The request, asked by this one, within half a minute.
    pub fn asks<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.metadata_mut().insert("authorization", self.0.clone());
        request.set_timeout(Duration::from_secs(30));
        request
    }
}
