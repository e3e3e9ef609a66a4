//! Who signed what is to be submitted.

use kernel::Date;

use super::Refusal;
use crate::{
    rules::rep_required::{Statement, Statements},
    values::{SignatureMethod, SignerRole},
};

/// One signature. Whether the employer's and the representative's count as heard, `rep.required` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    pub role: SignerRole,
    pub signed_on: Date,
    pub method: SignatureMethod,
    /// Only the representative's: against it.
    pub objected: bool,
}

/// Those that stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    pub employer: Option<Signature>,
    pub representative: Option<Signature>,
    pub citizen: Option<Signature>,
}

impl Signatures {
    /// That party's.
    #[must_use]
    pub fn of(&self, role: SignerRole) -> Option<Signature> {
        match role {
            SignerRole::Employer => self.employer,
            SignerRole::EmployeeRepresentative => self.representative,
            SignerRole::Citizen => self.citizen,
        }
    }

    /// With one more.
    #[must_use]
    pub fn with(self, signature: Signature) -> Self {
        let it = Some(signature);
        match signature.role {
            SignerRole::Employer => Self { employer: it, ..self },
            SignerRole::EmployeeRepresentative => Self { representative: it, ..self },
            SignerRole::Citizen => Self { citizen: it, ..self },
        }
    }

    /// Whether it may be added: `false` when it stands already, just so.
    pub(super) fn may_add(&self, signature: Signature, today: Date) -> Result<bool, Refusal> {
        match self.of(signature.role) {
            Some(it) if it == signature => return Ok(false),
            Some(_) => return Err(Refusal::AlreadySigned),
            None => {}
        }
        if signature.signed_on > today {
            return Err(Refusal::DayInFuture);
        }
        let employer = self.employer.is_some_and(|it| it.signed_on <= signature.signed_on);
        match signature.role {
            SignerRole::EmployeeRepresentative if !employer => Err(Refusal::EmployerSignsFirst),
            SignerRole::EmployeeRepresentative | SignerRole::Employer | SignerRole::Citizen => {
                Ok(true)
            }
        }
    }

    /// What employer and representative stated, as the law looks at it.
    pub(super) fn stated(&self) -> Statements {
        let of = |it: Signature| {
            let Signature { signed_on, method, objected, .. } = it;
            Statement { signed_on, method, objected }
        };
        Statements { employer: self.employer.map(of), representative: self.representative.map(of) }
    }

    /// Whose must be there before it is submitted, and is not.
    pub(super) fn missing(&self) -> Vec<SignerRole> {
        [SignerRole::Employer, SignerRole::Citizen]
            .into_iter()
            .filter(|role| self.of(*role).is_none())
            .collect()
    }
}
