//! The rules of the ratio rule (rimelighedskravet) by name: `employers` looks at them, `placements` tells what they said.
//! Rows and checks stand in `services/employers/domain/src/rules/`, pages in `docs/law/`.

use crate::Rule;

/// How many supported places a workplace may have for its ordinary employees.
pub const FORMULA: Rule = Rule {
    id: "ratio.formula",
    danish: "antallet af støttede pladser på arbejdspladsen står i et rimeligt forhold til antallet af ordinært ansatte.",
    english: "the number of supported places at the workplace stands in a reasonable ratio to its ordinary employees.",
};

/// Internships of those whose programme runs.
pub const INTERNSHIP_INTEGRATION: Rule = Rule {
    id: "ratio.internship_integration",
    danish: "virksomhedspraktik under integrationsprogrammet holder sig inden for et rimeligt forhold til antallet af ordinært ansatte.",
    english: "internships under the integration programme keep within a reasonable ratio to the ordinary employees.",
};

/// Wage subsidy of those whose programme runs.
pub const SUBSIDY_INTEGRATION: Rule = Rule {
    id: "ratio.subsidy_integration",
    danish: "løntilskud under integrationsprogrammet prøves ikke mod rimelighedskravet.",
    english: "wage subsidy under the integration programme is not tested against the ratio rule.",
};

/// Which measure takes up a place.
pub const OCCUPIES: Rule = Rule {
    id: "ratio.occupies",
    danish: "loven siger, om forløbet optager en plads på arbejdspladsen.",
    english: "the law says whether the measure takes up a place at the workplace.",
};

/// How the ordinary employees are counted.
pub const COUNT: Rule = Rule {
    id: "ratio.count",
    danish: "antallet af ordinært ansatte er talt på den måde og for det tidsrum, som reglen siger.",
    english: "the ordinary employees are counted in the way and over the time that the rule says.",
};

/// Every rule here.
pub const ALL: [Rule; 5] = [FORMULA, INTERNSHIP_INTEGRATION, SUBSIDY_INTEGRATION, OCCUPIES, COUNT];

/// The rule of that id.
#[must_use]
pub fn named(id: &str) -> Option<Rule> {
    ALL.into_iter().find(|it| it.id == id)
}
