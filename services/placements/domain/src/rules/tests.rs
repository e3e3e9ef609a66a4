//! What holds for every rule: a name, full sentences, a page with rows and examples, a line in the list of rules.

use std::{collections::BTreeSet, fs, path::PathBuf};

use super::*;

fn law(file: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../docs/law");
    let path = folder.join(file);
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("docs/law/ has no {file}"))
}

fn page_of(rule: &Rule) -> String {
    rule.id.replace(['.', '_'], "-") + ".md"
}

fn every_rule() -> impl Iterator<Item = Rule> {
    ALL.into_iter().chain(law::ratio::ALL)
}

#[test]
fn every_rule_is_found_by_its_name_and_no_other_is() {
    let ids: BTreeSet<_> = every_rule().map(|it| it.id).collect();
    assert_eq!(ids.len(), every_rule().count(), "two rules of one name");
    for rule in every_rule() {
        assert_eq!(named(rule.id), Some(rule));
    }
    assert_eq!(named("benefit.calendar"), None);
    assert_eq!(named(""), None);
}

#[test]
fn every_rule_is_said_in_full_sentences() {
    for Rule { id, danish, english } in every_rule() {
        for sentence in [danish, english] {
            assert!(sentence.ends_with('.'), "{id}: {sentence}");
            assert!(sentence.split(' ').count() >= 6, "{id}: {sentence}");
        }
        assert_ne!(danish, english, "{id}");
    }
}

#[test]
fn every_rule_has_a_page_with_rows_sources_and_examples() {
    for rule in every_rule() {
        let page = law(&page_of(&rule));
        assert!(page.starts_with(&format!("# `{}`: ", rule.id)), "{}", rule.id);
        for part in ["\n## Rows\n", "\n## How the words are read\n", "Lovtidende A, year:number"] {
            assert!(page.contains(part), "{} has no {part}", rule.id);
        }
        let (_, examples) = page.split_once("\n## Worked examples\n").expect(rule.id);
        let examples = examples.lines().filter(|it| it.starts_with("| ")).skip(2).count();
        assert!(examples >= 5, "{} has {examples} examples", rule.id);
    }
}

#[test]
fn every_rule_has_a_line_in_the_list_that_leads_to_page_and_code() {
    let list = law("README.md");
    for rule in every_rule() {
        let file = rule.id.replace('.', "_") + ".rs`";
        let start = format!("| `{}` | [", rule.id);
        let line = list.lines().find(|it| it.starts_with(&start)).expect(rule.id);
        assert!(line.contains(&format!("]({})", page_of(&rule))), "{line}");
        assert!(line.contains(&format!("/rules/{file}")), "{line}");
    }
}

/// Each row names an act by year and number and the section that was read, or says that its text was not seen. The
/// tests of each rule hold the page's rows to the code's.
#[test]
fn every_row_names_act_and_section() {
    for rule in every_rule() {
        let page = law(&page_of(&rule));
        let (_, rows) = page.split_once("\n## Rows\n").expect(rule.id);
        let (rows, _) = rows.split_once("\n## ").expect(rule.id);
        for row in rows.lines().filter(|it| it.starts_with("| ")).skip(2) {
            assert!(names_a_source(row), "{}: {row}", rule.id);
        }
    }
}

fn names_a_source(row: &str) -> bool {
    let words: Vec<_> = row.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let act = pair[0].split_once(':').is_some_and(|(year, number)| {
            year.len() == 4 && year.parse::<u16>().is_ok() && number.parse::<u16>().is_ok()
        });
        act && (pair[1].starts_with('§') || pair[1] == "(teksten")
    })
}
