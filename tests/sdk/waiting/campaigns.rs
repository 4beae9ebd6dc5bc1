//! Waits for campaigns.

use std::sync::{Arc, Mutex};

use revox::models::{
    Campaign, CampaignContact, CampaignCreate, CampaignStatus, LaunchFilters, LaunchRows,
    LaunchRowsMode, LaunchSelection,
};
use revox::{
    Clock, LaunchOnce, MemoryJournal, PlaceError, PlacingOptions, Wait, WaitError, Waited,
};
use revox_sandbox::Quirks;

use super::{DAY, HOUR, VISIBILITY, World, seconds, since, soon, third_time_lucky};

/// The longest pause between two polls.
const LONGEST: u64 = 300;

/// A world with a campaign of four contacts that is not launched, and the id of the campaign.
async fn created() -> (World, String) {
    let mut world = World::with_script(third_time_lucky()).await;
    let options = PlacingOptions::new().journal(MemoryJournal::new());
    world.client = world.client.with_placing(options);
    let numbers = [
        "+33639980141",
        "+33639980142",
        "+33639980143",
        "+33639980144",
    ];
    let contacts = numbers.map(CampaignContact::new);
    let june = CampaignCreate::new("June", "assistant_4Tn6yB", contacts);
    let campaign = world.client.campaigns().create_once("june", june).await;
    let id = campaign.unwrap().into_campaign().id;
    (world, id)
}

impl World {
    fn launch(&self, id: &str) -> LaunchOnce {
        self.client.campaigns().launch_once(id)
    }

    fn wait_campaign(&self, id: &str) -> Wait<Campaign> {
        self.client.campaigns().wait(id)
    }
}

/// Selects the call order of one row.
async fn one(world: &World, id: &str) -> LaunchSelection {
    let rows = world.client.campaigns().get_rows(id).await.unwrap();
    let first = rows[0].call.as_ref().unwrap().id.clone();
    LaunchSelection::new(
        LaunchFilters::new(),
        LaunchRows::new(LaunchRowsMode::Only, [first]),
    )
}

#[track_caller]
fn at_deadline(outcome: Result<Campaign, WaitError<Campaign>>) -> Box<Waited<Campaign>> {
    match outcome {
        Err(WaitError::Deadline(waited)) => waited,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_campaign_is_launched_and_waited_for() {
    let (world, id) = created().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let changes = Arc::clone(&seen);
    let wait = world.launch(&id).wait().on_change(move |campaign| {
        changes
            .lock()
            .unwrap()
            .push(campaign.row_stats.clone().unwrap());
    });
    let campaign = soon(wait).await.unwrap();
    let rows = campaign.row_stats.unwrap();
    assert_eq!((rows.completed, rows.total), (4, 4));
    let delay = since(world.ended_at(), world.sandbox.now());
    assert!(delay <= seconds(LONGEST), "{delay:?}");
    assert!(world.polls() < 400, "{}", world.polls());
    let seen = seen.lock().unwrap().clone();
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(seen.iter().any(|rows| rows.calling > 0), "{seen:?}");
    assert!(seen.iter().any(|rows| rows.retry > 0), "{seen:?}");
    assert_eq!(seen.last(), Some(&rows));
    // Again, as after a crash.
    assert_eq!(soon(world.launch(&id).wait()).await.unwrap().id, id);
}

#[tokio::test]
async fn a_campaign_that_is_done_needs_no_poll_after_its_snapshot() {
    let (world, id) = created().await;
    let campaign = soon(world.launch(&id).wait()).await.unwrap();
    let polls = world.polls();
    let wait = world.wait_campaign(&id).from_snapshot(campaign.clone());
    assert_eq!(soon(wait).await.unwrap().id, id);
    assert_eq!(world.polls(), polls);
    // The snapshot of another one says nothing.
    let wait = world.wait_campaign("campaign_none").from_snapshot(campaign);
    let error = soon(wait).await.unwrap_err();
    assert!(matches!(error, WaitError::NotFound(_)), "{error:?}");
}

#[tokio::test]
async fn rows_that_were_not_launched_are_waited_for_unless_the_caller_chooses() {
    let (world, id) = created().await;
    let selection = one(&world, &id).await;
    let wait = world.launch(&id).selection(selection).wait();
    let rows = soon(wait).await.unwrap().row_stats.unwrap();
    assert_eq!((rows.completed, rows.not_launched), (1, Some(3)));

    let passed = world.passed();
    let waited = at_deadline(soon(world.wait_campaign(&id).deadline(seconds(DAY))).await);
    assert_eq!(waited.snapshot.unwrap().row_stats, Some(rows.clone()));
    assert_eq!(world.passed() - passed, seconds(DAY));

    let passed = world.passed();
    let wait = world.wait_campaign(&id).launched_rows();
    assert_eq!(soon(wait).await.unwrap().row_stats, Some(rows));
    let waited = world.passed() - passed;
    assert!((seconds(VISIBILITY)..seconds(VISIBILITY + 6)).contains(&waited));
}

#[tokio::test]
async fn a_launch_that_is_not_visible_yet_is_no_end() {
    let (world, id) = created().await;
    let selection = one(&world, &id).await;
    world.sandbox.advance(seconds(60));
    let quirks = Quirks::new().visible_after(seconds(VISIBILITY - 1));
    world.sandbox.set_quirks(quirks);
    let wait = world.launch(&id).selection(selection).wait();
    let rows = soon(wait).await.unwrap().row_stats.unwrap();
    assert_eq!((rows.completed, rows.not_launched), (1, Some(3)));
}

#[tokio::test]
async fn a_cancelled_campaign_is_done_once_its_last_call_is_over() {
    let (world, id) = created().await;
    soon(world.launch(&id)).await.unwrap();
    // The phones ring.
    world.clock.sleep(seconds(10)).await;
    world.client.campaigns().cancel(&id).await.unwrap();
    let campaign = world.client.campaigns().retrieve(&id).await.unwrap();
    // Its status is misleading.
    assert_eq!(campaign.status, CampaignStatus::Completed);
    assert!(campaign.row_stats.unwrap().calling > 0);
    let campaign = soon(world.wait_campaign(&id)).await.unwrap();
    assert_eq!(campaign.row_stats.unwrap().calling, 0);
    let delay = since(world.ended_at(), world.sandbox.now());
    assert!(delay <= seconds(5), "{delay:?}");
}

#[tokio::test]
async fn a_paused_campaign_is_waited_for_unless_the_caller_chooses() {
    let (world, id) = created().await;
    world.sandbox.advance(seconds(9 * HOUR));
    soon(world.launch(&id)).await.unwrap();
    world.client.campaigns().pause(&id).await.unwrap();
    let wait = world.wait_campaign(&id).or_paused();
    let campaign = soon(wait).await.unwrap();
    assert_eq!(campaign.status, CampaignStatus::Paused);
    let wait = world.wait_campaign(&id).deadline(seconds(2 * DAY));
    let error = soon(wait).await.unwrap_err();
    assert!(error.to_string().contains("`paused`"), "{error}");
    let waited = at_deadline(Err(error));
    assert_eq!(waited.snapshot.unwrap().status, CampaignStatus::Paused);
    assert!(world.polls() < 900, "{}", world.polls());
}

#[tokio::test]
async fn a_launch_that_fails_ends_the_wait() {
    let world = World::new().await;
    let wait = world
        .client
        .campaigns()
        .launch_once("campaign_3Ge8wD")
        .wait();
    let error = soon(wait).await.unwrap_err();
    assert!(matches!(error, WaitError::Place(PlaceError::NoJournal)));
}
