//! A running cell as a client sees it: addresses of the services, and tokens for whoever asks.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context;
use kernel::Role;
use proto::{
    citizens::v1::citizen_service_client::CitizenServiceClient,
    employers::v1::employer_service_client::EmployerServiceClient,
    log::v1::log_service_client::LogServiceClient,
    placements::v1::{
        igu_service_client::IguServiceClient, placement_service_client::PlacementServiceClient,
    },
    reporting::v1::reporting_service_client::ReportingServiceClient,
};
use tonic::{
    Request,
    metadata::{Ascii, MetadataValue},
    transport::{Channel, Endpoint},
};

use crate::system::SERVICES;

/// Makes a signed token for a municipality and roles. A decider is another human than everyone else.
pub type Issuer<'a> = &'a (dyn Fn(&str, &[Role]) -> String + Send + Sync);

/// The services, as their clients reach them: one connection to each, used by all.
pub struct Cell<'a> {
    channels: BTreeMap<&'static str, Channel>,
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
    pub fn new(address: &dyn Fn(&str) -> String, issuer: Issuer<'a>) -> anyhow::Result<Self> {
        let mut channels = BTreeMap::new();
        for service in SERVICES {
            let address = address(service);
            let channel = Endpoint::from_shared(address.clone())
                .with_context(|| format!("no address: {address}"))?
                .connect_timeout(Duration::from_secs(5))
                .connect_lazy();
            channels.insert(service, channel);
        }
        Ok(Self { channels, issuer })
    }

    /// The service `citizens`.
    #[must_use]
    pub fn citizens(&self) -> CitizenServiceClient<Channel> {
        CitizenServiceClient::new(self.channel("citizens"))
    }

    /// The service `employers`.
    #[must_use]
    pub fn employers(&self) -> EmployerServiceClient<Channel> {
        EmployerServiceClient::new(self.channel("employers"))
    }

    /// The service `placements`, its internships.
    #[must_use]
    pub fn placements(&self) -> PlacementServiceClient<Channel> {
        PlacementServiceClient::new(self.channel("placements"))
    }

    /// The service `placements`, its IGUs.
    #[must_use]
    pub fn igus(&self) -> IguServiceClient<Channel> {
        IguServiceClient::new(self.channel("placements"))
    }

    /// The service `reporting`.
    #[must_use]
    pub fn reporting(&self) -> ReportingServiceClient<Channel> {
        ReportingServiceClient::new(self.channel("reporting"))
    }

    /// What a service answers about its own log.
    #[must_use]
    pub fn log(&self, service: &str) -> LogServiceClient<Channel> {
        LogServiceClient::new(self.channel(service))
    }

    /// Someone of that municipality with these roles.
    ///
    /// # Errors
    /// When the token cannot stand in metadata.
    pub fn caller(&self, municipality: &str, roles: &[Role]) -> anyhow::Result<Caller> {
        let token = (self.issuer)(municipality, roles);
        format!("Bearer {token}").parse().map(Caller).context("the token cannot stand in metadata")
    }

    fn channel(&self, service: &str) -> Channel {
        self.channels.get(service).expect("every service has one").clone()
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
