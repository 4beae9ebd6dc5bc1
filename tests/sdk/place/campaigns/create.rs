//! A campaign is created once: its name tells whether a lost request took effect.

use std::time::Duration;

use revox::models::{CampaignContact, CampaignCreate};
use revox::{
    Delivery, EntryState, Journal, MemoryJournal, PlaceError, PlacementKey, PlacingOptions,
    UndecidedReason,
};
use revox_sandbox::Quirks;

use super::{KEY, june, seconds, soon, undecided};
use crate::place::journaled::{FOREIGN_SETTLING, LEASE, Stop, journaled};
use crate::place::{NUMBER, SETTLING, World, lead};

async fn state(journal: &MemoryJournal) -> EntryState {
    let key = PlacementKey::parse(KEY).unwrap();
    journal.get(key).await.unwrap().unwrap().entry.state
}

#[tokio::test]
async fn a_clean_creation_is_one_request() {
    let (world, journal) = journaled().await;
    let new = soon(world.create()).await.unwrap();
    assert!(new.is_new());
    assert_eq!(world.operations(), ["campaigns_create"]);
    let call_id = new.campaign().id.clone();
    assert_eq!(state(&journal).await, EntryState::Placed { call_id });
    let found = soon(world.create()).await.unwrap();
    assert!(!found.is_new());
    assert_eq!(found.campaign().id, new.campaign().id);
    let expected = ["campaigns_create", "campaigns_retrieve"];
    assert_eq!(world.operations(), expected);
}

#[tokio::test]
async fn a_lost_response_is_looked_up_by_name() {
    for (fault, is_found_at_once) in [
        ("drop-after", true),
        ("status=504 after", true),
        ("truncate", true),
        ("garbage", true),
        ("late=100", false),
    ] {
        let (world, _) = journaled().await;
        world.fault(&format!("campaigns_create x1 {fault}"));
        let start = world.sandbox.now();
        let found = soon(world.create()).await.unwrap();
        assert!(!found.is_new(), "{fault}");
        assert_eq!(world.campaigns(), [found.into_campaign().id].into());
        assert_eq!(world.count("campaigns_create"), 1, "{fault}");
        assert_eq!(world.sandbox.now() == start, is_found_at_once, "{fault}");
    }
}

#[tokio::test]
async fn a_lost_request_is_sent_again_after_the_settling_time() {
    let (world, _) = journaled().await;
    world.fault("campaigns_create x2 status=504");
    let start = world.sandbox.now();
    assert!(soon(world.create()).await.unwrap().is_new());
    assert_eq!(world.campaigns().len(), 1);
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert_eq!(waited, 2 * SETTLING);
}

#[tokio::test]
async fn a_list_that_fails_never_sends() {
    for fault in ["status=500", "truncate", "garbage", "drop"] {
        let (world, _) = journaled().await;
        world.fault("campaigns_create x1 drop-after");
        world.fault(&format!("campaigns_list {fault}"));
        let (reason, _) = undecided(soon(world.create()).await);
        assert_eq!(reason, UndecidedReason::LookupFailed, "{fault}");
        assert_eq!(world.count("campaigns_create"), 1, "{fault}");
        world.sandbox.heal();
        assert!(!soon(world.create()).await.unwrap().is_new(), "{fault}");
        assert_eq!(world.campaigns().len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn a_refused_request_leaves_the_key_free() {
    let (world, journal) = journaled().await;
    world.fault("campaigns_create x1 status=422");
    let error = soon(world.create()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(state(&journal).await, EntryState::Free);
    let corrected = june().max_concurrent_calls(2);
    let placed = world.client.campaigns().create_once(KEY, corrected);
    assert!(soon(placed).await.unwrap().is_new());
}

#[tokio::test]
async fn what_the_client_refuses_costs_no_request() {
    let (world, _) = journaled().await;
    let wrong = CampaignCreate::new("July", "assistant_4Tn6yB", [CampaignContact::new("0639")]);
    for create in [
        world.client.campaigns().create_once(KEY, wrong),
        world.client.campaigns().create_once("a key", june()),
    ] {
        let error = soon(create).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
    }
    assert_eq!(world.operations().len(), 0);
}

#[tokio::test]
async fn a_campaign_needs_a_journal() {
    let world = World::new().await;
    let error = soon(world.create()).await.unwrap_err();
    assert!(matches!(error, PlaceError::NoJournal));
    assert!(error.to_string().contains("PlacingOptions::journal"));
    let error = soon(world.client.campaigns().launch_once("campaign_3Ge8wD")).await;
    assert!(matches!(error, Err(PlaceError::NoJournal)));
    assert_eq!(world.operations().len(), 0);
}

/// A key is for one thing.
#[tokio::test]
async fn a_key_of_something_else_is_a_conflict() {
    for (fault, is_call) in [
        ("ok", true),
        ("status=504", true),
        ("ok", false),
        ("status=504", false),
    ] {
        let (world, journal) = journaled().await;
        let options = PlacingOptions::new().journal(journal.clone());
        let hasty = world.client.with_placing(options.patience(seconds(1)));
        world.fault(&format!("call_create x1 {fault}"));
        world.fault(&format!("campaigns_create x1 {fault}"));
        if is_call {
            drop(soon(hasty.call().place(KEY, lead())).await);
        } else {
            drop(soon(hasty.campaigns().create_once(KEY, june())).await);
            // Neither is it resolved as a call order.
            let resolved = soon(hasty.call().resolve(KEY, NUMBER)).await;
            assert!(resolved.unwrap_err().is_conflict(), "{fault}");
            assert!(soon(world.place(KEY)).await.unwrap_err().is_conflict());
        }
        let other = june().max_concurrent_calls(2);
        let other = world.client.campaigns().create_once(KEY, other);
        assert!(soon(other).await.unwrap_err().is_conflict(), "{fault}");
        let sent = world.count("call_create") + world.count("campaigns_create");
        assert_eq!(sent, 1, "{fault}");
    }
}

/// Somebody gives another campaign the same name: before, or while a request is lost.
#[tokio::test]
async fn a_name_that_is_not_unique_is_undecided() {
    for (fault, age, ids) in [
        ("status=504", 3_600, 1),
        ("drop-after", 3_600, 2),
        ("drop-after", 0, 2),
    ] {
        let (world, _) = journaled().await;
        let june = june();
        let other = world.client.campaigns();
        let other = other.create(june.name, june.assistant_id, june.contacts);
        let other = soon(other).await.unwrap();
        world.sandbox.advance(seconds(age));
        world.fault(&format!("campaigns_create x1 {fault}"));
        let (reason, found) = undecided(soon(world.create()).await);
        assert_eq!((reason, found.len()), (UndecidedReason::NotUnique, ids));
        // A person looks, and gives the other one another name.
        let renamed = world.client.campaigns().update(&other.id).name("May");
        soon(renamed).await.unwrap();
        let placed = soon(world.create()).await.unwrap();
        assert_ne!(placed.campaign().id, other.id);
        assert_eq!(placed.is_new(), fault == "status=504");
        assert_eq!(world.campaigns().len(), 2);
    }
}

/// The name has to belong to a campaign with the same assistant.
#[tokio::test]
async fn a_campaign_of_another_assistant_is_not_the_keys() {
    let (world, _) = journaled().await;
    let contacts = [CampaignContact::new(NUMBER)];
    let other = soon(world.client.assistants().clone("assistant_4Tn6yB")).await;
    let other = other.unwrap().id;
    let theirs = world
        .client
        .campaigns()
        .create(june().name, other, contacts);
    soon(theirs).await.unwrap();
    world.fault("campaigns_create x1 status=504");
    let (reason, ids) = undecided(soon(world.create()).await);
    assert_eq!((reason, ids.len()), (UndecidedReason::NotUnique, 1));
}

/// The list shows an accepted campaign within the visibility time, or long after it.
#[tokio::test]
async fn a_campaign_that_the_list_does_not_show_can_be_created_twice() {
    for (hidden_for, campaigns) in [(30, 1), (149, 1), (200, 2)] {
        let (world, _) = journaled().await;
        let quirks = Quirks::new().visible_after(seconds(hidden_for));
        world.sandbox.set_quirks(quirks);
        world.fault("campaigns_create x1 drop-after");
        drop(soon(world.create()).await);
        assert_eq!(
            world.campaigns().len(),
            campaigns,
            "hidden for {hidden_for} s"
        );
    }
}

#[tokio::test]
async fn an_accepted_campaign_that_is_not_shown_yet_is_waited_for() {
    let (world, _) = journaled().await;
    let quirks = Quirks::new().visible_after(seconds(29));
    world.sandbox.set_quirks(quirks);
    world.fault("campaigns_create x1 truncate");
    assert!(!soon(world.create()).await.unwrap().is_new());
    assert_eq!(world.count("campaigns_create"), 1);
}

#[tokio::test]
async fn at_most_once_leaves_a_lost_request_to_a_person() {
    let (mut world, journal) = journaled().await;
    let options = PlacingOptions::new().journal(journal).at_most_once();
    world.client = world.client.with_placing(options);
    world.fault("campaigns_create x1 status=504");
    let (reason, _) = undecided(soon(world.create()).await);
    assert_eq!(reason, UndecidedReason::NotResent);
    assert_eq!(world.count("campaigns_create"), 1);
}

#[tokio::test]
async fn a_process_that_ended_in_its_request_is_taken_over_by_lookup() {
    for is_sent in [true, false] {
        let (world, journal) = journaled().await;
        let stop = Stop::new(&world, &journal, "campaigns_create", is_sent);
        stop.crash(stop.client.campaigns().create_once(KEY, june()))
            .await;
        let start = world.sandbox.now();
        let placed = soon(world.create()).await.unwrap();
        assert_eq!(placed.is_new(), !is_sent);
        assert_eq!(world.campaigns().len(), 1);
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
        let expected = if is_sent { LEASE } else { FOREIGN_SETTLING };
        assert_eq!(waited, expected, "sent: {is_sent}");
    }
}

#[tokio::test]
async fn of_many_workers_with_one_key_one_creates_the_campaign() {
    for fault in ["ok", "status=502 after", "status=502", "late=100"] {
        let (world, journal) = journaled().await;
        world.fault(&format!("campaigns_create x1 {fault}"));
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let client = world.worker(&journal);
                tokio::spawn(async move { soon(client.campaigns().create_once(KEY, june())).await })
            })
            .collect();
        let mut ids = Vec::new();
        for worker in workers {
            ids.push(worker.await.unwrap().unwrap().into_campaign().id);
        }
        ids.dedup();
        assert_eq!((ids.len(), world.campaigns().len()), (1, 1), "{fault}");
    }
}
