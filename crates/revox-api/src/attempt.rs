use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};

use crate::Delivery;
use crate::response::{is_loggable, request_id_header};

/// One of the attempts to send a request.
///
/// A transport that retries records each of them; [`Error::attempts`](crate::Error::attempts) and
/// [`Response::attempts`](crate::Response::attempts) return them in order. It has nothing to do
/// with [`CallAttempt`](crate::models::CallAttempt), which is one dial of a call order.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// fn report(error: &revox::Error) {
///     for (index, attempt) in error.attempts().iter().enumerate() {
///         println!(
///             "attempt {}: {:?} after {:?} ({:?})",
///             index + 1,
///             attempt.delivery(),
///             attempt.duration(),
///             attempt.status(),
///         );
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    delivery: Delivery,
    status: Option<StatusCode>,
    wait: Duration,
    duration: Duration,
    request_id: Option<HeaderValue>,
}

impl Attempt {
    /// Creates the record of an attempt that took `duration`, after a pause of `wait`.
    pub fn new(
        delivery: Delivery,
        status: Option<StatusCode>,
        wait: Duration,
        duration: Duration,
    ) -> Self {
        Self {
            delivery,
            status,
            wait,
            duration,
            request_id: None,
        }
    }

    /// Adds the request id from the response's headers, if it looks like an id.
    pub fn with_request_id(mut self, headers: &HeaderMap) -> Self {
        self.request_id = request_id_header(headers)
            .filter(|id| id.to_str().is_ok_and(is_loggable))
            .cloned();
        self
    }

    /// Attaches the attempts of a request to its response, for implementers of
    /// [`Transport`](crate::Transport).
    pub fn attach<B>(mut response: http::Response<B>, attempts: Vec<Self>) -> http::Response<B> {
        response.extensions_mut().insert(Attempts(attempts));
        response
    }

    /// Returns the effect that the attempt may have had at the server, judged by its status alone:
    /// [`Delivery::Accepted`] for any 2xx response, whatever its body.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }

    /// Returns the HTTP status if a response began to arrive.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns the id that the server gave this exchange, to quote to its support.
    ///
    /// Taken from the same headers as [`Response::request_id`](crate::Response::request_id), but
    /// only if it looks like an id: it is meant for logs, and a header can contain anything.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_ref()?.to_str().ok()
    }

    /// Returns the pause before the attempt; zero for the first.
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// Returns the time that the attempt took, without the pause.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}

/// The attempts of a request, as they travel in the extensions of its response.
#[derive(Clone)]
struct Attempts(Vec<Attempt>);

/// Returns the attempts that led to a response; empty if its transport records none.
pub(crate) fn attempts<B>(response: &http::Response<B>) -> &[Attempt] {
    response
        .extensions()
        .get()
        .map_or(&[], |Attempts(attempts)| attempts)
}
