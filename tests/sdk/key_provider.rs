//! A key that changes while the client is in use.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error as _;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::{Client, ClientBuilder, Delivery, Error};
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, KEY, Stub, soon};

type Keys = Arc<Mutex<VecDeque<Result<&'static str, &'static str>>>>;

/// A client that gets `keys` in turn.
fn provided(builder: ClientBuilder, keys: &[Result<&'static str, &'static str>]) -> (Client, Keys) {
    let keys: Keys = Arc::new(Mutex::new(keys.iter().copied().collect()));
    let source = Arc::clone(&keys);
    let builder = builder.api_key_provider(move || {
        let key = source.lock().unwrap().pop_front().unwrap();
        async move { key }
    });
    (builder.build().unwrap(), keys)
}

fn found() -> Canned {
    let call = revox_tests::spec::example("completed");
    Canned::json("200 OK", &[], &call.to_string())
}

fn keys_of(stub: &Stub) -> Vec<String> {
    let received = stub.received();
    let keys = received.iter().map(|request| {
        let mut lines = request.lines();
        let keys: Vec<_> = lines
            .by_ref()
            .filter_map(|line| line.strip_prefix("authorization: Bearer "))
            .collect();
        assert_eq!(keys.len(), 1, "{request}");
        keys[0].to_owned()
    });
    keys.collect()
}

#[tokio::test]
async fn each_attempt_has_the_key_of_its_time() {
    let busy = Canned::json("503 Service Unavailable", &[], "{}");
    let stub = Stub::start(vec![found(), busy, found()]).await;
    let builder = stub.builder().max_retries(1).clock(TestClock::default());
    let (client, keys) = provided(builder, &[Ok("one"), Ok("two"), Ok("three")]);
    soon(client.call().retrieve("call_1")).await.unwrap();
    soon(client.call().retrieve("call_1")).await.unwrap();
    assert_eq!(keys_of(&stub), ["one", "two", "three"]);
    assert!(keys.lock().unwrap().is_empty(), "asked once per attempt");
}

/// Also for streamed audio, and for clients made with `with_options`.
#[tokio::test]
async fn every_way_to_send_has_a_key() {
    let stub = Stub::start(vec![Canned::new("200 OK", &[], b"RIFF")]).await;
    let (client, _) = provided(stub.builder(), &[Ok("one"), Ok("two")]);
    let client = client.with_options(revox::ClientOptions::new().max_retries(0));
    soon(client.voices().preview("voice_1", "cartesia").stream())
        .await
        .unwrap();
    soon(client.voices().preview("voice_1", "cartesia"))
        .await
        .unwrap();
    assert_eq!(keys_of(&stub), ["one", "two"]);
}

#[tokio::test]
async fn without_a_key_nothing_is_sent() {
    let stub = Stub::start(vec![found()]).await;
    for (key, reason) in [
        (Err("the vault is sealed"), "the key provider failed"),
        (Ok(""), "the key provider returned an empty key"),
        (
            Ok("rvx s3cret"),
            "the key provider returned a key with white space",
        ),
        (
            Ok("rvx_s3cret\n"),
            "the key provider returned a key with white space",
        ),
    ] {
        let builder = stub.builder().max_retries(2).clock(TestClock::default());
        let (client, keys) = provided(builder, &[key]);
        let order = client.call().create("+33639980175");
        let error = soon(order.assistant_id("assistant_1")).await.unwrap_err();
        assert!(error.is_missing_key() && !error.is_connect(), "{error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent);
        let text = error.to_string();
        let expected = format!("POST /call: not sent: there is no API key: {reason}");
        assert!(text.starts_with(&expected), "{text}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
        if let Err(source) = key {
            assert_eq!(error.source().unwrap().to_string(), source);
        }
        assert!(keys.lock().unwrap().is_empty());
    }
    assert!(stub.received().is_empty());
}

/// An earlier attempt may have taken effect.
#[tokio::test]
async fn the_worst_of_all_attempts_counts() {
    let stub = Stub::start(vec![Canned::json("503 Service Unavailable", &[], "{}")]).await;
    let builder = stub.builder().max_retries(2).clock(TestClock::default());
    let (client, _) = provided(builder, &[Ok("one"), Err("sealed")]);
    let error: Error = soon(client.call().retrieve("call_1")).await.unwrap_err();
    assert!(error.is_missing_key());
    assert_eq!(
        (error.delivery(), error.attempts().len()),
        (Delivery::Unknown, 2)
    );
}

#[tokio::test]
async fn a_provider_has_no_more_time_than_the_attempt() {
    let stub = Stub::start(vec![found()]).await;
    let builder = stub.builder().timeout(Duration::from_millis(50));
    let builder = builder.api_key_provider(pending::<Result<String, Infallible>>);
    let client = builder.build().unwrap();
    let error = soon(client.call().retrieve("call_1")).await.unwrap_err();
    assert!(error.is_missing_key(), "{error}");
    assert!(
        error.to_string().contains("in time: 50ms (`timeout`)"),
        "{error}"
    );
    assert!(stub.received().is_empty());
}

#[tokio::test]
async fn the_later_of_key_and_provider_counts() {
    let stub = Stub::start(vec![found()]).await;
    let provider = || async { Ok::<_, Infallible>("provided") };
    let client = stub
        .builder()
        .api_key_provider(provider)
        .api_key("fixed")
        .build();
    soon(client.unwrap().call().retrieve("call_1"))
        .await
        .unwrap();
    let client = stub
        .builder()
        .api_key("fixed")
        .api_key_provider(provider)
        .build();
    soon(client.unwrap().call().retrieve("call_1"))
        .await
        .unwrap();
    assert_eq!(keys_of(&stub), ["fixed", "provided"]);
}

#[tokio::test]
async fn no_debug_shows_a_provided_key() {
    let stub = Stub::start(vec![found()]).await;
    let key = KEY.to_owned();
    let builder = Client::builder().base_url(stub.base_url());
    let builder = builder.api_key_provider(move || {
        let key = key.clone();
        async { Ok::<_, Infallible>(key) }
    });
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    soon(client.call().retrieve("call_1")).await.unwrap();
    assert!(!format!("{shown} {client:?}").contains(KEY));
}
