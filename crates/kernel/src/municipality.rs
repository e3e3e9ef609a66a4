//! The 98 municipalities.

/// Code and name of each municipality, by code. Christiansø (411) is none.
const MUNICIPALITIES: [(&str, &str); 98] = [
    ("101", "København"),
    ("147", "Frederiksberg"),
    ("151", "Ballerup"),
    ("153", "Brøndby"),
    ("155", "Dragør"),
    ("157", "Gentofte"),
    ("159", "Gladsaxe"),
    ("161", "Glostrup"),
    ("163", "Herlev"),
    ("165", "Albertslund"),
    ("167", "Hvidovre"),
    ("169", "Høje-Taastrup"),
    ("173", "Lyngby-Taarbæk"),
    ("175", "Rødovre"),
    ("183", "Ishøj"),
    ("185", "Tårnby"),
    ("187", "Vallensbæk"),
    ("190", "Furesø"),
    ("201", "Allerød"),
    ("210", "Fredensborg"),
    ("217", "Helsingør"),
    ("219", "Hillerød"),
    ("223", "Hørsholm"),
    ("230", "Rudersdal"),
    ("240", "Egedal"),
    ("250", "Frederikssund"),
    ("253", "Greve"),
    ("259", "Køge"),
    ("260", "Halsnæs"),
    ("265", "Roskilde"),
    ("269", "Solrød"),
    ("270", "Gribskov"),
    ("306", "Odsherred"),
    ("316", "Holbæk"),
    ("320", "Faxe"),
    ("326", "Kalundborg"),
    ("329", "Ringsted"),
    ("330", "Slagelse"),
    ("336", "Stevns"),
    ("340", "Sorø"),
    ("350", "Lejre"),
    ("360", "Lolland"),
    ("370", "Næstved"),
    ("376", "Guldborgsund"),
    ("390", "Vordingborg"),
    ("400", "Bornholm"),
    ("410", "Middelfart"),
    ("420", "Assens"),
    ("430", "Faaborg-Midtfyn"),
    ("440", "Kerteminde"),
    ("450", "Nyborg"),
    ("461", "Odense"),
    ("479", "Svendborg"),
    ("480", "Nordfyns"),
    ("482", "Langeland"),
    ("492", "Ærø"),
    ("510", "Haderslev"),
    ("530", "Billund"),
    ("540", "Sønderborg"),
    ("550", "Tønder"),
    ("561", "Esbjerg"),
    ("563", "Fanø"),
    ("573", "Varde"),
    ("575", "Vejen"),
    ("580", "Aabenraa"),
    ("607", "Fredericia"),
    ("615", "Horsens"),
    ("621", "Kolding"),
    ("630", "Vejle"),
    ("657", "Herning"),
    ("661", "Holstebro"),
    ("665", "Lemvig"),
    ("671", "Struer"),
    ("706", "Syddjurs"),
    ("707", "Norddjurs"),
    ("710", "Favrskov"),
    ("727", "Odder"),
    ("730", "Randers"),
    ("740", "Silkeborg"),
    ("741", "Samsø"),
    ("746", "Skanderborg"),
    ("751", "Aarhus"),
    ("756", "Ikast-Brande"),
    ("760", "Ringkøbing-Skjern"),
    ("766", "Hedensted"),
    ("773", "Morsø"),
    ("779", "Skive"),
    ("787", "Thisted"),
    ("791", "Viborg"),
    ("810", "Brønderslev"),
    ("813", "Frederikshavn"),
    ("820", "Vesthimmerlands"),
    ("825", "Læsø"),
    ("840", "Rebild"),
    ("846", "Mariagerfjord"),
    ("849", "Jammerbugt"),
    ("851", "Aalborg"),
    ("860", "Hjørring"),
];

/// No municipality has that code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no municipality has this code")]
pub struct UnknownMunicipality;

/// The code of a municipality: three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode(&'static str);

impl MunicipalityCode {
    /// What is shared by all municipalities of a cell; in stored rows only, never in a token.
    pub const SHARED: &'static str = "000";

    /// The cell itself, code `000`: for what a service of ours does about shared things by itself. No text parses to
    /// it, so no caller from outside ever has it.
    pub const CELL: Self = Self(Self::SHARED);

    /// The municipality of that code. `000` is none.
    ///
    /// # Errors
    /// When none has it.
    pub fn parse(code: &str) -> Result<Self, UnknownMunicipality> {
        let at = MUNICIPALITIES
            .binary_search_by_key(&code, |it| it.0)
            .map_err(|_| UnknownMunicipality)?;
        Ok(Self(MUNICIPALITIES[at].0))
    }

    /// Every municipality, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        MUNICIPALITIES.iter().map(|it| Self(it.0))
    }

    /// Three digits.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Its Danish name.
    #[must_use]
    pub fn name(self) -> &'static str {
        MUNICIPALITIES.iter().find(|it| it.0 == self.0).map_or("", |it| it.1)
    }
}

impl std::fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_98_in_order_and_none_twice() {
        assert!(MUNICIPALITIES.windows(2).all(|it| it[0].0 < it[1].0));
        assert_eq!(MunicipalityCode::all().count(), 98);
    }

    #[test]
    fn neither_the_shared_code_nor_christiansoe_is_one() {
        for bad in ["000", "411", "35", "0350", "", "abc"] {
            assert_eq!(MunicipalityCode::parse(bad), Err(UnknownMunicipality), "{bad}");
        }
        assert_eq!((MunicipalityCode::CELL.as_str(), MunicipalityCode::CELL.name()), ("000", ""));
        assert_eq!(MunicipalityCode::parse("849").map(MunicipalityCode::name), Ok("Jammerbugt"));
    }
}
