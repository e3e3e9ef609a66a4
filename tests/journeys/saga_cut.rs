//! Internships and IGUs are submitted while the services that must answer are killed at every step of every reaction.
//! Whatever was submitted is answered in the end, once.

use crate::{
    case::{Desk, company::P_NUMBER, internship::terms},
    saga::{Cases, settled},
    system::System,
};

/// Where a step may be cut, in the order it passes them: before the command, after it, before the checkpoint is
/// committed, after that.
const PLACES: [&str; 5] =
    ["before_slice", "after_command", "after_rows", "after_checkpoint", "after_commit"];

#[tokio::test(flavor = "multi_thread")]
async fn a_saga_cut_at_every_step_of_every_reaction_comes_to_its_end() {
    let mut system = System::start().await;
    let mut desk = Desk::of(&system, system.caseworker("350")).await;
    // Five places.
    desk.workplace(P_NUMBER, 25, 0).await;
    let mut cases = Cases::default();
    let mut number = 0..;
    for place in PLACES {
        let mut signed = Vec::new();
        for programme in [false, true, false] {
            let number = number.next().unwrap();
            let citizen = if programme {
                desk.in_programme(number).await
            } else {
                desk.out_of_programme(number).await
            };
            signed.push(desk.signed(terms(&citizen)).await);
        }
        let citizen = desk.in_programme(number.next().unwrap()).await;
        // What was said so far lies behind every reaction: the next thing each of them meets is a question.
        desk.answered().await;

        system.citizens.restart_with(&format!("{place} kill 1 legal_questions")).await;
        system.employers.restart_with(&format!("{place} kill 1 place_asks")).await;
        // Nothing is asked yet, so they live.
        system.citizens.serving();
        system.employers.serving();
        desk = desk.moved(&system).await;
        for placement in &signed {
            desk.submit(placement).await;
        }
        cases.igus.push(desk.plan_igu(&citizen).await);
        cases.placements.extend(signed);

        system.placements.restart_with(&format!("{place} kill 1 legal_answers")).await;
        system.citizens.restart_after_fault(None).await;
        let next = format!("{place} kill 1 place_answers");
        system.placements.restart_after_fault(Some(&next)).await;
        system.employers.restart_after_fault(None).await;
        system.placements.restart_after_fault(None).await;
        for service in [&mut system.citizens, &mut system.employers, &mut system.placements] {
            service.serving();
        }
        desk = desk.moved(&system).await;
    }
    settled(&system, &desk, &cases).await;
}
