//! `EmployerService.RecordHeadcount`.

use employers_domain::values::Headcount;
use event_log::Order;
use kernel::RequestId;
use proto::employers::v1::{RecordHeadcountRequest, RecordHeadcountResponse};
use service_kit::grpc::{Fields, answer};
use tonic::{Request, Response, Status};

use super::{Api, MOST, status};
use crate::{application::RecordHeadcount, codec::words};

pub(super) async fn record_headcount(
    api: &Api,
    request: Request<RecordHeadcountRequest>,
) -> Result<Response<RecordHeadcountResponse>, Status> {
    let caller = auth::caller(&request)?;
    let message = request.into_inner();
    let (id, wanted) = read(&message)?;
    let body = RecordHeadcountRequest { request_id: String::new(), ..message };
    let order = Order::called(caller, id, "employers.record_headcount", &body);
    let done = api.employers.record_headcount(&order, wanted).await.map_err(status::of)?;
    Ok(answer(crate::NAME, done))
}

fn read(message: &RecordHeadcountRequest) -> Result<(RequestId, RecordHeadcount), Status> {
    let mut fields = Fields::default();
    let id = fields.id("request_id", &message.request_id);
    let p_number = fields.p_number("p_number", &message.p_number);
    let expected = fields.expected_version(message.expected_version);
    let employees = fields.number("ordinary_employees", message.ordinary_employees, 0..=MOST);
    let level = fields.code("level", message.level).and_then(words::read_level);
    let method = fields.code("method", message.method).and_then(words::read_method);
    let as_of = fields.date("as_of", message.as_of.as_ref());
    let source = fields.code("source", message.source).and_then(words::read_source);
    fields.finish(|| {
        let headcount = Headcount {
            ordinary_employees: employees?,
            level: level?,
            method: method?,
            as_of: as_of?,
            source: source?,
        };
        let wanted = RecordHeadcount { p_number: p_number?, expected: expected?, headcount };
        Some((id?, wanted))
    })
}
