//! Nothing in the workspace names the machine it was written on, or the address of a package registry.

use super::sources::Source;

/// In pieces, so that this file does not find itself.
const FORBIDDEN: [&str; 12] = [
    concat!("/wo", "rk/"),
    concat!("/fa", "rm/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/tmp/", "tools"),
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("pypi", ".org"),
    concat!("files.python", "hosted.org"),
    concat!("registry.npm", "js.org"),
    concat!("proxy.go", "lang.org"),
];

/// Cargo's own name for its registry stands in its lock file on every machine.
const EXEMPT: [&str; 1] = ["Cargo.lock"];

/// Every line that does.
#[must_use]
pub fn problems(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|it| !EXEMPT.contains(&it.path.as_str())) {
        for (index, line) in source.text.lines().enumerate() {
            for word in FORBIDDEN.iter().filter(|it| line.contains(**it)) {
                found.push(format!("{}:{}: names {word}", source.path, index + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FORBIDDEN, problems};
    use crate::tidy::sources::planted;

    #[test]
    fn a_path_of_a_machine_is_found() {
        let text = format!("fine\ncd {}here\n", FORBIDDEN[0]);
        let found =
            problems(&[planted("a.md", &text), planted("b.md", "all fine: /tmp, /usr/bin")]);
        assert_eq!(found, [format!("a.md:2: names {}", FORBIDDEN[0])]);
    }

    #[test]
    fn the_address_of_a_registry_is_found() {
        let text = format!("https://{}/simple", FORBIDDEN[8]);
        assert_eq!(
            problems(&[planted("a.sh", &text)]),
            [format!("a.sh:1: names {}", FORBIDDEN[8])]
        );
        assert_eq!(problems(&[planted("Cargo.lock", &text)]), [""; 0]);
    }
}
