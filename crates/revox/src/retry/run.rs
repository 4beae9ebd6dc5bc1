//! Makes attempts until the decision is to stop.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use revox_api::{Attempt, Delivery, Error, Operation, retry_after};

use super::decision::{Decision, Ending, Situation, decide};
use super::{Budget, Clock};
use crate::trace::{self, AttemptSpan, Server};

/// Limits of one request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_retries: u32,
    /// Time for all attempts and pauses.
    pub(crate) deadline: Option<Duration>,
    /// True if the caller vouches that the server does nothing when it responds with 429.
    pub(crate) rate_limit_is_proof: bool,
}

/// Retries the requests of a client.
#[derive(Clone)]
pub(crate) struct Retry {
    pub(crate) server: Server,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) budget: Budget,
}

impl Retry {
    /// Runs `attempt` until it succeeds, or until another one would be harmful or pointless.
    ///
    /// `attempt` gets the time that is left until the deadline. The result carries the record of
    /// all attempts. `deleted` makes the body of a success out of JSON, for [`Decision::Deleted`].
    /// Dropping the future cancels the request: no background task sends it later.
    pub(crate) async fn run<B, F>(
        &self,
        operation: &'static Operation,
        limits: Limits,
        mut attempt: impl FnMut(Option<Duration>) -> F,
        deleted: impl FnOnce(Bytes) -> B,
    ) -> Result<http::Response<B>, Error>
    where
        F: Future<Output = Result<http::Response<B>, Error>>,
    {
        let started = self.clock.elapsed();
        let time_left = || {
            let spent = self.clock.elapsed().saturating_sub(started);
            limits
                .deadline
                .map(|deadline| deadline.saturating_sub(spent))
        };
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut pause = Duration::ZERO;
        loop {
            let begun = self.clock.elapsed();
            let span = AttemptSpan::new(operation, &self.server, attempts.len());
            let outcome = {
                let attempt = pin!(attempt(time_left()));
                span.run(attempt).await
            };
            let (ending, delivery) = ending(&outcome);
            let before = attempts.iter().map(Attempt::delivery).max();
            let (status, headers) = match &outcome {
                Ok(response) => (Some(response.status()), Some(response.headers())),
                Err(error) => (error.status(), error.headers()),
            };
            let situation = Situation {
                class: operation.retry_class,
                method: &operation.method,
                ending,
                before,
                retry_after: headers.and_then(|headers| retry_after(headers, self.clock.now())),
                retries: u32::try_from(attempts.len()).unwrap_or(u32::MAX),
                max_retries: limits.max_retries,
                time_left: time_left(),
                rate_limit_is_proof: limits.rate_limit_is_proof,
                random: fastrand::f64(),
            };
            let decision = decide(&situation);
            let duration = self.clock.elapsed().saturating_sub(begun);
            let record = Attempt::new(delivery, status, pause, duration);
            let record = match headers {
                Some(headers) => record.with_request_id(headers),
                None => record,
            };
            span.end(&record, &outcome);
            attempts.push(record);
            match decision {
                Decision::Retry { pause: next, cost } if self.budget.take(cost) => {
                    pause = next;
                    trace::retrying(pause);
                    self.clock.sleep(pause).await;
                    // A sleep may take longer than it was asked to.
                    if time_left() != Some(Duration::ZERO) {
                        continue;
                    }
                }
                Decision::Deleted => {
                    let body = Bytes::from_static(br#"{"success": true}"#);
                    let mut response = http::Response::new(deleted(body));
                    *response.status_mut() = StatusCode::OK;
                    return Ok(Attempt::attach(response, attempts));
                }
                Decision::Retry { .. } | Decision::Stop => {}
            }
            if delivery == Delivery::Accepted && outcome.is_ok() {
                self.budget.refill();
            }
            return match outcome {
                Ok(response) => Ok(Attempt::attach(response, attempts)),
                Err(error) => Err(error.with_attempts(attempts)),
            };
        }
    }
}

/// Returns how an attempt ended, and what it may have done.
fn ending<B>(outcome: &Result<http::Response<B>, Error>) -> (Ending, Delivery) {
    match outcome {
        Ok(response) => {
            let status = response.status();
            (
                Ending::Status(status.as_u16()),
                Delivery::from_status(status),
            )
        }
        Err(error) => {
            let delivery = error.delivery();
            let ending = if error.is_connect() {
                Ending::NotConnected
            } else if error.is_timeout() || error.is_transport() {
                Ending::Broken(delivery)
            } else {
                Ending::Final
            };
            (ending, delivery)
        }
    }
}
