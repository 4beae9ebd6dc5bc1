//! Call orders live: statuses, attempts, retries.

use std::time::Duration;

use revox_sandbox::{DialError, Reply, Sandbox, Script};
use serde_json::{Value, json};

use crate::{get, place, place_with, post, search};

const NUMBER: &str = "+33639980175";

async fn sandbox(replies: impl IntoIterator<Item = Reply>) -> Sandbox {
    let script = Script::new().when_dialling(NUMBER, replies);
    Sandbox::builder().script(script).start().await.unwrap()
}

fn wait(sandbox: &Sandbox, seconds: u64) {
    sandbox.advance(Duration::from_secs(seconds));
}

/// The history of a call order, without the turns of its conversations.
fn history(sandbox: &Sandbox) -> Vec<String> {
    let entries = sandbox.history().into_iter();
    let entries = entries.filter(|entry| !entry.event.contains(" turn "));
    let text = |at: String| at.strip_prefix("2026-06-").unwrap().to_owned();
    entries
        .map(|entry| format!("{} {}", text(entry.at.to_string()), entry.event))
        .collect()
}

#[tokio::test]
async fn a_call_order_goes_through_its_statuses_as_time_passes() {
    let sandbox = sandbox([Reply::human().saying(["Yes."]).ringing(5.0)]).await;
    let id = place(&sandbox, NUMBER).await;
    let mut seen = Vec::new();
    let mut transcripts = Vec::new();
    loop {
        let call = get(&sandbox, &format!("/call/{id}")).await.1["call"].clone();
        let attempt = &call["last_call_attempt"];
        let status = (call["status"].clone(), attempt["status"].clone());
        if seen.last() != Some(&status) {
            seen.push(status);
        }
        if let Some(turns) = attempt["transcript"].as_array() {
            transcripts.push(turns.len());
        }
        if sandbox.advance_to_next_event().is_none() {
            break;
        }
    }
    let expected = [
        ("initializing", Value::Null),
        ("calling", json!("queued")),
        ("calling", json!("ringing")),
        ("calling", json!("ongoing")),
        ("post_processing", json!("completed")),
        ("completed", json!("completed")),
    ];
    assert_eq!(seen, expected.map(|(call, attempt)| (json!(call), attempt)));
    // Turn by turn, while the call is ongoing.
    transcripts.dedup();
    assert_eq!(transcripts, [0, 1, 2, 3]);
}

#[tokio::test]
async fn the_script_says_who_answers_and_what_comes_of_it() {
    let sandbox = sandbox([
        Reply::voicemail().saying(["Please leave a message."]),
        Reply::dial_error(DialError::Busy),
        Reply::human()
            .saying(["The roof faces south."])
            .outcome("interested")
            .summary("Wants a quote.")
            .extracting("roof_side", "south")
            .hanging_up(),
    ])
    .await;
    let id = place(&sandbox, NUMBER).await;
    wait(&sandbox, 3 * 86_400);
    let call = sandbox.call(&id).unwrap();
    assert_eq!(
        (&call["status"], &call["calls_count"]),
        (&json!("completed"), &json!(3))
    );
    assert_eq!(
        (&call["outcome"], &call["outcome_summary"]),
        (&json!("interested"), &json!("Wants a quote."))
    );

    // The most recent first.
    let [human, busy, voicemail] = call["call_attempts"].as_array().unwrap().as_slice() else {
        panic!("{call}");
    };
    assert_eq!(human["structured_output"]["roof_side"], "south");
    assert_eq!(
        (&human["ended_by"], &human["end_reason"]),
        (&json!("user"), &Value::Null)
    );
    assert_eq!(
        human["transcript"][1],
        json!({ "role": "user", "content": "The roof faces south." })
    );
    assert_eq!(human["transcript"], human["post_call_transcript"]);
    assert_eq!(
        (&busy["status"], &busy["dial_error"]),
        (&json!("error"), &json!("busy"))
    );
    assert_eq!(
        (&busy["answered_at"], &busy["recording_url"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&voicemail["result"], &voicemail["end_reason"]),
        (&json!("voicemail"), &json!("voicemail"))
    );
    assert_eq!(
        voicemail["transcript"][1]["content"],
        "Hello, this is Jules from Bray Solaire. We will try again later."
    );
    assert_eq!(voicemail["structured_output"], Value::Null);
}

#[tokio::test]
async fn retries_keep_to_windows_days_and_delays() {
    let sandbox = sandbox([Reply::dial_error(DialError::NoAnswer).ringing(30.0)]).await;
    let config = json!({
        "allowed_days": ["monday", "wednesday"],
        "call_twice_in_a_row": true,
        "calling_windows": [{
            "calling_window_start_time": "9:30am",
            "calling_window_end_time": "11:00",
            "retry_delay_seconds": 1800,
        }],
        "max_retry_attempts": 4,
    });
    place_with(
        &sandbox,
        json!({
            "phone_number": NUMBER,
            "assistant": { "prompt": "Hello", "call_retry_config": config },
        }),
    )
    .await;
    wait(&sandbox, 7 * 86_400);
    let rings: Vec<String> = history(&sandbox)
        .into_iter()
        .filter(|line| line.contains("rings"))
        .collect();
    // Paris is two hours ahead: the window is from 07:30 to 09:00.
    assert_eq!(
        rings,
        [
            "15T08:00:02Z attempt 1 rings +33639980175",
            "15T08:00:33Z attempt 2 rings +33639980175",
            "15T08:31:04Z attempt 3 rings +33639980175",
            "17T07:30:01Z attempt 4 rings +33639980175",
        ]
    );
}

#[tokio::test]
async fn a_number_that_cannot_be_called_is_an_error_at_once() {
    let sandbox = sandbox([Reply::dial_error(DialError::NumberNonAttributed)]).await;
    let id = place(&sandbox, NUMBER).await;
    wait(&sandbox, 3600);
    let call = sandbox.call(&id).unwrap();
    assert_eq!(
        (&call["status"], &call["calls_count"]),
        (&json!("errored"), &json!(1))
    );
}

#[tokio::test]
async fn an_order_for_later_waits_and_one_that_skips_windows_does_not() {
    let sandbox = sandbox([Reply::human()]).await;
    let order = |more: Value| {
        let mut body = json!({ "phone_number": NUMBER, "assistant_id": "assistant_4Tn6yB" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let later = order(json!({ "scheduled_at": "2026-06-17T05:00:00Z" }));
    let later = place_with(&sandbox, later).await;
    // The window of the assistant opens at ten in Paris.
    let call = sandbox.call(&later).unwrap();
    assert_eq!(
        (&call["status"], &call["scheduled_at"]),
        (&json!("scheduled"), &json!("2026-06-17T08:00:00Z"))
    );

    sandbox.advance_to("2026-06-15T22:00:00Z".parse().unwrap());
    let night = place_with(&sandbox, order(json!({}))).await;
    let now = place_with(&sandbox, order(json!({ "skip_calling_window": true }))).await;
    wait(&sandbox, 120);
    assert_eq!(sandbox.call(&night).unwrap()["status"], "scheduled");
    assert_eq!(sandbox.call(&now).unwrap()["status"], "completed");

    let (status, body) = post(
        &sandbox,
        "/call",
        order(json!({ "scheduled_at": "tomorrow" })),
    )
    .await;
    assert_eq!(
        (status, &body["error"]["problems"][0]["pointer"]),
        (422, &json!("/scheduled_at"))
    );
}

#[tokio::test]
async fn exactly_one_assistant_has_to_be_given_and_to_be_there() {
    let sandbox = Sandbox::start().await.unwrap();
    let assistant = json!({ "prompt": "Hello" });
    for (body, pointer) in [
        (json!({}), "/assistant_id"),
        (json!({ "assistant_id": "nobody" }), "/assistant_id"),
        (
            json!({ "assistant_id": "assistant_4Tn6yB", "assistant": assistant }),
            "/assistant",
        ),
    ] {
        let mut order = json!({ "phone_number": NUMBER });
        order
            .as_object_mut()
            .unwrap()
            .extend(body.as_object().unwrap().clone());
        let (status, answer) = post(&sandbox, "/call", order).await;
        assert_eq!(status, 422, "{body}");
        assert_eq!(answer["error"]["problems"][0]["pointer"], pointer, "{body}");
    }
}

#[tokio::test]
async fn orders_of_one_concurrency_key_wait_for_each_other() {
    let script = Script::new().otherwise([Reply::human()]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    for number in ["+33639980171", "+33639980172", "+33639980173"] {
        let assistant = json!({ "prompt": "Hello" });
        let key = json!({ "key": "technicians" });
        place_with(
            &sandbox,
            json!({ "phone_number": number, "assistant": assistant, "concurrency": key }),
        )
        .await;
    }
    let statuses = |sandbox: &Sandbox| -> Vec<String> {
        let ids = sandbox.call_ids().into_iter().skip(1);
        ids.map(|id| {
            sandbox.call(&id).unwrap()["status"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
    };
    wait(&sandbox, 5);
    assert_eq!(
        statuses(&sandbox),
        ["calling", "queued_for_calling", "queued_for_calling"]
    );
    wait(&sandbox, 3600);
    assert_eq!(statuses(&sandbox), ["completed"; 3]);
}

#[tokio::test]
async fn a_call_that_is_too_long_ends_at_the_maximum() {
    let sandbox = sandbox([Reply::human().saying(["No."; 50])]).await;
    let assistant = json!({ "prompt": "Hello", "max_call_duration_secs": 30 });
    let id = place_with(
        &sandbox,
        json!({ "phone_number": NUMBER, "assistant": assistant }),
    )
    .await;
    wait(&sandbox, 600);
    let attempt = sandbox.call(&id).unwrap()["last_call_attempt"].clone();
    assert_eq!(
        (&attempt["end_reason"], &attempt["ended_by"]),
        (&json!("max_duration"), &json!("system"))
    );
}

#[tokio::test]
async fn a_search_finds_by_text_and_sorts() {
    let sandbox = sandbox([Reply::human()]).await;
    for name in ["Ada", "Grace"] {
        let body = json!({
            "phone_number": NUMBER, "assistant_id": "assistant_4Tn6yB",
            "prompt_variables": { "first_name": name },
        });
        place_with(&sandbox, body).await;
        wait(&sandbox, 60);
    }
    let names = |body: &Value| -> Vec<String> {
        let calls = body["calls"].as_array().unwrap().iter();
        calls
            .map(|call| call["contact"]["first_name"].as_str().unwrap().to_owned())
            .collect()
    };
    let find = |change: fn(&mut Value)| post(&sandbox, "/call/search", search(change));
    let (_, body) = find(|search| search["query"] = json!("gRACE")).await;
    assert_eq!(names(&body), ["Grace"]);
    let (_, body) = find(|_| {}).await;
    assert_eq!(names(&body), ["Grace", "Ada", "Camille"]);
    let (_, body) = find(|search| {
        search["sort_by"] = json!("created_at");
        search["sort_direction"] = json!("asc");
        search["page_size"] = json!(2);
    })
    .await;
    assert_eq!(
        (names(&body), &body["total_count"]),
        (vec!["Camille".into(), "Ada".into()], &json!(3))
    );
    for (name, value) in [
        ("page", json!(0)),
        ("page_size", json!(1001)),
        ("sort_by", json!("mood")),
    ] {
        let mut body = search(|_| {});
        body[name] = value;
        let (status, answer) = post(&sandbox, "/call/search", body).await;
        assert_eq!(
            (status, &answer["code"]),
            (422, &json!("unacceptable_value")),
            "{name}"
        );
    }
}
