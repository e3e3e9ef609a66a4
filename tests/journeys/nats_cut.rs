//! NATS is lost at every step of a saga: a service is stopped when what it does is decided and not stored, and when it
//! is stored and nobody was told; NATS is killed there and its folder deleted. Whatever was submitted is answered in
//! the end, once.

use servers::Nats;

use crate::{
    case::{Desk, company::P_NUMBER, internship::terms},
    recorded::Questions,
    saga::{Cases, settled},
    system::{Ground, Service, System},
};

/// The commands that begin a saga, and those that a submission causes, each the next.
const STEPS: [&str; 6] = [
    "placements.plan_igu",
    "placements.submit_placement",
    "citizens.legal_questions",
    "placements.legal_answers",
    "employers.place_asks",
    "placements.place_answers",
];

/// Before the append of a command, and after it.
const PLACES: [&str; 2] = ["before_append", "after_append"];

fn service<'a>(system: &'a mut System, command: &str) -> &'a mut Service {
    match command.split('.').next() {
        Some("citizens") => &mut system.citizens,
        Some("employers") => &mut system.employers,
        _ => &mut system.placements,
    }
}

/// Everything at work.
struct Scene {
    nats: Nats,
    system: System,
    desk: Desk,
}

impl Scene {
    /// Does something that has a service stop at that place of a command. There NATS goes, with all it held, and it
    /// comes back when the service has gone on.
    async fn lost_at<A, F>(
        &mut self,
        (place, command): (&str, &str),
        act: impl FnOnce(Desk) -> F,
    ) -> A
    where
        A: Send + 'static,
        F: Future<Output = A> + Send + 'static,
    {
        // Nothing is on its way: the next that passes there is what is meant.
        self.desk.answered().await;
        let stops = service(&mut self.system, command);
        stops.restart_with(&format!("{place} stop 1 {command}")).await;
        stops.serving();
        self.desk = self.desk.moved(&self.system).await;
        let acting = tokio::spawn(act(self.desk.clone()));
        let stops = service(&mut self.system, command);
        stops.stopped().await;
        self.nats.kill().unwrap();
        self.nats.wipe().unwrap();
        stops.wake();
        // Whoever asked is answered without NATS.
        let done = acting.await.unwrap();
        self.nats.restart().unwrap();
        self.desk.answered().await;
        done
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saga_that_loses_nats_at_every_step_comes_to_its_end() {
    let nats = Nats::start(testkit::tools()).unwrap();
    let system = System::on(Ground { nats: Some(nats.url()), ..Ground::default() }).await;
    let desk = Desk::of(&system, system.caseworker("350")).await;
    // Nine places for ten: one of those that NATS is lost for last is refused.
    desk.workplace(P_NUMBER, 45, 0).await;
    let mut scene = Scene { nats, system, desk };
    let mut cases = Cases::default();
    let mut number = 0..;
    for place in PLACES {
        for command in STEPS {
            let number = number.next().unwrap();
            if command == "placements.plan_igu" {
                let citizen = scene.desk.in_programme(number).await;
                let act = |desk: Desk| async move { desk.plan_igu(&citizen).await };
                cases.igus.push(scene.lost_at((place, command), act).await);
            } else {
                let citizen = scene.desk.out_of_programme(number).await;
                let id = scene.desk.signed(terms(&citizen)).await;
                let sent = id.clone();
                let act = |desk: Desk| async move { desk.submit(&sent).await };
                scene.lost_at((place, command), act).await;
                cases.placements.push(id);
            }
        }
    }
    settled(&scene.system, &scene.desk, &cases).await;

    // Now there is room, and a place that is given back is released when NATS is lost on its way.
    for place in PLACES {
        let citizen = scene.desk.out_of_programme(number.next().unwrap()).await;
        let id = scene.desk.submitted(terms(&citizen)).await;
        scene.desk.answered().await;
        let act = |desk: Desk| async move { desk.cancel(&id).await };
        scene.lost_at((place, "employers.place_asks"), act).await;
    }
    let questions = Questions::of(&scene.system).await;
    questions.each_is_answered_once();
    questions.all_is_given_back();
}
