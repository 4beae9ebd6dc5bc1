//! The path of a decode error is the one that a path-tracking deserializer reports.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use revox::{Content, Parameters, Request};
use revox_tests::positions::Positions;
use revox_tests::requests::{Use, with_request};
use revox_tests::responses::{client_that_receives, decoded};
use revox_tests::spec::{Endpoint, endpoints, example, examples, root};
use revox_tests::spots::{Spot, spots};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Returns the path at which this library fails to decode `body`; none if it decodes.
async fn ours(operation: &str, body: &str) -> Option<String> {
    let error = decoded(operation, body.to_owned()).await.err()?;
    Some(error.decode_path().expect("a decode error").to_owned())
}

/// Returns the path at which a tracking deserializer fails.
fn tracked(operation: &Endpoint<'_>, body: &str) -> Option<String> {
    let enveloped = operation.value.get("x-unwrap").is_some();
    let tracked = Tracked { enveloped, body };
    let path = with_request(&client_that_receives(""), operation.id, tracked)?;
    // Keys that are data and not names of fields; an index is not part of a key.
    let shown = path.split('.').map(|step| {
        let key = step.split('[').next().unwrap_or_default();
        if key.is_empty() || NAMES.contains(key) {
            step.to_owned()
        } else {
            step.replace(key, "?")
        }
    });
    Some(if path == "." {
        path
    } else {
        shown.collect::<Vec<_>>().join(".")
    })
}

static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let all = Positions::new(root());
    let paths = all
        .properties()
        .map(|(place, ..)| place.path.rsplit('/').next().unwrap());
    paths.map(str::to_owned).collect()
});

/// Reads a body with a deserializer that knows where it is.
struct Tracked<'a> {
    enveloped: bool,
    body: &'a str,
}

impl Use for Tracked<'_> {
    type Output = Option<String>;

    fn json<T, P>(self, _: Request<T, P>) -> Self::Output
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        /// The envelope of the response.
        #[derive(Deserialize)]
        struct Envelope<T> {
            #[serde(alias = "assistant", alias = "assistants", alias = "campaign")]
            #[serde(alias = "campaigns", alias = "phone_history", alias = "phone_number")]
            #[serde(alias = "phone_numbers", alias = "rows", alias = "statistics")]
            #[serde(alias = "user", alias = "voice", alias = "voices")]
            #[allow(dead_code)]
            call: T,
        }
        let mut json = serde_json::Deserializer::from_str(self.body);
        let error = if self.enveloped {
            serde_path_to_error::deserialize::<_, Envelope<T>>(&mut json).err()
        } else {
            serde_path_to_error::deserialize::<_, T>(&mut json).err()
        };
        Some(error?.path().to_string())
    }

    fn content<P>(self, _: Request<Content, P>) -> Self::Output
    where
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        None
    }
}

/// A response with other values instead of one, and without it.
fn damaged(answer: &Value, spot: &Spot) -> Vec<Value> {
    let wrong = [
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!([{"a": "\"}"}]),
        json!({}),
    ];
    let wrong = wrong
        .into_iter()
        .map(|wrong| spot.replaced_in(answer, wrong));
    wrong.chain(spot.removed_from(answer)).collect()
}

/// Whatever is wrong with any field of any type.
#[tokio::test]
async fn the_place_is_the_one_that_tracking_finds() {
    let (mut tried, mut places) = (BTreeSet::new(), 0);
    for operation in endpoints() {
        let Some(answer) = operation.response() else {
            continue;
        };
        for (_, example) in examples(answer) {
            let spots = spots(root(), &answer["schema"], example, operation.id);
            // The last of a list before the first, whose index would be hard to get wrong.
            for spot in spots.into_iter().rev() {
                if spot.pointer.is_empty() || !tried.insert(spot.name.clone()) {
                    continue;
                }
                for (index, body) in damaged(example, &spot).iter().enumerate() {
                    // Line breaks matter to how paths are found, so every other body is laid out.
                    let text = match index % 2 {
                        0 => body.to_string(),
                        _ => format!("{body:#}"),
                    };
                    let is_array = body.pointer(&spot.pointer).is_some_and(Value::is_array);
                    let place = ours(operation.id, &text).await;
                    // Tracking does not see into a union: what we find is there or below.
                    let tracked = tracked(&operation, &text);
                    let agrees = match (&place, &tracked) {
                        (Some(place), Some(tracked)) if tracked.ends_with("llm_model") => {
                            place.starts_with(tracked.as_str())
                        }
                        // Nor does it treat an array instead of an object as an error.
                        (Some(place), tracked) if is_array => tracked
                            .as_ref()
                            .is_none_or(|tracked| tracked.starts_with(place)),
                        (place, tracked) => place == tracked,
                    };
                    assert!(agrees, "{place:?} for {tracked:?} in {text}");
                    places += usize::from(place.is_some());
                }
            }
        }
    }
    assert!(places > 1_000, "{places}");
}

#[tokio::test]
async fn text_that_is_cut_short_is_placed_at_the_cut() {
    let text = format!("{:#}", example("completed"));
    let cut = text.find("\"outcome_summary\": ").unwrap();
    assert_eq!(
        ours("call_retrieve", &text[..cut]).await.as_deref(),
        Some("call")
    );
    assert_eq!(
        ours("call_retrieve", &text[..cut + 30]).await.as_deref(),
        Some("call.outcome_summary")
    );
}

/// Other keys are data: they can be phone numbers, or what a caller keeps.
#[tokio::test]
async fn only_names_of_fields_are_shown() {
    for key in ["+33612345678", "lead_33612345678", "camille"] {
        let mut body = example("completed");
        body["call"]["metadata"][key] = json!(1);
        let place = ours("call_retrieve", &body.to_string()).await;
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
    let place = ours("call_retrieve", &body).await.unwrap();
    assert!(
        place.starts_with("call.call_attempts[0].structured_output.?[0][0]"),
        "{place}"
    );
    assert!(place.len() < 100, "{place}");
}

/// A path inside a union is found as well, although its content is read from a copy.
#[tokio::test]
async fn a_malformed_variant_is_placed_inside() {
    let mut body = example("completed");
    body["call"]["llm_model"] =
        json!({"type": "realtime", "provider": "x", "realtime_model_id": 1});
    let place = ours("call_retrieve", &body.to_string()).await;
    assert_eq!(place.as_deref(), Some("call.llm_model.realtime_model_id"));
}
