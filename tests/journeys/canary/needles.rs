//! The forms that a fact about a person can take in a file.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{Date, Uuid, date};
use prost::Message;
use proto::values;

use super::persons::{Person, Told};

/// One form of one fact.
pub struct Needle {
    /// Told when it is found; never the fact itself.
    pub what: String,
    pub bytes: Vec<u8>,
    /// Whose; none for the coded word.
    pub person: Option<usize>,
    /// Whether it is so short that it can stand somewhere by chance.
    pub short: bool,
}

/// All that is searched for at once.
pub struct Needles {
    pub all: Vec<Needle>,
    /// By the first two bytes: which needles begin so.
    heads: Vec<Vec<usize>>,
    pub persons: usize,
}

impl Needles {
    pub fn of(persons: &[Person], planted: &[u8]) -> Self {
        let facts: Vec<_> = persons.iter().map(facts).collect();
        Self::from(&facts, planted)
    }

    /// Ids of things of each person: in itself nothing personal, but not for everyone to have.
    pub fn of_ids(ids: &[Vec<Uuid>], planted: &[u8]) -> Self {
        let forms = |id: &Uuid| {
            let text = id.hyphenated().to_string();
            [("id".to_owned(), text.into_bytes()), ("id's bytes".to_owned(), id.as_bytes().into())]
        };
        let all: Vec<_> = ids.iter().map(|it| it.iter().flat_map(forms).collect()).collect();
        Self::from(&all, planted)
    }

    fn from(persons: &[Vec<(String, Vec<u8>)>], planted: &[u8]) -> Self {
        let mut all = Vec::new();
        for (index, facts) in persons.iter().enumerate() {
            for (what, plain) in facts {
                add(&mut all, what, plain, Some(index));
            }
        }
        add(&mut all, "coded word", planted, None);
        let mut heads = vec![Vec::new(); 1 << 16];
        for (index, needle) in all.iter().enumerate() {
            heads[head(&needle.bytes)].push(index);
        }
        Self { all, heads, persons: persons.len() }
    }

    /// The needles that begin here.
    pub fn at<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let candidates = if bytes.len() < 2 { &[] } else { self.heads[head(bytes)].as_slice() };
        candidates.iter().copied().filter(|it| bytes.starts_with(&self.all[*it].bytes))
    }

    /// Whether no needle begins with these two.
    pub fn none_at(&self, first: u8, second: u8) -> bool {
        self.heads[usize::from(first) << 8 | usize::from(second)].is_empty()
    }
}

fn head(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

fn facts(person: &Person) -> Vec<(String, Vec<u8>)> {
    let number = person.number;
    let texts = [
        ("given names", person.given_names.to_owned()),
        ("family name", person.family_name.to_owned()),
        ("person number", number.to_owned()),
        ("person number with hyphen", format!("{}-{}", &number[..6], &number[6..])),
        ("external id", person.external_id.to_owned()),
        ("reason", person.reason.to_owned()),
    ];
    let told = Told::ALL.map(|it| (it.word(), person.tells(it)));
    let texts = texts.into_iter().chain(told);
    let texts = texts.map(|(what, text)| (what.to_owned(), text.into_bytes()));
    let dates = [dates("birth date", person.born), dates("residence day", person.resident_from)];
    texts.chain(dates.into_iter().flatten()).collect()
}

fn dates(what: &str, date: Date) -> Vec<(String, Vec<u8>)> {
    let (day, month, year) = (date.day(), date.month(), date.year());
    let texts = [
        ("ISO", date.to_string()),
        ("DDMMYY", format!("{day:02}{month:02}{:02}", year % 100)),
        ("DDMMYYYY", format!("{day:02}{month:02}{year}")),
        ("Postgres German", format!("{day:02}.{month:02}.{year}")),
        ("Postgres SQL", format!("{day:02}/{month:02}/{year}")),
        ("Postgres SQL, month first", format!("{month:02}/{day:02}/{year}")),
        ("Postgres", format!("{day:02}-{month:02}-{year}")),
        ("Postgres, month first", format!("{month:02}-{day:02}-{year}")),
    ];
    let days = days_since_2000(date);
    let bytes = [
        ("message bytes", values::date(date).encode_to_vec()),
        ("Postgres page", days.to_le_bytes().to_vec()),
        ("Postgres wire", days.to_be_bytes().to_vec()),
    ];
    let texts = texts.into_iter().map(|(form, text)| (form, text.into_bytes()));
    texts.chain(bytes).map(|(form, bytes)| (format!("{what}, {form}"), bytes)).collect()
}

/// How Postgres keeps a date.
fn days_since_2000(day: Date) -> i32 {
    let mut days = 0;
    let mut at = date(2000, 1, 1);
    while at > day {
        at = at.yesterday().unwrap();
        days -= 1;
    }
    days
}

/// As it is, as hex, as base64 wherever in an encoded text it may stand.
fn add(all: &mut Vec<Needle>, what: &str, plain: &[u8], person: Option<usize>) {
    let mut push = |form: &str, bytes: Vec<u8>| {
        let short = bytes.len() < 9;
        all.push(Needle { what: format!("{what}{form}"), bytes, person, short });
    };
    push("", plain.to_vec());
    push(" as hex", hex::encode(plain).into_bytes());
    push(" as HEX", hex::encode_upper(plain).into_bytes());
    for before in 0..3 {
        push(" as base64", base64_core(plain, before));
    }
}

/// The letters that do not depend on what stands around it, when so many bytes stand before it in its group of three.
fn base64_core(plain: &[u8], before: usize) -> Vec<u8> {
    let mut padded = vec![0; before];
    padded.extend_from_slice(plain);
    let text = STANDARD_NO_PAD.encode(&padded).into_bytes();
    let first = (before * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    text[first..last].to_vec()
}
