//! Call orders are paused, resumed and cancelled.

use std::time::Duration;

use reqwest::Method;
use revox_sandbox::{Reply, Sandbox, Script};
use serde_json::{Value, json};

use crate::{ask, place};

const NUMBER: &str = "+33639980175";

async fn sandbox(replies: impl IntoIterator<Item = Reply>) -> Sandbox {
    let script = Script::new().when_dialling(NUMBER, replies);
    Sandbox::builder().script(script).start().await.unwrap()
}

fn wait(sandbox: &Sandbox, seconds: u64) {
    sandbox.advance(Duration::from_secs(seconds));
}

async fn tell(sandbox: &Sandbox, id: &str, what: &str) -> (u16, Value) {
    ask(sandbox, Method::POST, &format!("/call/{id}/{what}"), None).await
}

#[tokio::test]
async fn a_paused_order_makes_no_attempts_and_goes_on_where_it_stood() {
    let sandbox = sandbox([Reply::voicemail(), Reply::human()]).await;
    let id = place(&sandbox, NUMBER).await;
    wait(&sandbox, 3);
    // While the phone rings, the attempt goes on to its end.
    assert_eq!(tell(&sandbox, &id, "pause").await.0, 200);
    assert_eq!(sandbox.call(&id).unwrap()["status"], "calling");
    wait(&sandbox, 86_400);
    let call = sandbox.call(&id).unwrap();
    assert_eq!(
        (&call["status"], &call["calls_count"]),
        (&json!("paused"), &json!(1))
    );

    assert_eq!(tell(&sandbox, &id, "pause").await.0, 200);
    assert_eq!(tell(&sandbox, &id, "resume").await.0, 200);
    wait(&sandbox, 86_400);
    assert_eq!(sandbox.call(&id).unwrap()["status"], "completed");
    for what in ["pause", "resume", "cancel"] {
        let (status, body) = tell(&sandbox, &id, what).await;
        assert_eq!(
            (status, &body["code"]),
            (409, &json!("call_not_changeable")),
            "{what}"
        );
        assert_eq!(tell(&sandbox, "nobody", what).await.0, 404, "{what}");
    }
}

#[tokio::test]
async fn a_resumed_order_keeps_the_time_of_its_retry() {
    let sandbox = sandbox([Reply::voicemail()]).await;
    let id = place(&sandbox, NUMBER).await;
    wait(&sandbox, 60);
    let planned = sandbox.call(&id).unwrap()["scheduled_at"].clone();
    tell(&sandbox, &id, "pause").await;
    wait(&sandbox, 60);
    tell(&sandbox, &id, "resume").await;
    let call = sandbox.call(&id).unwrap();
    assert_eq!(
        (&call["status"], &call["scheduled_at"]),
        (&json!("scheduled"), &planned)
    );
}

#[tokio::test]
async fn a_cancelled_order_stays_so_and_lets_its_call_end() {
    let sandbox = sandbox([Reply::voicemail()]).await;
    let id = place(&sandbox, NUMBER).await;
    wait(&sandbox, 3);
    assert_eq!(tell(&sandbox, &id, "cancel").await.0, 200);
    assert_eq!(tell(&sandbox, &id, "cancel").await.0, 200);
    wait(&sandbox, 7 * 86_400);
    let call = sandbox.call(&id).unwrap();
    assert_eq!(
        (&call["status"], &call["is_cancelled"]),
        (&json!("cancelled"), &json!(true))
    );
    assert_eq!(call["last_call_attempt"]["status"], "completed");
    assert_eq!(call["calls_count"], 1);
}
