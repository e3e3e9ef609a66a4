//! The indicators: how each is counted, in the words that travel with every answer.
//!
//! A change of what is counted is a new version; the text of a version never changes. The same text stands in
//! `docs/indicators.md`, and a test compares them.

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// I01: share of recipients in the programme who are job-ready.
    JobReadyShare,
    /// I02: share of the recipients of a month who are in a company-based measure in it.
    CompanyMeasureShare,
    /// I04: IGUs registered by the day, running and all.
    Igus,
    /// I05: companies with an IGU registered by the day.
    IguCompanies,
    /// I06: IGUs for each company.
    IgusPerCompany,
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

/// Who is counted at all on a day, the same in I01 and I14 (decisions N20, N29).
macro_rules! recipients {
    () => {
        "Modtagere er borgere, som en kommune har ansvaret for, hvis program efter integrationsloven løber, \
         og som får en hovedydelse, alt sammen på dagen; første og sidste dag regnes med. En ydelse, der \
         skifter navn, er den samme. En borger tælles i den kommune, der har ansvaret på dagen. "
    };
}

/// Which IGUs are counted, the same in I04, I05 and I06 (decisions N23, N29).
macro_rules! registered_igus {
    () => {
        "Registreret til og med dagen er alle IGU-forløb, hvis registreringsdag er dagen eller før, også de \
         stoppede, de gennemførte og de endnu ikke begyndte. Et forløb, der er annulleret som en fejl, tæller \
         aldrig med. Et forløb tælles i den kommune, der har ansvaret for borgeren på dagen, eller på forløbets \
         sidste dag, hvis det er sluttet før; med endelsen _by_workplace i den kommune, hvor arbejdspladsen \
         ligger. I tal for alle kommuner under ét tælles hvert forløb med, også når den kommune ikke kendes; \
         kommunernes egne tal kan derfor tilsammen være mindre. Et forløbs virksomhed er den, det blev registreret med."
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

const COMPANY_MEASURE_SHARE: Definition = Definition {
    id: "I02",
    version: "I02-1",
    danish: concat!(
        "Andel i virksomhedsrettede tilbud (in_company_measure): månedens modtagere, der på mindst én dag i \
         måneden er i virksomhedspraktik eller ansat med løntilskud, i procent af alle månedens modtagere; hver \
         borger tælles én gang. Måneden er den, som dagen ligger i. Månedens modtagere er borgere, der er 16 til \
         64 år på månedens sidste dag, og for hvem det på mindst én og samme dag i måneden gælder, at en kommune \
         har ansvaret, at programmet efter integrationsloven løber, og at de får en hovedydelse eller er ansat med \
         løntilskud. En praktik eller en ansættelse løber fra sin første dag til den aftalte sidste dag eller til \
         den dag, den sluttede på; første og sidste dag regnes med. IGU tæller ikke med nogen steder. En borger \
         tælles i den kommune, der har ansvaret på borgerens sidste dag som modtager i måneden. ",
        rounding!()
    ),
};

const IGUS: Definition = Definition {
    id: "I04",
    version: "I04-1",
    danish: concat!(
        "IGU-forløb: i gang på dagen (stock) og registreret til og med dagen (cumulative). I gang er et forløb, \
         der er registreret til og med dagen, er begyndt på dagen eller før og ikke er sluttet før dagen; første \
         og sidste dag regnes med. ",
        registered_igus!()
    ),
};

const IGU_COMPANIES: Definition = Definition {
    id: "I05",
    version: "I05-1",
    danish: concat!(
        "Virksomheder med IGU: forskellige virksomheder efter CVR-nummer (companies) og forskellige arbejdspladser \
         efter P-nummer (workplaces) med mindst ét IGU-forløb, der er registreret til og med dagen. ",
        registered_igus!()
    ),
};

const IGUS_PER_COMPANY: Definition = Definition {
    id: "I06",
    version: "I06-1",
    danish: concat!(
        "IGU-forløb pr. virksomhed: forløb, der er registreret til og med dagen, for hver virksomhed efter \
         CVR-nummer (igus_per_company) og for hver arbejdsplads efter P-nummer (igus_per_workplace). ",
        registered_igus!(),
        " Forholdstal har to decimaler; en halv rundes op."
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
    pub const ALL: [Self; 6] = [
        Self::JobReadyShare,
        Self::CompanyMeasureShare,
        Self::Igus,
        Self::IguCompanies,
        Self::IgusPerCompany,
        Self::RecipientsBySex,
    ];

    /// How it is counted now.
    #[must_use]
    pub fn definition(self) -> Definition {
        match self {
            Self::JobReadyShare => JOB_READY_SHARE,
            Self::CompanyMeasureShare => COMPANY_MEASURE_SHARE,
            Self::Igus => IGUS,
            Self::IguCompanies => IGU_COMPANIES,
            Self::IgusPerCompany => IGUS_PER_COMPANY,
            Self::RecipientsBySex => RECIPIENTS_BY_SEX,
        }
    }

    /// The services whose events it is counted from by the citizen's municipality.
    #[must_use]
    pub fn services(self) -> &'static [&'static str] {
        match self {
            Self::JobReadyShare | Self::RecipientsBySex => &["citizens"],
            Self::CompanyMeasureShare | Self::Igus | Self::IguCompanies | Self::IgusPerCompany => {
                &["citizens", "placements"]
            }
        }
    }

    /// The services whose events it is counted from by the workplace's municipality, whosever the citizens are; none
    /// when it is not told that way.
    #[must_use]
    pub fn services_by_workplace(self) -> &'static [&'static str] {
        match self {
            Self::JobReadyShare | Self::RecipientsBySex | Self::CompanyMeasureShare => &[],
            Self::Igus | Self::IguCompanies | Self::IgusPerCompany => &["employers", "placements"],
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
