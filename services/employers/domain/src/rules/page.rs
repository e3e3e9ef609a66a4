//! Reads the worked examples of a page.

use kernel::{Aggregate, CvrNumber, Date, MunicipalityCode, PNumber};
use law::{Row, Verdict};
use testkit::day;

use crate::{
    values::{
        CompanyFactSource, Headcount, HeadcountLevel, HeadcountMethod, MeasureKind, PlaceProof,
        PlacesElsewhere, SupportedHours, full_time_part,
    },
    workplace::{Event, Workplace},
};

/// The cells of the example table, row by row.
pub(super) fn examples(page: &'static str) -> Vec<Vec<&'static str>> {
    let (_, table) = page.split_once("## Worked examples").expect("the page has examples");
    let rows = table.lines().filter(|line| line.starts_with("| 2")).map(cells).collect::<Vec<_>>();
    assert!(rows.len() >= 8, "only {} examples were read", rows.len());
    rows
}

pub(super) fn cells(line: &'static str) -> Vec<&'static str> {
    let inner = line.strip_prefix('|').and_then(|it| it.strip_suffix('|'));
    inner.expect("a whole row").split('|').map(str::trim).collect()
}

pub(super) fn verdict(cell: &str) -> Verdict {
    match cell {
        "holds" => Verdict::Holds,
        "breach" => Verdict::Breach,
        "warns" => Verdict::Warns,
        "not known" => Verdict::NotKnown,
        other => panic!("no verdict: {other}"),
    }
}

pub(super) fn measure(cell: &str) -> MeasureKind {
    MeasureKind::ALL.iter().copied().find(|it| it.code() == cell).expect("a measure")
}

/// What is known on a first day: employees, held here, and what was counted elsewhere with its days, in the order it was
/// recorded; an empty cell is not known.
pub(super) fn places(
    first_day: &str,
    n: &str,
    here: &str,
    elsewhere: &str,
    as_of: &str,
) -> PlaceProof {
    let headcount = n.parse().ok().map(headcount);
    PlaceProof {
        headcount,
        supported_here: here.parse().expect("a number"),
        elsewhere: counted(elsewhere, as_of).facts().unwrap().elsewhere_on(day(first_day)),
        allowed: headcount.map(|it| super::ratio_formula::allowed(it.ordinary_employees)),
    }
}

/// The hours where nobody's are stated: as many full-time persons as there are heads.
pub(super) fn hours_not_stated(places: &PlaceProof) -> SupportedHours {
    let person = full_time_part(None);
    SupportedHours { here: places.supported_here * person, asked: person }
}

/// The part of a full-time person in a cell; `-`: nobody stated the hours.
pub(super) fn hours(cell: &str) -> i64 {
    let stated = (cell != "-").then(|| cell.parse().expect("hours of a week"));
    full_time_part(stated)
}

/// A workplace with these counts of places elsewhere.
fn counted(elsewhere: &str, as_of: &str) -> Workplace {
    let p_number = PNumber::parse("9999000001").unwrap();
    let registered = Event::Registered {
        p_number,
        cvr: CvrNumber::parse("99990007").unwrap(),
        located_in: MunicipalityCode::parse("350").unwrap(),
    };
    let counts = elsewhere.split(", ").zip(as_of.split(", ")).filter(|it| !it.0.is_empty());
    let counts = counts.map(|(places, as_of)| PlacesElsewhere {
        places: places.parse().expect("a number"),
        as_of: day(as_of),
        source: CompanyFactSource::OtherSystem,
    });
    counts
        .map(|elsewhere| Event::PlacesElsewhereRecorded { p_number, elsewhere })
        .fold(Workplace::default().evolve(&registered), |it, event| it.evolve(&event))
}

pub(super) fn headcount(ordinary_employees: i64) -> Headcount {
    Headcount {
        ordinary_employees,
        level: HeadcountLevel::PNumber,
        method: HeadcountMethod::HeadsAverage,
        as_of: day("2012-01-01"),
        source: CompanyFactSource::Employer,
    }
}

/// Every first day of a row has examples on both sides, the page names it, and the rows follow each other.
pub(super) fn boundaries<T>(page: &'static str, rows: &[Row<T>]) {
    let days: Vec<Date> = examples(page).iter().map(|cells| day(cells[0])).collect();
    for row in rows {
        let from = row.from.expect("no row is open backwards");
        assert!(days.contains(&from), "no example on {from}");
        assert!(days.contains(&from.yesterday().unwrap()), "no example the day before {from}");
        assert!(page.contains(&format!("\n| {from} |")), "the page has no row from {from}");
        let number =
            format!("{}:{} {}", row.citation.year, row.citation.number, row.citation.section);
        assert!(page.contains(&number), "the page does not cite {number}");
    }
    for pair in rows.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
    }
    assert_eq!(rows[rows.len() - 1].to, None);
}
