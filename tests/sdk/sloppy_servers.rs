//! Text that a strict reader of JSON refuses, and that servers send all the same.

use revox::Error;
use revox::models::Call;
use revox_tests::responses::client_that_receives;
use revox_tests::spec::example;

/// The example with `bytes` in its summary, as it decodes.
async fn summary(bytes: &[u8]) -> Option<String> {
    let text = example("completed").to_string();
    let (before, after) = text.split_once("south-facing roof and").unwrap();
    let body = [before.as_bytes(), bytes, after.as_bytes()].concat();
    retrieve(body).await.ok()?.outcome_summary
}

async fn retrieve(body: Vec<u8>) -> Result<Call, Error> {
    client_that_receives(body).call().retrieve("a").await
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

/// The example with `value` as what its first tool was asked for, as it decodes.
async fn tool_argument(value: &str) -> serde_json::Value {
    let mut call = example("completed");
    call["call"]["call_attempts"][0]["structured_output"] = serde_json::json!({ "any": "SPOT" });
    let body = call.to_string().replace("\"SPOT\"", value);
    let call = retrieve(body.into_bytes()).await.expect("the rest decodes");
    assert_eq!(call.id, "call_8Zk3vQ");
    let output = call.call_attempts[0].structured_output.clone();
    serde_json::to_value(output).unwrap()["any"].clone()
}

/// The rest of the call order is worth more than one value that no type can hold.
#[tokio::test]
async fn a_value_that_cannot_be_represented_is_kept_as_its_text() {
    for number in ["1e400", "-1.5E+999", "1e99999999999"] {
        assert_eq!(tool_argument(number).await, number);
    }
    assert_eq!(tool_argument("1e308").await, 1e308);
    // As deep as decodes, it stays what it is.
    let shallow = format!("{}\"a\"{}", "[".repeat(50), "]".repeat(50));
    assert!(tool_argument(&shallow).await.is_array());
    // Deeper, what is too deep becomes text; a million levels do not overflow the stack.
    for levels in [200, 1_000_000] {
        let deep = format!("{}\"]\\\"\"{}", "[".repeat(levels), "]".repeat(levels));
        let mut value = &tool_argument(&deep).await;
        let mut depth = 0;
        while let Some(inner) = value.get(0) {
            value = inner;
            depth += 1;
        }
        let text = value.as_str().expect("text below the arrays");
        assert_eq!(text, &deep[depth..deep.len() - depth]);
    }
}

#[tokio::test]
async fn of_entries_with_the_same_key_the_last_one_counts() {
    let text = example("completed").to_string();
    let twice = text.replacen(
        "{\"call\":{",
        "{\"call\":{\"id\":\"first\",\"\\u0069d\":\"second\", ",
        1,
    );
    assert_ne!(twice, text);
    let call = retrieve(twice.into_bytes()).await.unwrap();
    assert_eq!(call.id, "call_8Zk3vQ");
    // What the dropped entry holds may be anything, other duplicates and numbers too large included.
    let nested = text.replacen(
        "{\"call\":{",
        "{\"call\":{\"metadata\":{\"a\":[1e400],\"a\":{}},\"status\":9e999,",
        1,
    );
    let call = retrieve(nested.into_bytes()).await.unwrap();
    assert_eq!(call.status, "completed");
}

#[tokio::test]
async fn damage_that_cannot_be_mended_is_an_error_that_keeps_every_byte() {
    let body = b"\xef\xbb\xbf{\"call\": \"\\ud83d".to_vec();
    let error = retrieve(body.clone()).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), &body);
}
