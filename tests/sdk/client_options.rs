//! Clients made with `with_options`, and the order of precedence of settings.

use std::sync::Mutex;
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{
    Body, BoxFuture, Client, ClientOptions, Error, Finished, HttpRequest, RequestOptions,
    Transport, http,
};
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub, soon};

/// Records the requests that it carries, the method that carried each, and the ones that finished.
#[derive(Debug, Default)]
struct Recorder(
    Mutex<Vec<(&'static str, HttpRequest)>>,
    Mutex<Vec<&'static str>>,
);

impl Recorder {
    fn leaked() -> &'static Self {
        Box::leak(Box::default())
    }

    fn keep(&self, how: &'static str, request: HttpRequest) {
        self.0.lock().unwrap().push((how, request));
    }

    fn latest(&self) -> HttpRequest {
        self.0.lock().unwrap().last().unwrap().1.clone()
    }
}

impl Transport for &'static Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        self.keep("send", request);
        let body = r#"{"call": {"id": "call_1", "status": "completed"}}"#;
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(body.as_bytes()))) })
    }

    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
        self.keep("stream", request);
        Box::pin(async { Ok(http::Response::new(Body::from(Bytes::new()))) })
    }

    fn finished(&self, finished: &Finished<'_>) {
        self.1.lock().unwrap().push(finished.operation().id);
    }
}

fn seconds(count: u64) -> Option<Duration> {
    Some(Duration::from_secs(count))
}

fn options(timeout: u64, retries: u32, header: &str) -> ClientOptions {
    ClientOptions::new()
        .timeout(Duration::from_secs(timeout))
        .max_retries(retries)
        .header("x-team", header)
        .header(&format!("x-{header}"), header)
        .default_query("tenant", header)
        .default_query(header, "1")
}

#[tokio::test]
async fn the_request_comes_first_then_the_latest_options() {
    let recorder = Recorder::leaked();
    let client = Client::with_transport(recorder);
    let client = client.with_options(options(1, 1, "outer").deadline(Duration::from_secs(9)));
    let client = client.with_options(options(2, 2, "inner"));

    client.call().retrieve("call_1").await.unwrap();
    let sent = recorder.latest();
    assert_eq!(sent.options.timeout, seconds(2));
    assert_eq!(sent.options.max_retries, Some(2));
    assert_eq!(sent.options.deadline, seconds(9));
    assert_eq!(sent.headers["x-team"], "inner");
    assert_eq!(
        (&sent.headers["x-inner"], &sent.headers["x-outer"]),
        (&"inner".parse().unwrap(), &"outer".parse().unwrap())
    );
    assert_eq!(sent.query.as_deref(), Some("tenant=inner&inner=1&outer=1"));

    let request = client
        .call()
        .retrieve("call_1")
        .timeout(Duration::from_secs(3));
    let request = request.max_retries(0).header("X-Team", "own");
    request.extra_query("tenant", "o&n").await.unwrap();
    let sent = recorder.latest();
    assert_eq!(sent.options.timeout, seconds(3));
    assert_eq!(sent.options.max_retries, Some(0));
    assert_eq!(sent.headers.get_all("x-team").iter().count(), 1);
    assert_eq!(sent.headers["x-team"], "own");
    assert_eq!(sent.query.as_deref(), Some("tenant=o%26n&inner=1&outer=1"));
}

#[tokio::test]
async fn every_option_reaches_the_transport() {
    let recorder = Recorder::leaked();
    let all = ClientOptions::new()
        .timeout(Duration::from_secs(1))
        .deadline(Duration::from_secs(2))
        .max_retries(3)
        .rate_limit_is_proof()
        .max_response_bytes(4);
    let client = Client::with_transport(recorder).with_options(all);
    let audio = client.voices().preview("voice_1", "cartesia").stream();
    audio.await.unwrap();
    let (how, sent) = recorder.0.lock().unwrap().pop().unwrap();
    assert_eq!(how, "stream", "a stream stays one");
    client.call().retrieve("call_1").await.unwrap();
    let finished = recorder.1.lock().unwrap().clone();
    assert_eq!(finished, ["call_retrieve"], "a download is not over");
    let mut expected = RequestOptions::default();
    expected.timeout = seconds(1);
    expected.deadline = seconds(2);
    expected.max_retries = Some(3);
    expected.rate_limit_is_proof = true;
    expected.max_response_bytes = Some(4);
    assert_eq!(format!("{:?}", sent.options), format!("{expected:?}"));
}

#[tokio::test]
async fn the_client_they_were_made_from_stays_as_it_is() {
    let recorder = Recorder::leaked();
    let client = Client::with_transport(recorder);
    let _other = client.with_options(options(1, 1, "other"));
    client.call().retrieve("call_1").await.unwrap();
    let sent = recorder.latest();
    assert!(sent.options.timeout.is_none() && sent.headers.is_empty() && sent.query.is_none());
}

/// Over HTTP: the settings of the builder come last.
#[tokio::test]
async fn options_replace_settings_of_the_builder() {
    let stub = Stub::start(vec![Canned::json("503 Service Unavailable", &[], "{}")]).await;
    let clock = TestClock::default();
    let builder = stub
        .builder()
        .clock(clock.clone())
        .header("x-team", "builder");
    let builder = builder
        .default_query("tenant", "builder")
        .default_query("plan", "a b");
    let client = builder.default_query("plan", "ä&b").build().unwrap();

    soon(client.call().retrieve("call_1")).await.unwrap_err();
    let received = stub.received();
    assert_eq!(received.len(), 1, "retries are off");
    assert!(received[0].starts_with("GET /api/call/call_1?tenant=builder&plan=%C3%A4%26b HTTP"));
    assert!(received[0].contains("x-team: builder\r\n"));

    let other = client.with_options(options(20, 1, "other"));
    soon(other.call().retrieve("call_1")).await.unwrap_err();
    let received = stub.received();
    assert_eq!(received.len(), 3, "one retry");
    assert!(received[2].starts_with("GET /api/call/call_1?tenant=other&other=1&plan="));
    assert!(received[2].contains("x-team: other\r\n") && !received[2].contains("builder"));
}

#[tokio::test]
async fn a_header_that_is_refused_fails_every_request_before_it_is_sent() {
    let recorder = Recorder::leaked();
    let client = Client::with_transport(recorder);
    for (name, text) in [
        ("authorization", "carries the API key"),
        ("content-length", "set by the HTTP client"),
        ("no name", "the name of a header is not valid"),
    ] {
        let client = client.with_options(ClientOptions::new().header(name, "s3cret"));
        let error = client.call().retrieve("call_1").await.unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert_eq!(error.delivery(), revox::Delivery::NotSent);
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(text) && !shown.contains("s3cret"), "{shown}");
        assert_eq!(error.operation().unwrap().id, "call_retrieve");
    }
    assert!(recorder.0.lock().unwrap().is_empty());
    let finished = recorder.1.lock().unwrap();
    assert!(finished.is_empty(), "nothing began there");
}

#[test]
fn no_debug_shows_headers_or_parameters() {
    let options = ClientOptions::new()
        .header("x-token", "t0ken")
        .default_query("k", "t0ken");
    let client = Client::with_transport(Recorder::leaked()).with_options(options.clone());
    let shown = format!("{options:?} {client:?}");
    assert!(!shown.contains("t0ken"), "{shown}");
}
