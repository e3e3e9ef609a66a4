//! Reads the pages in `docs/law/`: their worked examples and rows are what the tests of the rules hold the code to.

use kernel::Date;
use law::{Finding, Row, Verdict};
use testkit::day;

/// A page of `docs/law/`.
pub(super) struct Page(pub &'static str);

impl Page {
    /// The cells of the example table, row by row.
    pub fn examples(&self) -> Vec<Vec<&'static str>> {
        let (_, table) = self.0.split_once("## Worked examples").expect("the page has examples");
        table
            .lines()
            .filter(|line| line.starts_with("| 2"))
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect()
    }

    /// Every example says in its last cell what the rule says.
    pub fn holds_to(&self, at_least: usize, check: impl Fn(&[&str]) -> Finding) {
        let examples = self.examples();
        assert!(examples.len() >= at_least, "only {} examples were read", examples.len());
        for cells in examples {
            let (expected, case) = cells.split_last().expect("a row has cells");
            assert_eq!(check(case).verdict, verdict(expected), "{cells:?}");
        }
    }

    /// The first column of the examples holds the first day of every row, and the day before it.
    pub fn shows_both_sides<T>(&self, rows: &[Row<T>]) {
        let days: Vec<_> = self.examples().iter().map(|cells| day(cells[0])).collect();
        for boundary in rows.iter().flat_map(|row| [row.from, row.to]).flatten() {
            let before = boundary.yesterday().expect("not the first day of time");
            assert!(days.contains(&boundary), "no example on {boundary}");
            assert!(days.contains(&before), "no example on {before}");
        }
    }

    /// The rows follow each other without gap; the page has each with its days and its source, and no other.
    pub fn names<T>(&self, rows: &[Row<T>]) {
        self.names_each(&[rows]);
    }

    /// The same of a rule with the rows of one law after those of another.
    pub fn names_each<T>(&self, laws: &[&[Row<T>]]) {
        for pair in laws.iter().flat_map(|rows| rows.windows(2)) {
            assert_eq!(pair[0].to, pair[1].from, "a gap, or two rows for one day");
        }
        let rows: Vec<_> = laws.iter().copied().flatten().collect();
        let (_, table) = self.0.split_once("## Rows").expect("the page has rows");
        let (table, _) = table.split_once("\n## ").expect("more follows the rows");
        let lines: Vec<_> = table.lines().filter(|it| it.starts_with("| ")).skip(2).collect();
        assert_eq!(lines.len(), rows.len(), "{lines:#?}");
        for (line, row) in lines.iter().zip(&rows) {
            let days = format!("| {}| {}| ", open(row.from), open(row.to));
            let citation = row.citation.to_string();
            let source = citation.trim_start_matches("Lovtidende A ");
            let (_, place) = source.split_once(' ').expect("act and place");
            assert!(place.starts_with("§ ") || place == "(teksten er ikke set)", "{citation}");
            assert!(line.starts_with(&days), "{line} is not of {days}");
            assert!(line.contains(source), "{line} does not name {source}");
        }
    }
}

fn open(day: Option<Date>) -> String {
    day.map_or_else(String::new, |it| format!("{it} "))
}

pub(super) fn verdict(text: &str) -> Verdict {
    match text {
        "holds" => Verdict::Holds,
        "breach" => Verdict::Breach,
        "warns" => Verdict::Warns,
        "not known" => Verdict::NotKnown,
        other => panic!("no verdict: {other}"),
    }
}

/// A number; an empty cell is one that is not known.
pub(super) fn number(cell: &str) -> Option<u32> {
    (!cell.is_empty()).then(|| cell.parse().expect("a number"))
}

/// `yes` or `no`; an empty cell is not known.
pub(super) fn yes(cell: &str) -> Option<bool> {
    match cell {
        "yes" => Some(true),
        "no" => Some(false),
        "" => None,
        other => panic!("neither yes nor no: {other}"),
    }
}

/// The member of that code; an empty cell is not known.
pub(super) fn coded<T: Copy>(all: &[T], code: fn(T) -> &'static str, cell: &str) -> Option<T> {
    (!cell.is_empty())
        .then(|| all.iter().copied().find(|it| code(*it) == cell).expect("a code of them"))
}

/// What a finding says it looked at.
pub(super) fn facts(finding: &Finding) -> Vec<(&str, String)> {
    let text = |value: &law::FactValue| match value {
        law::FactValue::Date(it) => it.to_string(),
        law::FactValue::Number(it) => it.to_string(),
        law::FactValue::Code(it) => it.to_string(),
    };
    finding.facts.iter().map(|it| (&*it.name, text(&it.value))).collect()
}
