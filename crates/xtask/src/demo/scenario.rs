//! The data file of a scenario, as `scenarios/first-line.toml` explains it. Unknown keys are refused.

use std::{fmt, path::Path, str::FromStr};

use anyhow::{Context, bail, ensure};
use kernel::{Date, MunicipalityCode};
use proto::values_v1 as pb;
use serde::{Deserialize, Deserializer, de::Error};

/// A whole scenario.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub title: String,
    /// How many people are played at once.
    pub callers: usize,
    /// The names people get.
    pub names: Names,
    /// The people.
    #[serde(rename = "group")]
    pub groups: Vec<Group>,
    /// What the report must say.
    #[serde(rename = "line")]
    pub lines: Vec<Line>,
    /// What must be refused.
    #[serde(default)]
    pub refused: Vec<Refused>,
}

/// Made-up names.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Given names of women.
    pub women: Vec<String>,
    /// Given names of men.
    pub men: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
}

/// People of one municipality who went the same way.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// How other parts of the file call it.
    pub name: String,
    /// The municipality's code.
    pub municipality: String,
    /// How many people.
    pub count: usize,
    /// How many of them are women.
    pub women: usize,
    /// Birth dates.
    pub born: Days,
    /// Why they may live in Denmark.
    pub residence_basis: Code<pb::ResidenceBasis>,
    /// Their origin.
    pub origin_group: Code<pb::OriginGroup>,
    /// The other system that also has an id for them; none when absent.
    pub external_system: Option<String>,
    /// When the municipality took over; programme and benefit begin on that day.
    pub taken_over: Days,
    /// The programme.
    pub programme: Code<pb::ProgrammeKind>,
    /// The benefit; none when absent.
    pub benefit: Option<Code<pb::BenefitKind>>,
    /// Assessments, in the order of their days for each person.
    #[serde(default)]
    pub assessed: Vec<Assessed>,
    /// Those whose benefit and programme ended.
    #[serde(default)]
    pub left: Vec<Left>,
}

/// An assessment of some of the group.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessed {
    /// Who.
    pub people: People,
    /// How ready.
    pub category: Code<pb::ReadinessCategory>,
    /// From which days on.
    pub days: Days,
}

/// The end of benefit and programme for some of the group.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Who.
    pub people: People,
    /// Why the programme ended.
    pub reason: Code<pb::ProgrammeEndReason>,
    /// The last days.
    pub days: Days,
}

/// One line of the report.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// `I01` or `I14`.
    pub indicator: String,
    /// Which figure of the answer.
    pub variant: String,
    /// For which municipality; absent for the whole cell.
    pub municipality: Option<String>,
    /// For the whole cell.
    #[serde(default)]
    pub cell: bool,
    /// On which day.
    pub day: Day,
    /// As `82 of 175 = 46.9 %`.
    pub expected: String,
    /// How many are not assessed; not looked at when absent.
    pub not_assessed: Option<i64>,
    /// Where the expected value is from.
    pub source: String,
}

/// Something that must be refused.
#[derive(Clone, Deserialize)]
#[serde(tag = "try", rename_all = "snake_case", deny_unknown_fields)]
pub enum Refused {
    /// The number of a person who is registered, registered again.
    RegisterAgain {
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// Who tries.
        municipality: String,
        /// The reason that must be given.
        reason: String,
    },
    /// A benefit beside the running one.
    SecondBenefit {
        /// Group of the person.
        group: String,
        /// Which one of it, 1 is the first.
        person: usize,
        /// The other benefit.
        benefit: Code<pb::BenefitKind>,
        /// Its first day.
        first_day: Day,
        /// The reason that must be given.
        reason: String,
    },
    /// A registration in which these fields are wrong.
    WrongFields {
        /// Who tries.
        municipality: String,
        /// The fields that must be named, all of them and no others.
        fields: Vec<String>,
        /// The reason that must be given.
        reason: String,
    },
}

/// A day, written `2018-08-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Date::from_str(&text).map(Self).map_err(|_| D::Error::custom(format!("no day: {text}")))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One day, or a range with both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last, included.
    pub last: Date,
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a day or a pair of days")]
        enum Written {
            One(Day),
            Range(Day, Day),
        }
        match Written::deserialize(from)? {
            Written::One(day) => Ok(Self { first: day.0, last: day.0 }),
            Written::Range(first, last) if first.0 <= last.0 => {
                Ok(Self { first: first.0, last: last.0 })
            }
            Written::Range(..) => Err(D::Error::custom("a range ends before it begins")),
        }
    }
}

/// Some of a group: from the first to the last, 1 is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct People(pub usize, pub usize);

/// A word of the contract, written short: `refugee` for `RESIDENCE_BASIS_REFUGEE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

/// What has short words.
pub trait Word: Sized {
    /// The word of that full name.
    fn named(short: &str) -> Option<Self>;
}

macro_rules! words {
    ($($prefix:literal => $name:ident),+ $(,)?) => {$(
        impl Word for pb::$name {
            fn named(short: &str) -> Option<Self> {
                Self::from_str_name(&format!("{}_{}", $prefix, short.to_uppercase()))
            }
        }
    )+};
}

words! {
    "RESIDENCE_BASIS" => ResidenceBasis,
    "ORIGIN_GROUP" => OriginGroup,
    "PROGRAMME_KIND" => ProgrammeKind,
    "PROGRAMME_END_REASON" => ProgrammeEndReason,
    "READINESS_CATEGORY" => ReadinessCategory,
    "BENEFIT_KIND" => BenefitKind,
}

impl<'de, T: Word> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let short = String::deserialize(from)?;
        T::named(&short).map(Self).ok_or_else(|| D::Error::custom(format!("no such word: {short}")))
    }
}

impl Scenario {
    /// Reads and checks a data file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        Self::parse(&text).with_context(|| format!("in {}", file.display()))
    }

    /// Reads and checks the text of a data file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let scenario: Self = toml::from_str(text)?;
        ensure!(scenario.callers > 0, "callers is 0");
        let Names { women, men, family } = &scenario.names;
        ensure!(!women.is_empty() && !men.is_empty() && !family.is_empty(), "names are missing");
        for group in &scenario.groups {
            group.check().with_context(|| format!("group {}", group.name))?;
        }
        for line in &scenario.lines {
            line.check().with_context(|| format!("line {} on {}", line.indicator, line.day))?;
        }
        for refused in &scenario.refused {
            scenario.check_refused(refused)?;
        }
        Ok(scenario)
    }

    /// The group of that name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|it| it.name == name)
    }

    /// The same scenario as far as it is about some of its groups: the others, and the lines that need them, are
    /// left out.
    #[must_use]
    pub fn only(&self, groups: &[&str]) -> Self {
        let mut part = self.clone();
        part.groups.retain(|it| groups.contains(&it.name.as_str()));
        let whole = part.groups.len() == self.groups.len();
        part.lines.retain(|line| match &line.municipality {
            Some(code) => part.groups.iter().any(|it| it.municipality == *code),
            None => whole,
        });
        if !whole {
            part.refused.clear();
        }
        part
    }

    fn check_refused(&self, refused: &Refused) -> anyhow::Result<()> {
        let (group, person) = match refused {
            Refused::RegisterAgain { group, person, municipality, .. } => {
                known(municipality)?;
                (group, *person)
            }
            Refused::SecondBenefit { group, person, .. } => (group, *person),
            Refused::WrongFields { municipality, .. } => return known(municipality),
        };
        let count = self.group(group).with_context(|| format!("no group {group}"))?.count;
        ensure!((1..=count).contains(&person), "group {group} has no person {person}");
        Ok(())
    }
}

impl Group {
    fn check(&self) -> anyhow::Result<()> {
        known(&self.municipality)?;
        ensure!(self.women <= self.count, "more women than people");
        let some =
            self.assessed.iter().map(|it| it.people).chain(self.left.iter().map(|it| it.people));
        for People(first, last) in some {
            ensure!(
                1 <= first && first <= last && last <= self.count,
                "there are no people {first} to {last} among {}",
                self.count
            );
        }
        Ok(())
    }
}

impl Line {
    fn check(&self) -> anyhow::Result<()> {
        match (&self.municipality, self.cell) {
            (Some(code), false) => known(code),
            (None, true) => Ok(()),
            _ => bail!("give either municipality or cell = true"),
        }
    }
}

fn known(code: &str) -> anyhow::Result<()> {
    MunicipalityCode::parse(code).map(|_| ()).with_context(|| format!("no municipality {code}"))
}

#[cfg(test)]
mod tests;
