//! Campaigns: rows that become call orders, launched, held and halted together.

use std::time::Duration;

use reqwest::Method;
use revox_sandbox::{Reply, Sandbox, Script};
use serde_json::{Value, json};

use crate::{ask, get, post};

/// A sandbox in which a voicemail box answers first and a person afterwards, and a campaign in it.
async fn campaign(more: Value) -> (Sandbox, String) {
    let script =
        Script::new().otherwise([Reply::voicemail(), Reply::human().outcome("interested")]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let contacts: Value = (0..6)
        .map(|n| {
            let variables = json!({ "first_name": format!("Name \"{n}\", x"), "rank": n });
            json!({ "to_phone_number": format!("+3363998010{n}"), "prompt_variables": variables })
        })
        .collect();
    let mut body = json!({ "assistant_id": "assistant_4Tn6yB", "name": "June: website", "contacts": contacts });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let (status, body) = post(&sandbox, "/campaigns", body).await;
    assert_eq!(status, 200, "{body}");
    let id = body["campaign"]["id"].as_str().unwrap().to_owned();
    (sandbox, id)
}

async fn launch(sandbox: &Sandbox, id: &str, change: impl FnOnce(&mut Value)) -> (u16, Value) {
    let filters = json!({ "assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": [] });
    let rows = json!({ "call_ids": [], "mode": "all_except" });
    let mut body = json!({ "mode": "ai_first", "selection": { "filters": filters, "rows": rows } });
    change(&mut body);
    post(sandbox, &format!("/campaigns/{id}/launch-calls"), body).await
}

async fn read(sandbox: &Sandbox, id: &str) -> Value {
    get(sandbox, &format!("/campaigns/{id}")).await.1["campaign"].clone()
}

async fn tell(sandbox: &Sandbox, id: &str, what: &str) -> u16 {
    ask(
        sandbox,
        Method::POST,
        &format!("/campaigns/{id}/{what}"),
        None,
    )
    .await
    .0
}

fn wait(sandbox: &Sandbox, seconds: u64) {
    sandbox.advance(Duration::from_secs(seconds));
}

#[tokio::test]
async fn a_campaign_dials_nobody_before_it_is_launched_and_completes_afterwards() {
    let (sandbox, id) = campaign(json!({})).await;
    wait(&sandbox, 86_400);
    let campaign = read(&sandbox, &id).await;
    assert_eq!(
        (&campaign["status"], &campaign["row_stats"]["not_launched"]),
        (&json!("running"), &json!(6))
    );

    let (status, body) = launch(&sandbox, &id, |_| {}).await;
    assert_eq!(
        (status, &body["launched"], &body["session"]),
        (200, &json!(6), &Value::Null)
    );
    wait(&sandbox, 120);
    assert_eq!(read(&sandbox, &id).await["row_stats"]["retry"], 6);
    wait(&sandbox, 86_400);
    let campaign = read(&sandbox, &id).await;
    assert_eq!(
        (&campaign["status"], &campaign["row_stats"]["completed"]),
        (&json!("completed"), &json!(6))
    );
    assert_eq!(
        campaign["funnel_stats"],
        json!({ "hot": 6, "talked_to_human": 6, "total_leads": 6 })
    );

    let (_, body) = get(&sandbox, &format!("/campaigns/{id}/statistics")).await;
    let funnel = &body["statistics"]["funnel"];
    assert_eq!(funnel["reached"]["pct_of_called"], 100.0);
    assert_eq!(body["statistics"]["effort"]["calls_total"], 12);
    assert_eq!(
        body["statistics"]["leads"]["interested"]
            .as_array()
            .unwrap()
            .len(),
        6
    );

    let (_, export) = get(&sandbox, &format!("/campaigns/{id}/export")).await;
    assert_eq!(export["filename"], "june-website.csv");
    let second = export["csv"].as_str().unwrap().lines().nth(1).unwrap();
    assert!(
        second.starts_with(r#"0,+33639980100,"Name ""0"", x",0,"#),
        "{second}"
    );
}

#[tokio::test]
async fn a_launch_chooses_and_says_what_it_skips() {
    let (sandbox, id) = campaign(json!({})).await;
    let (_, body) = get(&sandbox, &format!("/campaigns/{id}/rows")).await;
    let ids: Vec<Value> = body["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["call"]["id"].clone())
        .collect();
    let (_, body) = launch(&sandbox, &id, |body| {
        body["selection"]["rows"] = json!({ "mode": "only", "call_ids": ids[..2] });
    })
    .await;
    assert_eq!(body["launched"], 2);
    let cancelled = format!("/call/{}/cancel", ids[2].as_str().unwrap());
    ask(&sandbox, Method::POST, &cancelled, None).await;
    let (_, body) = launch(&sandbox, &id, |body| {
        body["selection"]["rows"]["call_ids"] = json!([ids[3]]);
    })
    .await;
    let skipped = json!({ "active": 2, "attempts_exhausted": 0, "cancelled": 1 });
    assert_eq!((&body["launched"], &body["skipped"]), (&json!(2), &skipped));
    let (_, body) = launch(&sandbox, &id, |body| {
        body["selection"]["filters"]["statuses"] = json!(["not_launched"]);
    })
    .await;
    assert_eq!(body["launched"], 1);
}

#[tokio::test]
async fn a_speed_dial_session_dials_one_after_the_other_with_an_operator() {
    let (sandbox, id) = campaign(json!({})).await;
    let (status, _) = launch(&sandbox, &id, |body| {
        body["mode"] = json!("speed_dial");
        body["scheduled_at"] = json!("2026-06-16T08:00:00Z");
    })
    .await;
    assert_eq!(status, 422);
    let (_, body) = launch(&sandbox, &id, |body| body["mode"] = json!("speed_dial")).await;
    assert_eq!(
        (
            &body["session"]["status"],
            &body["session"]["total_targets"]
        ),
        (&json!("dialing"), &json!(6))
    );
    wait(&sandbox, 10);
    let stats = &read(&sandbox, &id).await["row_stats"];
    assert_eq!(
        (&stats["calling"], &stats["pending"]),
        (&json!(1), &json!(5))
    );
    wait(&sandbox, 3600);
    // Once each, whoever answered.
    assert_eq!(read(&sandbox, &id).await["row_stats"]["completed"], 6);
    let (_, body) = launch(&sandbox, &id, |body| body["mode"] = json!("speed_dial")).await;
    assert_eq!(body["launched"], 6);
    wait(&sandbox, 3600);
    let (_, body) = get(&sandbox, &format!("/campaigns/{id}/rows")).await;
    let attempt = &body["rows"][0]["call"]["last_call_attempt"];
    assert_eq!(
        (&attempt["handled_by_human"], &attempt["handled_by_ai"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(attempt["transcript"][0]["role"], "human_agent");
}

#[tokio::test]
async fn a_campaign_holds_no_more_calls_than_it_may() {
    let (sandbox, id) = campaign(json!({ "max_concurrent_calls": 2 })).await;
    launch(&sandbox, &id, |_| {}).await;
    wait(&sandbox, 5);
    let calling = async || read(&sandbox, &id).await["row_stats"]["calling"].clone();
    assert_eq!(calling().await, 2);
    let path = format!("/campaigns/{id}");
    let (status, _) = ask(
        &sandbox,
        Method::PATCH,
        &path,
        Some(json!({ "max_concurrent_calls": null })),
    )
    .await;
    assert_eq!(status, 200);
    wait(&sandbox, 1);
    assert_eq!(calling().await, 6);
    let (status, _) = ask(
        &sandbox,
        Method::PATCH,
        &path,
        Some(json!({ "max_concurrent_calls": 0 })),
    )
    .await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn a_paused_campaign_holds_its_calls_until_it_is_resumed() {
    let (sandbox, id) = campaign(json!({})).await;
    launch(&sandbox, &id, |_| {}).await;
    wait(&sandbox, 120);
    assert_eq!(tell(&sandbox, &id, "pause").await, 200);
    wait(&sandbox, 7 * 86_400);
    let campaign = read(&sandbox, &id).await;
    assert_eq!(
        (&campaign["status"], &campaign["row_stats"]["retry"]),
        (&json!("paused"), &json!(6))
    );
    assert_eq!(tell(&sandbox, &id, "resume").await, 200);
    wait(&sandbox, 86_400);
    assert_eq!(read(&sandbox, &id).await["status"], "completed");
    for what in ["pause", "resume", "cancel"] {
        assert_eq!(tell(&sandbox, &id, what).await, 409, "{what}");
        assert_eq!(tell(&sandbox, "nobody", what).await, 404, "{what}");
    }
}

#[tokio::test]
async fn a_cancelled_campaign_lets_calls_end_and_stays_on_record() {
    let (sandbox, id) = campaign(json!({ "max_concurrent_calls": 2 })).await;
    launch(&sandbox, &id, |_| {}).await;
    wait(&sandbox, 5);
    assert_eq!(tell(&sandbox, &id, "cancel").await, 200);
    let campaign = read(&sandbox, &id).await;
    let stats = &campaign["row_stats"];
    assert_eq!(
        (&stats["calling"], &stats["skipped"]),
        (&json!(2), &json!(4))
    );
    assert_eq!(campaign["is_cancelled"], true);
    wait(&sandbox, 7 * 86_400);
    assert_eq!(read(&sandbox, &id).await["row_stats"]["skipped"], 6);
    assert_eq!(tell(&sandbox, &id, "cancel").await, 200);
    assert_eq!(launch(&sandbox, &id, |_| {}).await.0, 409);
}

#[tokio::test]
async fn a_deleted_campaign_is_gone_and_its_calls_are_cancelled() {
    let (sandbox, id) = campaign(json!({})).await;
    let path = format!("/campaigns/{id}");
    assert_eq!(ask(&sandbox, Method::DELETE, &path, None).await.0, 200);
    for rest in ["", "/rows", "/statistics", "/export"] {
        let (status, body) = get(&sandbox, &format!("{path}{rest}")).await;
        assert_eq!(
            (status, &body["code"]),
            (404, &json!("campaign_not_found")),
            "{rest}"
        );
    }
    let last = sandbox.call_ids().pop().unwrap();
    let call = sandbox.call(&last).unwrap();
    assert_eq!(
        (&call["status"], &call["campaign"]),
        (&json!("cancelled"), &Value::Null)
    );
}

#[tokio::test]
async fn changes_reach_calls_that_are_not_over() {
    let (sandbox, id) = campaign(json!({})).await;
    launch(&sandbox, &id, |_| {}).await;
    wait(&sandbox, 120);
    let config = json!({
        "allowed_days": ["saturday"], "call_twice_in_a_row": false, "max_retry_attempts": 2,
        "calling_windows": [{
            "calling_window_start_time": "10:00", "calling_window_end_time": "11:00",
            "retry_delay_seconds": 60,
        }],
    });
    let change = json!({ "name": "July", "call_retry_config": config, "from_phone_number": null });
    let (status, body) = ask(
        &sandbox,
        Method::PATCH,
        &format!("/campaigns/{id}"),
        Some(change),
    )
    .await;
    assert_eq!(
        (status, &body["campaign"]["call_retry_config"]),
        (200, &config)
    );
    let last = sandbox.call_ids().pop().unwrap();
    assert_eq!(sandbox.call(&last).unwrap()["campaign"]["name"], "July");
    // What was planned for Monday afternoon is held against the new window, which is on Saturday.
    wait(&sandbox, 2 * 86_400);
    assert_eq!(
        sandbox.call(&last).unwrap()["scheduled_at"],
        "2026-06-20T08:00:00Z"
    );
}

#[tokio::test]
async fn the_campaign_of_the_examples_counts_its_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let campaign = read(&sandbox, "campaign_3Ge8wD").await;
    assert_eq!(
        (
            &campaign["row_stats"]["total"],
            &campaign["row_stats"]["completed"]
        ),
        (&json!(1), &json!(1))
    );
    let (_, body) = get(&sandbox, "/calls/phone-history").await;
    let history = &body["phone_history"]["+33639980142"];
    assert_eq!(
        (&history["count"], &history["hot"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(history["campaigns"][0]["id"], "campaign_3Ge8wD");
}
