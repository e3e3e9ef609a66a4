//! The furthest place seen in the log of each service.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use proto::log::v1::Token;

/// Shared by all who were given it: what one has seen, the others ask for as well.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<BTreeMap<String, Token>>>);

impl Seen {
    /// From the metadata of an answer, as `citizens:1:42,placements:1:7`.
    pub fn learn(&self, text: &str) {
        text.split(',').for_each(|it| self.learn_one(it));
    }

    fn learn_one(&self, text: &str) {
        let mut parts = text.split(':');
        let service = parts.next().unwrap().to_owned();
        let mut number = || parts.next().unwrap().parse().unwrap();
        let (epoch, position) = (number(), number());
        self.reach(&Token { service, epoch, position });
    }

    pub fn reach(&self, token: &Token) {
        let mut seen = self.0.lock().unwrap();
        let known = seen.entry(token.service.clone()).or_insert_with(|| token.clone());
        assert_eq!(known.epoch, token.epoch, "a log began a new epoch");
        known.position = known.position.max(token.position);
    }

    pub fn of(&self, service: &str) -> Option<Token> {
        self.0.lock().unwrap().get(service).cloned()
    }

    /// All of them, as the metadata of a query.
    pub fn all(&self) -> String {
        let seen = self.0.lock().unwrap();
        let all = seen.values().map(|it| format!("{}:{}:{}", it.service, it.epoch, it.position));
        all.collect::<Vec<_>>().join(",")
    }
}
