use super::*;

const FIRST_LINE: &str = include_str!("../../../../../scenarios/first-line.toml");
const WHOLE_PATH: &str = include_str!("../../../../../scenarios/whole-path.toml");

fn why_not(texts: &[&str]) -> String {
    Scenario::parse(texts).err().map(|it| format!("{it:#}")).unwrap_or_default()
}

#[test]
fn the_first_line_can_be_read() {
    let scenario = Scenario::parse(&[FIRST_LINE]).unwrap();
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
        assert!(Scenario::parse(&[&changed]).is_err(), "{unknown}");
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
        let said = why_not(&[&FIRST_LINE.replacen(good, bad, 1)]);
        assert!(said.contains(why), "{bad}: {said}");
    }
}

#[test]
fn two_files_are_one_scenario() {
    let whole = Scenario::parse(&[FIRST_LINE, WHOLE_PATH]).unwrap();
    // Of the second file, with people of the first.
    assert!(whole.internships.iter().any(|it| it.group == "lejre"));
    assert_eq!(whole.lines.len(), 10 + 18);
    assert_eq!((whole.callers, whole.refused.len()), (16, 4 + 6));
    assert!(why_not(&[WHOLE_PATH]).contains("callers is 0"));
    let twice = why_not(&[FIRST_LINE, FIRST_LINE]);
    assert!(twice.contains("group jammerbugt comes twice"), "{twice}");
}

#[test]
fn wrong_measures_are_refused_with_their_place() {
    for (good, bad, why) in [
        ("companies = \"interns-lejre\"", "companies = \"interns\"", "no companies interns"),
        (
            "group = \"lejre\"\npeople = [11, 30]",
            "group = \"lejre\"\npeople = [11, 130]",
            "no people 11 to 130",
        ),
        (
            "group = \"igu-vejle\"",
            "group = \"igu-hjem\"",
            "IGUs of the group igu-hjem: no such group",
        ),
        ("sector = \"public\"", "sector = \"third\"", "no such word: third"),
        ("weeks = 13", "weeks = 0", "weeks is 0"),
        (
            "located_in = \"621\"",
            "located_in = \"622\"",
            "companies interns-kolding: no municipality 622",
        ),
        (
            "registered = \"2016-07-08\"",
            "registered = \"2016-06-08\"",
            "registered before concluded",
        ),
        (
            "name = \"igu-kolding\"\ncount",
            "name = \"igu-lejre\"\ncount",
            "companies igu-lejre comes twice",
        ),
        (
            "municipality = \"350\"\nexpected = \"26",
            "municipality = \"35\"\nexpected = \"26",
            "no municipality 35",
        ),
        ("compared_with = \"2015-06-30\"", "compared_with = \"2015-06-31\"", "no day: 2015-06-31"),
        (
            "companies = \"igu-helsingoer\"\nfirst_day = \"2018-08-01\"",
            "companies = \"igu\"\nfirst_day = \"2018-08-01\"",
            "no companies igu",
        ),
        (
            "people = [1, 1]\ncompanies = \"ratio-first\"",
            "people = [1, 2]\ncompanies = \"ratio-first\"",
            "expected is of one person",
        ),
        (
            "completed = \"2018-06-30\"",
            "completed = \"2018-06-30\"\nstopped = { last_day = \"2018-06-29\", reason = \"dismissal\" }",
            "stopped and completed at once",
        ),
        ("benefit = \"cash_benefit\"\n", "", "no benefit that could be changed"),
    ] {
        assert!(WHOLE_PATH.contains(good), "{good}");
        let said = why_not(&[FIRST_LINE, &WHOLE_PATH.replacen(good, bad, 1)]);
        assert!(said.contains(why), "{bad}: {said}");
    }
}

#[test]
fn an_unknown_key_of_a_measure_is_refused() {
    for (known, unknown) in [
        ("sector_from =", "sector_since ="),
        ("weekly_hours =", "hours ="),
        ("concluded = \"2016-06-24\"", "signed = \"2016-06-24\""),
        ("decision =", "decided ="),
        ("[refused.finding.facts]", "[refused.finding.fact]"),
        ("live = true", "alive = true"),
        ("row_from =", "row_since ="),
        ("last_day = \"2017-01-31\"", "day = \"2017-01-31\""),
        ("expected = \"26", "expectd = \"26"),
    ] {
        assert!(WHOLE_PATH.contains(known), "{known}");
        let changed = WHOLE_PATH.replacen(known, unknown, 1);
        assert!(Scenario::parse(&[FIRST_LINE, &changed]).is_err(), "{unknown}");
    }
}

#[test]
fn a_part_keeps_what_its_groups_do() {
    let whole = Scenario::parse(&[FIRST_LINE, WHOLE_PATH]).unwrap();
    let part = whole.only(&["igu-vejle"]);
    assert_eq!((part.groups.len(), part.internships.len(), part.igus.len()), (1, 0, 1));
    assert_eq!(part.companies.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["igu-vejle"]);
}
