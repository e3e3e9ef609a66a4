//! A long file or function is a sign that two things live in one. A remark, not a problem: a reader decides.

use super::sources::Source;

const FILE: usize = 500;
const FUNCTION: usize = 70;

/// Every Rust file over 500 lines, every function over 70.
#[must_use]
pub fn remarks(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|it| it.is("rs")) {
        let lines: Vec<&str> = source.text.lines().collect();
        if lines.len() > FILE {
            found.push(format!("{} has {} lines", source.path, lines.len()));
        }
        for (index, line) in lines.iter().enumerate().filter(|(_, it)| begins_function(it)) {
            let length = function_length(&lines[index..]);
            if length > FUNCTION {
                let (path, name) = (&source.path, line.trim().trim_end_matches('{').trim());
                found.push(format!("{path}:{}: {length} lines: {name}", index + 1));
            }
        }
    }
    found
}

fn begins_function(line: &str) -> bool {
    let words = line.split('(').next().unwrap_or_default();
    let mut words = words.split_whitespace();
    let qualifier =
        |it: &str| ["pub", "async", "const", "unsafe"].contains(&it) || it.starts_with("pub(");
    words.find(|it| !qualifier(it)) == Some("fn")
}

/// rustfmt puts the end of a function below its beginning.
fn function_length(lines: &[&str]) -> usize {
    let indent = lines[0].len() - lines[0].trim_start().len();
    let end = format!("{}}}", " ".repeat(indent));
    // A declaration without a body ends with a semicolon before any brace.
    for (index, line) in lines.iter().enumerate() {
        if *line == end {
            return index + 1;
        }
        if index < 10 && line.ends_with(';') && line.len() - line.trim_start().len() == indent {
            return index + 1;
        }
    }
    lines.len()
}

#[cfg(test)]
mod tests {
    use super::remarks;
    use crate::tidy::sources::planted;

    #[test]
    fn short_files_and_functions_are_not_remarked() {
        let text = format!("fn a() {{\n{}}}\n", "    work();\n".repeat(68));
        assert_eq!(remarks(&[planted("a.rs", &text)]), [""; 0]);
    }

    #[test]
    fn a_long_function_is_remarked() {
        let text = format!(
            "impl A {{\n    pub async fn b() {{\n{}    }}\n}}\n",
            "        c();\n".repeat(69)
        );
        assert_eq!(remarks(&[planted("a.rs", &text)]), ["a.rs:2: 71 lines: pub async fn b()"]);
    }

    #[test]
    fn a_long_file_is_remarked() {
        let text = "// line\n".repeat(501);
        assert_eq!(remarks(&[planted("a.rs", &text)]), ["a.rs has 501 lines"]);
    }
}
