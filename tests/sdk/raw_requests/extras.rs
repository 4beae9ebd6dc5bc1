//! Query parameters, headers and fields of the body that no description has, on any request.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox::Error;
use revox::reqwest::Url;
use revox_tests::stub::{Canned, Stub};
use serde_json::{Value, json};

use super::{body, query, server};

/// A server that knows nothing: the test looks at requests, not at responses.
async fn deaf() -> Stub {
    Stub::start(vec![Canned::json("404 Not Found", &[], "")]).await
}

#[tokio::test]
async fn a_query_parameter_is_encoded_whatever_it_holds() {
    let stub = server().await;
    let request = stub
        .client()
        .get("/notes")
        .extra_query("a b", "x&y=z é+%#/?\n");
    request.await.unwrap();
    let expected = "a%20b=x%26y%3Dz%20%C3%A9%2B%25%23%2F%3F%0A";
    assert_eq!(query(&stub.received()[0]), expected);
}

#[test]
fn any_query_parameters_are_read_as_they_were_given() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let stub = runtime.block_on(server());
    let client = stub.client();
    let given = prop::collection::vec((any::<String>(), any::<String>()), 0..4);
    let law = |given: Vec<(String, String)>| {
        let request = given
            .iter()
            .fold(client.get("/notes"), |request, (name, value)| {
                request.extra_query(name, value)
            });
        runtime.block_on(request.into_future()).unwrap();
        let received = stub.received();
        let url = format!("http://a/?{}", query(received.last().unwrap()));
        let url = Url::parse(&url).unwrap();
        let read: Vec<_> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(read, given);
        Ok(())
    };
    TestRunner::deterministic().run(&given, law).unwrap();
}

#[tokio::test]
async fn query_parameters_come_after_those_of_the_operation_in_order() {
    let stub = deaf().await;
    let voice = stub
        .client()
        .voices()
        .retrieve("voice_fr_jules", "cartesia");
    let voice = voice
        .extra_query("b", "1")
        .extra_query("a", "2")
        .extra_query("b", "3");
    let _ = voice.await;
    assert_eq!(query(&stub.received()[0]), "provider=cartesia&b=1&a=2&b=3");
}

#[tokio::test]
async fn a_query_parameter_takes_the_place_of_a_documented_one() {
    let stub = deaf().await;
    let voice = stub
        .client()
        .voices()
        .retrieve("voice_fr_jules", "cartesia");
    let voice = voice
        .extra_query("provider", "a")
        .extra_query("provider", "b");
    let _ = voice.await;
    assert_eq!(query(&stub.received()[0]), "provider=a&provider=b");
}

#[tokio::test]
async fn a_field_is_added_to_the_body_or_takes_the_place_of_one() {
    let stub = deaf().await;
    let call = stub
        .client()
        .call()
        .create("+33639980142")
        .skip_calling_window(true);
    let _ = call
        .extra_body("priority", 2)
        .extra_body("skip_calling_window", Value::Null)
        .extra_body("tags", ["a", "b"])
        .extra_body("priority", json!({"level": 3}))
        .await;
    let sent: Value = serde_json::from_str(body(&stub.received()[0])).unwrap();
    let expected = json!({
        "phone_number": "+33639980142",
        "priority": {"level": 3},
        "skip_calling_window": null,
        "tags": ["a", "b"],
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn an_operation_without_a_body_gets_one() {
    let stub = deaf().await;
    let client = stub.client();
    let _ = client
        .call()
        .cancel("call_8Zk3vQ")
        .extra_body("reason", "busy")
        .await;
    let _ = client.users().retrieve().extra_body("reason", "busy").await;
    let voice = client.voices().retrieve("voice_fr_jules", "cartesia");
    let _ = voice.extra_body("reason", "busy").await;
    let received = stub.received();
    assert_eq!(received.len(), 3);
    for request in &received {
        assert_eq!(body(request), r#"{"reason":"busy"}"#);
        assert!(
            request.contains("\r\ncontent-type: application/json\r\n"),
            "{request}"
        );
    }
    assert_eq!(query(&received[2]), "provider=cartesia");
}

#[tokio::test]
async fn a_header_goes_over_what_would_be_sent() {
    let stub = deaf().await;
    let client = stub.builder().header("x-team", "sales").build().unwrap();
    let call = client.call().create("+33639980142");
    let _ = call
        .header("Content-Type", "application/vnd.revox+json")
        .header("accept", "text/plain")
        .header("x-team", "support")
        .header("x-team", "billing")
        .await;
    let request = &stub.received()[0];
    let headers: BTreeMap<_, _> = request
        .lines()
        .filter_map(|line| line.split_once(": "))
        .collect();
    assert_eq!(headers["content-type"], "application/vnd.revox+json");
    assert_eq!(headers["accept"], "text/plain");
    assert_eq!(headers["x-team"], "billing");
    assert!(!request.contains("support"), "{request}");

    let audio = client.voices().preview("voice_fr_jules", "cartesia");
    let _ = audio.header("accept", "audio/ogg").await;
    assert!(stub.received()[1].contains("\r\naccept: audio/ogg\r\n"));
}

/// They say where a message ends, which the HTTP client alone knows.
#[tokio::test]
async fn headers_of_the_connection_are_refused_by_name() {
    let stub = server().await;
    for name in [
        "Content-Length",
        "transfer-encoding",
        "Host",
        "connection",
        "expect",
        "upgrade",
    ] {
        let request = stub.client().post("/notes").header(name, "pr1vate");
        let error = request.await.unwrap_err();
        assert!(error.is_invalid_request());
        let text = error.to_string();
        let expected = format!("the header `{}` is set by", name.to_lowercase());
        assert!(
            text.contains(&expected) && !text.contains("pr1vate"),
            "{text}"
        );
    }
    assert!(stub.received().is_empty());
}

#[tokio::test]
async fn what_cannot_be_written_as_json_is_refused() {
    let stub = server().await;
    let client = stub.client();
    let no_json = BTreeMap::from([((33, 612_345), "pr1vate")]);
    let refused = |error: Error, said: &str| {
        assert!(error.is_invalid_request());
        assert!(error.to_string().ends_with(said), "{error}");
        assert!(
            !format!("{error} {error:?}").contains("pr1vate"),
            "{error:?}"
        );
    };
    let call = client
        .call()
        .create("+33639980142")
        .extra_body("numbers", &no_json);
    let expected = "not sent: a field of the body cannot be encoded as JSON";
    refused(call.await.unwrap_err(), expected);
    let raw = client.post("/notes").json(&no_json);
    refused(
        raw.await.unwrap_err(),
        "not sent: the body cannot be encoded as JSON",
    );
    let raw = client
        .post("/notes")
        .json(["a"])
        .extra_body("text", "pr1vate");
    let expected = "not sent: fields can be added only to a body that is an object";
    refused(raw.await.unwrap_err(), expected);
    assert!(stub.received().is_empty());
}
