//! Who asks. Made from a verified token and from nothing else.

use uuid::Uuid;

use crate::MunicipalityCode;

/// What a caller was given to do. Which role grants which permission stands in `auth`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Keeps the citizen's case.
    Caseworker,
    /// Grants and rejects.
    Decider,
    /// Contact to companies.
    EmployerConsultant,
    /// Takes on cases of an older system; what it does has origin `MIGRATED`.
    Migrator,
    /// Reads indicators of its own municipality.
    ReportReader,
    /// Reads indicators over all municipalities of the cell.
    CellReader,
    /// One of our own services, for reactions and timers.
    System,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Caseworker,
        Self::Decider,
        Self::EmployerConsultant,
        Self::Migrator,
        Self::ReportReader,
        Self::CellReader,
        Self::System,
    ];

    /// The name in tokens and stored rows; never renamed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Caseworker => "caseworker",
            Self::Decider => "decider",
            Self::EmployerConsultant => "employer_consultant",
            Self::Migrator => "migrator",
            Self::ReportReader => "report_reader",
            Self::CellReader => "cell_reader",
            Self::System => "system",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

/// The one who asks: a human through a client system, or a system alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Pseudonymous id of the human; absent for a system that acts by itself.
    pub human: Option<Uuid>,
    /// The client system, as its token names it.
    pub client: String,
    /// The municipality asked for; `000` only for one of our own services, about what is shared in the cell.
    pub municipality: MunicipalityCode,
    /// All roles of the token, sorted.
    pub roles: Vec<Role>,
    /// The role that granted what is being done; stored with the event.
    pub role: Role,
    /// The human on whose behalf another one acts.
    pub on_behalf_of: Option<Uuid>,
}

impl Caller {
    /// Whether the token carries the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
