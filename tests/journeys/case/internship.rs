//! An internship, as a caseworker brings it to the authority.

use proto::{
    placements::v1 as pb,
    values_v1::{InternshipFocus, Sex, SignatureMethod, SignerRole},
};
use tonic::{Request, Response, Status};
use tonic_types::StatusExt;

use super::{
    Desk, commands,
    company::{CVR, P_NUMBER},
    newcomer, on, request_id,
};

/// Four weeks to a day.
pub const FIRST: &str = "2018-03-05";
pub const LAST: &str = "2018-04-01";

pub const PARTIES: [SignerRole; 3] =
    [SignerRole::Employer, SignerRole::EmployeeRepresentative, SignerRole::Citizen];

/// Four weeks at the first workplace.
pub fn terms(citizen_id: &str) -> pb::Terms {
    pb::Terms {
        citizen_id: citizen_id.to_owned(),
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        focus: InternshipFocus::Language.into(),
        first_day: Some(on(FIRST)),
        last_day: Some(on(LAST)),
        weekly_hours: 30,
        purpose: "Dansk på arbejdspladsen".to_owned(),
        tasks: "Lagerarbejde".to_owned(),
        job_goal: "Lagermedarbejder".to_owned(),
        length_grounds: Vec::new(),
        length_ground_text: String::new(),
    }
}

pub fn draft(terms: pb::Terms) -> pb::DraftPlacementRequest {
    pb::DraftPlacementRequest { request_id: request_id(), terms: Some(terms) }
}

/// A week before it begins.
pub fn sign(placement_id: &str, role: SignerRole) -> pb::SignPlacementRequest {
    pb::SignPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        role: role.into(),
        signed_on: Some(on("2018-02-26")),
        method: SignatureMethod::Paper.into(),
        objected: false,
    }
}

pub fn revise(placement_id: &str, terms: pb::Terms) -> pb::RevisePlacementRequest {
    pb::RevisePlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        terms: Some(terms),
    }
}

pub fn submit(placement_id: &str) -> pb::SubmitPlacementRequest {
    pb::SubmitPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
    }
}

/// What stands there at that version.
pub fn submit_again(placement_id: &str, version: i64) -> pb::SubmitPlacementRequest {
    pb::SubmitPlacementRequest { expected_version: Some(version), ..submit(placement_id) }
}

pub fn grant(placement_id: &str) -> pb::GrantPlacementRequest {
    pb::GrantPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
    }
}

pub fn reject(placement_id: &str, reason: &str) -> pb::RejectPlacementRequest {
    pb::RejectPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        reason: reason.to_owned(),
    }
}

pub fn start(placement_id: &str) -> pb::StartPlacementRequest {
    pb::StartPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
    }
}

pub fn complete(placement_id: &str) -> pb::CompletePlacementRequest {
    pb::CompletePlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
    }
}

pub fn interrupt(placement_id: &str, last_day: &str) -> pb::InterruptPlacementRequest {
    pb::InterruptPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        last_day: Some(on(last_day)),
        reason: pb::EndReason::Job.into(),
        text: String::new(),
    }
}

pub fn cancel(placement_id: &str) -> pb::CancelPlacementRequest {
    pb::CancelPlacementRequest {
        request_id: request_id(),
        placement_id: placement_id.to_owned(),
        expected_version: None,
        reason: pb::EndReason::CitizenWithdrew.into(),
        text: String::new(),
    }
}

/// `ErrorInfo.reason`.
pub fn reason(status: &Status) -> String {
    let details = status.get_error_details();
    details.error_info().map_or_else(String::new, |it| it.reason.clone())
}

impl Desk {
    /// In the programme from 2015.
    pub async fn in_programme(&self, number: u16) -> String {
        let registered = self.send(newcomer(number, Sex::Female), |mut it, message| async move {
            it.citizens.register_citizen(message).await
        });
        let id = registered.await.unwrap().citizen_id;
        let message = commands::take_over(&id, "2015-01-01");
        self.send(message, |mut it, message| async move {
            it.citizens.take_over_responsibility(message).await
        })
        .await
        .unwrap();
        let message = commands::start_programme(&id, "2015-01-01");
        self.send(
            message,
            |mut it, message| async move { it.citizens.start_programme(message).await },
        )
        .await
        .unwrap();
        id
    }

    /// The programme has ended: an internship is by the employment act.
    pub async fn out_of_programme(&self, number: u16) -> String {
        let id = self.in_programme(number).await;
        let message = commands::end_programme(&id, "2017-12-31");
        self.send(
            message,
            |mut it, message| async move { it.citizens.end_programme(message).await },
        )
        .await
        .unwrap();
        id
    }

    /// Drafted, and signed by all.
    pub async fn signed(&self, terms: pb::Terms) -> String {
        let drafted = self.send(draft(terms), |mut it, message| async move {
            it.placements.draft_placement(message).await
        });
        let id = drafted.await.unwrap().placement_id;
        self.all_sign(&id).await;
        id
    }

    pub async fn all_sign(&self, placement_id: &str) {
        for role in PARTIES {
            self.send(sign(placement_id, role), |mut it, message| async move {
                it.placements.sign_placement(message).await
            })
            .await
            .unwrap();
        }
    }

    /// Answers the question that citizens is asked.
    pub async fn submit(&self, placement_id: &str) -> String {
        let submitted = self.send(submit(placement_id), |mut it, message| async move {
            it.placements.submit_placement(message).await
        });
        submitted.await.unwrap().question_id
    }

    /// Drafted, signed, submitted.
    pub async fn submitted(&self, terms: pb::Terms) -> String {
        let id = self.signed(terms).await;
        self.submit(&id).await;
        id
    }

    pub async fn grant(&self, placement_id: &str) -> Result<pb::GrantPlacementResponse, Status> {
        self.send(grant(placement_id), |mut it, message| async move {
            it.placements.grant_placement(message).await
        })
        .await
    }

    pub async fn start(&self, placement_id: &str) {
        self.send(start(placement_id), |mut it, message| async move {
            it.placements.start_placement(message).await
        })
        .await
        .unwrap();
    }

    pub async fn cancel(&self, placement_id: &str) {
        self.send(cancel(placement_id), |mut it, message| async move {
            it.placements.cancel_placement(message).await
        })
        .await
        .unwrap();
    }

    /// With its texts, as of everything seen.
    pub async fn placement(&self, placement_id: &str) -> pb::GetPlacementResponse {
        let message = pb::GetPlacementRequest { placement_id: placement_id.to_owned() };
        let request: Request<_> = with_purpose(self.asks_now(message));
        self.placements.clone().get_placement(request).await.map(Response::into_inner).unwrap()
    }

    /// Up to 200 of the caller's municipality, as of everything seen.
    pub async fn placements(&self) -> Vec<pb::PlacementSummary> {
        let message =
            pb::ListPlacementsRequest { page_size: 200, ..pb::ListPlacementsRequest::default() };
        let listed = self.placements.clone().list_placements(self.asks_now(message)).await;
        listed.unwrap().into_inner().placements
    }
}

/// Why personal data is opened.
pub fn with_purpose<T>(mut request: Request<T>) -> Request<T> {
    request.metadata_mut().insert("jobbro-purpose", "placement".parse().unwrap());
    request
}
