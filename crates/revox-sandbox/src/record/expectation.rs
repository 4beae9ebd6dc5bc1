//! Expectations: how many requests a test wants the sandbox to get.

use std::fmt;
use std::panic::Location;

use super::RecordedRequest;
use crate::sandbox::Sandbox;

/// An expectation that is being written: [`Sandbox::expect`] begins it, a number ends it.
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

    /// Counts how often requests take effect, as in call orders that are placed, instead of the
    /// requests themselves: see [`RecordedRequest::accepted`].
    pub fn accepted(self) -> Self {
        Self {
            only_accepted: true,
            ..self
        }
    }

    /// Expects exactly so many; 0 for none at all.
    #[track_caller]
    pub fn times(self, count: u64) {
        self.register(count, count);
    }

    /// Expects so many or more.
    #[track_caller]
    pub fn at_least(self, count: u64) {
        self.register(count, u64::MAX);
    }

    /// Expects so many or fewer.
    #[track_caller]
    pub fn at_most(self, count: u64) {
        self.register(0, count);
    }

    #[track_caller]
    fn register(self, at_least: u64, at_most: u64) {
        self.sandbox.register(Expected {
            operation: self.operation,
            only_accepted: self.only_accepted,
            at_least,
            at_most,
            location: Location::caller(),
            first: 1,
            counted: 0,
        });
    }
}

/// An expectation, and the count so far.
#[derive(Debug)]
pub(crate) struct Expected {
    operation: String,
    only_accepted: bool,
    at_least: u64,
    at_most: u64,
    location: &'static Location<'static>,
    /// The number of the first request that it is about.
    pub(super) first: usize,
    counted: u64,
}

impl Expected {
    pub(super) fn count(&mut self, request: &RecordedRequest) {
        if request.operation_id() == Some(&self.operation) {
            self.counted += match self.only_accepted {
                true => request.accepted().into(),
                false => 1,
            };
        }
    }

    pub(super) fn is_met(&self) -> bool {
        (self.at_least..=self.at_most).contains(&self.counted)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, location) = (&self.operation, self.location);
        let thing = if self.only_accepted {
            "effect"
        } else {
            "request"
        };
        let (bound, number) = match (self.at_least, self.at_most) {
            (least, most) if least == most => ("exactly", least),
            (least, u64::MAX) => ("at least", least),
            (_, most) => ("at most", most),
        };
        let plural = if number == 1 { "" } else { "s" };
        let counted = self.counted;
        write!(
            f,
            "{location}: {bound} {number} {thing}{plural} of `{operation}` expected, {counted} counted"
        )
    }
}
