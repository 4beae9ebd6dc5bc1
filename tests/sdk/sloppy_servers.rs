//! Text that a strict reader of JSON refuses, and that servers send all the same.

use revox::Error;
use revox::models::Call;
use revox_tests::answers::client_that_receives;
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

#[tokio::test]
async fn damage_that_cannot_be_mended_is_an_error_that_keeps_every_byte() {
    let body = b"\xef\xbb\xbf{\"call\": \"\\ud83d".to_vec();
    let error = retrieve(body.clone()).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), &body);
}
