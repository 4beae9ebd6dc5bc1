//! No part of a request appears in errors or `Debug` output.

use std::sync::Mutex;

use revox::bytes::Bytes;
use revox::{BoxFuture, Client, Error, HttpRequest, Transport, http};
use revox_tests::stub::{Canned, KEY, Stub};
use serde_json::json;

const PRIVATE: &str = "pr1vate";

#[tokio::test]
async fn no_debug_or_error_shows_an_extra() {
    let statuses = ["404 Not Found", "200 OK"];
    for status in statuses {
        let stub = Stub::start(vec![Canned::json(status, &[], PRIVATE)]).await;
        let request = |number: &str| {
            let call = stub
                .client()
                .call()
                .create(number)
                .metadata([(PRIVATE, PRIVATE)]);
            call.extra_query(PRIVATE, PRIVATE)
                .extra_body("note", PRIVATE)
                .extra_body(PRIVATE, 1)
                .header("x-note", PRIVATE)
        };
        let raw = || {
            let post = stub.client().post("/notes/pr1vate");
            post.json(json!({PRIVATE: PRIVATE}))
                .header("x-note", PRIVATE)
        };
        let shown = [
            format!("{:?} {:?}", request("+33639980142"), raw()),
            format!(
                "{:?} {:?}",
                request("+33639980142").with_response(),
                raw().with_response()
            ),
            in_full(&request("+33639980142").await.unwrap_err()),
            in_full(&request("pr1vate").await.unwrap_err()),
            in_full(&raw().await.unwrap_err()),
            in_full(&raw().header("x y", PRIVATE).await.unwrap_err()),
            in_full(&raw().header("x-note", "pr1vate\n").await.unwrap_err()),
            in_full(&stub.client().get("/pr1vate/..").await.unwrap_err()),
        ];
        for text in shown {
            assert!(!text.contains(PRIVATE) && !text.contains(KEY), "{text}");
        }
    }
}

fn in_full(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(&format!(" {error} {error:?}"));
        cause = error.source();
    }
    text
}

/// Transports of other people log what they carry.
#[tokio::test]
async fn what_a_transport_is_given_shows_nothing_either() {
    #[derive(Debug, Default)]
    struct Talkative(Mutex<String>);

    impl Transport for &'static Talkative {
        fn send(&self, outgoing: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
            *self.0.lock().unwrap() += &format!("{outgoing:?} {outgoing:#?}");
            Box::pin(async { Ok(http::Response::new(Bytes::from_static(b"{}"))) })
        }
    }

    let talkative: &'static Talkative = Box::leak(Box::default());
    let client = Client::with_transport(talkative);
    let notes = client.post("/notes/pr1vate").json(json!({"text": PRIVATE}));
    let notes = notes
        .extra_query(PRIVATE, PRIVATE)
        .header("x-note", PRIVATE);
    notes.await.unwrap();
    let _ = client
        .call()
        .retrieve(PRIVATE)
        .extra_query("a", PRIVATE)
        .await;
    let shown = talkative.0.lock().unwrap().clone();
    assert!(shown.contains("call_retrieve"), "{shown}");
    assert!(!shown.contains(PRIVATE), "{shown}");
}
