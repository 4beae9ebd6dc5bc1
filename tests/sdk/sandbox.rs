//! Our client against our server: each accepts the other's messages, and call orders live to their
//! end.

use std::time::Duration;

use revox::models::{CallStatus, CampaignContact, LaunchFilters, LaunchRows, LaunchSelection};
use revox::{Client, Null};
use revox_sandbox::{DialError, Fault, Reply, Sandbox, Script};
use revox_tests::within::LIMIT;

const NUMBER: &str = "+33639980175";
const ASSISTANT: &str = "assistant_4Tn6yB";

fn client(sandbox: &Sandbox) -> Client {
    let builder = Client::builder().api_key(sandbox.api_key());
    builder
        .base_url(sandbox.base_url())
        .timeout(LIMIT)
        .build()
        .unwrap()
}

fn days(sandbox: &Sandbox, days: u64) {
    sandbox.advance(Duration::from_secs(days * 86_400));
}

#[tokio::test]
async fn a_call_order_is_followed_over_three_days() {
    let script = Script::new().when_dialling(
        NUMBER,
        [
            Reply::dial_error(DialError::NoAnswer),
            Reply::voicemail(),
            Reply::human()
                .outcome("interested")
                .extracting("roof_side", "south"),
        ],
    );
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let client = client(&sandbox);
    let order = client
        .call()
        .create(NUMBER)
        .assistant_id(ASSISTANT)
        .prompt_variables([("first_name", "Hugo")])
        .await
        .unwrap();
    assert_eq!(order.status, CallStatus::Initializing);

    days(&sandbox, 3);
    let done = client.call().retrieve(&order.id).await.unwrap();
    assert_eq!(done.status, CallStatus::Completed);
    assert_eq!(done.call_attempts.len(), 3);
    let output = done.call_attempts[0].structured_output.as_ref().unwrap();
    assert_eq!(output["roof_side"], "south");
    let found = client
        .call()
        .search()
        .statuses([CallStatus::Completed])
        .query("Hugo");
    assert_eq!(found.await.unwrap().calls[0].id, order.id);
}

#[tokio::test]
async fn an_assistant_is_created_changed_cleared_and_deleted() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let made = client
        .assistants()
        .create("Ava", "Hello")
        .voicemail_message("Bye")
        .await
        .unwrap();
    let changed = client
        .assistants()
        .update(&made.id)
        .name("Eva")
        .voicemail_message(Null);
    let changed = changed.await.unwrap().assistant;
    assert_eq!(
        (changed.name.as_str(), changed.voicemail_message),
        ("Eva", None)
    );
    client.assistants().delete(&made.id).await.unwrap();
    let gone = client.assistants().retrieve(&made.id).await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn a_campaign_is_launched_and_adds_up() {
    let script = Script::new().otherwise([Reply::human().outcome("interested")]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let client = client(&sandbox);
    let contacts = ["+33639980101", "+33639980102"].map(CampaignContact::new);
    let campaign = client
        .campaigns()
        .create("June", ASSISTANT, contacts)
        .await
        .unwrap();
    let everyone = LaunchRows::new("all_except", Vec::<String>::new());
    let all = LaunchSelection::new(LaunchFilters::new(), everyone);
    let launched = client
        .campaigns()
        .launch(&campaign.id, "ai_first", all)
        .await
        .unwrap();
    assert_eq!(launched.launched, 2);
    days(&sandbox, 1);
    let report = client.campaigns().statistics(&campaign.id).await.unwrap();
    assert_eq!(report.funnel.hot_leads.count, 2);
    assert_eq!(
        client
            .campaigns()
            .get_rows(&campaign.id)
            .await
            .unwrap()
            .len(),
        2
    );
    assert!(
        client
            .campaigns()
            .export_rows(&campaign.id)
            .await
            .unwrap()
            .csv
            .contains("interested")
    );
}

/// The reason for all this: whatever breaks after the server took it, the phone rings once.
#[tokio::test]
async fn whatever_goes_wrong_an_order_is_placed_once() {
    for fault in [
        Fault::drop(),
        Fault::drop_after_accepting(),
        Fault::drop_mid_body(),
        Fault::truncated_json(),
        Fault::garbage_json(),
        Fault::status(500).after_accepting(),
        Fault::status(503).header("retry-after", "0"),
        Fault::redirect(307, "/api/call"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .inject(fault.clone().on("call_create").times(1))
            .unwrap();
        let order = client(&sandbox)
            .call()
            .create(NUMBER)
            .assistant_id(ASSISTANT)
            .await;
        assert!(order.is_err(), "{fault:?}");
        let accepted: u32 = sandbox
            .requests()
            .iter()
            .map(|request| request.accepted())
            .sum();
        assert!(accepted <= 1 && sandbox.requests().len() == 1, "{fault:?}");
    }
}
