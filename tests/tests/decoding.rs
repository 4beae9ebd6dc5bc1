//! What arrives decodes: today's documented answer, and what a server of tomorrow may send.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use revox::models::Call;
use revox_tests::spec::example_call;
use serde_json::{Value, json};

fn decode(call: &Value) -> Result<Call, serde_json::Error> {
    serde_json::from_str(&call.to_string())
}

/// Equality of what JSON says: `0` and `0.0` are one number, and null is absence.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            let mut keys = left.keys().chain(right.keys());
            keys.all(|key| same(at(left, key), at(right, key)))
        }
        _ => left == right,
    }
}

fn at<'a>(map: &'a serde_json::Map<String, Value>, key: &str) -> &'a Value {
    map.get(key).unwrap_or(&Value::Null)
}

/// Every place in `value`, as JSON pointers, parents before children.
fn pointers(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (key, child) in children {
        found.push(format!("/{key}"));
        found.extend(
            pointers(child)
                .into_iter()
                .map(|below| format!("/{key}{below}")),
        );
    }
    found
}

fn split(pointer: &str) -> (&str, &str) {
    pointer.rsplit_once('/').unwrap()
}

#[test]
fn the_examples_decode_and_are_written_back_equal() {
    for name in ["documented", "completed"] {
        let example = example_call(name);
        let call = decode(&example).expect(name);
        let written = serde_json::to_value(&call).unwrap();
        assert!(
            same(&example, &written),
            "{name}:\n{example:#}\n{written:#}"
        );
    }
}

/// The list is what a server has to keep sending; it is as short as the spec allows.
#[test]
fn only_these_fields_must_be_there() {
    let example = example_call("documented");
    let demanded: Vec<_> = pointers(&example)
        .into_iter()
        .filter(|pointer| {
            let (parent, key) = split(pointer);
            let mut call = example.clone();
            match call.pointer_mut(parent).unwrap() {
                Value::Object(map) => map.remove(key).is_some() && decode(&call).is_err(),
                _ => false,
            }
        })
        .collect();
    insta::assert_snapshot!("fields_that_must_be_there", demanded.join("\n"));
}

#[test]
fn only_these_fields_must_not_be_null() {
    let example = example_call("documented");
    let demanded: Vec<_> = pointers(&example)
        .into_iter()
        .filter(|pointer| {
            let mut call = example.clone();
            *call.pointer_mut(pointer).unwrap() = Value::Null;
            decode(&call).is_err()
        })
        .collect();
    insta::assert_snapshot!("fields_that_must_not_be_null", demanded.join("\n"));
}

#[test]
fn fields_nobody_knows_yet_are_ignored_everywhere() {
    let example = example_call("documented");
    // Maps of the caller's own data take any key as data.
    let data = [
        "structured_output",
        "tool_arguments",
        "metadata",
        "prompt_variables",
    ];
    for pointer in std::iter::once(String::new()).chain(pointers(&example)) {
        let mut call = example.clone();
        let key = pointer.rsplit('/').next().unwrap_or_default();
        if let Value::Object(map) = call.pointer_mut(&pointer).unwrap() {
            if data.contains(&key) || key.ends_with("_at") {
                continue;
            }
            map.insert("field_of_tomorrow".to_owned(), json!({"nested": [1, null]}));
            assert_eq!(
                decode(&call).expect(&pointer),
                decode(&example).unwrap(),
                "at {pointer}"
            );
        }
    }
}

/// Whatever string an enum of tomorrow sends is kept and written back, wherever one stands; and a
/// union whose tag nobody knows is kept whole.
#[test]
fn any_text_may_stand_where_a_text_stands() {
    fn replace(value: &mut Value) {
        match value {
            Value::String(text) => *text = "value_of_tomorrow".to_owned(),
            Value::Array(list) => list.iter_mut().for_each(replace),
            Value::Object(map) => map.values_mut().for_each(replace),
            _ => {}
        }
    }
    let mut tomorrow = example_call("completed");
    replace(&mut tomorrow);
    let call = decode(&tomorrow).unwrap();
    assert_eq!(call.status.as_str(), "value_of_tomorrow");
    assert!(!call.status.is_known());
    assert!(same(&tomorrow, &serde_json::to_value(&call).unwrap()));
}

#[test]
fn decoding_a_known_enum_value_allocates_nothing() {
    use revox::models::CallStatus;
    let bytes = br#""queued_for_calling""#;
    let mut status = None;
    let allocations = allocation_counter::measure(|| {
        status = serde_json::from_slice::<CallStatus>(bytes).ok();
    });
    assert_eq!(status, Some(CallStatus::QueuedForCalling));
    assert_eq!(allocations.count_total, 0);
}

mod enums {
    use revox::models::{AttemptResult, CallStatus};

    /// The four ways in and out of an enum agree, for what is known and for what is not.
    #[test]
    fn text_and_json_agree() {
        let known = CallStatus::KNOWN.iter().copied();
        for text in known.chain(["", "Completed", " completed", "völlig \"neu\"\n"]) {
            let parsed: CallStatus = text.parse().unwrap();
            let json = serde_json::to_string(text).unwrap();
            assert_eq!(parsed, CallStatus::from(text));
            assert_eq!(parsed, serde_json::from_str(&json).unwrap());
            assert_eq!(parsed.as_str(), text);
            assert_eq!(parsed.to_string(), text);
            assert_eq!(serde_json::to_string(&parsed).unwrap(), json);
            assert_eq!(parsed.is_known(), CallStatus::KNOWN.contains(&text));
        }
    }

    #[test]
    fn a_value_called_unknown_is_not_the_unknown_arm() {
        let documented = AttemptResult::from("unknown");
        assert_eq!(documented, AttemptResult::Undetermined);
        assert!(documented.is_known());
    }

    #[test]
    fn a_padded_format_pads() {
        assert_eq!(format!("{:>10}", CallStatus::Calling), "   calling");
    }
}

mod unions {
    use revox::models::LlmModel;
    use serde_json::json;

    #[test]
    fn a_known_variant_is_read_by_its_tag_and_written_with_it() {
        let json =
            json!({"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"});
        let model: LlmModel = serde_json::from_value(json.clone()).unwrap();
        assert!(
            matches!(&model, LlmModel::Openrouter(content) if content.openrouter_model_id == "m")
        );
        assert_eq!(model.tag(), Some("openrouter"));
        assert_eq!(serde_json::to_value(&model).unwrap(), json);
    }

    #[test]
    fn an_unknown_variant_is_kept_whole() {
        for json in [
            json!({"type": "quantum", "api_key": "sk-1", "depth": {"n": [1, 2.5, null]}}),
            json!({"type": 7}),
            json!({}),
        ] {
            let model: LlmModel = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(model.tag(), json["type"].as_str());
            assert_eq!(
                model.as_unknown().unwrap().as_object(),
                json.as_object().unwrap()
            );
            assert_eq!(serde_json::to_value(&model).unwrap(), json);
        }
    }

    #[test]
    fn a_malformed_known_variant_is_an_error_and_says_which() {
        let json = json!({"type": "openrouter", "openrouter_model_id": "m"});
        let error = serde_json::from_value::<LlmModel>(json).unwrap_err();
        assert_eq!(
            error.to_string(),
            "in variant `openrouter` at `.`: missing field `openrouter_provider`"
        );
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        assert!(serde_json::from_value::<LlmModel>(json!("openrouter")).is_err());
    }
}

mod tool_arguments {
    use revox::models::ToolArguments;
    use serde_json::json;

    #[test]
    fn they_are_an_object_or_a_string_or_kept_as_they_are() {
        let read = |json| serde_json::from_value::<ToolArguments>(json).unwrap();
        assert!(matches!(read(json!({"a": 1})), ToolArguments::Object(map) if map["a"] == 1));
        assert!(matches!(read(json!("{}")), ToolArguments::String(text) if text == "{}"));
        assert_eq!(read(json!([1])).as_unknown(), Some(&json!([1])));
        for json in [json!({"a": 1}), json!("{}"), json!([1, "x"]), json!(true)] {
            assert_eq!(serde_json::to_value(read(json.clone())).unwrap(), json);
        }
    }
}

mod timestamps {
    use revox::Timestamp;
    use serde_json::json;

    #[test]
    fn whatever_stands_there_is_kept() {
        for json in [
            json!({}),
            json!(null),
            json!(1_780_000_000),
            json!("yesterday"),
            json!("2026-06-09T14:05:07.123+02:00"),
        ] {
            let time: Timestamp = serde_json::from_value(json.clone()).unwrap();
            assert_eq!(time.as_value(), &json);
            assert_eq!(serde_json::to_value(&time).unwrap(), json);
        }
    }

    #[test]
    fn an_rfc_3339_string_is_an_instant_and_nothing_else_is() {
        let instant = |json| serde_json::from_value::<Timestamp>(json).unwrap().instant();
        let noon: jiff::Timestamp = "2026-06-09T12:05:07.123Z".parse().unwrap();
        assert_eq!(instant(json!("2026-06-09T14:05:07.123+02:00")), Some(noon));
        for other in [
            json!({}),
            json!(null),
            json!("2026-06-09"),
            json!(1_780_000_000),
        ] {
            assert_eq!(instant(other), None);
        }
    }
}

mod secrets {
    use super::decode;
    use revox_tests::spec::example_call;
    use serde_json::json;

    #[test]
    fn no_debug_shows_a_credential() {
        let mut call = example_call("documented");
        let secret = "sk-s3cr3t";
        call["llm_model"] = json!({
            "type": "custom", "api_key": secret, "api_url": "https://llm.example", "model_name": "m"
        });
        call["assistant"]["llm_model"] = json!({"type": "of tomorrow", "token": secret});
        call["assistant"]["custom_tools"][0]["headers"][0]["value"] = json!(secret);
        call["assistant"]["custom_tools"][0]["query_params"][0]["value"] = json!(secret);
        let call = decode(&call).unwrap();
        assert!(!format!("{call:?}").contains(secret));
        assert_eq!(
            serde_json::to_string(&call)
                .unwrap()
                .matches(secret)
                .count(),
            4
        );
    }
}

mod text_that_a_strict_reader_refuses {
    use revox::bytes::Bytes;
    use revox::models::Call;
    use revox::{BoxFuture, Client, Error, Outgoing, Transport, http};
    use revox_tests::spec::example;

    #[derive(Debug)]
    struct Canned(Bytes);

    impl Transport for Canned {
        fn send(&self, _: Outgoing) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
            let response = http::Response::new(self.0.clone());
            Box::pin(async { Ok(response) })
        }
    }

    /// The example with `marker` replaced in its summary, as it decodes.
    async fn summary(bytes: &[u8]) -> Option<String> {
        let text = example("completed").to_string();
        let (before, after) = text.split_once("south-facing roof and").unwrap();
        let body = [before.as_bytes(), bytes, after.as_bytes()].concat();
        retrieve(body).await.ok()?.outcome_summary
    }

    async fn retrieve(body: Vec<u8>) -> Result<Call, Error> {
        Client::with_transport(Canned(body.into()))
            .call()
            .retrieve("a")
            .await
    }

    /// JavaScript servers write half of a pair when they cut a text in the middle of an emoji.
    #[tokio::test]
    async fn half_an_emoji_costs_that_character_and_no_more() {
        let table = [
            (r"cut \ud83d", "cut \u{fffd}"),
            (r"\ude00 cut", "\u{fffd} cut"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
            (r"\\ud83d \ud83d", "\\ud83d \u{fffd}"),
            (r"\u00e9 \n \ud83d\n", "é \n \u{fffd}\n"),
        ];
        for (sent, read) in table {
            let summary = summary(sent.as_bytes()).await.expect(sent);
            assert!(
                summary.contains(&format!("for a {read} agreed")),
                "{sent}: {summary}"
            );
        }
    }

    #[tokio::test]
    async fn bytes_that_are_no_utf_8_cost_one_character() {
        let summary = summary(b"caf\xe9").await.unwrap();
        assert!(summary.contains("for a caf\u{fffd} agreed"), "{summary}");
    }

    #[tokio::test]
    async fn a_byte_order_mark_is_passed_over() {
        let body = [b"\xef\xbb\xbf", example("completed").to_string().as_bytes()].concat();
        assert_eq!(retrieve(body).await.unwrap().id, "call_8Zk3vQ");
    }

    #[tokio::test]
    async fn damage_that_cannot_be_mended_is_an_error_that_keeps_every_byte() {
        let body = b"\xef\xbb\xbf{\"call\": \"\\ud83d".to_vec();
        let error = retrieve(body.clone()).await.unwrap_err();
        assert!(error.is_decode());
        assert_eq!(error.body().unwrap(), &body);
    }
}

mod integers {
    use super::decode;
    use revox_tests::spec::example_call;
    use serde_json::Value;

    fn delay(value: &str) -> Option<i64> {
        let mut call = example_call("documented");
        call["first_sentence_delay_ms"] = serde_json::from_str::<Value>(value).unwrap();
        decode(&call).ok().map(|call| call.first_sentence_delay_ms)
    }

    /// JSON does not tell `3` from `3.0`, and a gateway may write either.
    #[test]
    fn they_may_be_written_with_a_point() {
        assert_eq!(delay("400"), Some(400));
        assert_eq!(delay("-9007199254740991"), Some(-9_007_199_254_740_991));
        assert_eq!(delay("400.0"), Some(400));
        assert_eq!(delay("4e2"), Some(400));
        for wrong in ["400.5", "1e300", "18446744073709551615", "\"400\"", "null"] {
            assert_eq!(delay(wrong), None, "{wrong}");
        }
    }
}
