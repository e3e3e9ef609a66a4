//! An error does not print its source: the one who logs walks the chain, and would print it twice.

use super::sources::Source;

/// Every variant of a `thiserror` type whose text prints the field that is its source.
#[must_use]
pub fn problems(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|it| it.is("rs")) {
        for (offset, attribute) in source.text.match_indices(ATTRIBUTE) {
            let rest = &source.text[offset + attribute.len()..];
            if let Some(field) = printed_source(rest) {
                let line = source.text[..offset].matches('\n').count() + 1;
                let path = &source.path;
                found.push(format!("{path}:{line}: the text prints its source ({field})"));
            }
        }
    }
    found
}

/// In two pieces, so that this file does not find itself.
const ATTRIBUTE: &str = concat!("#[err", "or(\"");

/// From the text of the attribute on: the field that is both source and printed.
fn printed_source(rest: &str) -> Option<String> {
    let (text, rest) = rest.split_once("\")]")?;
    let opens = rest.find(['(', '{', ',', '}', ';'])?;
    let inside = match rest.as_bytes()[opens] {
        b'(' | b'{' => balanced(&rest[opens..])?,
        _ => return None,
    };
    let names = fields(inside).into_iter().enumerate().filter_map(|(index, field)| {
        let name = name_of(field).unwrap_or_else(|| index.to_string());
        let marked = field.contains("#[from]") || field.contains("#[source]");
        (marked || name == "source").then_some(name)
    });
    let mut names = names.collect::<Vec<_>>();
    names.retain(|it| text.contains(&format!("{{{it}}}")) || text.contains(&format!("{{{it}:")));
    names.pop()
}

/// What stands between the first bracket and its end.
fn balanced(text: &str) -> Option<&str> {
    let mut depth = 0;
    for (index, character) in text.char_indices() {
        depth += i32::from("([{".contains(character)) - i32::from(")]}".contains(character));
        if depth == 0 {
            return text.get(1..index);
        }
    }
    None
}

/// Split at commas that stand in no bracket.
fn fields(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (index, character) in text.char_indices() {
        depth += i32::from("([{<".contains(character)) - i32::from(")]}>".contains(character));
        if character == ',' && depth == 0 {
            found.push(&text[start..index]);
            start = index + 1;
        }
    }
    found.push(&text[start..]);
    found
}

/// `/// doc #[source] name: Type` has a name, `#[from] Type` has none.
fn name_of(field: &str) -> Option<String> {
    let code: String = field.lines().filter(|it| !it.trim_start().starts_with("//")).collect();
    let code = code.rsplit("] ").next().unwrap_or(&code).trim().to_owned();
    let (name, rest) = code.split_once(':')?;
    let plain = name.trim().chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    (plain && !rest.starts_with(':')).then(|| name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTE, problems};
    use crate::tidy::sources::planted;

    fn found(text: &str, variant: &str) -> Vec<String> {
        problems(&[planted(
            "a.rs",
            &format!("enum Error {{\n    {ATTRIBUTE}{text}\")]\n{variant}}}"),
        )])
    }

    #[test]
    fn a_text_that_prints_other_fields_is_no_problem() {
        assert_eq!(
            found("cannot read {path}", "Read { path: String, source: io::Error },"),
            [""; 0]
        );
        assert_eq!(found("cannot read {0}", "Read(PathBuf, #[source] io::Error),"), [""; 0]);
        assert_eq!(found("no {0}", "No(std::io::Kind),"), [""; 0]);
        assert_eq!(found("gone", "Gone,\n Other(#[from] io::Error)"), [""; 0]);
    }

    #[test]
    fn a_text_that_prints_its_source_is_found() {
        let why = "a.rs:2: the text prints its source";
        assert_eq!(found("storage: {0}", "Storage(#[from] sqlx::Error),"), [format!("{why} (0)")]);
        assert_eq!(
            found("storage: {source:?}", "Storage { at: u8, source: sqlx::Error },"),
            [format!("{why} (source)")]
        );
        assert_eq!(
            found("{cause}", "Storage {\n /// Why.\n #[source] cause: sqlx::Error },"),
            [format!("{why} (cause)")]
        );
    }
}
