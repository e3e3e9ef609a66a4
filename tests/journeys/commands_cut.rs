//! Every command that begins a saga or gives a place back is cut: placements is killed when the command is decided and
//! not stored, and when it is stored and nobody was told. Sent again with the same request id, it has happened once.

use kernel::Role;
use proto::placements::v1 as pb;
use tonic::{Request, Response, Status};

use crate::{
    case::{
        Caller, Desk,
        company::P_NUMBER,
        igu,
        internship::{self, FIRST, LAST, terms},
        on, unanswered,
    },
    recorded::{self, Questions},
    system::System,
};

/// Before the append of a command, and after it.
const PLACES: [&str; 2] = ["before_append", "after_append"];

/// All that work at the running system.
struct Scene {
    system: System,
    desk: Desk,
    decider: Caller,
    /// Citizens so far.
    people: u16,
}

impl Scene {
    fn deciding(&self) -> Desk {
        self.desk.with(self.decider.clone())
    }

    /// Sends a command to placements, which dies at that place of it; and again, when placements is back. What is stored
    /// in between is nothing or all.
    async fn cut<M: Clone, A, F>(
        &mut self,
        (place, command): (&str, &str),
        caller: &Caller,
        message: M,
        call: impl Fn(Desk, Request<M>) -> F,
    ) -> A
    where
        F: Future<Output = Result<Response<A>, Status>>,
    {
        // Nothing is on its way: what is stored from here on is this command.
        self.desk.answered().await;
        let placements = &mut self.system.placements;
        placements.restart_with(&format!("{place} kill 1 placements.{command}")).await;
        placements.serving();
        let before = recorded::of_placements(&self.system).await.len();
        let desk = self.desk.moved(&self.system).await.with(caller.clone());
        let lost = call(desk.clone(), desk.caller.asks(message.clone())).await;
        assert!(lost.is_err_and(|it| unanswered(&it)), "{command} was answered");
        self.system.placements.killed().await;
        let stored = recorded::of_placements(&self.system).await.len();
        assert_eq!(stored > before, place == "after_append", "{place} {command}");
        self.system.placements.start_again(None).await;
        self.system.placements.serving();
        self.desk = self.desk.moved(&self.system).await;
        let desk = self.desk.with(caller.clone());
        let answer = desk.send(message, call).await.unwrap();
        if place == "after_append" {
            self.only_answers_since(stored, command).await;
        }
        answer
    }

    /// After so many events nothing is recorded but what placements was answered, and what that led to.
    async fn only_answers_since(&self, stored: usize, command: &str) {
        use proto::events::placements::Event as E;
        for event in recorded::of_placements(&self.system).await.iter().skip(stored) {
            let answered = matches!(
                event,
                E::LegalFactsReceived(_)
                    | E::PlaceAsked(_)
                    | E::QuestionOpened(_)
                    | E::PlaceAnswerReceived(_)
            );
            assert!(answered, "{command} went on to {event:?}");
        }
    }

    /// An internship that its parties have signed, of a citizen of its own.
    async fn signed(&mut self) -> (String, pb::Terms) {
        self.people += 1;
        let terms = terms(&self.desk.out_of_programme(self.people).await);
        (self.desk.signed(terms.clone()).await, terms)
    }

    /// Sent, and answered.
    async fn submitted(&mut self) -> (String, pb::Terms) {
        let (id, terms) = self.signed().await;
        self.desk.submit(&id).await;
        self.desk.answered().await;
        (id, terms)
    }

    async fn running(&mut self) -> String {
        let (id, _) = self.submitted().await;
        self.deciding().grant(&id).await.unwrap();
        self.desk.start(&id).await;
        id
    }

    /// An internship and an IGU begin their sagas; the first is granted and never begins. Answers the IGU.
    async fn begun(&mut self, place: &str) -> String {
        let caller = self.desk.caller.clone();
        let (submitted, _) = self.signed().await;
        let message = internship::submit(&submitted);
        self.cut((place, "submit_placement"), &caller, message, |mut it, message| async move {
            it.placements.submit_placement(message).await
        })
        .await;
        self.people += 1;
        let message = igu::plan(&self.desk.in_programme(self.people).await);
        let planned = self
            .cut((place, "plan_igu"), &caller, message, |mut it, message| async move {
                it.igus.plan_igu(message).await
            })
            .await;

        self.desk.answered().await;
        self.deciding().grant(&submitted).await.unwrap();
        let message = internship::cancel(&submitted);
        self.cut((place, "cancel_placement"), &caller, message, |mut it, message| async move {
            it.placements.cancel_placement(message).await
        })
        .await;
        planned.igu_id
    }

    /// One is submitted again, and cancelled.
    async fn asked_again(&mut self, place: &str) {
        let caller = self.desk.caller.clone();
        let (submitted, _) = self.submitted().await;
        let seen = self.desk.placement(&submitted).await.placement.unwrap().version;
        let message = internship::submit_again(&submitted, seen);
        self.cut((place, "submit_placement"), &caller, message, |mut it, message| async move {
            it.placements.submit_placement(message).await
        })
        .await;
        self.desk.answered().await;
        self.desk.cancel(&submitted).await;
    }

    /// One is changed, one is rejected.
    async fn not_granted(&mut self, place: &str) {
        let (caller, decider) = (self.desk.caller.clone(), self.decider.clone());
        let (revised, terms) = self.submitted().await;
        let later = pb::Terms { first_day: Some(on("2018-03-06")), ..terms };
        let message = internship::revise(&revised, later);
        self.cut((place, "revise_placement"), &caller, message, |mut it, message| async move {
            it.placements.revise_placement(message).await
        })
        .await;
        let (rejected, _) = self.submitted().await;
        let message = internship::reject(&rejected, "Opgaverne passer ikke til målet.");
        self.cut((place, "reject_placement"), &decider, message, |mut it, message| async move {
            it.placements.reject_placement(message).await
        })
        .await;
    }

    /// One ends after a week, one on its last day.
    async fn ended(&mut self, place: &str) {
        let caller = self.desk.caller.clone();
        let message = internship::interrupt(&self.running().await, "2018-03-12");
        self.cut((place, "interrupt_placement"), &caller, message, |mut it, message| async move {
            it.placements.interrupt_placement(message).await
        })
        .await;
        let message = internship::complete(&self.running().await);
        self.cut((place, "complete_placement"), &caller, message, |mut it, message| async move {
            it.placements.complete_placement(message).await
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_cut_before_or_after_its_append_has_happened_once() {
    let system = System::start().await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    let decider = system.caller("350", &[Role::Decider]);
    // Five places: those who leave make room for the others.
    desk.workplace(P_NUMBER, 25, 0).await;
    let mut scene = Scene { system, desk, decider, people: 0 };
    let mut igus = Vec::new();
    for place in PLACES {
        igus.push(scene.begun(place).await);
        scene.asked_again(place).await;
        scene.not_granted(place).await;
        scene.ended(place).await;
    }

    let Scene { system, desk, .. } = &scene;
    desk.answered().await;
    let questions = Questions::of(system).await;
    questions.each_is_answered_once();
    assert_eq!((questions.facts_asked.len(), questions.places_reserved.len()), (16, 14));
    questions.all_is_given_back();
    for id in &igus {
        desk.conclude_igu(id).await.unwrap();
    }
    // Two were interrupted after a week, two were completed; nobody else has used a place.
    for (day, held) in [(FIRST, 4), ("2018-03-13", 2), (LAST, 2), ("2018-04-02", 0)] {
        assert_eq!(desk.places(P_NUMBER, day).await.supported_here, held, "{day}");
    }
}
