//! Companies, and what people do there: internships and IGUs.

use anyhow::{Context, ensure};
use proto::{placements::v1 as placements, values_v1 as pb};
use serde::Deserialize;

use super::{Code, Day, Days, Finding, People, Scenario, known};

/// Companies of one kind, each with one workplace. Their numbers are made up.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Companies {
    /// How other parts of the files call them.
    pub name: String,
    /// How many.
    pub count: usize,
    /// Public or private.
    pub sector: Code<pb::Sector>,
    /// Since when.
    pub sector_from: Day,
    /// The municipality in which their workplaces lie.
    pub located_in: String,
    /// How many ordinary employees a workplace has; not known when absent.
    pub employees: Option<Employees>,
    /// How many places others hold there; not known when absent.
    pub elsewhere: Option<PlacesElsewhere>,
}

/// A number of ordinary employees.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employees {
    /// How many.
    pub count: i64,
    /// How they were counted.
    pub method: Code<pb::HeadcountMethod>,
    /// On which day.
    pub as_of: Day,
}

/// Places that others hold at a workplace.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesElsewhere {
    /// How many.
    pub places: i64,
    /// On which day.
    pub as_of: Day,
}

/// Internships of some of a group: drafted, signed by all three, submitted, granted by another human, started.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Internships {
    /// Whose.
    pub group: String,
    /// Who of them.
    pub people: People,
    /// With these companies, in turn.
    pub companies: String,
    /// The first days.
    pub first_day: Days,
    /// How long, in whole weeks.
    pub weeks: i64,
    /// Hours a week.
    pub weekly_hours: i32,
    /// What it looks at first.
    pub focus: Code<pb::InternshipFocus>,
    /// What it is for; made up.
    pub purpose: String,
    /// What is done; made up.
    pub tasks: String,
    /// Which job is meant; made up.
    pub job_goal: String,
    /// Lawful grounds for a length beyond the limit.
    #[serde(default)]
    pub grounds: Vec<Code<pb::LengthGround>>,
    /// What stands behind them.
    #[serde(default)]
    pub ground_text: String,
    /// Whether it went to its last day.
    #[serde(default)]
    pub completed: bool,
    /// When there: submitted after all others and in the order of the file, and what is decided then is a line.
    pub expected: Option<Expected>,
}

/// What must be decided.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What it shows.
    pub what: String,
    /// As `granted: 2 of 2`, `granted, warned by ratio.internship_integration: 3 of 2`,
    /// `refused by ratio.formula: 4 of 2`.
    pub decision: String,
    /// What the rule about the places must say.
    pub finding: Finding,
    /// Where the expected value is from.
    pub source: String,
}

/// IGUs of some of a group: planned, concluded, registered, started.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Igus {
    /// Whose.
    pub group: String,
    /// Who of them.
    pub people: People,
    /// With these companies, in turn.
    pub companies: String,
    /// The first days.
    pub first_day: Days,
    /// When the agreements were signed.
    pub concluded: Days,
    /// When they were registered.
    pub registered: Days,
    /// For those that ended before their time.
    pub stopped: Option<Stopped>,
    /// The last day of those that went to their end.
    pub completed: Option<Day>,
}

/// An end before the time.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stopped {
    /// The last day, included.
    pub last_day: Day,
    /// Why.
    pub reason: Code<placements::IguStopReason>,
}

impl Companies {
    pub(super) fn check(&self) -> anyhow::Result<()> {
        known(&self.located_in)?;
        ensure!(self.count > 0, "there are none");
        Ok(())
    }
}

impl Scenario {
    pub(super) fn check_measures(&self) -> anyhow::Result<()> {
        for it in &self.internships {
            let wrong = || format!("internships of the group {}", it.group);
            self.check_measure(&it.group, it.people, &it.companies).with_context(wrong)?;
            ensure!(it.weeks > 0, "{}: weeks is {}", wrong(), it.weeks);
            let one = it.people.0 == it.people.1;
            ensure!(it.expected.is_none() || one, "{}: expected is of one person", wrong());
        }
        for it in &self.igus {
            let wrong = || format!("IGUs of the group {}", it.group);
            self.check_measure(&it.group, it.people, &it.companies).with_context(wrong)?;
            ensure!(
                it.stopped.is_none() || it.completed.is_none(),
                "{}: stopped and completed at once",
                wrong()
            );
            ensure!(
                it.concluded.first <= it.registered.first
                    && it.concluded.last <= it.registered.last,
                "{}: registered before concluded",
                wrong()
            );
        }
        Ok(())
    }

    fn check_measure(&self, group: &str, people: People, companies: &str) -> anyhow::Result<()> {
        self.group(group).context("no such group")?.has(people)?;
        self.companies(companies).with_context(|| format!("no companies {companies}"))?;
        Ok(())
    }
}
