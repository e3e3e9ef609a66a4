//! The forms that a fact about a person can take in a file.

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{Date, date};
use prost::Message;
use proto::values;

use super::Person;

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
        let mut all = Vec::new();
        for (index, person) in persons.iter().enumerate() {
            for (what, plain) in facts(person) {
                add(&mut all, &what, &plain, Some(index));
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
    let (number, born) = (person.number, person.born);
    let (day, month, year) = (born.day(), born.month(), born.year());
    let texts = [
        ("given names", person.given_names.to_owned()),
        ("family name", person.family_name.to_owned()),
        ("person number", number.to_owned()),
        ("person number with hyphen", format!("{}-{}", &number[..6], &number[6..])),
        ("external id", person.external_id.to_owned()),
        ("reason", person.reason.to_owned()),
        ("birth date, ISO", born.to_string()),
        ("birth date, DDMMYY", format!("{day:02}{month:02}{:02}", year % 100)),
        ("birth date, DDMMYYYY", format!("{day:02}{month:02}{year}")),
        ("birth date, Postgres German", format!("{day:02}.{month:02}.{year}")),
        ("birth date, Postgres SQL", format!("{day:02}/{month:02}/{year}")),
        ("birth date, Postgres SQL, month first", format!("{month:02}/{day:02}/{year}")),
        ("birth date, Postgres", format!("{day:02}-{month:02}-{year}")),
        ("birth date, Postgres, month first", format!("{month:02}-{day:02}-{year}")),
    ];
    let mut facts: Vec<_> =
        texts.into_iter().map(|(what, text)| (what.to_owned(), text.into_bytes())).collect();
    let message = values::date(born).encode_to_vec();
    facts.push(("birth date, message bytes".to_owned(), message));
    let days = days_since_2000(born);
    facts.push(("birth date, Postgres page".to_owned(), days.to_le_bytes().to_vec()));
    facts.push(("birth date, Postgres wire".to_owned(), days.to_be_bytes().to_vec()));
    facts
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
