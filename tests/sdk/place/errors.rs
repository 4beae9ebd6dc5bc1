//! Errors of placements say what to do, and hold nothing private; nor does `Debug` of what is placed.

use std::error::Error as _;

use revox::models::{CallCreate, CampaignContact, CampaignCreate};
use revox::{Delivery, FileJournal, JournalError, PlaceError, PlacingOptions, UndecidedReason};
use tempfile::TempDir;

use super::{NUMBER, World, lead, seconds, soon, undecided};

#[tokio::test]
async fn the_error_of_an_undecided_placement_says_what_to_do() {
    let world = World::with(PlacingOptions::new().patience(seconds(20))).await;
    world.fault("call_create status=502");
    let error = soon(world.place("lead-42").first_try()).await.unwrap_err();
    assert!(error.is_undecided() && !error.is_conflict());
    let text = error.to_string();
    let expected = "the placement may or may not have taken effect: it gave up before its requests had \
                    settled; place or resolve the key again later (latest error: POST /call: ";
    assert!(text.starts_with(expected), "{text}");
    assert!(!text.contains("lead-42"), "{text}");
    assert_eq!(error.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn a_conflict_is_not_undecided() {
    let world = World::new().await;
    soon(world.place("lead-42").first_try()).await.unwrap();
    let other = lead().prompt_variables([("name", "Ava")]);
    let outcome = soon(world.client.call().place("lead-42", other)).await;
    let error = outcome.unwrap_err();
    assert!(error.is_conflict() && !error.is_undecided());
}

/// An accepted call order exists, although no search finds it.
#[tokio::test]
async fn what_has_vanished_was_accepted() {
    let world = World::new().await;
    world.fault("call_create x1 truncate");
    world.fault("call_retrieve status=404");
    let start = world.sandbox.now();
    let error = soon(world.place("lead-42").first_try()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Accepted);
    let vanished = undecided(Err(error));
    assert_eq!(vanished.reason, UndecidedReason::Vanished);
    assert!(vanished.error.unwrap().is_not_found());
    let waited = std::time::Duration::try_from(world.sandbox.now() - start).unwrap();
    assert_eq!(waited, seconds(30), "the visibility time");
}

/// `Display` has the error of the request, and the sources begin after it.
#[tokio::test]
async fn the_cause_of_a_failed_connection_is_a_source() {
    let world = World::with(PlacingOptions::new().patience(seconds(5))).await;
    let client = revox::Client::builder()
        .api_key("key")
        .base_url("http://127.0.0.1:1/api")
        .clock(world.clock())
        .build()
        .unwrap();
    let client = client.with_placing(PlacingOptions::new().patience(seconds(5)));
    let error = soon(client.call().place("lead-42", lead()).first_try()).await;
    let error = error.unwrap_err();
    assert!(matches!(error, PlaceError::Request(_)), "{error:?}");
    let cause = error.source().unwrap().to_string();
    assert!(!cause.is_empty() && cause != error.to_string());
}

#[test]
fn the_error_of_a_journal_has_its_cause() {
    let error = JournalError::new("the disk is full");
    assert_eq!(error.source().unwrap().to_string(), "the disk is full");
}

#[tokio::test]
async fn debug_shows_keys_and_settings_and_nothing_private() {
    let world = World::new().await;
    let calls = world.client.call();
    let order = || CallCreate::new(NUMBER).prompt_variables([("name", "Marguerite")]);
    let contacts = [CampaignContact::new(NUMBER)];
    let campaign = CampaignCreate::new("Marguerite", "assistant_4Tn6yB", contacts);
    let folder = TempDir::new().unwrap();
    let journal = FileJournal::open(folder.path().join("placements.redb")).unwrap();
    for (shown, expected) in [
        (format!("{:?}", calls.place("lead-42", order())), "lead-42"),
        (format!("{:?}", calls.resolve("lead-42", NUMBER)), "lead-42"),
        (
            format!("{:?}", calls.place_all([("lead-42", order())])),
            "running: 0",
        ),
        (
            format!(
                "{:?}",
                world.client.campaigns().create_once("june", campaign)
            ),
            "june",
        ),
        (
            format!("{:?}", world.client.campaigns().launch_once("campaign_1")),
            "campaign_1",
        ),
        (
            format!("{:?}", PlacingOptions::new().at_most_once()),
            "may_resend: false",
        ),
        (format!("{journal:?}"), "placements.redb"),
    ] {
        assert!(shown.contains(expected), "{shown}");
        assert!(
            !shown.contains("33639980175") && !shown.contains("Marguerite"),
            "{shown}"
        );
    }
}
