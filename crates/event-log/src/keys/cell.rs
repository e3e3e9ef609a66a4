//! The cell's own keys, unwrapped: random, made at the first open.

use std::collections::HashMap;

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use kernel::{Timestamp, Uuid};

use super::{DataKey, KeyStore, RootKey, SubjectKey, WrappedCellKey};
use crate::{Fault, Order, encode::Sink};

const NAMES: [&str; 3] = ["body", "lookup", "wrap"];

/// All versions of all of them; the newest is used for what is new.
pub(crate) struct CellKeys {
    keys: HashMap<(String, i32), DataKey>,
    newest: HashMap<String, i32>,
}

impl CellKeys {
    /// Unwraps them; makes those that are missing. With a wrong root key nothing is written.
    pub(crate) async fn open(
        store: &dyn KeyStore,
        root: &RootKey,
        at: Timestamp,
    ) -> Result<Self, Fault> {
        let found = Self::unwrap_all(root, store.cell_keys().await?)?;
        let missing: Vec<&str> =
            NAMES.into_iter().filter(|it| !found.newest.contains_key(*it)).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let new = missing.into_iter().map(|name| {
            let wrapped = root.key.wrap(&about_cell_key(name, 1), &DataKey::generate()?)?;
            Ok(WrappedCellKey { name: name.to_owned(), version: 1, wrapped })
        });
        store.add_cell_keys(new.collect::<Result<_, Fault>>()?, at).await?;
        // Another process may have been first: what is stored counts.
        let made = Self::unwrap_all(root, store.cell_keys().await?)?;
        if NAMES.iter().any(|it| !made.newest.contains_key(*it)) {
            return Err(Fault::Keys);
        }
        Ok(made)
    }

    fn unwrap_all(root: &RootKey, stored: Vec<WrappedCellKey>) -> Result<Self, Fault> {
        let mut all = Self { keys: HashMap::new(), newest: HashMap::new() };
        for it in stored {
            let key = root
                .key
                .unwrap_key(&about_cell_key(&it.name, it.version), &it.wrapped)
                .ok_or(Fault::RootKey)?;
            let newest = all.newest.entry(it.name.clone()).or_default();
            *newest = it.version.max(*newest);
            all.keys.insert((it.name, it.version), key);
        }
        Ok(all)
    }

    /// Cell keys of known bytes.
    #[cfg(test)]
    pub(super) fn fixed() -> Self {
        let key = |name: &str| ((name.to_owned(), 1), DataKey::new([7; 32].into()));
        let newest = NAMES.into_iter().map(|it| (it.to_owned(), 1));
        Self { keys: NAMES.into_iter().map(key).collect(), newest: newest.collect() }
    }

    fn newest(&self, name: &str) -> (i32, &DataKey) {
        let version = self.newest[name];
        (version, &self.keys[&(name.to_owned(), version)])
    }

    /// HMAC of what is compared when a request id comes again, with the key's version.
    pub(crate) fn body_mac(&self, order: &Order) -> (i32, [u8; 32]) {
        let (version, key) = self.newest("body");
        (version, body_mac(key, order))
    }

    /// Whether a stored answer was given to the same request.
    pub(crate) fn same_body(&self, order: &Order, version: i32, mac: &[u8]) -> Result<bool, Fault> {
        let key = self.keys.get(&("body".to_owned(), version)).ok_or(Fault::Keys)?;
        Ok(verify_slices_are_equal(&body_mac(key, order), mac).is_ok())
    }

    /// HMAC of a personal value, with the key's version.
    pub(crate) fn blind(&self, what: &str, value: &str) -> (i32, [u8; 32]) {
        let (version, key) = self.newest("lookup");
        let mut to = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.bytes()));
        to.text(what);
        to.text(value);
        (version, tag(to))
    }

    /// Version of the key that blinds now.
    pub(crate) fn look_up_key(&self) -> i32 {
        self.newest("lookup").0
    }

    /// A new key of a person and purpose, and its row.
    pub(crate) fn new_subject_key(
        &self,
        subject: crate::Subject,
        purpose: i32,
    ) -> Result<(DataKey, SubjectKey), Fault> {
        let (wrap_key, outer) = self.newest("wrap");
        let key = DataKey::generate()?;
        let about = about_subject_key(subject.kind, subject.id, purpose, 1);
        let row = SubjectKey {
            subject_id: subject.id,
            subject_kind: subject.kind.to_owned(),
            purpose,
            version: 1,
            wrapped: Some(outer.wrap(&about, &key)?),
            wrap_key,
        };
        Ok((key, row))
    }

    /// The key of a row; `None` when it was erased.
    pub(crate) fn subject_key(&self, row: &SubjectKey) -> Result<Option<DataKey>, Fault> {
        let Some(wrapped) = &row.wrapped else { return Ok(None) };
        let outer = self.keys.get(&("wrap".to_owned(), row.wrap_key)).ok_or(Fault::Keys)?;
        let about = about_subject_key(&row.subject_kind, row.subject_id, row.purpose, row.version);
        outer.unwrap_key(&about, wrapped).map(Some).ok_or(Fault::Keys)
    }
}

fn body_mac(key: &DataKey, order: &Order) -> [u8; 32] {
    let mut to = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key.bytes()));
    to.text(order.rpc);
    to.bytes(&order.body);
    tag(to)
}

fn tag(context: hmac::Context) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(context.sign().as_ref());
    out
}

fn about_cell_key(name: &str, version: i32) -> Vec<u8> {
    let mut about = Vec::new();
    about.text("jobbro cell key 1");
    about.text(name);
    about.number(version.into());
    about
}

fn about_subject_key(kind: &str, subject: Uuid, purpose: i32, version: i32) -> Vec<u8> {
    let mut about = Vec::new();
    about.text("jobbro subject key 1");
    about.text(kind);
    about.uuid(subject);
    about.number(purpose.into());
    about.number(version.into());
    about
}
