use super::*;

const FIRST_LINE: &str = include_str!("../../../../../scenarios/first-line.toml");

fn why_not(text: &str) -> String {
    Scenario::parse(text).err().map(|it| format!("{it:#}")).unwrap_or_default()
}

#[test]
fn the_first_line_can_be_read() {
    let scenario = Scenario::parse(FIRST_LINE).unwrap();
    assert_eq!(scenario.groups.iter().map(|it| it.count).collect::<Vec<_>>(), [175, 100]);
    let lejre = scenario.group("lejre").unwrap();
    assert_eq!(lejre.assessed[0].people, People(1, 3));
    assert_eq!(lejre.assessed[0].category, Code(pb::ReadinessCategory::JobReady));
    assert_eq!(lejre.taken_over.first, lejre.taken_over.last);
    assert_eq!(scenario.refused.len(), 4);
}

#[test]
fn an_unknown_key_is_refused_at_every_level() {
    for (known, unknown) in [
        ("title =", "titel ="),
        ("women = 82", "kvinder = 82"),
        ("people = [1, 3]", "persons = [1, 3]"),
        ("variant = \"women\"", "variant = \"women\"\nextra = 1"),
        ("fields = [", "colour = \"red\"\nfields = ["),
        ("women = [\"", "girls = [\""),
    ] {
        assert!(FIRST_LINE.contains(known), "{known}");
        let changed = FIRST_LINE.replacen(known, unknown, 1);
        assert!(Scenario::parse(&changed).is_err(), "{unknown}");
    }
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    for (good, bad, why) in [
        ("women = 82", "women = 176", "group jammerbugt: more women than people"),
        ("people = [4, 100]", "people = [4, 101]", "no people 4 to 101 among 100"),
        ("people = [4, 100]", "people = [0, 100]", "no people 0 to 100 among 100"),
        ("municipality = \"849\"", "municipality = \"850\"", "no municipality 850"),
        ("day = \"2018-08-31\"", "day = \"2018-08-32\"", "no day: 2018-08-32"),
        ("\"refugee\"", "\"tourist\"", "no such word: tourist"),
        ("[\"2017-01-01\", \"2018-06-30\"]", "[\"2018-01-01\", \"2017-06-30\"]", "ends before"),
        ("cell = true\nday", "day", "either municipality or cell"),
        ("person = 50", "person = 101", "group lejre has no person 101"),
        ("callers = 16", "callers = 0", "callers is 0"),
    ] {
        assert!(FIRST_LINE.contains(good), "{good}");
        let said = why_not(&FIRST_LINE.replacen(good, bad, 1));
        assert!(said.contains(why), "{bad}: {said}");
    }
}
