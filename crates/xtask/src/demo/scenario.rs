//! The data files of a scenario, as `scenarios/first-line.toml` and `scenarios/whole-path.toml` explain them. Unknown
//! keys are refused. Several files are one scenario: what one of them names, the others may use.

mod finding;
mod measures;
mod refused;
mod words;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use kernel::MunicipalityCode;
use proto::values_v1 as pb;
use serde::Deserialize;

pub use finding::Finding;
pub use measures::{Companies, Employees, Expected, Igus, Internships, PlacesElsewhere, Stopped};
pub use refused::Refused;
pub use words::{Code, Day, Days, People};

/// A whole scenario.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub title: String,
    /// How many people are played at once.
    #[serde(default)]
    pub callers: usize,
    /// The names people get.
    #[serde(default)]
    pub names: Names,
    /// The people.
    #[serde(rename = "group", default)]
    pub groups: Vec<Group>,
    /// The companies that take them.
    #[serde(default)]
    pub companies: Vec<Companies>,
    /// Internships.
    #[serde(rename = "internship", default)]
    pub internships: Vec<Internships>,
    /// IGUs.
    #[serde(rename = "igu", default)]
    pub igus: Vec<Igus>,
    /// What the report must say.
    #[serde(rename = "line", default)]
    pub lines: Vec<Line>,
    /// What the list of bonus instalments must say.
    #[serde(rename = "bonus", default)]
    pub bonuses: Vec<Bonus>,
    /// What must be refused.
    #[serde(default)]
    pub refused: Vec<Refused>,
}

/// Made-up names.
#[derive(Clone, Default, Deserialize)]
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
    /// Whether they are told of as it happens, by callers who may not take on older cases.
    #[serde(default)]
    pub live: bool,
    /// First days of the registered address in Denmark; not known when absent.
    pub residence_registered: Option<Days>,
    /// When the municipality took over; programme and benefit begin on that day.
    pub taken_over: Days,
    /// The programme.
    pub programme: Code<pb::ProgrammeKind>,
    /// The benefit; none when absent.
    pub benefit: Option<Code<pb::BenefitKind>>,
    /// Other benefits in the place of the running one, in the order of their days.
    #[serde(default)]
    pub changed: Vec<Changed>,
    /// Assessments, in the order of their days for each person.
    #[serde(default)]
    pub assessed: Vec<Assessed>,
    /// Those whose benefit and programme ended.
    #[serde(default)]
    pub left: Vec<Left>,
}

/// Another benefit for the whole group, from one day to the next.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// The benefit that begins; the one before stops the day before.
    pub benefit: Code<pb::BenefitKind>,
    /// Its first day.
    pub first_day: Day,
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
    /// `I01`, `I02`, `I04`, `I05`, `I06` or `I14`.
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
    /// Another day, to be compared with; none when absent.
    pub compared_with: Option<Day>,
    /// As `82 of 175 = 46.9 %`, `268`, `268 for 180 = 1.49`; compared: `…, 2.13 times 15 of 100 = 15.0 %`.
    pub expected: String,
    /// How many are not assessed; not looked at when absent.
    pub not_assessed: Option<i64>,
    /// Where the expected value is from.
    pub source: String,
}

/// The bonus instalments of a municipality's begun IGUs.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bonus {
    /// Whose IGUs.
    pub municipality: String,
    /// As `26 instalments, 520,000 kr: private 13, public 2 with none`.
    pub expected: String,
    /// Where the expected value is from.
    pub source: String,
}

impl Scenario {
    /// Reads and checks data files, as one scenario.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(files: &[PathBuf]) -> anyhow::Result<Self> {
        let read = |file: &Path| -> anyhow::Result<Self> {
            Ok(toml::from_str(&std::fs::read_to_string(file)?)?)
        };
        let mut whole = Self::default();
        for file in files {
            whole.add(read(file).with_context(|| format!("in {}", file.display()))?);
        }
        let names: Vec<_> = files.iter().map(|it| it.display().to_string()).collect();
        whole.checked().with_context(|| format!("in {}", names.join(" and ")))
    }

    /// Reads and checks the texts of data files, as one scenario.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(texts: &[&str]) -> anyhow::Result<Self> {
        let mut whole = Self::default();
        for text in texts {
            whole.add(toml::from_str(text)?);
        }
        whole.checked()
    }

    fn add(&mut self, other: Self) {
        if !self.title.is_empty() {
            self.title.push('\n');
        }
        self.title.push_str(&other.title);
        self.callers = self.callers.max(other.callers);
        self.names.women.extend(other.names.women);
        self.names.men.extend(other.names.men);
        self.names.family.extend(other.names.family);
        self.groups.extend(other.groups);
        self.companies.extend(other.companies);
        self.internships.extend(other.internships);
        self.igus.extend(other.igus);
        self.lines.extend(other.lines);
        self.bonuses.extend(other.bonuses);
        self.refused.extend(other.refused);
    }

    fn checked(self) -> anyhow::Result<Self> {
        ensure!(self.callers > 0, "callers is 0");
        let Names { women, men, family } = &self.names;
        ensure!(!women.is_empty() && !men.is_empty() && !family.is_empty(), "names are missing");
        only_once("group", self.groups.iter().map(|it| it.name.as_str()))?;
        only_once("companies", self.companies.iter().map(|it| it.name.as_str()))?;
        for group in &self.groups {
            group.check().with_context(|| format!("group {}", group.name))?;
        }
        for companies in &self.companies {
            companies.check().with_context(|| format!("companies {}", companies.name))?;
        }
        self.check_measures()?;
        for line in &self.lines {
            line.check().with_context(|| format!("line {} on {}", line.indicator, line.day))?;
        }
        for bonus in &self.bonuses {
            known(&bonus.municipality).context("bonus")?;
        }
        for refused in &self.refused {
            self.check_refused(refused)?;
        }
        Ok(self)
    }

    /// The group of that name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|it| it.name == name)
    }

    /// The companies of that name.
    #[must_use]
    pub fn companies(&self, name: &str) -> Option<&Companies> {
        self.companies.iter().find(|it| it.name == name)
    }

    /// The same scenario as far as it is about some of its groups: the others, and the lines that need them, are
    /// left out.
    #[must_use]
    pub fn only(&self, groups: &[&str]) -> Self {
        let mut part = self.clone();
        part.groups.retain(|it| groups.contains(&it.name.as_str()));
        part.internships.retain(|it| groups.contains(&it.group.as_str()));
        part.igus.retain(|it| groups.contains(&it.group.as_str()));
        let used = |name: &str| {
            part.internships.iter().any(|it| it.companies == name)
                || part.igus.iter().any(|it| it.companies == name)
        };
        part.companies.retain(|it| used(&it.name));
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
            Refused::GrantOwn { group, person, companies, .. }
            | Refused::ConcludeIgu { group, person, companies, .. } => {
                self.companies(companies).with_context(|| format!("no companies {companies}"))?;
                (group, *person)
            }
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
        for people in some {
            self.has(people)?;
        }
        ensure!(
            self.benefit.is_some() || self.changed.is_empty(),
            "there is no benefit that could be changed"
        );
        Ok(())
    }

    fn has(&self, People(first, last): People) -> anyhow::Result<()> {
        let count = self.count;
        ensure!(
            1 <= first && first <= last && last <= count,
            "there are no people {first} to {last} among {count}"
        );
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

fn only_once<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> anyhow::Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        ensure!(seen.insert(name), "{what} {name} comes twice");
    }
    Ok(())
}

fn known(code: &str) -> anyhow::Result<()> {
    MunicipalityCode::parse(code).map(|_| ()).with_context(|| format!("no municipality {code}"))
}

#[cfg(test)]
mod tests;
