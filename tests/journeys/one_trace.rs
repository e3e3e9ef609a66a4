//! One trace tells the whole way: the call, the append, the publishing, the folding in the other service.

use proto::{reporting::v1::Indicator, values_v1::Sex};

use crate::{
    case::{Desk, SPAN, company::P_NUMBER, internship::terms, newcomer, token},
    collector::{Collector, Sent},
    system::{Ground, System},
};

const TRACE: [u8; 16] = [
    0x5e, 0xed, 0x0f, 0xca, 0x11, 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa,
];

/// The span lies in the trace, or is linked to a span in it, as work on several commands at once is.
fn in_trace(sent: &Sent) -> bool {
    sent.span.trace_id == TRACE || sent.span.links.iter().any(|it| it.trace_id == TRACE)
}

fn some(spans: &[Sent], service: &str, word: &str) -> bool {
    let named = |it: &&Sent| it.service == service && it.span.name.contains(word);
    spans.iter().filter(named).any(in_trace)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_holds_call_append_publishing_and_the_folding_in_reporting() {
    let collector = Collector::start().await;
    let ground = Ground { otlp_endpoint: Some(collector.endpoint()), ..Ground::default() };
    let system = System::on(ground).await;
    let caller = system.caseworker("849").in_trace(&TRACE);
    let mut desk = Desk::of(&system, caller).await;

    let request = desk.caller.asks(newcomer(1, Sex::Male));
    let registered = desk.citizens.register_citizen(request).await.unwrap();
    desk.figures(Indicator::RecipientsBySex, "2017-01-01", &token(&registered)).await;

    let wanted = [
        ("citizens", "RegisterCitizen"),
        ("citizens", "append"),
        ("citizens", "publish"),
        ("reporting", "project"),
    ];
    let complete = |spans: &[Sent]| wanted.iter().all(|(service, word)| some(spans, service, word));
    let spans = collector.until("call, append, publishing, folding", complete).await;

    // The call is the child of the client's span, and all that happened in citizens by itself hangs below the call.
    let call = spans.iter().find(|it| it.span.name.contains("RegisterCitizen")).unwrap();
    assert_eq!(call.span.trace_id, TRACE);
    assert_eq!(hex::encode(&call.span.parent_span_id), SPAN);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_holds_a_submission_with_what_it_causes_in_four_services() {
    let collector = Collector::start().await;
    let ground = Ground { otlp_endpoint: Some(collector.endpoint()), ..Ground::default() };
    let system = System::on(ground).await;
    let desk = Desk::of(&system, system.caseworker("849")).await;
    desk.workplace(P_NUMBER, 12, 0).await;
    let placement = desk.signed(terms(&desk.in_programme(1).await)).await;

    let mut traced = desk.with(system.caseworker("849").in_trace(&TRACE));
    traced.submit(&placement).await;
    traced.answered().await;
    traced.figures(Indicator::CompanyMeasureShare, "2018-03-31", &traced.seen.all()).await;

    let wanted = [
        ("placements", "SubmitPlacement"),
        ("citizens", "answer_legal_question"),
        ("placements", "receive_legal_facts"),
        ("employers", "answer_ask"),
        ("placements", "receive_place_answer"),
        ("reporting", "project"),
    ];
    let complete = |spans: &[Sent]| wanted.iter().all(|(service, word)| some(spans, service, word));
    collector.until("the saga's commands", complete).await;
}
