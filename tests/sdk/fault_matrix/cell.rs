//! One operation under one fault.

use std::time::{Duration, Instant};

use revox::{
    BoxFuture, Client, ClientBuilder, Content, Delivery, Error, Parameters, Request, Response,
};
use revox_tests::clock::TestClock;
use revox_tests::requests::{Use, with_request};
use revox_tests::stub::KEY;
use revox_tests::within::{LIMIT, within};
use serde::de::DeserializeOwned;

use super::rows::{Cause, Setting};

/// Deadline of a request, on the clock of the test.
pub(super) const DEADLINE: Duration = Duration::from_secs(30);

/// The real time of an attempt that the fault makes last.
const SHORT: Duration = Duration::from_millis(100);

/// Outcome of a request.
#[derive(Debug)]
pub(super) struct Cell {
    /// The names of all predicates that hold for the error.
    pub(super) kind: String,
    /// The delivery of the error; `None` if the request succeeded.
    pub(super) delivery: Option<Delivery>,
    pub(super) attempts: usize,
    pub(super) has_status: bool,
    /// Time spent on pauses.
    pub(super) paused: Duration,
    pub(super) message: String,
}

/// Sends the least request of an operation.
pub(super) async fn cell(operation: &str, base_url: &str, cause: Cause, setting: Setting) -> Cell {
    let clock = TestClock::default();
    let client = client(base_url).clock(clock.clone()).build().unwrap();
    let send = Send { cause, setting };
    let outcome = with_request(&client, operation, send);
    let outcome = within(2 * LIMIT, format!("{operation}, {cause:?}"), outcome).await;
    let paused = clock.pauses().iter().sum();
    match outcome {
        Ok(attempts) => Cell {
            kind: String::new(),
            delivery: None,
            attempts,
            has_status: true,
            paused,
            message: String::new(),
        },
        Err(error) => Cell {
            kind: kind(&error),
            delivery: Some(error.delivery()),
            attempts: error.attempts().len(),
            has_status: error.status().is_some(),
            paused,
            message: error.to_string(),
        },
    }
}

/// Sends the least request of an operation, which may take [`SHORT`] in real time with all its
/// attempts and much longer for each. Returns the time that it took, and its error.
pub(super) async fn cut_short(operation: &str, base_url: &str, cause: Cause) -> (Duration, Error) {
    let client = client(base_url).deadline(SHORT).build().unwrap();
    let setting = Setting::Usual;
    let started = Instant::now();
    let outcome = with_request(&client, operation, Send { cause, setting });
    let outcome = within(2 * LIMIT, format!("{operation}, {cause:?}"), outcome).await;
    (started.elapsed(), outcome.unwrap_err())
}

/// A client that retries as it does by default.
fn client(base_url: &str) -> ClientBuilder {
    let builder = Client::builder().api_key(KEY).base_url(base_url);
    builder.timeout(LIMIT).deadline(DEADLINE)
}

/// Sends a request and returns the number of attempts.
struct Send {
    cause: Cause,
    setting: Setting,
}

type Outcome = BoxFuture<Result<usize, Error>>;

impl Send {
    fn prepare<T, P: Parameters>(self, request: Request<T, P>) -> Request<T, P> {
        let request = match self.setting {
            Setting::Usual => request,
            Setting::ShortAttempts => request.timeout(SHORT),
            Setting::SmallResponses => request.max_response_bytes(300_000),
        };
        match self.cause {
            Cause::Invalid => request.header("host", "elsewhere.example"),
            Cause::NoServer | Cause::Sandbox(_) => request,
        }
    }
}

impl Use for Send {
    type Output = Outcome;

    fn json<T, P>(self, request: Request<T, P>) -> Outcome
    where
        T: DeserializeOwned + std::marker::Send + 'static,
        P: Parameters,
    {
        attempts(self.prepare(request).with_response())
    }

    fn content<P: Parameters>(self, request: Request<Content, P>) -> Outcome {
        attempts(self.prepare(request).with_response())
    }
}

fn attempts<F, T>(request: F) -> Outcome
where
    F: IntoFuture<Output = Result<Response<T>, Error>>,
    F::IntoFuture: std::marker::Send + 'static,
{
    let request = request.into_future();
    Box::pin(async move { Ok(request.await?.attempts().len()) })
}

fn kind(error: &Error) -> String {
    let predicates = [
        ("is_invalid_request", error.is_invalid_request()),
        ("is_connect", error.is_connect()),
        ("is_timeout", error.is_timeout()),
        ("is_transport", error.is_transport()),
        ("is_too_large", error.is_too_large()),
        ("is_decode", error.is_decode()),
        ("is_redirect", error.is_redirect()),
        ("is_bad_request", error.is_bad_request()),
        ("is_unauthorized", error.is_unauthorized()),
        ("is_forbidden", error.is_forbidden()),
        ("is_not_found", error.is_not_found()),
        ("is_conflict", error.is_conflict()),
        ("is_unprocessable", error.is_unprocessable()),
        ("is_rate_limited", error.is_rate_limited()),
        ("is_server_error", error.is_server_error()),
    ];
    let hold = predicates.into_iter().filter(|(_, holds)| *holds);
    let names: Vec<&str> = hold.map(|(name, _)| name).collect();
    names.join(" ")
}
