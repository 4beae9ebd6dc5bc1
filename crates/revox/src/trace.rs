//! Spans and events for the `tracing` crate, with OpenTelemetry's names for HTTP clients.
//!
//! A request has a span, and each of its attempts a child span; a placement has a span around those
//! of its requests. Nothing private is recorded: no bodies, no headers except the request id, only
//! the template of a path, only the host of the base URL, and no keys of placements, which may be
//! e-mail addresses.
//!
//! Futures are passed pinned: each is as large as a whole exchange, and moving one would cost more
//! than everything else here.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use http::{Extensions, Response};
use revox_api::{Attempt, Delivery, Error, Finished, Operation};
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, info, info_span};

use crate::base_url::BaseUrl;
use crate::{PlaceError, Placement};

/// Server address for the spans of attempts.
#[derive(Clone)]
pub(crate) struct Server(BaseUrl);

impl Server {
    pub(crate) fn new(base_url: &BaseUrl) -> Self {
        Self(base_url.clone())
    }
}

/// The span of a request, from its first attempt to the decoded value.
pub(crate) struct RequestSpan(Span);

impl RequestSpan {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self(info_span!(
            target: "revox",
            "request",
            otel.name = operation.id,
            otel.kind = "internal",
            otel.status_code = Empty,
            "error.type" = Empty,
            http.response.status_code = Empty,
            revox.operation = operation.id,
            revox.attempts = Empty,
            revox.delivery = Empty,
            revox.request_id = Empty,
        ))
    }

    /// Runs the attempts of the request inside its span. A response carries the span with it and
    /// keeps it open until it is decoded.
    pub(crate) async fn run<B>(
        self,
        attempts: Pin<&mut impl Future<Output = Result<Response<B>, Error>>>,
    ) -> Result<Response<B>, Error> {
        let mut result = attempts.instrument(self.0.clone()).await;
        match &mut result {
            Ok(response) => {
                response.extensions_mut().insert(Decoding::new(self));
            }
            Err(error) => self.record(error.delivery(), error.attempts(), Some(error)),
        }
        result
    }

    fn record(&self, delivery: Delivery, attempts: &[Attempt], error: Option<&Error>) {
        let span = &self.0;
        span.record("revox.attempts", attempts.len());
        span.record("revox.delivery", delivery_name(delivery));
        if let Some(last) = attempts.last() {
            record_response(span, last);
        }
        if let Some(error) = error {
            record_error(span, &error_type(error));
        }
    }
}

/// The span of a request whose response is being decoded. It is taken out at the end, since people
/// keep responses.
#[derive(Clone)]
struct Decoding(Arc<Mutex<Option<RequestSpan>>>);

impl Decoding {
    fn new(span: RequestSpan) -> Self {
        Self(Arc::new(Mutex::new(Some(span))))
    }

    fn end(&self) -> Option<RequestSpan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Completes the span of a request whose response has been decoded.
pub(crate) fn finished(finished: &Finished<'_>) {
    let span = finished
        .extensions()
        .and_then(Extensions::get::<Decoding>)
        .and_then(Decoding::end);
    if let Some(span) = span {
        let error = finished.error();
        span.record(finished.delivery(), finished.attempts(), error);
        // The attempt has already logged an error status.
        if let Some(error) = error.filter(|error| error.status().is_some_and(|it| it.is_success()))
        {
            span.0.in_scope(|| info!(target: "revox", "{error}"));
        }
    }
}

/// The span of one attempt.
pub(crate) struct AttemptSpan {
    span: Span,
    operation: &'static Operation,
}

impl AttemptSpan {
    /// Opens the span of the attempt that follows `resends` others.
    pub(crate) fn new(operation: &'static Operation, server: &Server, resends: usize) -> Self {
        let (method, path) = (&operation.method, operation.path);
        let (address, port) = server.0.server();
        let span = info_span!(
            target: "revox",
            "attempt",
            otel.name = %format_args!("{method} {path}"),
            otel.kind = "client",
            otel.status_code = Empty,
            "error.type" = Empty,
            http.request.method = method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = address,
            server.port = port,
            url.template = path,
            revox.delivery = Empty,
            revox.request_id = Empty,
            revox.wait_ms = Empty,
        );
        if resends > 0 {
            span.record("http.request.resend_count", resends);
        }
        Self { span, operation }
    }

    pub(crate) async fn run<T>(&self, attempt: Pin<&mut impl Future<Output = T>>) -> T {
        let (method, path) = (&self.operation.method, self.operation.path);
        let attempt = async {
            debug!(target: "revox", "{method} {path}");
            attempt.await
        };
        attempt.instrument(self.span.clone()).await
    }

    /// Records the result of the attempt.
    pub(crate) fn end<B>(self, attempt: &Attempt, outcome: &Result<Response<B>, Error>) {
        let span = &self.span;
        span.record("revox.delivery", delivery_name(attempt.delivery()));
        if !attempt.wait().is_zero() {
            span.record("revox.wait_ms", attempt.wait().as_secs_f64() * 1e3);
        }
        record_response(span, attempt);
        let took = attempt.duration().as_millis();
        let _entered = span.enter();
        match outcome {
            Ok(response) => {
                let status = response.status();
                if !status.is_success() {
                    record_error(span, status.as_str());
                }
                let (method, path) = (&self.operation.method, self.operation.path);
                info!(target: "revox", "{method} {path}: {status} in {took} ms");
            }
            Err(error) => {
                record_error(span, &error_type(error));
                let (method, path) = (&self.operation.method, self.operation.path);
                info!(target: "revox", "{method} {path}: {error} (after {took} ms)");
            }
        }
    }
}

/// Logs the pause before another attempt.
pub(crate) fn retrying(pause: std::time::Duration) {
    info!(target: "revox", "retrying in {:.3} s", pause.as_secs_f64());
}

/// The span of a placement, from its first look into the journal to its outcome.
pub(crate) struct PlacementSpan(Span);

impl PlacementSpan {
    pub(crate) fn new(operation: &'static str) -> Self {
        Self(info_span!(
            target: "revox",
            "placement",
            otel.name = operation,
            otel.kind = "internal",
            otel.status_code = Empty,
            "error.type" = Empty,
            revox.outcome = Empty,
            revox.requests = Empty,
        ))
    }

    pub(crate) async fn run<T>(&self, placement: Pin<&mut impl Future<Output = T>>) -> T {
        placement.instrument(self.0.clone()).await
    }

    /// Records the outcome, and the number of requests that were sent to place something.
    pub(crate) fn end<N, F>(
        self,
        requests: u32,
        outcome: &Result<Option<Placement<N, F>>, PlaceError>,
    ) {
        let span = &self.0;
        span.record("revox.requests", requests);
        let name = match outcome {
            Ok(Some(Placement::New(_))) => "new",
            Ok(Some(Placement::Found(_))) => "found",
            Ok(None) => "absent",
            Err(PlaceError::Undecided(_)) => "undecided",
            Err(PlaceError::Conflict { .. }) => "conflict",
            Err(_) => "failed",
        };
        span.record("revox.outcome", name);
        if let Err(error) = outcome {
            let error_type = match error {
                PlaceError::Undecided(undecided) => undecided.reason.name().to_owned(),
                PlaceError::Request(error) => error_type(error),
                PlaceError::Lapsed { .. } => "lapsed".to_owned(),
                PlaceError::Journal { .. } => "journal".to_owned(),
                _ => name.to_owned(),
            };
            record_error(span, &error_type);
            span.in_scope(|| info!(target: "revox", "{error}"));
        }
    }
}

/// Logs the reason for which a placement begins to wait.
pub(crate) fn waiting(reason: &dyn std::fmt::Display, longest: std::time::Duration) {
    let longest = longest.as_secs_f64();
    info!(target: "revox", "waiting for at most {longest:.0} s: {reason}");
}

/// Logs the pause until the next poll of a wait.
pub(crate) fn next_poll(pause: std::time::Duration, reason: &str) {
    debug!(target: "revox", "next poll in {:.0} s: {reason}", pause.as_secs_f64());
}

/// Logs a round of polls.
pub(crate) fn polling(orders: usize, searches: usize) {
    debug!(target: "revox", "polling {orders} call orders by {searches} searches");
}

/// Logs a poll that failed, and does not end its wait.
pub(crate) fn poll_failed(error: &Error, pause: std::time::Duration) {
    let pause = pause.as_secs_f64();
    info!(target: "revox", "the poll failed, and the next is in {pause:.0} s: {error}");
}

fn record_response(span: &Span, attempt: &Attempt) {
    if let Some(status) = attempt.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(id) = attempt.request_id() {
        span.record("revox.request_id", id);
    }
}

fn record_error(span: &Span, error_type: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", error_type);
}

fn delivery_name(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::NotSent => "not_sent",
        Delivery::Rejected => "rejected",
        Delivery::Unknown => "unknown",
        Delivery::Accepted => "accepted",
    }
}

/// Returns a name for the kind of failure. For an error status it is the status itself, as
/// OpenTelemetry requires.
fn error_type(error: &Error) -> String {
    let kind = if error.is_missing_key() {
        "missing_key"
    } else if error.is_connect() {
        "connect"
    } else if error.is_timeout() {
        "timeout"
    } else if error.is_transport() {
        "transport"
    } else if error.is_too_large() {
        "too_large"
    } else if error.is_decode() {
        "decode"
    } else if error.is_invalid_request() {
        "invalid_request"
    } else {
        return error
            .status()
            .map_or("other".to_owned(), |status| status.as_str().to_owned());
    };
    kind.to_owned()
}
