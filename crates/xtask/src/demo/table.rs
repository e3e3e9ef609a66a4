//! The table that is printed: what was expected beside what was answered.

use std::fmt;

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which figure, of whom.
    pub indicator: String,
    /// On which day.
    pub day: String,
    /// What the data file says.
    pub expected: String,
    /// What the service said.
    pub answered: String,
    /// Where the expected value is from.
    pub source: String,
}

impl Row {
    /// Whether the two are the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.expected == self.answered
    }
}

/// All lines, in columns as wide as they need to be.
pub struct Table<'a>(pub &'a [Row]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["", "indicator", "day", "expected", "answered", "source"];
        let rows: Vec<[&str; 6]> = std::iter::once(head)
            .chain(self.0.iter().map(|row| {
                let sign = if row.agrees() { "ok" } else { "NO" };
                [sign, &row.indicator, &row.day, &row.expected, &row.answered, &row.source]
            }))
            .collect();
        for row in &rows {
            for (at, cell) in row.iter().enumerate().take(5) {
                let width = rows.iter().map(|it| it[at].chars().count()).max().unwrap_or_default();
                write!(f, "{cell:width$}  ")?;
            }
            writeln!(f, "{}", row[5])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_does_not_agree_is_seen() {
        let row = |answered: &str| Row {
            indicator: "I14 women, Jammerbugt 849".into(),
            day: "2018-08-31".into(),
            expected: "82 of 175 = 46.9 %".into(),
            answered: answered.into(),
            source: "seed".into(),
        };
        let (good, bad) = (row("82 of 175 = 46.9 %"), row("81 of 175 = 46.3 %"));
        assert!(good.agrees());
        assert!(!bad.agrees());
        let printed = Table(&[good, bad]).to_string();
        let lines: Vec<_> = printed.lines().collect();
        assert!(lines[0].starts_with("    indicator"), "{printed}");
        assert!(lines[1].starts_with("ok  I14 women, Jammerbugt 849  2018-08-31"), "{printed}");
        assert!(lines[2].starts_with("NO  I14"), "{printed}");
        assert_eq!(lines[1].find("seed"), lines[2].find("seed"));
    }
}
