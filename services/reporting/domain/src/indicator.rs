//! The indicators: how each is counted, in the words that travel with every answer.
//!
//! A change of what is counted is a new version; the text of a version never changes. The same text stands in
//! `docs/indicators.md`, and a test compares them.

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// I01: share of recipients in the programme who are job-ready.
    JobReadyShare,
    /// I14: recipients in the programme by sex.
    RecipientsBySex,
}

/// How an indicator is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable id, as in `docs/indicators.md`.
    pub id: &'static str,
    /// Grows with what is counted.
    pub version: &'static str,
    /// The definition itself, for a Danish reader.
    pub danish: &'static str,
}

/// Who is counted at all, the same in both (decisions N20, N29).
macro_rules! recipients {
    () => {
        "Modtagere er borgere, som en kommune har ansvaret for, hvis program efter integrationsloven løber, \
         og som får en hovedydelse, alt sammen på dagen; første og sidste dag regnes med. En ydelse, der \
         skifter navn, er den samme. En borger tælles i den kommune, der har ansvaret på dagen. "
    };
}

/// How shares are rounded (decisions N31).
macro_rules! rounding {
    () => {
        "Procent har én decimal; en halv rundes op."
    };
}

const JOB_READY_SHARE: Definition = Definition {
    id: "I01",
    version: "I01-1",
    danish: concat!(
        "Andel jobparate: modtagere, der på dagen er visiteret jobparate, i procent af modtagere med en \
         visitation (job_ready_of_assessed) og i procent af alle modtagere, også dem uden visitation \
         (job_ready_of_all). En visitation gælder fra sin første dag, til den næste gælder. ",
        recipients!(),
        rounding!()
    ),
};

const RECIPIENTS_BY_SEX: Definition = Definition {
    id: "I14",
    version: "I14-1",
    danish: concat!(
        "Ydelsesmodtagere efter køn: kvinder (women) og mænd (men), hver i procent af alle modtagere. ",
        recipients!(),
        rounding!()
    ),
};

impl Indicator {
    /// Every indicator.
    pub const ALL: [Self; 2] = [Self::JobReadyShare, Self::RecipientsBySex];

    /// How it is counted now.
    #[must_use]
    pub fn definition(self) -> Definition {
        match self {
            Self::JobReadyShare => JOB_READY_SHARE,
            Self::RecipientsBySex => RECIPIENTS_BY_SEX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_an_id_and_a_version_of_its_own() {
        for indicator in Indicator::ALL {
            let definition = indicator.definition();
            assert!(definition.version.starts_with(definition.id), "{definition:?}");
            assert!(definition.danish.contains("dagen"), "{definition:?}");
            let same = Indicator::ALL.iter().filter(|it| it.definition().id == definition.id);
            assert_eq!(same.count(), 1);
        }
    }
}
