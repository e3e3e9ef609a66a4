//! From the counts of the data files to companies, internships and IGUs. The same files always give the same ones.

use anyhow::{Context, bail};
use kernel::Date;
use proto::values_v1::Sector;

use super::{
    numbers::companies::{cvr_numbers, p_number},
    people::{day_at, spread},
    scenario::{
        Employees, Expected, Igus, Internships, People, PlacesElsewhere, Scenario, Stopped,
    },
};

/// All of a scenario.
pub struct Measures {
    /// Companies.
    pub companies: Vec<Company>,
    /// Internships whose order does not matter.
    pub internships: Vec<Internship>,
    /// Internships that are submitted one after the other, and decided so.
    pub in_order: Vec<Internship>,
    /// IGUs.
    pub igus: Vec<Igu>,
}

/// One company with its one workplace.
#[derive(Clone)]
pub struct Company {
    /// Of these companies in the data file.
    pub group: String,
    /// A CVR number, made up.
    pub cvr: String,
    /// A P-number, made up.
    pub p_number: String,
    /// Public or private.
    pub sector: Sector,
    /// Since when.
    pub sector_from: Date,
    /// Where the workplace lies.
    pub located_in: String,
    /// Ordinary employees.
    pub employees: Option<Employees>,
    /// Places that others hold.
    pub elsewhere: Option<PlacesElsewhere>,
}

/// Who does what where.
#[derive(Clone)]
pub struct Who {
    /// The same for each file; request ids are made from it.
    pub name: String,
    /// The person: group and number.
    pub person: (String, usize),
    /// The person's municipality.
    pub municipality: String,
    /// Whether the person is told of as it happens.
    pub live: bool,
    /// The company.
    pub cvr: String,
    /// The workplace.
    pub p_number: String,
    /// Where the workplace lies.
    pub located_in: String,
}

/// One internship.
#[derive(Clone)]
pub struct Internship {
    /// Who and where.
    pub who: Who,
    /// What it is.
    pub terms: Internships,
    /// The first day.
    pub first_day: Date,
    /// The last day, included.
    pub last_day: Date,
}

/// One IGU.
pub struct Igu {
    /// Who and where.
    pub who: Who,
    /// The first day.
    pub first_day: Date,
    /// When the agreement was signed.
    pub concluded: Date,
    /// When it was registered.
    pub registered: Date,
    /// The end before the time.
    pub stopped: Option<Stopped>,
    /// The last day of one that went to its end.
    pub completed: Option<Date>,
}

impl Measures {
    /// From the data files.
    ///
    /// # Errors
    /// When there are no numbers left.
    pub fn of(scenario: &Scenario) -> anyhow::Result<Self> {
        let companies = companies(scenario)?;
        let mut made =
            Self { companies, internships: Vec::new(), in_order: Vec::new(), igus: Vec::new() };
        for (entry, terms) in scenario.internships.iter().enumerate() {
            let name = format!("internship/{entry}");
            let whom = (terms.group.as_str(), terms.people, terms.companies.as_str());
            for (at, who) in made.those(scenario, &name, whom)? {
                let internship = internship(who, terms, at);
                match terms.expected {
                    Some(_) => made.in_order.push(internship),
                    None => made.internships.push(internship),
                }
            }
        }
        for (entry, igus) in scenario.igus.iter().enumerate() {
            let name = format!("igu/{entry}");
            let whom = (igus.group.as_str(), igus.people, igus.companies.as_str());
            for (at, who) in made.those(scenario, &name, whom)? {
                made.igus.push(igu(who, igus, at));
            }
        }
        Ok(made)
    }

    /// Companies of that name in the data file.
    pub fn named<'a>(&'a self, companies: &'a str) -> impl Iterator<Item = &'a Company> {
        self.companies.iter().filter(move |it| it.group == companies)
    }

    /// How many commands it is to tell all of it.
    #[must_use]
    pub fn commands(&self) -> usize {
        let company = |it: &Company| {
            3 + usize::from(it.employees.is_some()) + usize::from(it.elsewhere.is_some())
        };
        // Drafted, signed by three, submitted, granted, started.
        let internship = |it: &Internship| 7 + usize::from(it.terms.completed);
        let igu =
            |it: &Igu| 4 + usize::from(it.stopped.is_some()) + usize::from(it.completed.is_some());
        self.companies.iter().map(company).sum::<usize>()
            + self.internships.iter().map(internship).sum::<usize>()
            + self.in_order.len() * 6
            + self.igus.iter().map(igu).sum::<usize>()
    }

    /// Some of a group, each with the next of the companies.
    fn those(
        &self,
        scenario: &Scenario,
        name: &str,
        (group, People(first, last), companies): (&str, People, &str),
    ) -> anyhow::Result<Vec<(usize, Who)>> {
        let of = scenario.group(group).context("no such group")?;
        let with: Vec<_> = self.named(companies).collect();
        if with.is_empty() {
            bail!("no companies {companies}");
        }
        let who = |at: usize| {
            let company = with[at % with.len()];
            let who = Who {
                name: format!("{name}/{group}/{}", first + at),
                person: (group.to_owned(), first + at),
                municipality: of.municipality.clone(),
                live: of.live,
                cvr: company.cvr.clone(),
                p_number: company.p_number.clone(),
                located_in: company.located_in.clone(),
            };
            (at, who)
        };
        Ok((0..=last - first).map(who).collect())
    }
}

fn companies(scenario: &Scenario) -> anyhow::Result<Vec<Company>> {
    let count = scenario.companies.iter().map(|it| it.count).sum();
    let numbers = cvr_numbers(count)?;
    let kinds = scenario.companies.iter().flat_map(|it| std::iter::repeat_n(it, it.count));
    let company = |(at, (kind, cvr)): (usize, (&super::scenario::Companies, String))| Company {
        group: kind.name.clone(),
        cvr,
        p_number: p_number(at),
        sector: kind.sector.0,
        sector_from: kind.sector_from.0,
        located_in: kind.located_in.clone(),
        employees: kind.employees,
        elsewhere: kind.elsewhere,
    };
    Ok(kinds.zip(numbers).enumerate().map(company).collect())
}

fn internship(who: Who, terms: &Internships, at: usize) -> Internship {
    let first_day = spread(terms.first_day, at, count(terms.people));
    let last_day = day_at(first_day, terms.weeks * 7 - 1);
    Internship { who, terms: terms.clone(), first_day, last_day }
}

fn igu(who: Who, igus: &Igus, at: usize) -> Igu {
    let day = |days| spread(days, at, count(igus.people));
    Igu {
        who,
        first_day: day(igus.first_day),
        concluded: day(igus.concluded),
        registered: day(igus.registered),
        stopped: igus.stopped,
        completed: igus.completed.map(|it| it.0),
    }
}

fn count(people: People) -> usize {
    people.1 - people.0 + 1
}

impl Internship {
    /// What must be decided, where the data file says so.
    #[must_use]
    pub fn expected(&self) -> Option<&Expected> {
        self.terms.expected.as_ref()
    }
}

#[cfg(test)]
mod tests;
