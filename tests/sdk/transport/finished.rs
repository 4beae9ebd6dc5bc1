//! A transport is told once when a request has finished, whatever the outcome.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use revox::{Body, BoxFuture, Chunks, Client, Error, Finished, HttpRequest, NextChunk, Transport};
use revox_tests::spec::example;
use revox_tests::stub::soon;

/// Outcome of the next request.
type Next = fn() -> Result<http::Response<Body>, Error>;

/// Responds as the test says, and records the requests that have finished.
#[derive(Clone, Debug)]
struct Noting {
    next: Next,
    finished: Arc<Mutex<Vec<String>>>,
}

impl Noting {
    fn new(next: Next) -> Self {
        let finished = Arc::default();
        Self { next, finished }
    }

    fn client(&self) -> Client {
        Client::with_transport(self.clone())
    }

    fn finished(&self) -> Vec<String> {
        self.finished.lock().unwrap().clone()
    }
}

impl Transport for Noting {
    fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let response = (self.next)();
        Box::pin(async { Ok(response?.map(|_| Bytes::from(example("completed").to_string()))) })
    }

    fn stream(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
        let response = (self.next)();
        Box::pin(async { response })
    }

    fn finished(&self, finished: &Finished<'_>) {
        let status = finished.status().map(|status| status.as_u16());
        let line = format!(
            "{} {:?} {status:?} {}",
            finished.operation().id,
            finished.delivery(),
            finished.error().is_some(),
        );
        self.finished.lock().unwrap().push(line);
    }
}

fn response(status: u16) -> http::Response<Body> {
    let mut response = http::Response::new(Body::from(Bytes::from_static(b"ID3")));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response
}

#[tokio::test]
async fn success_and_every_kind_of_failure_are_told() {
    let cases: [(Next, &str); 3] = [
        (
            || Ok(response(200)),
            "call_retrieve Accepted Some(200) false",
        ),
        (
            || Ok(response(404)),
            "call_retrieve Rejected Some(404) true",
        ),
        (
            || Err(Error::connect("refused")),
            "call_retrieve NotSent None true",
        ),
    ];
    for (next, expected) in cases {
        let noting = Noting::new(next);
        let _ = soon(noting.client().call().retrieve("call_1")).await;
        assert_eq!(noting.finished(), [expected]);
    }
    // The response does not decode into this type.
    let noting = Noting::new(|| Ok(response(200)));
    let request = noting.client().call().retrieve("call_1").as_type::<u8>();
    soon(request).await.unwrap_err();
    assert_eq!(noting.finished(), ["call_retrieve Accepted Some(200) true"]);
}

#[tokio::test]
async fn it_can_be_logged() {
    #[derive(Debug)]
    struct Logging(Arc<Mutex<String>>);

    impl Transport for Logging {
        fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
            let response = http::Response::new(Bytes::from(example("completed").to_string()));
            Box::pin(async { Ok(response) })
        }

        fn finished(&self, finished: &Finished<'_>) {
            self.0.lock().unwrap().push_str(&format!("{finished:?}"));
        }
    }

    let log = Arc::new(Mutex::new(String::new()));
    let client = Client::with_transport(Logging(Arc::clone(&log)));
    soon(client.call().retrieve("call_1")).await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        "Finished { operation: \"call_retrieve\", status: Some(200), delivery: Accepted, \
         error: None, .. }"
    );
}

#[tokio::test]
async fn a_request_that_was_never_sent_is_not_told() {
    let noting = Noting::new(|| Ok(response(200)));
    soon(noting.client().call().retrieve("")).await.unwrap_err();
    assert!(noting.finished().is_empty());
}

#[tokio::test]
async fn a_stream_has_finished_when_its_body_has() {
    let noting = Noting::new(|| Ok(response(200)));
    let preview = noting.client().voices().preview("voice_1", "cartesia");
    let mut audio = soon(preview.stream()).await.unwrap();
    soon(audio.chunk()).await.unwrap().unwrap();
    assert!(noting.finished().is_empty());
    for _ in 0..2 {
        assert_eq!(soon(audio.chunk()).await.unwrap(), None);
    }
    assert_eq!(
        noting.finished(),
        ["voices_preview Accepted Some(200) false"]
    );
}

#[tokio::test]
async fn a_stream_that_breaks_off_or_never_begins_has_failed() {
    /// Fails, and takes that for the end.
    struct Broken(bool);

    impl Chunks for Broken {
        fn next(&mut self) -> NextChunk<'_> {
            let ends = std::mem::replace(&mut self.0, true);
            Box::pin(async move { (!ends).then(|| Err(Error::transport("broken"))) })
        }
    }

    let noting = Noting::new(|| Ok(http::Response::new(Body::new(Broken(false)))));
    let preview = noting.client().voices().preview("voice_1", "cartesia");
    let mut audio = soon(preview.stream()).await.unwrap();
    // The failure is not an end, however often one asks.
    for _ in 0..2 {
        soon(audio.chunk()).await.unwrap_err();
    }
    assert_eq!(
        noting.finished(),
        ["voices_preview Accepted Some(200) true"]
    );

    let noting = Noting::new(|| Ok(response(500)));
    let preview = noting.client().voices().preview("voice_1", "cartesia");
    soon(preview.stream()).await.unwrap_err();
    assert_eq!(noting.finished(), ["voices_preview Unknown Some(500) true"]);
}
