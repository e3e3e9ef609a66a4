//! Register a person.

use citizens_domain::{
    citizen::Command,
    values::{Identity, OriginGroup, ResidenceBasis, Sex},
};
use event_log::{Claim, Handle, Order, Session, Stop, Taken};
use kernel::{CitizenId, Month};
use proto::citizens::v1::RegisterCitizenResponse;

use super::{Asked, Citizens, Outcome, Refusal, claims, refusal::refused, streams};
use crate::codec::CitizenCodec;

/// What is asked.
pub struct RegisterCitizen {
    /// Who the person is.
    pub identity: Identity,
    /// See the request.
    pub sex: Sex,
    /// See the request.
    pub residence_basis: ResidenceBasis,
    /// See the request.
    pub origin_group: OriginGroup,
    /// `None` when not known.
    pub first_permit_month: Option<Month>,
}

struct Registration {
    wanted: RegisterCitizen,
    citizen: CitizenId,
    person_number: Claim,
    external_id: Option<Claim>,
}

impl Citizens {
    /// Registers a person of the asker's municipality, once in the cell.
    #[tracing::instrument(name = "citizens.register_citizen", skip_all)]
    pub async fn register_citizen(
        &self,
        order: &Order,
        wanted: RegisterCitizen,
    ) -> Outcome<RegisterCitizenResponse> {
        let (vault, asker) = (self.log.vault(), order.caller.municipality);
        let external = wanted.identity.external_id.as_ref();
        let registration = Registration {
            citizen: CitizenId::new(self.ids.next()),
            person_number: claims::person_number(vault, &wanted.identity.person_number),
            external_id: external.map(|it| claims::external_id(vault, asker, it)),
            wanted,
        };
        self.log.execute(order, &self.asked(order, registration)).await
    }
}

impl Handle for Asked<Registration> {
    type Answer = RegisterCitizenResponse;
    type Refusal = Refusal;

    async fn handle(
        &self,
        session: &mut Session,
    ) -> Result<RegisterCitizenResponse, Stop<Refusal>> {
        let Registration { wanted, citizen, person_number, external_id } = &self.what;
        let loaded = streams::citizen(session, *citizen, None).await?;
        let decision = kernel::Aggregate::decide(
            &loaded.state,
            Command::Register {
                citizen: *citizen,
                asker: self.asker,
                sex: wanted.sex,
                residence_basis: wanted.residence_basis,
                origin_group: wanted.origin_group,
                first_permit_month: wanted.first_permit_month,
                identity: wanted.identity.clone(),
                today: self.today,
            },
        )
        .map_err(refused)?;
        let stream = citizen.uuid();
        for claim in [Some(person_number), external_id.as_ref()].into_iter().flatten() {
            session.take(claim.clone(), stream);
        }
        let version = session.record::<CitizenCodec>(stream, self.asker.as_str(), &decision.events);
        Ok(RegisterCitizenResponse {
            citizen_id: citizen.to_string(),
            version,
            // What rests on the number is sealed with it: who answers adds it, it is not stored.
            warnings: Vec::new(),
        })
    }

    fn claimed(&self, taken: &Taken) -> Refusal {
        if taken.claim != self.what.person_number {
            Refusal::ExternalIdInUse
        } else if taken.holder == self.asker.as_str() {
            Refusal::AlreadyRegistered(CitizenId::new(taken.stream))
        } else {
            Refusal::HeldElsewhere
        }
    }
}
