use std::fmt;

use bytes::Bytes;
use http::{Extensions, StatusCode};

use crate::attempt::attempts;
use crate::drift::{Drift, drift};
use crate::{Attempt, Delivery, Error, Operation, Response};

/// Outcome of a finished request, for its [`Transport`](crate::Transport).
///
/// Passed to [`Transport::finished`](crate::Transport::finished) when the response was decoded, a
/// stream ended, or the request failed.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// fn log(finished: &revox::Finished<'_>) {
///     println!("{}: {:?}", finished.operation().id, finished.delivery());
///     for drift in finished.drift() {
///         println!("{drift}");
///     }
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    operation: &'static Operation,
    outcome: Outcome<'a>,
}

#[derive(Clone, Copy)]
enum Outcome<'a> {
    /// A response that decoded.
    Response(ResponseParts<'a>),
    Error(&'a Error),
}

/// The response as it arrived, without its body if that was streamed.
#[derive(Clone, Copy)]
struct ResponseParts<'a> {
    status: StatusCode,
    extensions: &'a Extensions,
    attempts: &'a [Attempt],
    body: Option<&'a Bytes>,
}

impl<'a> Finished<'a> {
    pub(crate) fn new<T>(
        operation: &'static Operation,
        result: &'a Result<Response<T>, Error>,
    ) -> Self {
        let outcome = match result {
            Ok(response) => Outcome::Response(parts(response.http(), Some(response.bytes()))),
            Err(error) => Outcome::Error(error),
        };
        Self { operation, outcome }
    }

    /// Describes a stream that ended without an error.
    pub(crate) fn streamed(operation: &'static Operation, head: &'a http::Response<()>) -> Self {
        let outcome = Outcome::Response(parts(head, None));
        Self { operation, outcome }
    }

    pub(crate) fn failed(operation: &'static Operation, error: &'a Error) -> Self {
        let outcome = Outcome::Error(error);
        Self { operation, outcome }
    }

    /// Returns the operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the error if the request failed.
    pub fn error(&self) -> Option<&'a Error> {
        match self.outcome {
            Outcome::Response(_) => None,
            Outcome::Error(error) => Some(error),
        }
    }

    /// Returns the HTTP status if a response began to arrive.
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Outcome::Response(response) => Some(response.status),
            Outcome::Error(error) => error.status(),
        }
    }

    /// Returns the effect that the request may have had at the server.
    pub fn delivery(&self) -> Delivery {
        match self.outcome {
            Outcome::Response(_) => Delivery::Accepted,
            Outcome::Error(error) => error.delivery(),
        }
    }

    /// Returns the attempts that the request took, in order.
    pub fn attempts(&self) -> &'a [Attempt] {
        match self.outcome {
            Outcome::Response(response) => response.attempts,
            Outcome::Error(error) => error.attempts(),
        }
    }

    /// Returns the extensions of the response, in which a transport can leave data for itself.
    pub fn extensions(&self) -> Option<&'a Extensions> {
        match self.outcome {
            Outcome::Response(response) => Some(response.extensions),
            Outcome::Error(error) => error.extensions(),
        }
    }

    /// Compares a 2xx response with the API description that this version was generated from, and
    /// returns the differences, sorted and without duplicates.
    ///
    /// This parses the body again, which costs about as much as decoding it. The type that the
    /// response was decoded into makes no difference. Streams, other statuses, bodies of more than
    /// 8 MiB and bodies that are not JSON have no drift. At most 100 differences are reported.
    pub fn drift(&self) -> Vec<Drift> {
        let body = match self.outcome {
            Outcome::Response(response) => response.body,
            Outcome::Error(error) => error
                .body()
                .filter(|_| error.is_decode() && error.delivery() == Delivery::Accepted),
        };
        body.map(|body| drift(self.operation, body))
            .unwrap_or_default()
    }
}

// Bodies and headers are private.
impl fmt::Debug for Finished<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finished")
            .field("operation", &self.operation.id)
            .field("status", &self.status())
            .field("delivery", &self.delivery())
            .field("error", &self.error())
            .finish_non_exhaustive()
    }
}

fn parts<'a, B>(http: &'a http::Response<B>, body: Option<&'a Bytes>) -> ResponseParts<'a> {
    ResponseParts {
        status: http.status(),
        extensions: http.extensions(),
        attempts: attempts(http),
        body,
    }
}
