//! Persons with names, days and words that stand nowhere else.

use kernel::{Date, date};

/// What a person is known by. Made up; a real number of that form belongs to a birth before 1900.
pub struct Person {
    pub given_names: &'static str,
    pub family_name: &'static str,
    pub born: Date,
    /// First day of the registered address.
    pub resident_from: Date,
    /// Ten digits.
    pub number: &'static str,
    pub external_id: &'static str,
    pub reason: &'static str,
}

pub const PERSONS: [Person; 3] = [
    Person {
        given_names: "Qvintiliøna",
        family_name: "Wrangstrupxø",
        born: date(1891, 7, 23),
        resident_from: date(1993, 4, 17),
        number: "2307915817",
        external_id: "kanarie-xq-81",
        reason: "Zebrafinken kviddrer om morgenen",
    },
    Person {
        given_names: "Xanthemunda",
        family_name: "Yppelqvæst",
        born: date(1874, 11, 19),
        resident_from: date(1987, 10, 29),
        number: "1911746824",
        external_id: "kanarie-xq-82",
        reason: "Gulbugen flyver helst om natten",
    },
    Person {
        given_names: "Zolvjorika",
        family_name: "Ÿllebrantzen",
        born: date(1863, 2, 27),
        resident_from: date(1979, 12, 30),
        number: "2702637831",
        external_id: "kanarie-xq-83",
        reason: "Irisken bygger rede i hatten",
    },
];

/// What is written of a person with an internship.
#[derive(Clone, Copy)]
pub enum Told {
    Purpose,
    Tasks,
    JobGoal,
    Ground,
    Rejection,
    End,
}

impl Told {
    pub const ALL: [Self; 6] =
        [Self::Purpose, Self::Tasks, Self::JobGoal, Self::Ground, Self::Rejection, Self::End];

    pub fn word(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Tasks => "tasks",
            Self::JobGoal => "job goal",
            Self::Ground => "ground",
            Self::Rejection => "rejection",
            Self::End => "end",
        }
    }
}

impl Person {
    /// What is written there of this person and of nobody else. It begins with a name, so that a part is seen as well.
    pub fn tells(&self, what: Told) -> String {
        format!("{} {}: {}", self.given_names, what.word(), self.reason)
    }
}
