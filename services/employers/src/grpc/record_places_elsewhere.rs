//! `EmployerService.RecordPlacesElsewhere`.

use employers_domain::values::PlacesElsewhere;
use event_log::Order;
use kernel::RequestId;
use proto::employers::v1::{RecordPlacesElsewhereRequest, RecordPlacesElsewhereResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, MOST, status};
use crate::{application::RecordPlacesElsewhere, codec::words};

pub(super) async fn record_places_elsewhere(
    api: &Api,
    request: Request<RecordPlacesElsewhereRequest>,
) -> Result<Response<RecordPlacesElsewhereResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RecordPlacesElsewhereRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "employers.record_places_elsewhere", &body);
    let done = api.employers.record_places_elsewhere(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(
    message: &RecordPlacesElsewhereRequest,
) -> Result<(RequestId, RecordPlacesElsewhere), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let p_number = fields.p_number("p_number", &message.p_number);
    let expected = fields.expected_version(message.expected_version);
    let places = fields.number("places", message.places, 0..=MOST);
    let as_of = fields.date("as_of", message.as_of.as_ref());
    let source = fields.code("source", message.source).and_then(words::read_source);
    fields.finish(|| {
        let elsewhere = PlacesElsewhere { places: places?, as_of: as_of?, source: source? };
        let wanted = RecordPlacesElsewhere { p_number: p_number?, expected: expected?, elsewhere };
        Some((id?, wanted))
    })
}
