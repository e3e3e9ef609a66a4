//! A finding as a person reads it, one way for explanations, warnings and refusals: what the rule demands, where it
//! stands, what was looked at. Danish has words for facts and codes, English their plain names.

use law::{Fact, FactValue, Finding, Verdict};

use super::words;

#[cfg(test)]
mod tests;

/// The code of a fact that nobody told.
const NOT_KNOWN: &str = "NOT_KNOWN";

/// One finding in two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// For a clerk.
    pub danish: String,
    /// For whoever builds on us.
    pub english: String,
}

/// All of it: "Reglen er ikke opfyldt: den, der begynder en IGU, er fyldt 18 og er under 40 år (Lovtidende A 2016:623
/// § 3). Dag: 1. marts 2017. Alder: 40."
#[must_use]
pub fn sentences(said: &Finding) -> Sentences {
    let mut told = brief(said);
    let facts: Vec<&Fact> = said.facts.iter().filter(|it| tells(it, said.verdict)).collect();
    // A fact may say what happens on that day; then it is not said twice.
    if !facts.iter().any(|it| it.value == FactValue::Date(said.on)) {
        told.add(("Dag", &words::danish_day(said.on)), ("Day", &said.on.to_string()));
    }
    for Fact { name, value } in facts {
        told.add((words::fact(name), &words::value(value)), (name, &plain(value)));
    }
    told
}

/// What the rule demands and where it stands, without what was looked at.
#[must_use]
pub fn brief(said: &Finding) -> Sentences {
    let (danish, english) = verdict(said.verdict);
    let Finding { rule, citation, .. } = said;
    Sentences {
        danish: format!("{danish}: {} ({citation}).", rule.danish.trim_end_matches('.')),
        english: format!("{english}: {} ({citation}).", rule.english.trim_end_matches('.')),
    }
}

/// A fact's value without words: the day as `2017-03-01`, the number, the code.
#[must_use]
pub fn plain(value: &FactValue) -> String {
    match value {
        FactValue::Date(day) => day.to_string(),
        FactValue::Number(number) => number.to_string(),
        FactValue::Code(code) => code.to_string(),
    }
}

impl Sentences {
    fn add(&mut self, danish: (&str, &str), english: (&str, &str)) {
        for (text, (name, value)) in [(&mut self.danish, danish), (&mut self.english, english)] {
            text.extend([" ", name, ": ", value, "."]);
        }
    }
}

/// Danish and English.
fn verdict(it: Verdict) -> (&'static str, &'static str) {
    match it {
        Verdict::Holds => ("Overholder reglen", "Keeps the rule"),
        Verdict::Breach => ("Reglen er ikke opfyldt", "Breaks the rule"),
        Verdict::Warns => ("Afviger fra reglen", "Departs from the rule"),
        Verdict::NotKnown => {
            // A fact is missing, or no row is known for the day: the finding's facts say which.
            (
                "Kan ikke afgøres ud fra det registrerede og de kendte regler for dagen",
                "Cannot be decided from what is recorded and the rules known for the day",
            )
        }
    }
}

/// A fact that nobody told says something only where it is what could not be decided by.
fn tells(fact: &Fact, verdict: Verdict) -> bool {
    match &fact.value {
        FactValue::Date(_) | FactValue::Number(_) => true,
        FactValue::Code(code) if code == NOT_KNOWN => verdict == Verdict::NotKnown,
        FactValue::Code(code) => !code.is_empty(),
    }
}
