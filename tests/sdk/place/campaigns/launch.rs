//! A campaign is launched once: its rows tell whether a lost request took effect.

use std::time::Duration;

use revox::models::{
    CallStatus, CampaignLaunched, LaunchFilters, LaunchMode, LaunchRows, LaunchRowsMode,
    LaunchSelection,
};
use revox::{Delivery, LaunchOnce, MemoryJournal, PlaceError, Placement, UndecidedReason};
use revox_sandbox::Quirks;

use super::{june, seconds, soon, undecided};
use crate::place::journaled::{FOREIGN_SETTLING, LEASE, Stop, journaled};
use crate::place::{SETTLING, World};

/// A world with a campaign that is not launched, and the id of the campaign.
async fn created() -> (World, MemoryJournal, String) {
    let (world, journal) = journaled().await;
    let id = soon(world.create()).await.unwrap().into_campaign().id;
    (world, journal, id)
}

fn all() -> LaunchSelection {
    let rows = LaunchRows::new(LaunchRowsMode::AllExcept, Vec::<String>::new());
    LaunchSelection::new(LaunchFilters::new(), rows)
}

impl World {
    fn launch(&self, id: &str) -> LaunchOnce {
        self.client.campaigns().launch_once(id)
    }

    /// The operations since the campaign was created.
    fn operations_of_launch(&self) -> Vec<String> {
        self.operations().into_iter().skip(1).collect()
    }
}

#[tokio::test]
async fn a_clean_launch_is_one_request() {
    let (world, _, id) = created().await;
    let Placement::New(CampaignLaunched { launched, .. }) = soon(world.launch(&id)).await.unwrap()
    else {
        panic!("it was launched before");
    };
    assert_eq!(launched, 2);
    assert_eq!(world.operations_of_launch(), ["campaigns_launch"]);
    let again = soon(world.launch(&id)).await.unwrap();
    let Placement::Found(campaign) = again else {
        panic!("it was launched twice");
    };
    assert_eq!(campaign.id, id);
    let expected = ["campaigns_launch", "campaigns_retrieve"];
    assert_eq!(world.operations_of_launch(), expected);
    world.assert_launched_once();
}

#[tokio::test]
async fn after_a_lost_response_the_rows_decide() {
    for (fault, is_found_at_once) in [
        ("drop-after", true),
        ("status=504 after", true),
        ("truncate", true),
        ("late=100", false),
    ] {
        let (world, _, id) = created().await;
        world.fault(&format!("campaigns_launch x1 {fault}"));
        let start = world.sandbox.now();
        let launched = soon(world.launch(&id)).await.unwrap();
        assert!(!launched.is_new(), "{fault}");
        assert_eq!((world.launches(), world.count("campaigns_launch")), (1, 1));
        assert_eq!(world.sandbox.now() == start, is_found_at_once, "{fault}");
        world.assert_launched_once();
        if fault == "truncate" {
            // The response says that it was launched, so nothing has to be looked up.
            assert_eq!(world.count("campaigns_retrieve"), 1);
        }
    }
}

#[tokio::test]
async fn a_lost_request_is_sent_again_after_the_settling_time() {
    let (world, _, id) = created().await;
    world.fault("campaigns_launch x1 status=504");
    let start = world.sandbox.now();
    assert!(soon(world.launch(&id)).await.unwrap().is_new());
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert_eq!((waited, world.launches()), (SETTLING, 1));
}

/// For longer than the settling time, the rows do not show that they were launched.
#[tokio::test]
async fn an_old_state_is_no_proof_before_the_launch_has_settled() {
    for (hidden_for, launches) in [(30, 1), (149, 1), (200, 2)] {
        let (world, _, id) = created().await;
        world.sandbox.advance(seconds(3_600));
        let quirks = Quirks::new().visible_after(seconds(hidden_for));
        world.sandbox.set_quirks(quirks);
        world.fault("campaigns_launch x1 drop-after");
        soon(world.launch(&id)).await.unwrap();
        assert_eq!(world.launches(), launches, "hidden for {hidden_for} s");
        // The second one selects what the first has left.
        world.assert_launched_once();
    }
}

/// Somebody has launched it by other means.
#[tokio::test]
async fn a_campaign_that_runs_already_does_not_ring_again() {
    for fault in ["ok", "status=504", "drop-after"] {
        let (world, _, id) = created().await;
        let theirs = world.client.campaigns();
        let theirs = theirs.launch(&id, LaunchMode::AiFirst, all());
        soon(theirs).await.unwrap();
        // All calls are over.
        world.sandbox.advance(seconds(30 * 86_400));
        world.fault(&format!("campaigns_launch x1 {fault}"));
        match soon(world.launch(&id)).await.unwrap() {
            Placement::New(ours) => assert_eq!((ours.launched, fault), (0, "ok")),
            Placement::Found(_) => assert_ne!(fault, "ok"),
        }
        world.assert_launched_once();
    }
}

#[tokio::test]
async fn each_campaign_has_a_launch_of_its_own() {
    let (world, _, id) = created().await;
    let july = world.client.campaigns().create_once("july", june());
    let other = soon(july).await.unwrap().into_campaign().id;
    for id in [id, other] {
        assert!(soon(world.launch(&id)).await.unwrap().is_new());
    }
    world.assert_launched_once();
}

#[tokio::test]
async fn another_launch_of_the_campaign_is_a_conflict() {
    let (world, _, id) = created().await;
    soon(world.launch(&id)).await.unwrap();
    for other in [
        world.launch(&id).scheduled_at("2036-06-15T08:00:00Z"),
        world.launch(&id).mode(LaunchMode::SpeedDial),
    ] {
        let error = soon(other).await.unwrap_err();
        assert!(error.is_conflict(), "{error:?}");
    }
    // What it selects by default may be said in words.
    let filters = LaunchFilters::new().statuses([CallStatus::NotLaunched]);
    let same = LaunchSelection::new(filters, all().rows);
    assert!(
        !soon(world.launch(&id).selection(same))
            .await
            .unwrap()
            .is_new()
    );
    assert_eq!(world.launches(), 1);
}

#[tokio::test]
async fn only_what_was_never_launched_may_be_selected() {
    let (world, _, id) = created().await;
    let filters = LaunchFilters::new().statuses([CallStatus::NotLaunched, CallStatus::Errored]);
    let selection = LaunchSelection::new(filters, all().rows);
    for wrong in [
        world.launch(&id).selection(selection),
        world.launch(&id).scheduled_at("tomorrow"),
        world.launch(""),
    ] {
        let error = soon(wrong).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
    }
    assert_eq!(world.operations_of_launch().len(), 0);
}

#[tokio::test]
async fn a_refused_launch_leaves_the_key_free() {
    let (world, _, id) = created().await;
    world.fault("campaigns_launch x1 status=422");
    let error = soon(world.launch(&id)).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert!(matches!(error, PlaceError::Request(_)));
    let later = world.launch(&id).scheduled_at("2036-06-15T08:00:00Z");
    assert!(soon(later).await.unwrap().is_new());
}

#[tokio::test]
async fn a_campaign_that_cannot_be_read_is_not_launched_again() {
    let (world, _, id) = created().await;
    world.fault("campaigns_launch x1 drop-after");
    world.fault("campaigns_retrieve status=500");
    let (reason, _) = undecided(soon(world.launch(&id)).await);
    assert_eq!(reason, UndecidedReason::LookupFailed);
    world.sandbox.heal();
    assert!(!soon(world.launch(&id)).await.unwrap().is_new());
    assert_eq!(world.launches(), 1);
}

#[tokio::test]
async fn a_process_that_ended_in_its_launch_is_taken_over() {
    for is_sent in [true, false] {
        let (world, journal, id) = created().await;
        let stop = Stop::new(&world, &journal, "campaigns_launch", is_sent);
        stop.crash(stop.client.campaigns().launch_once(&id)).await;
        let start = world.sandbox.now();
        let launched = soon(world.launch(&id)).await.unwrap();
        assert_eq!(launched.is_new(), !is_sent);
        assert_eq!(world.launches(), 1);
        world.assert_launched_once();
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
        let expected = if is_sent { LEASE } else { FOREIGN_SETTLING };
        assert_eq!(waited, expected, "sent: {is_sent}");
    }
}

#[tokio::test]
async fn of_many_workers_one_launches() {
    for fault in ["ok", "status=502 after", "status=502", "late=100"] {
        let (world, journal, id) = created().await;
        world.fault(&format!("campaigns_launch x1 {fault}"));
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let (client, id) = (world.worker(&journal), id.clone());
                tokio::spawn(async move { soon(client.campaigns().launch_once(id)).await })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap().unwrap();
        }
        assert_eq!(world.launches(), 1, "{fault}");
        world.assert_launched_once();
    }
}
