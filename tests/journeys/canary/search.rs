//! Looks for all needles in files, in one pass over their bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::ErrorKind,
    path::Path,
};

use super::needles::Needles;

const PAGE: usize = 4096;

/// What was found in one place, by needle: where first.
#[derive(Default)]
pub struct Found {
    needles: BTreeMap<usize, String>,
    pub bytes_read: u64,
}

impl Found {
    /// A file, or a folder with all it holds; without what lies below `but`.
    pub fn folder(&mut self, needles: &Needles, path: &Path, but: &Path) {
        if path == but {
            return;
        }
        if path.is_dir() {
            for entry in fs::read_dir(path).unwrap() {
                self.folder(needles, &entry.unwrap().path(), but);
            }
            return;
        }
        match fs::read(path) {
            Ok(bytes) => self.bytes(needles, &path.to_string_lossy(), &bytes),
            // A temporary file that its server has taken away meanwhile.
            Err(error) => assert_eq!(error.kind(), ErrorKind::NotFound, "{}", path.display()),
        }
    }

    pub fn bytes(&mut self, needles: &Needles, place: &str, bytes: &[u8]) {
        const ZEROS: [u8; PAGE] = [0; PAGE];
        self.bytes_read += bytes.len() as u64;
        for start in (0..bytes.len()).step_by(PAGE) {
            let end = bytes.len().min(start + PAGE);
            // Most of a database is empty, and no needle begins with a zero.
            if bytes[start..end] == ZEROS[..end - start] {
                continue;
            }
            for at in start..end.min(bytes.len() - 1) {
                if needles.none_at(bytes[at], bytes[at + 1]) {
                    continue;
                }
                for needle in needles.at(&bytes[at..]) {
                    self.needles.entry(needle).or_insert_with(|| format!("{place} at {at}"));
                }
            }
        }
    }

    /// What gives a person away: a long form of anyone, a short form of everyone.
    pub fn leaks(&self, needles: &Needles) -> Vec<String> {
        let mut leaks = Vec::new();
        for (index, place) in &self.needles {
            let needle = &needles.all[*index];
            let leak = match needle.person {
                None => false,
                Some(_) if needle.short => {
                    self.persons_with(needles, &needle.what) == needles.persons
                }
                Some(_) => true,
            };
            if leak {
                leaks.push(format!("{} ({place})", needle.what));
            }
        }
        leaks
    }

    /// Whether the coded word was seen, in any form.
    pub fn planted(&self, needles: &Needles) -> bool {
        self.needles.keys().any(|it| needles.all[*it].person.is_none())
    }

    /// Whether something of every person was found.
    pub fn everyone(&self, needles: &Needles) -> bool {
        let found = self.needles.keys().filter_map(|it| needles.all[*it].person);
        found.collect::<BTreeSet<_>>().len() == needles.persons
    }

    fn persons_with(&self, needles: &Needles, what: &str) -> usize {
        let found = self.needles.keys().map(|it| &needles.all[*it]);
        let mut persons: Vec<_> =
            found.filter(|it| it.what == what).filter_map(|it| it.person).collect();
        persons.dedup();
        persons.len()
    }
}
