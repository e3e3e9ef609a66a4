//! Draft, sign, revise, submit.

use kernel::{Decision, MunicipalityCode, PlacementId, QuestionId, Uuid};
use law::Finding;

use super::{
    Asked, Case, Date, Decided, Event, Placement, Plan, Refusal, Signature, Signatures, Submitted,
    Terms, Texts, answers::given_back,
};
use crate::values::SignerRole;

pub(super) fn draft(
    placement: PlacementId,
    municipality: MunicipalityCode,
    plan: Plan,
    texts: Texts,
    by: Option<Uuid>,
) -> Decision<Event, Finding> {
    let terms = Terms::of(plan, &texts);
    Decision::of([Event::Drafted { placement, municipality, terms, by, texts: Some(texts) }])
}

impl Placement {
    pub(super) fn sign(&self, signature: Signature, by: Option<Uuid>, today: Date) -> Decided {
        let case = match self {
            Self::Draft(case) => case,
            // That the representative is needed may show only when the headcount has come.
            Self::Submitted(Submitted { case, .. }) => {
                if signature.role != SignerRole::EmployeeRepresentative {
                    return Err(self.wrong_state());
                }
                case
            }
            Self::Unknown
            | Self::Granted(_)
            | Self::Rejected(_)
            | Self::Running(_)
            | Self::Completed(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => return Err(self.wrong_state()),
        };
        if !case.signatures.may_add(signature, today)? {
            return Ok(Decision::nothing());
        }
        Ok(Decision::of([Event::Signed { placement: case.placement, signature, by }]))
    }

    /// Every signature falls, in the same event. A place that was asked for is given back.
    pub(super) fn revise(&self, plan: Plan, texts: Texts, by: Option<Uuid>) -> Decided {
        let (case, place) = match self {
            Self::Draft(case) => (case, None),
            Self::Submitted(Submitted { case, asked }) => (case, asked.place()),
            Self::Unknown
            | Self::Granted(_)
            | Self::Rejected(_)
            | Self::Running(_)
            | Self::Completed(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => return Err(self.wrong_state()),
        };
        if plan.citizen != case.terms.plan.citizen {
            return Err(Refusal::OtherCitizen);
        }
        let placement = case.placement;
        let terms = Terms::of(plan, &texts);
        let revised = Event::Revised { placement, terms, by, texts: Some(texts) };
        let back = place.map(|it| given_back(case, it, None));
        Ok(Decision::of([revised].into_iter().chain(back)))
    }

    /// Again by who has seen it, when every answer has come: what was asked is asked anew, of what is recorded by now,
    /// and a place that is held is given back first. Terms and signatures stay as they are.
    pub(super) fn submit(&self, question: QuestionId, seen: bool, by: Option<Uuid>) -> Decided {
        let (case, place) = match self {
            Self::Draft(case) => (case, None),
            Self::Submitted(Submitted { case, asked }) if seen && asked.all_answered() => {
                (case, asked.place())
            }
            Self::Submitted(_) if seen => return Err(Refusal::AnswersPending),
            Self::Unknown
            | Self::Submitted(_)
            | Self::Granted(_)
            | Self::Rejected(_)
            | Self::Running(_)
            | Self::Completed(_)
            | Self::Interrupted(_)
            | Self::Cancelled(_) => return Err(self.wrong_state()),
        };
        let missing = case.signatures.missing();
        if !missing.is_empty() {
            return Err(Refusal::SignatureMissing(missing));
        }
        let plan = &case.terms.plan;
        let submitted = Event::Submitted { placement: case.placement, by };
        let back = place.map(|it| given_back(case, it, None));
        let asked = Event::FactsAsked { question, citizen: plan.citizen, on: plan.days.first() };
        Ok(Decision::of([submitted].into_iter().chain(back).chain([asked])))
    }

    pub(super) fn drafted(
        placement: PlacementId,
        municipality: MunicipalityCode,
        terms: Terms,
        by: Option<Uuid>,
    ) -> Self {
        let hands = by.into_iter().collect();
        Self::Draft(Case {
            placement,
            municipality,
            terms,
            hands,
            signatures: Signatures::default(),
        })
    }

    pub(super) fn revised(self, terms: Terms, by: Option<Uuid>) -> Self {
        self.into_case().map_or(Self::Unknown, |case| {
            Self::Draft(Case { terms, signatures: Signatures::default(), ..case.touched(by) })
        })
    }

    pub(super) fn signed(mut self, signature: Signature, by: Option<Uuid>) -> Self {
        if let Self::Draft(case) | Self::Submitted(Submitted { case, .. }) = &mut self {
            case.signatures = case.signatures.with(signature);
            case.touch(by);
        }
        self
    }

    pub(super) fn submitted(self, by: Option<Uuid>) -> Self {
        self.into_case().map_or(Self::Unknown, |case| {
            // What is asked is told by the next event of the same command.
            Self::Submitted(Submitted { case: case.touched(by), asked: Asked::Nothing })
        })
    }
}

impl Case {
    fn touched(mut self, by: Option<Uuid>) -> Self {
        self.touch(by);
        self
    }

    fn touch(&mut self, by: Option<Uuid>) {
        self.hands.extend(by.filter(|it| !self.hands.contains(it)));
    }
}
