//! Every request gets a response, however malformed.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use revox_sandbox::Sandbox;
use serde_json::Value;

use crate::{get, raw};

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

/// A panic would close the connection without a response.
#[test]
fn no_request_however_malformed_makes_it_panic() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let address = raw::address(&sandbox);
    let law = |(method, path, body): (String, String, Vec<u8>)| {
        let mut request = format!(
            "{method} /api{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            sandbox.api_key(),
            body.len()
        )
        .into_bytes();
        request.extend(&body);
        let response = runtime.block_on(raw::exchange(&address, &request)).unwrap();
        prop_assert!(
            response.starts_with("HTTP/1.1 "),
            "{} {}: {}",
            method,
            path,
            response
        );
        prop_assert!((200..500).contains(&raw::status(&response)), "{}", response);
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
