//! A body that does not decode is told by place: the same place that serde's own tracking finds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use revox::models::Call;
use revox_tests::answers::client_that_receives;
use revox_tests::spec::example;
use serde_json::{Value, json};

/// Where this library says that `body` does not decode; nothing if it does.
async fn ours(body: &str) -> Option<String> {
    let client = client_that_receives(body.to_owned());
    let error = client.call().retrieve("a").await.err()?;
    Some(error.decode_path().expect("a decode error").to_owned())
}

/// Where tracking says so.
fn tracked(body: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Envelope {
        #[allow(dead_code)]
        call: Call,
    }
    let mut json = serde_json::Deserializer::from_str(body);
    let result: Result<Envelope, _> = serde_path_to_error::deserialize(&mut json);
    let path = result.err()?.path().to_string();
    // Keys of the example that are data and not names of fields.
    let data = ["crm_lead", "first_name", "town", "callback_time"];
    let shown = path
        .split('.')
        .map(|key| if data.contains(&key) { "?" } else { key });
    Some(if path == "." {
        path
    } else {
        shown.collect::<Vec<_>>().join(".")
    })
}

/// Every way to put `wrong` in the place of a value, or to leave a field out.
fn damaged(value: &Value, wrong: &Value) -> Vec<Value> {
    let mut found = vec![wrong.clone()];
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                let mut without = map.clone();
                without.remove(key);
                found.push(Value::Object(without));
                found.extend(damaged(child, wrong).into_iter().map(|child| {
                    let mut with = map.clone();
                    with.insert(key.clone(), child);
                    Value::Object(with)
                }));
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                found.extend(damaged(child, wrong).into_iter().map(|child| {
                    let mut with = list.clone();
                    with[index] = child;
                    Value::Array(with)
                }));
            }
        }
        _ => {}
    }
    found
}

#[tokio::test]
async fn the_place_is_the_one_that_tracking_finds() {
    let example = example("completed");
    let mut places = 0;
    for wrong in [
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!([{"a": "\"}"}]),
        json!({}),
    ] {
        for call in damaged(&example["call"], &wrong) {
            let body = json!({ "call": call });
            // Line breaks matter to how places are found, so one kind of damage is laid out.
            let text = if wrong == 7 {
                format!("{body:#}")
            } else {
                body.to_string()
            };
            let place = ours(&text).await;
            // Tracking does not see into a union: what we find is there or below.
            let tracked = tracked(&text);
            let agrees = match (&place, &tracked) {
                (Some(place), Some(tracked)) if tracked.ends_with("llm_model") => {
                    place.starts_with(tracked.as_str())
                }
                (place, tracked) => place == tracked,
            };
            assert!(agrees, "{place:?} for {tracked:?} in {text}");
            places += usize::from(place.is_some());
        }
    }
    assert!(places > 1_000, "{places}");
}

#[tokio::test]
async fn text_that_is_cut_short_is_placed_at_the_cut() {
    let text = format!("{:#}", example("completed"));
    let cut = text.find("\"outcome_summary\": ").unwrap();
    assert_eq!(ours(&text[..cut]).await.as_deref(), Some("call"));
    assert_eq!(
        ours(&text[..cut + 30]).await.as_deref(),
        Some("call.outcome_summary")
    );
}

/// Other keys are data: they can be phone numbers, or what a caller keeps.
#[tokio::test]
async fn only_names_of_fields_are_shown() {
    for key in ["+33612345678", "lead_33612345678", "camille"] {
        let mut body = example("completed");
        body["call"]["metadata"][key] = json!(1);
        let place = ours(&body.to_string()).await;
        assert_eq!(place.as_deref(), Some("call.metadata.?"), "{key}");
    }
}

#[tokio::test]
async fn a_text_that_is_nested_without_end_has_a_short_path() {
    let mut body = example("completed");
    body["call"]["call_attempts"][0]["structured_output"] = json!({"a": null});
    let body = body
        .to_string()
        .replace(r#"{"a":null}"#, &format!("{{\"a\":{}", "[".repeat(200)));
    let place = ours(&body).await.unwrap();
    assert!(
        place.starts_with("call.call_attempts[0].structured_output.?[0][0]"),
        "{place}"
    );
    assert!(place.len() < 100, "{place}");
}

/// The place inside a union is found as well, although its content is read from a copy.
#[tokio::test]
async fn a_malformed_variant_is_placed_inside() {
    let mut body = example("completed");
    body["call"]["llm_model"] =
        json!({"type": "realtime", "provider": "x", "realtime_model_id": 1});
    let place = ours(&body.to_string()).await;
    assert_eq!(place.as_deref(), Some("call.llm_model.realtime_model_id"));
}
