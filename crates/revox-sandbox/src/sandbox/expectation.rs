//! Expectations as a test writes them: the number of requests that the sandbox should receive.

use std::panic::Location;

use super::Sandbox;
use crate::record::Expected;

/// An expectation under construction: [`Sandbox::expect`] starts it, [`times`](Self::times),
/// [`at_least`](Self::at_least) or [`at_most`](Self::at_most) completes it.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let client = reqwest::Client::new();
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// sandbox.expect("call_retrieve").times(1);
/// sandbox.expect("call_create").accepted().at_most(1);
///
/// let url = format!("{}/call/call_8Zk3vQ", sandbox.base_url());
/// client.get(url).bearer_auth(sandbox.api_key()).send().await?;
/// sandbox.verify();
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "an expectation needs a number: `times`, `at_least` or `at_most`"]
pub struct Expectation<'a> {
    sandbox: &'a Sandbox,
    operation: String,
    only_accepted: bool,
}

impl<'a> Expectation<'a> {
    pub(crate) fn new(sandbox: &'a Sandbox, operation: String) -> Self {
        Self {
            sandbox,
            operation,
            only_accepted: false,
        }
    }

    /// Counts the effects of requests, such as call orders placed, instead of the requests
    /// themselves: see [`RecordedRequest::accepted`](crate::RecordedRequest::accepted).
    pub fn accepted(self) -> Self {
        Self {
            only_accepted: true,
            ..self
        }
    }

    /// Expects exactly `count`; 0 for none at all.
    #[track_caller]
    pub fn times(self, count: u64) {
        self.register(count, count);
    }

    /// Expects `count` or more.
    #[track_caller]
    pub fn at_least(self, count: u64) {
        self.register(count, u64::MAX);
    }

    /// Expects `count` or fewer.
    #[track_caller]
    pub fn at_most(self, count: u64) {
        self.register(0, count);
    }

    #[track_caller]
    fn register(self, at_least: u64, at_most: u64) {
        let Self {
            sandbox,
            operation,
            only_accepted,
        } = self;
        let location = Location::caller();
        sandbox.register(Expected::new(
            operation,
            only_accepted,
            at_least,
            at_most,
            location,
        ));
    }
}
