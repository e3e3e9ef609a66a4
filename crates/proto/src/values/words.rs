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
    ("allowed_hours", "Tilladte timer om ugen"),
    ("applicant", "Kommunen som ansøger"),
    ("applies", "Reglen gælder for forløbet"),
    ("below_age", "Aldersgrænse (under)"),
    ("benefit_kind", "Ydelse"),
    ("bonus_kroner", "Bonus i kroner"),
    ("certain_from", "Sikkert fra"),
    ("channel", "Registreret"),
    ("closed_from", "Lukket fra"),
    ("concluded_on", "Aftalen indgået"),
    ("counted_as_the_rule_says", "Talt, som reglen siger"),
    ("days", "Dage"),
    ("due_on", "Frist"),
    ("earlier_igus", "Tidligere IGU'er"),
    ("earlier_on", "Tidligere IGU, dag"),
    ("earlier_outcome", "Tidligere IGU"),
    ("elsewhere_as_of", "Pladser i andre systemer opgjort"),
    ("elsewhere_source", "Kilde til pladser i andre systemer"),
    ("employer", "Arbejdsgiver"),
    ("employer_signature_method", "Arbejdsgivers underskrift, form"),
    ("employer_signed_on", "Arbejdsgiver underskrev"),
    ("first_day", "Første dag"),
    ("first_permit_year_month", "Første opholdstilladelse (år og måned)"),
    ("first_possible_day", "Første mulige dag"),
    ("formula", "Formlen"),
    ("from_age", "Aldersgrænse (fra)"),
    ("ground_stated_beyond_weeks", "Grund oplyst til mere end (uger)"),
    ("headcount_as_of", "Antal ansatte opgjort"),
    ("headcount_source", "Kilde til antal ansatte"),
    ("instalments", "Rater"),
    ("job_goal_stated", "Jobmål oplyst"),
    ("last_day", "Sidste dag"),
    ("law", "Loven"),
    ("law_state", "Loven"),
    ("level", "Opgjort for"),
    ("level_of_the_rule", "Skal opgøres for"),
    ("limit_weekly_hours", "Grænse i timer om ugen"),
    ("limit_weeks", "Grænse i uger"),
    ("limit_years", "Grænse i år"),
    ("measure", "Forløb"),
    ("method", "Opgørelse"),
    ("method_of_the_rule", "Skal opgøres som"),
    ("months", "Måneder"),
    ("not_known", "Ikke oplyst"),
    ("ordinary_employees", "Ordinært ansatte"),
    ("other_internships", "Andre praktikker den dag"),
    ("place", "Plads"),
    ("programme_kind", "Program"),
    ("programme_runs", "I program på første dag"),
    ("purpose_stated", "Formål oplyst"),
    ("readiness", "Visitation"),
    ("registered_on", "Dag for registrering"),
    ("representative", "Medarbejderrepræsentant"),
    ("residence_basis", "Opholdsgrundlag"),
    ("residence_full_years", "Hele år med adresse i Danmark"),
    ("residence_on_anniversary", "Præcis på årsdagen"),
    ("responsible_from", "Ansvar overtaget"),
    ("sector", "Sektor"),
    ("signature_method", "Underskriftens form"),
    ("signed_on", "Dag for underskrift"),
    ("supported_elsewhere", "Støttede pladser i andre systemer"),
    ("supported_here", "Støttede pladser i forvejen"),
    ("supported_hours_with_this", "Støttede timer om ugen med denne"),
    ("supported_with_this", "Støttede pladser med denne"),
    ("weekly_hours_of_others", "Timer om ugen i andre praktikker"),
    ("weekly_hours_with_this", "Timer om ugen i alt"),
];

const CODES: &[(&str, &str)] = &[
    ("ACTIVITY_READY", "aktivitetsparat"),
    ("AFGHANISTAN_ACT", "særloven om Afghanistan"),
    ("ANNULLED", "annulleret"),
    ("AUTHORITY", "hos myndigheden"),
    ("CANCELLED", "annulleret"),
    ("CASH_BENEFIT", "kontanthjælp"),
    ("CASH_BENEFIT_MINIMUM", "kontanthjælp på mindstesats"),
    ("COMPLETED", "gennemført"),
    ("CONCLUDED", "indgået"),
    ("CVR", "hele virksomheden (CVR)"),
    ("DIGITAL", "digital"),
    ("EDUCATION_BENEFIT", "uddannelseshjælp"),
    ("EDUCATION_READY", "uddannelsesparat"),
    ("EMPLOYER", "arbejdsgiveren"),
    ("EXPECTED_TO_HAVE_CHANGED", "ventes at være ændret"),
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
    ("NOT_CLEARLY_IN_FORCE", "gælder ikke klart"),
    ("NOT_HEARD", "ikke hørt"),
    ("NOT_KNOWN", "ikke oplyst"),
    ("NOT_RECORDED", "ikke registreret"),
    ("NOT_TAKEN", "optages ikke"),
    ("NOT_TESTED", "prøves ikke"),
    ("OBJECTED", "har indvendinger"),
    ("OBVIOUSLY_EDUCATION_READY", "åbenlyst uddannelsesparat"),
    ("ORAL", "mundtlig"),
    ("ORDINARY_EMPLOYEES", "antal ordinært ansatte"),
    ("ORDINARY_EMPLOYEES_AT_THE_WORKPLACE", "antal ordinært ansatte på arbejdspladsen"),
    ("OTHER_SYSTEM", "et andet system"),
    ("PAPER", "papir"),
    ("PLACES_ELSEWHERE", "pladser i andre systemer"),
    ("PLACES_ELSEWHERE_AFTER_31_DAYS", "pladser i andre systemer, opgjort inden for 31 dage"),
    ("PRIVATE", "privat"),
    ("PUBLIC", "offentlig"),
    ("P_NUMBER", "arbejdspladsen (P-nummer)"),
    ("QUOTA_REFUGEE", "kvoteflygtning"),
    ("REFUGEE", "flygtning"),
    ("SELF_SUPPORT_AND_RETURN", "selvforsørgelses- og hjemrejseprogram"),
    ("SELF_SUPPORT_AND_RETURN_BENEFIT", "selvforsørgelses- og hjemrejseydelse"),
    ("SIGNED", "har underskrevet"),
    ("STOPPED", "stoppet"),
    ("TAKEN", "optages"),
    ("TRANSITION_BENEFIT", "overgangsydelse"),
    ("UKRAINE_ACT", "særloven om Ukraine"),
    ("UTILITY_JOB", "nyttejob"),
    ("VITAS", "VITAS"),
    ("VOID", "blev ikke til noget"),
    ("WAGE_SUBSIDY", "løntilskud"),
    ("WHETHER_TESTED", "om reglen prøves"),
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
