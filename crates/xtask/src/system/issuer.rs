//! Who signs the tokens of a development system.

use std::time::Duration;

use auth::{DevIssuer, DevToken};
use kernel::{Role, Timestamp, Uuid};

const LIFETIME: Duration = Duration::from_hours(24);

/// A development issuer, and the two humans it knows: what one of them asks for, the other decides.
pub(super) struct Issuer {
    keys: DevIssuer,
    human: Uuid,
    decider: Uuid,
}

impl Issuer {
    #[expect(clippy::disallowed_methods, reason = "a development system has no service's Ids yet")]
    pub(super) fn new() -> Self {
        let keys = DevIssuer::new("https://issuer.jobbro.localhost", "jobbro");
        Self { keys, human: Uuid::new_v4(), decider: Uuid::new_v4() }
    }

    pub(super) fn name(&self) -> &str {
        self.keys.issuer()
    }

    pub(super) fn audience(&self) -> &str {
        self.keys.audience()
    }

    pub(super) fn jwks(&self) -> String {
        self.keys.jwks()
    }

    /// A role of ours alone is a system's; any other is a human's, and a decider is another one.
    #[expect(clippy::disallowed_methods, reason = "a token is valid from now")]
    pub(super) fn token(&self, municipality: &str, roles: &[Role]) -> String {
        let human = if roles.contains(&Role::Decider) { self.decider } else { self.human };
        let human = (roles != [Role::System]).then_some(human);
        let (client, on_behalf_of) = ("jobbro-development", None);
        let token =
            DevToken { human, client, municipality, roles, on_behalf_of, lifetime: LIFETIME };
        self.keys.token(Timestamp::now(), &token)
    }
}
