//! Nothing private shows in logs, spans, errors or drift, for any operation and any outcome.

use std::error::Error as _;
use std::time::Duration;

use revox::models::{CallCreate, CampaignContact, CampaignCreate};
use revox::{
    BoxFuture, Client, Content, Drift, Error, MemoryJournal, Operation, Parameters, PlaceError,
    PlacingOptions, Request,
};
use revox_tests::clock::TestClock;
use revox_tests::operations::operations;
use revox_tests::requests::{Use, with_request};
use revox_tests::stub::{Canned, KEY, Stub, soon};
use revox_tests::within::LIMIT;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::recorder;

/// Part of every private value, and of nothing else.
const SECRET: &str = "s3cret";

/// Part of the phone number in the requests.
const PHONE_NUMBER: &str = "33639980142";

/// Sends a request with secrets in everything that a caller can add to it.
struct WithSecrets {
    has_body: bool,
}

impl WithSecrets {
    fn add<T, P: Parameters>(&self, request: Request<T, P>) -> Request<T, P> {
        let request = request
            .header("x-token", SECRET)
            .extra_query("s3cret-query", SECRET);
        match self.has_body {
            true => request.extra_body("s3cret-body", SECRET),
            false => request,
        }
    }
}

impl Use for WithSecrets {
    type Output = BoxFuture<Result<(), Error>>;

    fn json<T, P>(self, request: Request<T, P>) -> Self::Output
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        let request = self.add(request);
        Box::pin(async { request.await.map(|_| ()) })
    }

    fn content<P>(self, request: Request<Content, P>) -> Self::Output
    where
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        let request = self.add(request);
        Box::pin(async {
            let mut download = request.stream().await?;
            while download.chunk().await?.is_some() {}
            Ok(())
        })
    }
}

/// Logs an error in every way that people do.
fn log(error: &Error) {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!("{error}\n{error:?}\n"));
        cause = error.source();
    }
    recorder::add(&text);
}

fn log_drift(_: &Operation, drift: &[Drift]) {
    for drift in drift {
        recorder::add(&format!("{drift}\n{drift:?}\n"));
    }
}

/// Sends a request of each operation to a server that sends the same response to every one.
async fn send_all(name: &str, answer: Canned) {
    // Without a response, each operation waits for the whole timeout, so it is short.
    let (timeout, retries) = match answer {
        Canned::Hang(_) => (Duration::from_millis(20), 0),
        _ => (LIMIT, 1),
    };
    let stub = Stub::start(vec![answer]).await;
    let client = stub
        .builder()
        .timeout(timeout)
        .max_retries(retries)
        .clock(TestClock::default())
        .max_response_bytes(100_000)
        .on_drift(log_drift)
        .build()
        .unwrap();
    send_to(name, &client).await;
}

async fn send_to(name: &str, client: &Client) {
    recorder::add(&format!("{client:?}\n"));
    let mut failures = 0;
    for (operation, described) in operations() {
        let has_body = described.body.is_some();
        let request = with_request(client, operation, WithSecrets { has_body });
        if let Err(error) = soon(request).await {
            log(&error);
            failures += 1;
        }
    }
    // Audio may contain anything, and so may some of the models.
    assert!(failures > 30, "{name}: {failures} failures");
}

#[tokio::test]
async fn no_operation_and_no_outcome_shows_anything_private() {
    let _recording = recorder::start();
    let headers = [
        ("x-request-id", "s3cret id"),
        ("x-other", SECRET),
        ("set-cookie", SECRET),
        ("location", "https://s3cret.example/s3cret?s3cret=s3cret"),
    ];
    let failure = json!({
        "message": SECRET,
        "code": "s3cret code",
        "error": {"message": SECRET, "code": "33639980142"},
    })
    .to_string();
    for status in [
        "400 s3cret",
        "401 s3cret",
        "403 s3cret",
        "404 s3cret",
        "408 s3cret",
        "409 s3cret",
        "422 s3cret",
        "429 s3cret",
        "500 s3cret",
        "503 s3cret",
        "302 s3cret",
        "307 s3cret",
        "200 s3cret",
    ] {
        send_all(status, Canned::json(status, &headers, &failure)).await;
    }
    let odd_type = [
        ("content-type", "text/s3cret code"),
        ("x-request-id", SECRET),
    ];
    send_all(
        "odd type",
        Canned::new("200 OK", &odd_type[..1], b"<html>s3cret"),
    )
    .await;
    send_all("not JSON", Canned::json("200 OK", &headers, "s3cret")).await;
    send_all(
        "broken",
        Canned::json("200 OK", &headers, "{\"s3cret\": \"s3cret"),
    )
    .await;
    send_all("a list", Canned::json("200 OK", &headers, "[\"s3cret\"]")).await;
    let large = format!("{{\"s3cret\": \"{}\"}}", SECRET.repeat(40_000));
    send_all("too large", Canned::json("200 OK", &headers, &large)).await;
    let begun = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\nx-other: s3cret\r\n\r\n{\"s3cret\":";
    send_all("breaks off", Canned::Bytes(begun.to_vec())).await;
    send_all("no response", Canned::Bytes(Vec::new())).await;
    send_all("not HTTP", Canned::Bytes(b"s3cret s3cret\r\n\r\n".to_vec())).await;
    send_all("hangs", Canned::Hang(begun.to_vec())).await;

    // Nobody listens there any more.
    let stub = Stub::start(vec![Canned::Bytes(Vec::new())]).await;
    let nobody = stub.client();
    drop(stub);
    send_to("refused", &nobody).await;

    succeed().await;
    drift().await;
    place(&nobody).await;
    // Its message shows the number that the documentation has as its example.
    let refused = nobody.call().create("+33612345678x");
    let refused = soon(refused).await.unwrap_err();
    assert!(!format!("{refused}{refused:?}").contains("33612345678"));

    let log = recorder::text();
    for expected in [
        "GET /call/{id}",
        "POST /call",
        "request{",
        "attempt{",
        "unknown field at `call.?`",
        "placement{",
        "waiting for at most",
    ] {
        assert!(
            log.contains(expected),
            "`{expected}` was not logged, so little was tested"
        );
    }
    for private in [SECRET, PHONE_NUMBER, KEY] {
        let line = log.lines().find(|line| line.contains(private));
        assert_eq!(line, None, "`{private}` is in the log");
    }
}

/// Places call orders and campaigns with keys that are private, and logs why nothing came of it.
async fn place(nobody: &Client) {
    let placing = || PlacingOptions::new().clock(TestClock::default());
    let journal = MemoryJournal::with_clock(TestClock::default());
    for options in [placing(), placing().journal(journal)] {
        let client = nobody.with_placing(options);
        let order = CallCreate::new("+33639980142").prompt_variables([("name", SECRET)]);
        let outcome = soon(client.call().place("s3cret@example.com", order)).await;
        log_display(&outcome.unwrap_err());
        let contacts = [CampaignContact::new("+33639980142")];
        let campaign = CampaignCreate::new(SECRET, "assistant_4Tn6yB", contacts);
        let create = client.campaigns().create_once("s3cret/june", campaign);
        log_display(&soon(create).await.unwrap_err());
    }
}

fn log_display(error: &PlaceError) {
    recorder::add(&format!("{error}\n"));
    if let Some(cause) = error.source() {
        recorder::add(&format!("{cause}\n{cause:?}\n"));
    }
}

/// Gives each operation the example of the spec, which is full of names and numbers.
async fn succeed() {
    for (operation, described) in operations() {
        let stub = Stub::start(vec![described.example_response()]).await;
        let client = stub.client();
        let has_body = described.body.is_some();
        let request = with_request(&client, operation, WithSecrets { has_body });
        soon(request).await.unwrap();
    }
}

/// Gives each operation its example, with a secret added and a secret in every field.
async fn drift() {
    for (operation, described) in operations() {
        let Some(mut body) = described.example.clone() else {
            continue;
        };
        spoil(&mut body);
        let answer = Canned::json("200 OK", &[], &body.to_string());
        let stub = Stub::start(vec![answer]).await;
        let client = stub.builder().on_drift(log_drift).build().unwrap();
        let request = with_request(&client, operation, WithSecrets { has_body: false });
        if let Err(error) = soon(request).await {
            log(&error);
        }
    }
}

fn spoil(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            object.values_mut().for_each(spoil);
            object.insert("+33639980142".to_owned(), json!(SECRET));
            object.insert("s3cret key".to_owned(), json!(SECRET));
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(spoil),
        serde_json::Value::String(text) => *text = SECRET.to_owned(),
        _ => {}
    }
}
