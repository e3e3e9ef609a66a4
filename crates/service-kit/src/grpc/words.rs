//! How days, facts and codes of findings are said to a clerk, in Danish. What is not in the tables is said by its code.

use kernel::Date;
use law::FactValue;

#[cfg(test)]
mod tests;

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

const FACTS: &[(&str, &str)] = &[
    ("age_years", "Alder"),
    ("allowed", "Tilladte pladser"),
    ("basis", "Grundlag"),
    ("benefit_kind", "Ydelse"),
    ("concluded_on", "Aftalen indgået"),
    ("due_on", "Frist"),
    ("earlier_completed_on", "Tidligere IGU gennemført"),
    ("earlier_concluded_on", "Tidligere IGU indgået"),
    ("elsewhere_as_of", "Pladser i andre systemer opgjort"),
    ("elsewhere_source", "Kilde til pladser i andre systemer"),
    ("first_day", "Første dag"),
    ("first_permit_year_month", "Første opholdstilladelse (år og måned)"),
    ("headcount_as_of", "Antal ansatte opgjort"),
    ("headcount_source", "Kilde til antal ansatte"),
    ("kind", "Forløb"),
    ("last_day", "Sidste dag"),
    ("level", "Opgjort for"),
    ("method", "Opgørelse"),
    ("ordinary_employees", "Ordinært ansatte"),
    ("programme_kind", "Program"),
    ("programme_runs", "I program den dag"),
    ("readiness", "Visitation"),
    ("registered_on", "Registreret"),
    ("residence_basis", "Opholdsgrundlag"),
    ("residence_full_years", "Hele år med adresse i Danmark"),
    ("residence_on_anniversary", "Præcis på årsdagen"),
    ("responsible_from", "Ansvar overtaget"),
    ("sector", "Sektor"),
    ("supported_elsewhere", "Støttede pladser i andre systemer"),
    ("supported_here", "Støttede pladser i forvejen"),
    ("weeks", "Uger"),
];

const CODES: &[(&str, &str)] = &[
    ("ACTIVITY_READY", "aktivitetsparat"),
    ("AFGHANISTAN_ACT", "særloven om Afghanistan"),
    ("AUTHORITY", "hos myndigheden"),
    ("CASH_BENEFIT", "kontanthjælp"),
    ("CASH_BENEFIT_MINIMUM", "kontanthjælp på mindstesats"),
    ("COMPLETED", "gennemført"),
    ("CONCLUDED", "indgået"),
    ("CVR", "hele virksomheden (CVR)"),
    ("EDUCATION_BENEFIT", "uddannelseshjælp"),
    ("EDUCATION_READY", "uddannelsesparat"),
    ("EMPLOYER", "arbejdsgiveren"),
    ("FAMILY_REUNIFIED_OTHER", "familiesammenført til andre"),
    ("FAMILY_REUNIFIED_TO_REFUGEE", "familiesammenført til flygtning"),
    ("FULL_TIME_AVERAGE", "fuldtidsansatte, gennemsnit"),
    ("HEADS", "hoveder på en dag"),
    ("HEADS_AVERAGE", "hoveder, gennemsnit"),
    ("INCOME_REGISTER", "eIndkomst"),
    ("INTEGRATION", "integrationsprogram"),
    ("INTEGRATION_BENEFIT", "integrationsydelse"),
    ("INTERNSHIP", "virksomhedspraktik"),
    ("INTRODUCTION", "introduktionsprogram"),
    ("JOB_READY", "jobparat"),
    ("LAB", "lov om en aktiv beskæftigelsesindsats"),
    ("NO", "nej"),
    ("OBVIOUSLY_EDUCATION_READY", "åbenlyst uddannelsesparat"),
    ("OTHER_SYSTEM", "et andet system"),
    ("PRIVATE", "privat"),
    ("PUBLIC", "offentlig"),
    ("P_NUMBER", "arbejdspladsen (P-nummer)"),
    ("QUOTA_REFUGEE", "kvoteflygtning"),
    ("REFUGEE", "flygtning"),
    ("SELF_SUPPORT_AND_RETURN", "selvforsørgelses- og hjemrejseprogram"),
    ("SELF_SUPPORT_AND_RETURN_BENEFIT", "selvforsørgelses- og hjemrejseydelse"),
    ("STOPPED", "stoppet"),
    ("TRANSITION_BENEFIT", "overgangsydelse"),
    ("UKRAINE_ACT", "særloven om Ukraine"),
    ("UTILITY_JOB", "nyttejob"),
    ("VITAS", "VITAS"),
    ("WAGE_SUBSIDY", "løntilskud"),
    ("YES", "ja"),
];

/// "1. marts 2017"
pub(super) fn danish_day(day: Date) -> String {
    let month = usize::try_from(day.month()).ok().and_then(|it| MONTHS.get(it.checked_sub(1)?));
    format!("{}. {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// The name of a fact, as it begins a sentence.
pub(super) fn fact(name: &str) -> &str {
    said(FACTS, name)
}

/// What a fact was.
pub(super) fn value(value: &FactValue) -> String {
    match value {
        FactValue::Date(day) => danish_day(*day),
        FactValue::Number(number) => number.to_string(),
        FactValue::Code(code) => said(CODES, code).to_owned(),
    }
}

fn said<'a>(table: &[(&'static str, &'static str)], code: &'a str) -> &'a str {
    table.iter().find(|(known, _)| *known == code).map_or(code, |(_, danish)| danish)
}
