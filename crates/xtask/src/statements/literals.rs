//! The string literals of a Rust file, without those in comments and in tests below the code.

/// Line and value of each.
pub(super) fn of(text: &str) -> Vec<(usize, String)> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut reader = Reader { rest: text, line: 1 };
    let mut found = Vec::new();
    while let Some(next) = reader.rest.chars().next() {
        let line = reader.line;
        let before = reader.taken_is_word(text);
        match next {
            '/' if reader.rest.starts_with("//") => drop(reader.until("\n")),
            '/' if reader.rest.starts_with("/*") => drop(reader.until("*/")),
            'r' if !before && raw_hashes(reader.rest).is_some() => {
                let hashes = raw_hashes(reader.rest).unwrap_or_default();
                reader.skip(hashes + 2);
                found.push((line, reader.until(&format!("\"{}", "#".repeat(hashes))).to_owned()));
            }
            '"' => {
                reader.skip(1);
                found.push((line, reader.quoted()));
            }
            '\'' => reader.skip(character(reader.rest)),
            other => reader.skip(other.len_utf8()),
        }
    }
    found
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.line += taken.matches('\n').count();
        self.rest = rest;
    }

    /// All before the mark; the mark is taken too.
    fn until(&mut self, mark: &str) -> &'a str {
        let all = self.rest;
        let end = all.find(mark).unwrap_or(all.len());
        self.skip(end + mark.len());
        &all[..end]
    }

    /// The value of a literal whose first quote is taken.
    fn quoted(&mut self) -> String {
        let mut value = String::new();
        loop {
            let end = self.rest.find(['"', '\\']).unwrap_or(self.rest.len());
            value.push_str(&self.rest[..end]);
            let escaped = self.rest[end..].starts_with('\\');
            self.skip(end + 1);
            let Some(next) = self.rest.chars().next().filter(|_| escaped) else { return value };
            match next {
                '\n' => {
                    let blanks = self.rest.len() - self.rest.trim_start().len();
                    self.skip(blanks);
                }
                'n' => self.escape(&mut value, '\n'),
                't' => self.escape(&mut value, '\t'),
                other => self.escape(&mut value, other),
            }
        }
    }

    fn escape(&mut self, value: &mut String, means: char) {
        let written = self.rest.chars().next().map_or(0, char::len_utf8);
        value.push(means);
        self.skip(written);
    }

    /// Whether the character before is part of a word: then an `r` begins no raw literal.
    fn taken_is_word(&self, text: &str) -> bool {
        let taken = &text[..text.len() - self.rest.len()];
        taken.chars().next_back().is_some_and(|it| it.is_alphanumeric() || it == '_')
    }
}

/// `r"` and `r#"`: how many marks.
fn raw_hashes(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let quote = rest.trim_start_matches('#');
    quote.starts_with('"').then(|| rest.len() - quote.len())
}

/// The length of `'x'` or `'\n'`; of a lifetime only its mark.
fn character(text: &str) -> usize {
    let mut inside = text.chars().skip(1);
    let (first, second) = (inside.next(), inside.next());
    match (first, second) {
        (Some('\\'), Some(_)) => text[3..].find('\'').map_or(1, |it| it + 4),
        (Some(it), Some('\'')) => it.len_utf8() + 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    fn values(text: &str) -> Vec<String> {
        of(text).into_iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn literals_of_every_form_are_read() {
        assert_eq!(values(r#"a("one", 'x', '"', '\'', b'\\', "t\"wo")"#), ["one", "t\"wo"]);
        assert_eq!(values("f(r#\"a \"raw\" one\"#, r\"two\")"), ["a \"raw\" one", "two"]);
        assert_eq!(values("f(\"SELECT 1 \\\n        FROM a\")"), ["SELECT 1 FROM a"]);
        assert_eq!(
            values("fn f<'a>(it: &'a str) { g(\"after a lifetime\") }"),
            ["after a lifetime"]
        );
    }

    #[test]
    fn comments_and_tests_are_passed_over() {
        let text = "// \"no\"\n/* \"no\" */ f(\"yes\");\n#[cfg(test)]\nmod tests {\n f(\"no\") }";
        assert_eq!(of(text), [(2, "yes".to_owned())]);
    }
}
