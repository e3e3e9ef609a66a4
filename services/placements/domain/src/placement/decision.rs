//! Grant and reject: another human, all answers, all rules.

use kernel::{Decision, Personal, Uuid};
use law::{Finding, Verdict};

use super::{
    About, Agreed, Asked, Case, Decided, Event, Placement, Plan, Refusal, Submitted,
    answers::given_back,
};
use crate::{
    facts::{Internship, LegalFacts, PlaceAnswer},
    rules::{
        HoursCase, LengthCase, praktik_extension, praktik_hours, praktik_length,
        praktik_length_lab, praktik_purpose, rep_required,
    },
    values::PlaceOutcome,
};

impl Placement {
    pub(super) fn grant(&self, human: Option<Uuid>, others: &[Internship]) -> Decided {
        let Self::Submitted(Submitted { case, asked }) = self else {
            return Err(self.wrong_state());
        };
        let by = case.decider(human)?;
        let (facts, place) = answered(asked)?;
        let findings = looked_at(case, Some((facts, others)), Some(place));
        if let Some(broken) = broken(&findings, place) {
            return Err(Refusal::RuleBreached(broken));
        }
        let placement = case.placement;
        let granted = Event::Granted { placement, by, findings: findings.clone() };
        Ok(Decision::of([granted]).with(findings))
    }

    pub(super) fn reject(
        &self,
        human: Option<Uuid>,
        reason: Personal<String>,
        others: &[Internship],
    ) -> Decided {
        let Self::Submitted(Submitted { case, asked }) = self else {
            return Err(self.wrong_state());
        };
        let by = case.decider(human)?;
        let findings = match asked {
            Asked::Nothing | Asked::Facts(_) | Asked::Stated(_) | Asked::Place { .. } => {
                return Err(Refusal::AnswersPending);
            }
            Asked::CitizenUnknown | Asked::CitizenNotYours => looked_at(case, None, None),
            Asked::Answered { facts, answer, .. } => {
                looked_at(case, Some((facts, others)), Some(answer))
            }
        };
        let placement = case.placement;
        let reason = Some(About { citizen: case.terms.plan.citizen, content: reason });
        let rejected = Event::Rejected { placement, by, findings: findings.clone(), reason };
        let back = asked.place().map(|it| given_back(case, it, None));
        Ok(Decision::of([rejected].into_iter().chain(back)).with(findings))
    }

    pub(super) fn granted(self) -> Self {
        if let Self::Submitted(Submitted { case, asked: Asked::Answered { question, .. } }) = self {
            Self::Granted(Agreed { case, place: question })
        } else {
            self
        }
    }
}

impl Case {
    /// The human who decides: none of those who made the case, and there is one of those, as a decision takes two.
    fn decider(&self, human: Option<Uuid>) -> Result<Uuid, Refusal> {
        let human = human.ok_or(Refusal::HumanRequired)?;
        if self.hands.is_empty() || self.hands.contains(&human) {
            return Err(Refusal::FourEyes);
        }
        Ok(human)
    }
}

/// The facts and the place, when both have come and both services know what they were asked about.
fn answered(asked: &Asked) -> Result<(&LegalFacts, &PlaceAnswer), Refusal> {
    match asked {
        Asked::Nothing | Asked::Facts(_) | Asked::Stated(_) | Asked::Place { .. } => {
            Err(Refusal::AnswersPending)
        }
        Asked::CitizenUnknown => Err(Refusal::CitizenUnknown),
        Asked::CitizenNotYours => Err(Refusal::CitizenNotYours),
        Asked::Answered { facts, answer, .. } => match answer.outcome {
            PlaceOutcome::UnknownWorkplace => Err(Refusal::WorkplaceUnknown),
            PlaceOutcome::Reserved | PlaceOutcome::Refused => Ok((facts, answer)),
        },
    }
}

/// What every rule says, as far as there are facts for it: those of placements, then those of `employers`, then whether
/// the employees were heard. `facts`: of the citizen, with the citizen's other internships.
fn looked_at(
    case: &Case,
    facts: Option<(&LegalFacts, &[Internship])>,
    place: Option<&PlaceAnswer>,
) -> Vec<Finding> {
    let terms = &case.terms;
    let Plan { days, weekly_hours, .. } = terms.plan;
    let mut findings =
        vec![praktik_purpose::check(days.first(), terms.purpose_stated, terms.job_goal_stated)];
    if let Some((facts, others)) = facts {
        let length = LengthCase {
            first_day: days.first(),
            last_day: days.last(),
            programme_runs: facts.programme_runs,
            readiness: facts.readiness,
            grounds: terms.grounds,
        };
        findings.extend(match facts.programme_runs {
            Some(true) => {
                vec![praktik_length::check(&length), praktik_extension::check(&length)]
            }
            Some(false) | None => vec![praktik_length_lab::check(&length)],
        });
        let this = Internship { days, weekly_hours };
        let programme_runs = facts.programme_runs;
        findings.push(praktik_hours::check(&HoursCase { this, programme_runs, others }));
    }
    if let Some(place) = place {
        findings.extend(place.findings.iter().cloned());
        findings.push(heard(case, place));
    }
    findings
}

/// Those that refuse, when any does. A place that was refused refuses the grant, whatever its findings say.
fn broken(findings: &[Finding], place: &PlaceAnswer) -> Option<Vec<Finding>> {
    let broken: Vec<_> =
        findings.iter().filter(|it| it.verdict == Verdict::Breach).cloned().collect();
    let refused = !broken.is_empty() || place.outcome == PlaceOutcome::Refused;
    refused.then_some(broken)
}

/// Whether the employees were heard, as far as the number of them asks for it.
fn heard(case: &Case, place: &PlaceAnswer) -> Finding {
    let employees = place.proof.as_ref().and_then(|it| it.ordinary_employees);
    rep_required::check(case.terms.plan.days.first(), employees, case.signatures.stated())
}
