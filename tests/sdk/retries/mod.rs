//! Requests are resent only if that can do no harm.
//!
//! Pauses take no time, since the tests control the clock.

mod cancelling;
mod double_dialling;
mod outages;
mod reads;
mod retry_after;
pub(crate) mod ten_thousand_creates;

use revox::Client;
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub};

/// A client that retries as it does by default, on a clock of the test.
fn client(stub: &Stub, clock: &TestClock) -> Client {
    let builder = stub.builder().max_retries(2).clock(clock.clone());
    builder.build().unwrap()
}

fn status(line: &str) -> Canned {
    Canned::json(line, &[], r#"{"message": "as it is"}"#)
}

fn found() -> Canned {
    let call = revox_tests::spec::example("completed");
    Canned::json("200 OK", &[], &call.to_string())
}
