//! Expectations, and their counts.

use std::fmt;
use std::panic::Location;

use super::RecordedRequest;

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
    /// Expects from `at_least` to `at_most` requests of an operation, or effects of these.
    pub(crate) fn new(
        operation: String,
        only_accepted: bool,
        at_least: u64,
        at_most: u64,
        location: &'static Location<'static>,
    ) -> Self {
        Self {
            operation,
            only_accepted,
            at_least,
            at_most,
            location,
            first: 1,
            counted: 0,
        }
    }

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
