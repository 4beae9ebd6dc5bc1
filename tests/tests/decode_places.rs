//! A body that does not decode is told by place: the same place that serde's own tracking finds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use bytes::Bytes;
use revox::models::Call;
use revox_api::{BoxFuture, Client, Error, Outgoing, Transport};
use revox_tests::spec::example;
use serde_json::{Value, json};

#[derive(Debug)]
struct Canned(Bytes);

impl Transport for Canned {
    fn send(&self, _: Outgoing) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let response = http::Response::new(self.0.clone());
        Box::pin(async { Ok(response) })
    }
}

/// Where this library says that `body` does not decode; nothing if it does.
async fn ours(body: &str) -> Option<String> {
    let client = Client::new(Canned(Bytes::copy_from_slice(body.as_bytes())));
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
    result.err().map(|error| error.path().to_string())
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
            assert_eq!(place, tracked(&text), "{text}");
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

/// Keys that name no field can be phone numbers.
#[tokio::test]
async fn keys_that_are_no_names_are_not_shown() {
    let mut body = example("completed");
    body["call"]["metadata"]["+33612345678"] = json!(1);
    assert_eq!(
        ours(&body.to_string()).await.as_deref(),
        Some("call.metadata.?")
    );
}
