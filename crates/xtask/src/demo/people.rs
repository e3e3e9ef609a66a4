//! From the counts of a group to its people and what happened to each, day by day. The same file always gives
//! the same people.

use kernel::Date;
use proto::values_v1::{BenefitKind, ProgrammeEndReason, ProgrammeKind, ReadinessCategory, Sex};

use super::{
    numbers::Numbers,
    scenario::{Days, Group, Scenario},
};

/// One person of a scenario.
#[derive(Clone)]
pub struct Person {
    /// The group, and which one of it; 1 is the first.
    pub group: String,
    /// Which one of the group.
    pub number: usize,
    /// Code of the municipality.
    pub municipality: String,
    /// Whether it is told of as it happens.
    pub live: bool,
    /// A replacement number.
    pub person_number: String,
    /// Given names.
    pub given_names: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub born: Date,
    /// Sex.
    pub sex: Sex,
    /// First day of the registered address in Denmark, where it is known.
    pub residence: Option<Date>,
    /// What happened, in the order in which it is told to the service.
    pub steps: Vec<Step>,
}

/// One thing that happened to a person after the registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The municipality took over responsibility.
    TakenOver(Date),
    /// The programme began.
    Programme(ProgrammeKind, Date),
    /// A benefit began.
    Benefit(BenefitKind, Date),
    /// Readiness was assessed.
    Assessed(ReadinessCategory, Date),
    /// The benefit stopped after this day.
    BenefitStopped(Date),
    /// The programme ended after this day.
    ProgrammeEnded(ProgrammeEndReason, Date),
}

/// Everyone of a scenario, group by group.
///
/// # Errors
/// When there are no numbers left for a birth date.
pub fn expand(scenario: &Scenario) -> anyhow::Result<Vec<Person>> {
    let mut numbers = Numbers::default();
    let mut people = Vec::new();
    for group in &scenario.groups {
        for at in 0..group.count {
            people.push(person(scenario, group, at, people.len(), &mut numbers)?);
        }
    }
    Ok(people)
}

fn person(
    scenario: &Scenario,
    group: &Group,
    at: usize,
    overall: usize,
    numbers: &mut Numbers,
) -> anyhow::Result<Person> {
    // Women are spread evenly over the group, and there are exactly as many as the file says.
    let woman = (at + 1) * group.women / group.count > at * group.women / group.count;
    let (sex, given) =
        if woman { (Sex::Female, &scenario.names.women) } else { (Sex::Male, &scenario.names.men) };
    let born = scattered(group.born, overall);
    Ok(Person {
        group: group.name.clone(),
        number: at + 1,
        municipality: group.municipality.clone(),
        live: group.live,
        person_number: numbers.take(born, sex)?,
        given_names: given[overall % given.len()].clone(),
        family_name: scenario.names.family[overall / given.len() % scenario.names.family.len()]
            .clone(),
        born,
        sex,
        residence: group.residence_registered.map(|it| spread(it, at, group.count)),
        steps: steps(group, at),
    })
}

fn steps(group: &Group, at: usize) -> Vec<Step> {
    let taken_over = spread(group.taken_over, at, group.count);
    let mut steps =
        vec![Step::TakenOver(taken_over), Step::Programme(group.programme.0, taken_over)];
    steps.extend(group.benefit.map(|it| Step::Benefit(it.0, taken_over)));

    let day_of = |people: super::scenario::People, days: Days| {
        let (first, last) = (people.0 - 1, people.1 - 1);
        (first..=last).contains(&at).then(|| spread(days, at - first, last - first + 1))
    };
    let mut assessed: Vec<_> = group
        .assessed
        .iter()
        .filter_map(|it| Some((day_of(it.people, it.days)?, it.category.0)))
        .collect();
    assessed.sort_by_key(|it| it.0);
    steps.extend(assessed.into_iter().map(|(day, category)| Step::Assessed(category, day)));

    for changed in &group.changed {
        let first = changed.first_day.0;
        steps.push(Step::BenefitStopped(first.yesterday().unwrap_or(first)));
        steps.push(Step::Benefit(changed.benefit.0, first));
    }
    for left in &group.left {
        if let Some(day) = day_of(left.people, left.days) {
            if group.benefit.is_some() {
                steps.push(Step::BenefitStopped(day));
            }
            steps.push(Step::ProgrammeEnded(left.reason.0, day));
        }
    }
    steps
}

/// The day of one of `count` people who are spread evenly over a range: the first gets the first day, the last
/// the last.
pub(super) fn spread(days: Days, at: usize, count: usize) -> Date {
    let gaps = i64::try_from(count.max(2) - 1).unwrap_or(i64::MAX);
    day_at(days.first, length(days) * i64::try_from(at).unwrap_or(0) / gaps)
}

/// Some day of a range, without any pattern to the eye, and always the same.
fn scattered(days: Days, at: usize) -> Date {
    let at = i64::try_from(at).unwrap_or(0);
    day_at(days.first, (at + 1) * 7919 % (length(days) + 1))
}

/// The day so many days later.
pub(super) fn day_at(first: Date, days: i64) -> Date {
    first.saturating_add(jiff::SignedDuration::from_hours(days * 24))
}

/// Days from the first to the last.
fn length(days: Days) -> i64 {
    days.first.duration_until(days.last).as_hours() / 24
}

#[cfg(test)]
mod tests;
