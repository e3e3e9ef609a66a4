//! What an internship is to be, out of a request.

use kernel::Personal;
use placements_domain::{
    placement::{Days, Plan, Texts, WeeklyHours},
    values::LengthGround,
};
use proto::{placements::v1::Terms, values_v1 as pb};
use service_kit::grpc::Fields;

use crate::codec::words;

/// Characters of each text.
pub(super) const LONGEST: usize = 4000;

pub(super) fn read(fields: &mut Fields, message: Option<&Terms>) -> Option<(Plan, Texts)> {
    let Some(terms) = message else {
        fields.wrong("terms", "must be given", "skal udfyldes");
        return None;
    };
    let plan = plan(fields, terms);
    let texts = texts(fields, terms);
    Some((plan?, texts?))
}

fn plan(fields: &mut Fields, terms: &Terms) -> Option<Plan> {
    let citizen = fields.id("terms.citizen_id", &terms.citizen_id);
    let cvr = fields.cvr("terms.cvr", &terms.cvr);
    let p_number = fields.p_number("terms.p_number", &terms.p_number);
    let focus = fields.code("terms.focus", terms.focus).and_then(words::read_focus);
    let days = days(fields, terms);
    let weekly_hours = WeeklyHours::of(terms.weekly_hours);
    if weekly_hours.is_none() {
        fields.wrong("terms.weekly_hours", "must be 1 to 37", "skal være 1 til 37");
    }
    Some(Plan {
        citizen: citizen?,
        cvr: cvr?,
        p_number: p_number?,
        focus: focus?,
        days: days?,
        weekly_hours: weekly_hours?,
    })
}

fn days(fields: &mut Fields, terms: &Terms) -> Option<Days> {
    let first = fields.date("terms.first_day", terms.first_day.as_ref());
    let last = fields.date("terms.last_day", terms.last_day.as_ref());
    let (first, last) = (first?, last?);
    let days = Days::of(first, last);
    if days.is_none() {
        fields.wrong(
            "terms.last_day",
            "must not lie before terms.first_day",
            "må ikke ligge før terms.first_day",
        );
    }
    days
}

fn texts(fields: &mut Fields, terms: &Terms) -> Option<Texts> {
    let purpose = prose(fields, "terms.purpose", &terms.purpose);
    let tasks = prose(fields, "terms.tasks", &terms.tasks);
    let job_goal = prose(fields, "terms.job_goal", &terms.job_goal);
    let grounds = grounds(fields, &terms.length_grounds);
    let ground_text = ground_text(fields, terms);
    Some(Texts {
        purpose: purpose?,
        tasks: tasks?,
        job_goal: job_goal?,
        grounds: grounds?,
        ground_text: ground_text?,
    })
}

fn grounds(fields: &mut Fields, codes: &[i32]) -> Option<Vec<LengthGround>> {
    let mut grounds = Vec::new();
    for code in codes {
        let ground: pb::LengthGround = fields.code("terms.length_grounds", *code)?;
        grounds.push(words::read_length_ground(ground)?);
    }
    grounds.sort_unstable();
    grounds.dedup();
    Some(grounds)
}

/// The words that stand behind a ground, with one and never without.
fn ground_text(fields: &mut Fields, terms: &Terms) -> Option<Personal<String>> {
    const FIELD: &str = "terms.length_ground_text";
    if !terms.length_grounds.is_empty() {
        return fields.prose(FIELD, &terms.length_ground_text, LONGEST).map(Personal::new);
    }
    if !terms.length_ground_text.trim().is_empty() {
        fields.wrong(
            FIELD,
            "must be empty without a ground",
            "skal være tom, når der ikke er en begrundelse",
        );
        return None;
    }
    Some(Personal::new(String::new()))
}

/// Empty when not given.
fn prose(fields: &mut Fields, field: &str, value: &str) -> Option<Personal<String>> {
    fields.optional_prose(field, value, LONGEST).map(|it| Personal::new(it.unwrap_or_default()))
}
