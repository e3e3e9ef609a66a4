//! Which main benefit a programme citizen may get on which day.
//!
//! Law: `docs/law/benefit-calendar.md`. The worked examples printed there are the tests of this file.

use kernel::{Date, Month, date};
use law::{
    Citation,
    Enforcement::Warn,
    FactValue::{self, Date as Day, Number},
    Finding, Row, Rule, Verdict, in_force,
};

use crate::values::{
    BenefitKind::{
        self, CashBenefit, CashBenefitMinimum, EducationBenefit, IntegrationBenefit,
        SelfSupportAndReturnBenefit, TransitionBenefit,
    },
    ProgrammeKind, ResidenceBasis,
};

pub const RULE: Rule = Rule {
    id: "benefit.calendar",
    danish: "borgere i programmet får den hovedydelse, som loven har på ydelsens første dag.",
    english: "citizens in the programme get the main benefit that the law has on its first day.",
};

/// Who may get a kind while its row is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Everyone,
    /// Those who came to the country before the day.
    CameBefore(Date),
    CameFrom(Date),
    /// Lawful for others, but not for those in a programme.
    OutsideProgramme,
    /// Refugees and their families, in the self-support and return programme.
    InReturnProgramme,
    OutsideReturnProgramme,
}
use Who::{
    CameBefore, CameFrom, Everyone, InReturnProgramme, OutsideProgramme, OutsideReturnProgramme,
};

const NEWCOMERS: Date = date(2015, 9, 1);

/// Oldest first. A change in the law adds a row and ends the last one; nothing else of a row is ever edited.
const CALENDAR: &[Row<&[(BenefitKind, Who)]>] = &[
    Row {
        from: None,
        to: Some(NEWCOMERS),
        citation: Citation::new(2014, 1094, "§ 16, stk. 2"),
        enforcement: Warn,
        content: &[(CashBenefit, Everyone), (EducationBenefit, OutsideProgramme)],
    },
    Row {
        from: Some(NEWCOMERS),
        to: Some(date(2016, 7, 1)),
        citation: Citation::new(2015, 1000, "§ 22"),
        enforcement: Warn,
        content: &[
            (IntegrationBenefit, CameFrom(NEWCOMERS)),
            (CashBenefit, CameBefore(NEWCOMERS)),
            (EducationBenefit, OutsideProgramme),
        ],
    },
    Row {
        from: Some(date(2016, 7, 1)),
        to: Some(date(2020, 1, 1)),
        citation: Citation::new(2017, 1127, "§ 16, stk. 2"),
        enforcement: Warn,
        content: &[(IntegrationBenefit, Everyone)],
    },
    Row {
        from: Some(date(2020, 1, 1)),
        to: Some(date(2025, 7, 1)),
        citation: Citation::new(2021, 241, "§ 22, stk. 1"),
        enforcement: Warn,
        content: &[
            (SelfSupportAndReturnBenefit, InReturnProgramme),
            (TransitionBenefit, OutsideReturnProgramme),
        ],
    },
    Row {
        from: Some(date(2025, 7, 1)),
        to: None,
        citation: Citation::new(2025, 1004, "§§ 11, 16"),
        enforcement: Warn,
        content: &[(CashBenefit, Everyone), (CashBenefitMinimum, Everyone)],
    },
];

/// The facts of one benefit.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub kind: BenefitKind,
    pub first_day: Date,
    pub residence_basis: ResidenceBasis,
    pub first_permit_month: Option<Month>,
    pub responsible_from: Date,
    /// The programme that runs on the first day, as far as it is recorded.
    pub programme: Option<ProgrammeKind>,
}

/// The row in force on the benefit's first day decides. It never refuses.
#[must_use]
pub fn check(case: &Case) -> Finding {
    let on = case.first_day;
    let Some(row) = in_force(CALENDAR, on) else {
        return case.facts(Finding::not_known(RULE, CALENDAR[0].citation, on));
    };
    let said = Finding::holds(RULE, row, on);
    let Some((_, who)) = row.content.iter().find(|(kind, _)| *kind == case.kind) else {
        return case.facts(said.broken_if(true, row.enforcement));
    };
    case.facts(match who.includes(case) {
        Some(included) => said.broken_if(!included, row.enforcement),
        None => Finding { verdict: Verdict::NotKnown, ..said },
    })
}

impl Who {
    /// Whether the person is among them; `None` when a fact is missing.
    fn includes(self, case: &Case) -> Option<bool> {
        match self {
            Everyone => Some(true),
            CameBefore(day) => Some(case.came_before(day)),
            CameFrom(day) => Some(!case.came_before(day)),
            OutsideProgramme => case.programme.map(|_| false),
            InReturnProgramme => case.in_return_programme(),
            OutsideReturnProgramme => case.in_return_programme().map(|it| !it),
        }
    }
}

impl Case {
    /// Who had a permit, or was a municipality's responsibility, had come.
    fn came_before(&self, day: Date) -> bool {
        self.responsible_from < day
            || self.first_permit_month.is_some_and(|it| it.first_day() < day)
    }

    /// A programme that began under the old name goes on under the new one.
    fn in_return_programme(&self) -> Option<bool> {
        if !self.residence_basis.is_refugee_or_family() {
            return Some(false);
        }
        self.programme.map(|it| match it {
            ProgrammeKind::Integration | ProgrammeKind::SelfSupportAndReturn => true,
            ProgrammeKind::Introduction => false,
        })
    }

    fn facts(&self, finding: Finding) -> Finding {
        let finding = finding
            .fact("benefit_kind", FactValue::code(self.kind.code()))
            .fact("residence_basis", FactValue::code(self.residence_basis.code()))
            .fact("responsible_from", Day(self.responsible_from))
            .fact(
                "programme_kind",
                FactValue::code(self.programme.map_or("NOT_RECORDED", ProgrammeKind::code)),
            );
        match self.first_permit_month {
            Some(it) => {
                let number = i64::from(it.year()) * 100 + i64::from(it.month());
                finding.fact("first_permit_year_month", Number(number))
            }
            None => finding,
        }
    }
}

#[cfg(test)]
mod tests;
