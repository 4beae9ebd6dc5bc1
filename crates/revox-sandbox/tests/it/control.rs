//! The control API does what the methods do.

use std::time::Duration;

use reqwest::Method;
use revox_sandbox::{Fault, Reply, Sandbox, Script, Time, Timestamp};
use serde_json::{Value, json};

use crate::{get, place};

async fn control(sandbox: &Sandbox, method: Method, path: &str, body: Value) -> (u16, Value) {
    let origin = sandbox.base_url().strip_suffix("/api").unwrap();
    let mut request = crate::client().request(method, format!("{origin}/sandbox{path}"));
    if !body.is_null() {
        request = request.json(&body);
    }
    crate::decode(request.send().await.unwrap()).await
}

#[tokio::test]
async fn time_is_put_forward_and_the_history_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let script = json!({ "otherwise": [{ "pickup": "human", "outcome": "interested" }] });
    assert_eq!(
        control(&sandbox, Method::PUT, "/script", script.clone())
            .await
            .0,
        200
    );
    let (_, body) = control(&sandbox, Method::GET, "/script", Value::Null).await;
    assert_eq!(body["script"]["otherwise"], script["otherwise"]);

    let id = place(&sandbox, "+33639980175").await;
    let (_, body) = control(&sandbox, Method::POST, "/clock", json!("next_event")).await;
    assert_eq!(body["now"], "2026-06-15T08:00:01Z");
    let (_, body) = control(
        &sandbox,
        Method::POST,
        "/clock",
        json!({ "advance_seconds": 99 }),
    )
    .await;
    assert_eq!(body["now"], "2026-06-15T08:01:40Z");
    let to = json!({ "advance_to": "2026-06-16T00:00:00Z" });
    let (_, body) = control(&sandbox, Method::POST, "/clock", to).await;
    assert_eq!(
        (&body["now"], &body["clock"]),
        (&json!("2026-06-16T00:00:00Z"), &json!("stepped"))
    );
    assert_eq!(sandbox.call(&id).unwrap()["outcome"], "interested");

    let (_, body) = control(&sandbox, Method::GET, "/history", Value::Null).await;
    let last = body["history"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    assert!(last.ends_with(&format!("{id} status completed")), "{last}");
    let (_, body) = control(&sandbox, Method::GET, "/requests", Value::Null).await;
    assert_eq!(body["requests"][0]["operation_id"], "call_create");
    assert_eq!(body["requests"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn faults_come_as_text_or_json_and_go() {
    let sandbox = Sandbox::start().await.unwrap();
    control(
        &sandbox,
        Method::POST,
        "/faults",
        json!("auth_status_retrieve status=503"),
    )
    .await;
    let (_, body) = control(&sandbox, Method::GET, "/faults", Value::Null).await;
    assert_eq!(get(&sandbox, "/auth-status").await.0, 503);
    control(&sandbox, Method::DELETE, "/faults", Value::Null).await;
    assert_eq!(get(&sandbox, "/auth-status").await.0, 200);
    assert_eq!(
        control(&sandbox, Method::POST, "/faults", body["faults"][0].clone())
            .await
            .0,
        200
    );
    assert_eq!(get(&sandbox, "/auth-status").await.0, 503);
    for wrong in [
        json!("nonsense"),
        json!("no_operation hang"),
        json!({ "steps": 1 }),
    ] {
        assert_eq!(
            control(&sandbox, Method::POST, "/faults", wrong).await.0,
            400
        );
    }
}

#[tokio::test]
async fn call_orders_are_put_in_and_everything_is_forgotten() {
    let sandbox = Sandbox::start().await.unwrap();
    control(&sandbox, Method::POST, "/calls", json!({ "id": "call_1" })).await;
    assert!(sandbox.call("call_1").is_some());
    let placed = place(&sandbox, "+33639980175").await;
    sandbox.advance_to("2026-06-16T00:00:00Z".parse().unwrap());
    control(&sandbox, Method::POST, "/reset", Value::Null).await;
    assert_eq!(sandbox.call_ids(), ["call_8Zk3vQ"]);
    assert_eq!(sandbox.now().to_string(), "2026-06-15T08:00:00Z");
    assert!(sandbox.history().is_empty() && sandbox.requests().is_empty());
    assert_eq!(place(&sandbox, "+33639980175").await, placed);
}

#[tokio::test]
async fn what_it_does_not_know_it_says() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(
        control(&sandbox, Method::GET, "/nothing", Value::Null)
            .await
            .0,
        404
    );
    for body in [Value::Null, json!({}), json!({ "advance_seconds": 1e300 })] {
        assert_eq!(control(&sandbox, Method::POST, "/clock", body).await.0, 400);
    }
    let (_, body) = control(
        &sandbox,
        Method::POST,
        "/clock",
        json!({ "advance_seconds": -60 }),
    )
    .await;
    assert_eq!(body["now"], "2026-06-15T08:00:00Z");
}

#[tokio::test]
async fn scaled_time_passes_by_itself() {
    let sandbox = Sandbox::builder()
        .time(Time::scaled(1e6))
        .start()
        .await
        .unwrap();
    let id = place(&sandbox, "+33639980175").await;
    // A day takes less than a tenth of a second; asking is all that it takes.
    loop {
        let status = get(&sandbox, &format!("/call/{id}")).await.1["call"]["status"].clone();
        if ["completed", "errored"].contains(&status.as_str().unwrap()) {
            break;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_runtime_whose_clock_is_paused_makes_no_difference() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = place(&sandbox, "+33639980175").await;
    sandbox.advance_to("2026-06-25T00:00:00Z".parse().unwrap());
    assert_ne!(
        get(&sandbox, &format!("/call/{id}")).await.1["call"]["calls_count"],
        0
    );
}

#[tokio::test]
async fn a_reset_takes_it_back_to_the_script_and_the_faults_of_its_start() {
    let number = "+33639980175";
    let sandbox = Sandbox::builder()
        .script(Script::new().when_dialling(number, [Reply::voicemail()]))
        .fault(Fault::status(503).on("auth_status_retrieve").times(1))
        .start()
        .await
        .unwrap();
    let (_, script) = control(&sandbox, Method::GET, "/script", Value::Null).await;
    let (_, faults) = control(&sandbox, Method::GET, "/faults", Value::Null).await;
    assert_eq!(get(&sandbox, "/auth-status").await.0, 503);
    assert_eq!(get(&sandbox, "/auth-status").await.0, 200);
    let other = json!({ "otherwise": [{ "pickup": "human" }] });
    assert_eq!(
        control(&sandbox, Method::PUT, "/script", other).await.0,
        200
    );
    let other = json!("users_retrieve hang");
    assert_eq!(
        control(&sandbox, Method::POST, "/faults", other).await.0,
        200
    );

    assert_eq!(
        control(&sandbox, Method::POST, "/reset", Value::Null)
            .await
            .0,
        200
    );
    assert_eq!(
        control(&sandbox, Method::GET, "/script", Value::Null)
            .await
            .1,
        script
    );
    assert_eq!(
        control(&sandbox, Method::GET, "/faults", Value::Null)
            .await
            .1,
        faults
    );
    assert_eq!(get(&sandbox, "/auth-status").await.0, 503);
    assert_eq!(get(&sandbox, "/users/me").await.0, 200);
}

#[tokio::test]
async fn a_bad_script_is_told_what_a_good_one_may_say() {
    let sandbox = Sandbox::start().await.unwrap();
    for (script, problem) in [
        (
            json!({ "otherwise": [{ "pickup": "voice_mail" }] }),
            "unknown pickup `voice_mail`; expected one of: human, voicemail, IVR, \
             ios-screening-filter, unknown, number_non_attributed, too_many_calls, busy, \
             temporarily_unavailable, no_answer, no_international_permission, \
             precondition_failed, non_classified_error",
        ),
        (
            json!({ "otherwise": [{ "pickup": 1 }] }),
            "invalid type: integer `1`, expected a string",
        ),
        (
            json!({ "otherwise": [{ "pickup": "human", "say": ["Hello"] }] }),
            "unknown field `say`, expected one of `pickup`, `rings_seconds`, `says`",
        ),
        (json!({ "otherwise": [{}] }), "missing field `pickup`"),
    ] {
        let (status, body) = control(&sandbox, Method::PUT, "/script", script).await;
        assert_eq!(status, 400);
        let said = body["message"].as_str().unwrap();
        assert!(said.contains(problem), "{said}");
    }
}

/// A reset forgets what happened; it does not set a real clock back.
#[tokio::test]
async fn a_reset_leaves_a_real_clock_alone() {
    let builder = Sandbox::builder().time(Time::real());
    let sandbox = builder.start().await.unwrap();
    sandbox.advance(Duration::from_secs(3_600));
    let real = Timestamp::now();
    sandbox.reset();
    let now = sandbox.now();
    assert!(
        now.duration_since(real).abs().as_secs() < 60,
        "{now} {real}"
    );

    // One that was set to a time is set to it again.
    let start: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
    let builder = Sandbox::builder().time(Time::real()).starting_at(start);
    let sandbox = builder.start().await.unwrap();
    sandbox.advance(Duration::from_secs(3_600));
    sandbox.reset();
    assert!(sandbox.now().duration_since(start).as_secs() < 60);
}
