//! Another municipality finds nothing of a case: no RPC that names it, no list, no row of a read model.

use event_log::DbRole;
use kernel::Role;
use projections::row_security_problems;
use prost::Message;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MethodDescriptor, Value};
use proto::{
    citizens::v1::ListCitizensRequest,
    placements::v1 as pb,
    reporting::v1::Indicator,
    values_v1::{IguChannel, ReadinessCategory, Sex},
};
use tonic::{Code, Response, Status, client::Grpc, transport::Channel};
use tonic_prost::ProstCodec;

use crate::{
    case::{
        Caller, Desk, commands,
        company::P_NUMBER,
        internship::{self, FIRST, terms, with_purpose},
        newcomer, on, request_id,
    },
    system::System,
};

/// Every method of placements whose request names a placement or an IGU.
fn methods() -> Vec<MethodDescriptor> {
    let pool = proto::descriptor_pool();
    let services = pool.services().filter(|it| it.package_name() == "jobbro.placements.v1");
    let methods = services.flat_map(|it| it.methods().collect::<Vec<_>>());
    methods.filter(|it| it.input().fields().any(|it| names_a_case(&it))).collect()
}

fn names_a_case(field: &FieldDescriptor) -> bool {
    ["placement_id", "igu_id"].contains(&field.name())
}

/// A case of each kind.
struct Case {
    placement_id: String,
    igu_id: String,
    terms: pb::Terms,
}

impl Case {
    /// A request that nothing is wrong with but whose case it names.
    fn request(&self, method: &MethodDescriptor) -> DynamicMessage {
        let mut message = DynamicMessage::new(method.input());
        for field in method.input().fields() {
            if let Some(value) = self.value(&field) {
                message.set_field(&field, value);
            }
        }
        message
    }

    fn value(&self, field: &FieldDescriptor) -> Option<Value> {
        Some(match field.name() {
            "request_id" => Value::String(request_id()),
            "placement_id" => Value::String(self.placement_id.clone()),
            "igu_id" => Value::String(self.igu_id.clone()),
            "terms" => dynamic(field, &self.terms),
            // Why it is rejected; elsewhere a reason is a code.
            "reason" if field.kind() == Kind::String => Value::String("Kanarie".to_owned()),
            "expected_version" | "text" | "objected" | "page_size" | "page_token" => return None,
            name => match field.kind() {
                Kind::Enum(_) => Value::EnumNumber(1),
                Kind::Message(it) if it.name() == "CivilDate" => dynamic(field, &on("2017-03-10")),
                other => panic!("what to give as {name} ({other:?})?"),
            },
        })
    }
}

/// As a field of that type.
fn dynamic(field: &FieldDescriptor, message: &impl Message) -> Value {
    let Kind::Message(of) = field.kind() else { panic!("{} is no message", field.name()) };
    let bytes = message.encode_to_vec();
    Value::Message(DynamicMessage::decode(of, bytes.as_slice()).unwrap())
}

async fn call(
    channel: &Channel,
    method: &MethodDescriptor,
    caller: &Caller,
    message: DynamicMessage,
) -> Result<Response<()>, Status> {
    let mut client = Grpc::new(channel.clone());
    client.ready().await.unwrap();
    let path = format!("/{}/{}", method.parent_service().full_name(), method.name());
    let codec: ProstCodec<DynamicMessage, ()> = ProstCodec::default();
    let request = with_purpose(caller.asks(message));
    client.unary(request, path.parse().unwrap(), codec).await
}

/// In every read model of every service there is something of Jammerbugt's; the case is one of each kind.
async fn case(system: &System, desk: &mut Desk) -> Case {
    desk.workplace(P_NUMBER, 12, 0).await;
    let (citizen, _) = desk.recipient(newcomer(1, Sex::Female), "2016-01-01").await.unwrap();
    let citizen = citizen.to_string();
    let message = commands::assess(&citizen, ReadinessCategory::JobReady, "2016-02-01");
    desk.noted(desk.citizens.clone().assess_readiness(desk.caller.asks(message)).await.unwrap());
    let terms = terms(&citizen);
    let placement_id = desk.submitted(terms.clone()).await;
    let igu_id = desk.plan_igu(&citizen).await;
    desk.answered().await;
    desk.conclude_igu(&igu_id).await.unwrap();
    let message = pb::RegisterIguRequest {
        request_id: request_id(),
        igu_id: igu_id.clone(),
        expected_version: None,
        channel: IguChannel::Vitas.into(),
        registered_on: Some(on("2017-03-01")),
    };
    desk.noted(desk.igus.clone().register_igu(desk.caller.asks(message)).await.unwrap());
    let deciding = desk.with(system.caller("849", &[Role::Decider]));
    let started = desk.submitted(terms.clone()).await;
    desk.answered().await;
    deciding.grant(&started).await.unwrap();
    let message = desk.caller.asks(internship::start(&started));
    desk.noted(desk.placements.clone().start_placement(message).await.unwrap());
    Case { placement_id, igu_id, terms }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_municipality_finds_no_case_by_any_rpc_and_no_row() {
    let system = System::start().await;
    let mut desk = Desk::of(&system, system.caseworker("849")).await;
    let case = case(&system, &mut desk).await;
    let [_, _, channel, _] = system.channels().await;

    let roles = [Role::Caseworker, Role::Decider, Role::Migrator];
    let (stranger, own) = (system.caller("217", &roles), system.caller("849", &roles));
    let elsewhere = desk.with(stranger.clone());
    assert_eq!(desk.placements().await.len(), 2);
    assert!(elsewhere.placements().await.is_empty());
    let igus = |desk: &Desk| {
        let (mut client, request) =
            (desk.igus.clone(), desk.asks_now(pb::ListIgusRequest::default()));
        async move { client.list_igus(request).await.unwrap().into_inner().igus.len() }
    };
    assert_eq!((igus(&desk).await, igus(&elsewhere).await), (1, 0));

    let methods = methods();
    assert!(methods.len() >= 17, "{}", methods.len());
    for method in &methods {
        let name = method.full_name();
        let answer = call(&channel, method, &stranger, case.request(method)).await;
        if method.name() == "ListBonusInstalments" {
            // A list that names an IGU is empty, as one that names none.
            assert!(answer.is_ok(), "{name}: {answer:?}");
            continue;
        }
        assert_eq!(answer.unwrap_err().code(), Code::NotFound, "{name}");
    }
    let bonuses = |desk: &Desk| {
        let message = pb::ListBonusInstalmentsRequest {
            igu_id: case.igu_id.clone(),
            ..pb::ListBonusInstalmentsRequest::default()
        };
        let (mut client, request) = (desk.igus.clone(), desk.asks_now(message));
        async move { client.list_bonus_instalments(request).await.unwrap().into_inner().bonuses.len() }
    };
    // What nobody else may do, its own municipality may: the requests above are right but for that.
    for method in &methods {
        let name = method.full_name();
        let answer = call(&channel, method, &own, case.request(method)).await;
        if let Some(token) = answer.as_ref().ok().and_then(|it| it.metadata().get("jobbro-token")) {
            desk.seen.learn(token.to_str().unwrap());
        }
        let code = answer.map_or_else(|it| it.code(), |_| Code::Ok);
        let expected = [Code::Ok, Code::FailedPrecondition, Code::PermissionDenied];
        assert!(expected.contains(&code), "{name}: {code}");
    }
    assert_eq!(bonuses(&elsewhere).await, 0);

    all_is_read(&mut desk).await;
    no_row_is_shown_to_another(&system).await;
}

/// Every read model has come to its end: none of them moves while its rows are counted.
async fn all_is_read(desk: &mut Desk) {
    desk.answered().await;
    let request = desk.asks_now(ListCitizensRequest::default());
    desk.citizens.list_citizens(request).await.unwrap();
    desk.places(P_NUMBER, FIRST).await;
    desk.placements().await;
    let request = desk.asks_now(pb::ListIgusRequest::default());
    desk.igus.list_igus(request).await.unwrap();
    let now = desk.seen.all();
    desk.figures(Indicator::Igus, "2018-03-31", &now).await;
}

async fn no_row_is_shown_to_another(system: &System) {
    for service in system.all() {
        let (all, read) = (service.database.superuser(), service.database.pool(DbRole::Read));
        let problems = row_security_problems(&all, &read).await.unwrap();
        assert_eq!(problems, Vec::<String>::new(), "{}", service.name);
    }
}
