//! An IGU, as a caseworker brings it about.

use proto::placements::v1 as pb;
use tonic::Status;

use super::{
    Desk,
    company::{CVR, P_NUMBER},
    on, request_id,
};

/// At the first workplace, in a time when the law has room for it.
pub fn plan(citizen_id: &str) -> pb::PlanIguRequest {
    pb::PlanIguRequest {
        request_id: request_id(),
        citizen_id: citizen_id.to_owned(),
        cvr: CVR.to_owned(),
        p_number: P_NUMBER.to_owned(),
        first_day: Some(on("2017-03-01")),
    }
}

pub fn conclude(igu_id: &str) -> pb::ConcludeIguRequest {
    pb::ConcludeIguRequest {
        request_id: request_id(),
        igu_id: igu_id.to_owned(),
        expected_version: None,
        concluded_on: Some(on("2017-02-20")),
    }
}

impl Desk {
    pub async fn plan_igu(&self, citizen_id: &str) -> String {
        let planned = self.send(plan(citizen_id), |mut it, message| async move {
            it.igus.plan_igu(message).await
        });
        planned.await.unwrap().igu_id
    }

    pub async fn conclude_igu(&self, igu_id: &str) -> Result<pb::ConcludeIguResponse, Status> {
        self.send(
            conclude(igu_id),
            |mut it, message| async move { it.igus.conclude_igu(message).await },
        )
        .await
    }
}
