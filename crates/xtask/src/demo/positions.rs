//! Places in the services' logs, learned from answers and shown with questions: metadata `jobbro-token`.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use proto::log::v1::Token;
use tonic::metadata::{Ascii, MetadataMap, MetadataValue};

/// The name of the metadata.
pub const TOKEN: &str = "jobbro-token";

/// The furthest place known of each service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions(BTreeMap<String, (i64, i64)>);

impl Positions {
    /// Remembers the places in the metadata of an answer, where they are further.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or a service's log began a new epoch: such places cannot be merged.
    pub fn learn(&mut self, metadata: &MetadataMap) -> anyhow::Result<()> {
        let text = metadata
            .get(TOKEN)
            .context("an answer came without its place in the log")?
            .to_str()
            .context("a place in the log is no text")?;
        for one in text.split(',') {
            let (service, epoch, position) =
                read(one).with_context(|| format!("no place in a log: {one}"))?;
            self.reach(service, epoch, position)?;
        }
        Ok(())
    }

    /// Remembers the places that somebody else knows, where they are further.
    ///
    /// # Errors
    /// When a service's log began a new epoch: such places cannot be merged.
    pub fn merge(&mut self, other: &Self) -> anyhow::Result<()> {
        for (service, (epoch, position)) in &other.0 {
            self.reach(service, *epoch, *position)?;
        }
        Ok(())
    }

    /// The furthest place known of a service.
    #[must_use]
    pub fn of(&self, service: &str) -> Option<Token> {
        let (epoch, position) = *self.0.get(service)?;
        Some(Token { service: service.to_owned(), epoch, position })
    }

    /// Remembers a place that a service named, where it is further.
    ///
    /// # Errors
    /// When its log began a new epoch.
    pub fn reached(&mut self, token: &Token) -> anyhow::Result<()> {
        self.reach(&token.service, token.epoch, token.position)
    }

    fn reach(&mut self, service: &str, epoch: i64, position: i64) -> anyhow::Result<()> {
        let known = self.0.entry(service.to_owned()).or_insert((epoch, position));
        ensure!(known.0 == epoch, "the log of {service} began a new epoch");
        known.1 = known.1.max(position);
        Ok(())
    }

    /// All of them, as metadata.
    ///
    /// # Errors
    /// When the name of a service cannot stand in metadata.
    pub fn metadata(&self) -> anyhow::Result<MetadataValue<Ascii>> {
        self.to_string().parse().context("the name of a service cannot stand in metadata")
    }
}

impl std::fmt::Display for Positions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = self.0.iter().map(|(service, (epoch, at))| format!("{service}:{epoch}:{at}"));
        f.write_str(&all.collect::<Vec<_>>().join(","))
    }
}

fn read(text: &str) -> Option<(&str, i64, i64)> {
    let mut parts = text.trim().split(':');
    let read = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(all: &[&str]) -> anyhow::Result<Positions> {
        let mut positions = Positions::default();
        for one in all {
            let mut metadata = MetadataMap::new();
            metadata.insert(TOKEN, one.parse().unwrap());
            positions.learn(&metadata)?;
        }
        Ok(positions)
    }

    #[test]
    fn the_furthest_place_of_each_service_is_kept() {
        let positions =
            learned(&["citizens:1:42", "citizens:1:7", "placements:3:1, citizens:1:41"]).unwrap();
        assert_eq!(positions.to_string(), "citizens:1:42,placements:3:1");
    }

    #[test]
    fn what_two_know_is_merged() {
        let mut one = learned(&["citizens:1:42", "reporting:1:3"]).unwrap();
        one.merge(&learned(&["citizens:1:50", "reporting:1:2"]).unwrap()).unwrap();
        assert_eq!(one.to_string(), "citizens:1:50,reporting:1:3");
        assert!(one.merge(&learned(&["citizens:2:1"]).unwrap()).is_err());
        let token = one.of("reporting").unwrap();
        assert_eq!((token.service.as_str(), token.epoch, token.position), ("reporting", 1, 3));
        one.reached(&Token { position: 9, ..token }).unwrap();
        assert_eq!(one.of("reporting").unwrap().position, 9);
        assert_eq!(one.of("placements"), None);
    }

    #[test]
    fn places_of_two_epochs_are_not_merged() {
        assert!(learned(&["citizens:1:42", "citizens:2:43"]).is_err());
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for bad in ["", "citizens", "citizens:1", "citizens:1:2:3", "citizens:one:2"] {
            assert!(learned(&[bad]).is_err(), "{bad}");
        }
        assert!(Positions::default().learn(&MetadataMap::new()).is_err());
    }
}
