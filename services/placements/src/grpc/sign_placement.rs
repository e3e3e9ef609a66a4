//! `PlacementService.SignPlacement`.

use event_log::Order;
use kernel::RequestId;
use placements_domain::{placement::Signature, values::SignerRole};
use proto::placements::v1::{SignPlacementRequest, SignPlacementResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, status};
use crate::{application::SignPlacement, codec::words};

pub(super) async fn sign_placement(
    api: &Api,
    request: Request<SignPlacementRequest>,
) -> Result<Response<SignPlacementResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = SignPlacementRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "placements.sign_placement", &body);
    let done = api.placements.sign_placement(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &SignPlacementRequest) -> Result<(RequestId, SignPlacement), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let placement = fields.id("placement_id", &message.placement_id);
    let expected = fields.expected_version(message.expected_version);
    let signature = signature(&mut fields, message);
    fields.finish(|| {
        let (placement, expected) = (placement?, expected?);
        let wanted = SignPlacement { placement, expected, signature: signature? };
        Some((id?, wanted))
    })
}

fn signature(fields: &mut Fields, message: &SignPlacementRequest) -> Option<Signature> {
    let role = fields.code("role", message.role).and_then(words::read_signer_role);
    let signed_on = fields.date("signed_on", message.signed_on.as_ref());
    let method = fields.code("method", message.method).and_then(words::read_signature_method);
    let objected = message.objected;
    if objected && role.is_some_and(|it| it != SignerRole::EmployeeRepresentative) {
        fields.wrong(
            "objected",
            "only the representative can object",
            "kan kun angives for medarbejderrepræsentanten",
        );
    }
    Some(Signature { role: role?, signed_on: signed_on?, method: method?, objected })
}
