//! Requests are held to the description, and what is wrong is named.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{get, post, raw};

/// What the first problem of a refusal says: status, code, pointer and schema.
async fn refusal(sandbox: &Sandbox, path: &str, body: Value) -> (u16, String, String, String) {
    let (status, answer) = post(sandbox, path, body).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problem = &answer["error"]["problems"][0];
    (
        status,
        text(&answer["code"]),
        text(&problem["pointer"]),
        text(&problem["schema"]),
    )
}

#[tokio::test]
async fn what_is_wrong_is_named_by_pointer_and_schema() {
    let sandbox = Sandbox::start().await.unwrap();
    let order = |more: Value| {
        let mut body = json!({ "phone_number": "+33639980175" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    let assistant = |settings: Value| order(json!({ "assistant": settings }));
    for (body, status, pointer, schema) in [
        (json!([]), 400, "", "CallCreate"),
        (json!({}), 400, "/phone_number", "CallCreate"),
        (order(json!({ "phone": 1 })), 400, "/phone", "CallCreate"),
        (
            order(json!({ "phone_number": 33 })),
            400,
            "/phone_number",
            "CallCreate/properties/phone_number",
        ),
        (
            order(json!({ "phone_number": "0639980175" })),
            422,
            "/phone_number",
            "CallCreate/properties/phone_number",
        ),
        (order(json!({ "a/b~c": 1 })), 400, "/a~1b~0c", "CallCreate"),
        (
            order(json!({ "metadata": { "a": 1 } })),
            400,
            "/metadata/a",
            "CallCreate/properties/metadata/additionalProperties",
        ),
        (
            order(json!({ "concurrency": null })),
            400,
            "/concurrency",
            "CallConcurrency",
        ),
        (
            assistant(json!({})),
            400,
            "/assistant/prompt",
            "CallAssistant/allOf/1",
        ),
        (
            assistant(json!({ "prompt": "", "nam": 1 })),
            400,
            "/assistant/nam",
            "CallAssistant",
        ),
        (
            assistant(
                json!({ "prompt": "", "voice": { "id": "a", "provider": "cartesia", "speed": 2 } }),
            ),
            422,
            "/assistant/voice/speed",
            "Voice/properties/speed",
        ),
        (
            assistant(
                json!({ "prompt": "", "llm_model": { "type": "openrouter", "openrouter_model_id": "a" } }),
            ),
            400,
            "/assistant/llm_model/openrouter_provider",
            "OpenrouterModel",
        ),
        (
            assistant(json!({ "prompt": "", "llm_model": { "type": "hal" } })),
            422,
            "/assistant/llm_model/type",
            "LlmModel/properties/type",
        ),
        (
            assistant(json!({ "prompt": "", "max_duration_end_message": "x".repeat(151) })),
            422,
            "/assistant/max_duration_end_message",
            "AssistantSettings/properties/max_duration_end_message",
        ),
        (
            assistant(
                json!({ "prompt": "", "llm_model": { "type": "custom", "api_key": "k", "api_url": "no url", "model_name": "m" } }),
            ),
            422,
            "/assistant/llm_model/api_url",
            "CustomModel/properties/api_url",
        ),
    ] {
        let said = refusal(&sandbox, "/call", body.clone()).await;
        let code = if status == 400 {
            "invalid_body"
        } else {
            "unacceptable_value"
        };
        let schema = format!("#/components/schemas/{schema}");
        assert_eq!(
            said,
            (status, code.into(), pointer.into(), schema),
            "{body}"
        );
    }
}

#[tokio::test]
async fn null_is_taken_where_it_may_stand_and_nowhere_else() {
    let sandbox = Sandbox::start().await.unwrap();
    for (setting, takes_null) in [
        ("background_sound", true),
        ("calendly", true),
        ("human_transfer_mode", true),
        ("transfer_destinations", true),
        ("voicemail_message", true),
        ("call_retry_config", false),
        ("voice", false),
        ("webhook_url", false),
    ] {
        let body = json!({ "name": "Ava", "prompt": "Hello", setting: null });
        let status = post(&sandbox, "/assistants", body).await.0;
        assert_eq!(status, if takes_null { 200 } else { 400 }, "{setting}");
    }
}

#[tokio::test]
async fn a_problem_of_shape_comes_before_one_of_a_value_and_all_are_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = json!({ "phone_number": "no", "from_phone_number": "no", "x": 1 });
    let (status, answer) = post(&sandbox, "/call", body).await;
    assert_eq!((status, &answer["code"]), (400, &json!("invalid_body")));
    assert_eq!(
        answer["message"],
        "The body is no `CallCreate`. At /x: the schema knows no property \"x\". There are 2 more problems."
    );
    assert_eq!(answer["error"]["problems"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_media_type_has_to_be_json() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"phone_number":"+33639980175","assistant_id":"assistant_4Tn6yB"}"#;
    for (media_type, status) in [
        (Some("application/json"), 200),
        (Some("Application/JSON; charset=utf-8"), 200),
        (Some("text/plain"), 415),
        (Some("application/jsonp"), 415),
        (Some("application/x-www-form-urlencoded"), 415),
        (None, 415),
    ] {
        let mut request = reqwest::Client::new()
            .post(format!("{}/call", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .body(body);
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        assert_eq!(
            request.send().await.unwrap().status(),
            status,
            "{media_type:?}"
        );
    }
    assert_eq!(
        sandbox
            .requests()
            .iter()
            .filter(|r| r.accepted() == 1)
            .count(),
        2
    );
}

#[tokio::test]
async fn a_body_that_is_missing_or_no_json_is_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let deep = "[".repeat(10_000);
    for (body, code) in [
        ("", "missing_body"),
        ("{", "malformed_json"),
        ("{\"phone_number\":\"\\ud800\"}", "malformed_json"),
        ("{} {}", "malformed_json"),
        ("nul", "malformed_json"),
        (
            r#"{"phone_number":"+33639980175","phone_number":1}"#,
            "malformed_json",
        ),
        (
            r#"{"assistant":{"prompt":"a","prompt":"a"}}"#,
            "malformed_json",
        ),
        (deep.as_str(), "malformed_json"),
        ("null", "invalid_body"),
    ] {
        let response = reqwest::Client::new()
            .post(format!("{}/call", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .header("content-type", "application/json")
            .body(body.to_owned());
        let answer: Value = response.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["code"], code, "{}", &body[..body.len().min(20)]);
    }
}

#[tokio::test]
async fn a_recording_of_the_greatest_length_is_taken() {
    let sandbox = Sandbox::start().await.unwrap();
    let clone = |length: usize| json!({ "audio": "A".repeat(length), "contentType": "audio/wav", "language": "fr", "name": "N" });
    assert_eq!(
        post(&sandbox, "/voices/clone", clone(10_000_000)).await.0,
        200
    );
    let said = refusal(&sandbox, "/voices/clone", clone(10_000_004)).await;
    assert_eq!((said.0, said.2.as_str()), (422, "/audio"));
    assert_eq!(refusal(&sandbox, "/voices/clone", clone(3)).await.0, 422);
}

#[tokio::test]
async fn the_query_of_a_voice_has_to_name_a_provider() {
    let sandbox = Sandbox::start().await.unwrap();
    for (query, status, code) in [
        ("?provider=cartesia", 200, Value::Null),
        ("", 400, json!("missing_parameter")),
        ("?provider=acme", 400, json!("invalid_parameter")),
    ] {
        let (answered, body) = get(&sandbox, &format!("/voices/voice_fr_jules{query}")).await;
        assert_eq!((answered, &body["code"]), (status, &code), "{query}");
    }
}

/// JSON that is near to a request: parts of real ones, in wrong places and with wrong values.
fn near_json() -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "phone_number",
        "assistant_id",
        "assistant",
        "prompt",
        "name",
        "call_retry_config",
        "allowed_days",
        "calling_windows",
        "calling_window_start_time",
        "calling_window_end_time",
        "retry_delay_seconds",
        "max_retry_attempts",
        "timezone",
        "call_twice_in_a_row",
        "metadata",
        "scheduled_at",
        "skip_calling_window",
        "concurrency",
        "key",
        "contacts",
        "to_phone_number",
        "prompt_variables",
        "max_concurrent_calls",
        "page",
        "page_size",
        "filters",
        "statuses",
        "selection",
        "rows",
        "mode",
        "call_ids",
        "query",
        "sort_by",
        "structured_output_config",
        "enum_options",
        "type",
        "required",
        "audio",
        "language",
        "contentType",
        "voiceId",
        "provider",
        "label",
        "inbound_assistant_id",
        "llm_model",
        "faq_items",
        "max_call_duration_secs",
        "first_sentence_delay_ms",
    ];
    const TEXTS: &[&str] = &[
        "",
        "+33639980175",
        "+1",
        "assistant_4Tn6yB",
        "monday",
        "10:00",
        "6pm",
        "Europe/Paris",
        "2026-06-17T05:00:00Z",
        "9999-12-31T23:59:59Z",
        "-9999-01-01T00:00:00Z",
        "speed_dial",
        "ai_first",
        "only",
        "cartesia",
        "voice_fr_jules",
        "enum",
        "custom",
        "T2dn",
        "\u{0}",
        "{{x}}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2..9_i64).prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        let entries = (prop::sample::select(NAMES), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::btree_map(entries.0, entries.1, 0..8)
                .prop_map(|map| map.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

/// A request as it is on the wire: of each operation, valid or spoilt somewhere.
fn requests() -> impl Strategy<Value = (String, String, Vec<u8>)> {
    let spec: Value =
        serde_json::from_str(include_str!("../../src/generated/openapi.json")).unwrap();
    let mut known = Vec::new();
    for (path, operations) in spec["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let json = &operation["requestBody"]["content"]["application/json"];
            let examples = json["examples"].as_object().into_iter().flatten();
            let bodies = examples.map(|(_, example)| example["value"].clone());
            for body in bodies.chain([Value::Null]) {
                known.push((method.to_uppercase(), path.clone(), body));
            }
        }
    }
    let ids = prop::sample::select(
        &[
            "assistant_4Tn6yB",
            "call_8Zk3vQ",
            "campaign_3Ge8wD",
            "phone_6Vd4sL",
            "voice_fr_nadia",
            "%",
            "x",
        ][..],
    );
    let body = (
        prop::sample::select(known),
        ids,
        near_json(),
        0..6_u8,
        any::<prop::sample::Index>(),
    );
    body.prop_map(|((method, path, example), id, spoilt, how, place)| {
        let mut body = example;
        match how {
            0 => {}
            1 | 2 => body = spoilt,
            3 => {
                if let Some(body) = body.as_object_mut() {
                    body.insert("unknown".into(), spoilt);
                }
            }
            _ => {
                // One of the values, however deep.
                let mut pointers = Vec::new();
                collect(&body, "", &mut pointers);
                let at = place.get(&pointers);
                *body.pointer_mut(at).unwrap() = spoilt;
            }
        }
        let query = if path == "/voices/{id}" && method == "GET" {
            "?provider=cartesia"
        } else {
            ""
        };
        let bytes = if body.is_null() {
            Vec::new()
        } else {
            body.to_string().into_bytes()
        };
        (method, path.replace("{id}", id) + query, bytes)
    })
}

fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    pointers.push(at.to_owned());
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                collect(value, &format!("{at}/{name}"), pointers);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
}

/// A panic would close the connection without an answer.
#[test]
fn no_request_however_malformed_makes_it_panic() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let address = raw::address(&sandbox);
    let law = |(method, path, body): (String, String, Vec<u8>)| {
        let mut request = format!(
            "{method} /api{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            sandbox.api_key(),
            body.len()
        )
        .into_bytes();
        request.extend(&body);
        let answer = runtime.block_on(raw::exchange(&address, &request)).unwrap();
        prop_assert!(
            answer.starts_with("HTTP/1.1 "),
            "{} {}: {}",
            method,
            path,
            answer
        );
        prop_assert!((200..500).contains(&raw::status(&answer)), "{}", answer);
        // What was accepted has to live as well.
        sandbox.advance(Duration::from_secs(600));
        let probe = runtime.block_on(get(&sandbox, "/users/me")).0;
        prop_assert_eq!(probe, 200);
        Ok(())
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::with_cases(1_500), rng);
    runner.run(&requests(), law).unwrap();
    let accepted = sandbox
        .requests()
        .iter()
        .filter(|r| r.accepted() == 1)
        .count();
    assert!(
        accepted > 1_600,
        "too few of the requests were any good: {accepted}"
    );
}
