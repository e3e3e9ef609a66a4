//! A document that names a file which is not there is wrong.

use std::path::Path;

use super::sources::Source;

/// Every link and every path in backticks, of every Markdown file, that does not exist. `exists` is asked for paths
/// from the root.
#[must_use]
pub fn problems(sources: &[Source], exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let tops = tops(sources);
    let mut found = Vec::new();
    for source in sources.iter().filter(|it| it.is("md")) {
        for (number, line) in prose(&source.text) {
            let at = format!("{}:{number}", source.path);
            for target in links(line).filter(|it| is_local(it)) {
                let target = target.split('#').next().unwrap_or_default();
                if !target.is_empty() && !exists(&beside(&source.path, target)) {
                    found.push(format!("{at}: the link {target} leads nowhere"));
                }
            }
            for path in quoted(line).filter(|it| is_path(it, &tops)) {
                let path = path.trim_end_matches('/');
                if !exists(path) && !exists(&beside(&source.path, path)) {
                    found.push(format!("{at}: there is no {path}"));
                }
            }
        }
    }
    found
}

/// Names in the root folder: where a path can begin.
fn tops(sources: &[Source]) -> Vec<&str> {
    let mut tops: Vec<_> = sources.iter().filter_map(|it| it.path.split('/').next()).collect();
    tops.dedup();
    tops
}

/// Lines outside fenced blocks: what stands in these is shown, not named.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((index + 1, line))
    })
}

/// Targets of `[text](target)`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|it| it.split(')').next())
}

fn is_local(target: &str) -> bool {
    !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:")
}

/// What stands between backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// A path from the root, without placeholders such as `<service>`, `*` or `…`.
fn is_path(text: &str, tops: &[&str]) -> bool {
    let plain = |it: char| it.is_ascii_alphanumeric() || "._-/".contains(it);
    let top = text.split('/').next().unwrap_or_default();
    text.contains('/') && text.chars().all(plain) && tops.contains(&top)
}

/// A path that is written from the folder of a file, from the root.
fn beside(file: &str, path: &str) -> String {
    let folder = Path::new(file).parent().unwrap_or_else(|| Path::new(""));
    let mut parts: Vec<&str> =
        folder.components().filter_map(|it| it.as_os_str().to_str()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::problems;
    use crate::tidy::sources::planted;

    fn found(text: &str) -> Vec<String> {
        let there = ["docs/law/term.md", "docs/guide.md", "crates/kernel", "README.md"];
        let mut sources: Vec<_> = there.iter().map(|it| planted(it, "")).collect();
        sources.retain(|it| it.path != "docs/guide.md");
        sources.push(planted("docs/guide.md", text));
        problems(&sources, &|path| there.contains(&path))
    }

    #[test]
    fn paths_that_exist_are_no_problem() {
        let text = "[law](law/term.md#rows) [up](../README.md) [web](https://example.org/x)\n\
                    `crates/kernel/` `docs/law/term.md` `law/term.md` `and/or` `crates/<name>`\n\
                    ```\ncrates/shown/only.rs\n`crates/shown/only.rs`\n```";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        assert_eq!(
            found("one\n[law](law/gone.md)"),
            ["docs/guide.md:2: the link law/gone.md leads nowhere"]
        );
    }

    #[test]
    fn a_path_in_backticks_that_is_not_there_is_found() {
        assert_eq!(
            found("see `crates/gone/src/lib.rs` for more"),
            ["docs/guide.md:1: there is no crates/gone/src/lib.rs"]
        );
    }
}
