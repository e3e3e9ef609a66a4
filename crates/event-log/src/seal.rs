//! Sealing the parts of a command's events, each with the key of its person and purpose.

use std::collections::HashMap;

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::{
    Fault, SealedPart,
    append::SealedRow,
    encode::Sink,
    keys::{CellKeys, DataKey, KeyStore, SubjectKey, random},
    lost::again,
    sealed::{Commitment, commitment, write},
    session::Recorded,
};

/// What is about to be stored beside the events.
#[derive(Default)]
pub(crate) struct SealedCommand {
    /// The column `sealed` of each event.
    pub columns: Vec<Option<Vec<u8>>>,
    pub sides: Vec<SealedRow>,
    /// Keys that are made with this command.
    pub keys: Vec<SubjectKey>,
}

struct Key {
    version: i32,
    data: DataKey,
    new: bool,
}

/// Seals everything the events want sealed. `born`: streams that begin with this command; a person that begins
/// with it has no keys yet, and if that is wrong the append says so.
pub(crate) async fn seal(
    store: &dyn KeyStore,
    cell: &CellKeys,
    vault: &PgPool,
    events: &[Recorded],
    born: &[Uuid],
) -> Result<SealedCommand, Fault> {
    let mut done = SealedCommand::default();
    let mut keys = HashMap::new();
    for row in known(store, vault, events, born).await? {
        // Rows come by version: the newest stays.
        let data = cell.subject_key(&row)?;
        keys.insert((row.subject_id, row.purpose), (row, data));
    }
    let mut ready: HashMap<(Uuid, i32), Key> = HashMap::new();
    for ((subject, purpose), (row, data)) in keys {
        let data = data.ok_or(Fault::Erased)?;
        ready.insert((subject, purpose), Key { version: row.version, data, new: false });
    }
    for (number, event) in events.iter().enumerate() {
        let mut list = Vec::new();
        for (place, part) in (0..).zip(&event.sealed) {
            let (subject, purpose) = (part.subject, part.purpose as i32);
            let key = match ready.entry((subject.id, purpose)) {
                std::collections::hash_map::Entry::Occupied(it) => it.into_mut(),
                std::collections::hash_map::Entry::Vacant(it) => {
                    let (data, row) = cell.new_subject_key(subject, purpose)?;
                    let version = row.version;
                    done.keys.push(row);
                    it.insert(Key { version, data, new: true })
                }
            };
            let row = seal_part(key, event, number, place, part)?;
            list.push(Commitment {
                subject_kind: subject.kind.to_owned(),
                subject_id: subject.id,
                purpose,
                hash: commitment(&row.salt, &row.nonce, row.key_version, &row.ciphertext),
            });
            done.sides.push(row);
        }
        done.columns.push(write(&list));
    }
    Ok(done)
}

fn seal_part(
    key: &Key,
    event: &Recorded,
    number: usize,
    place: i32,
    part: &SealedPart,
) -> Result<SealedRow, Fault> {
    let (subject, purpose) = (part.subject, part.purpose as i32);
    let about = about_part(
        subject.kind,
        subject.id,
        event.event_id,
        &event.type_name,
        purpose,
        key.version,
    );
    let sealed = key.data.seal(&about, &part.plain)?;
    Ok(SealedRow {
        event: number,
        place,
        event_id: event.event_id,
        purpose,
        subject_kind: subject.kind,
        subject_id: subject.id,
        key_version: key.version,
        new_key: key.new,
        salt: random::<16>()?.to_vec(),
        nonce: sealed.nonce,
        ciphertext: sealed.ciphertext,
    })
}

/// The keys that may exist already.
async fn known(
    store: &dyn KeyStore,
    vault: &PgPool,
    events: &[Recorded],
    born: &[Uuid],
) -> Result<Vec<SubjectKey>, Fault> {
    let parts = events.iter().flat_map(|it| &it.sealed);
    let mut wanted: Vec<(Uuid, i32)> = parts
        .filter(|it| !born.contains(&it.subject.id))
        .map(|it| (it.subject.id, it.purpose as i32))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = wanted.as_slice();
    Ok(again(|| async move {
        let mut connection = vault.acquire().await?;
        let connection: &mut PgConnection = &mut connection;
        store.subject_keys(connection, wanted).await
    })
    .await?)
}

/// What the cipher vouches for beside the text. Not the stream version, which may change after sealing.
pub(crate) fn about_part(
    subject_kind: &str,
    subject: Uuid,
    event_id: Uuid,
    type_name: &str,
    purpose: i32,
    key_version: i32,
) -> Vec<u8> {
    let mut about = Vec::new();
    about.text("jobbro sealed part 1");
    about.text(subject_kind);
    about.uuid(subject);
    about.uuid(event_id);
    about.text(type_name);
    about.number(purpose.into());
    about.number(key_version.into());
    about
}
