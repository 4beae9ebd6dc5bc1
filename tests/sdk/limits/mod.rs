//! A request that breaks a documented limit is refused before it is sent, and the error names the
//! field and the limit.
//!
//! `requests/limits_of_the_spec.rs` tests that no limit of the spec is forgotten.

mod bounds;
mod forms;
mod reports;

use std::fmt::Debug;

use revox::models::CallingWindow;
use revox::{Client, Parameters, Request};
use revox_tests::stub::{self, Stub};

/// Returns the violations of a request, which is not sent.
pub(crate) async fn refused<T: Debug + 'static, P: Parameters>(
    request: impl FnOnce(&Client) -> Request<T, P>,
) -> Vec<String> {
    let stub = Stub::start(vec![stub::Canned::json("200 OK", &[], "{}")]).await;
    let error = request(&stub.client()).await.unwrap_err();
    assert!(stub.received().is_empty(), "it was sent");
    assert!(error.is_invalid_request() && error.status().is_none());

    let said: Vec<_> = error.violations().iter().map(ToString::to_string).collect();
    let operation = error.operation().unwrap();
    let head = format!("{} {}: not sent: ", operation.method, operation.path);
    assert_eq!(error.to_string(), head + &said.join("; "));
    for violation in error.violations() {
        let (path, limit) = (violation.path(), violation.limit());
        assert_eq!(violation.to_string(), format!("`{path}` {limit}"));
    }
    said
}

/// Returns the paths that are refused.
pub(crate) fn places(parameters: &impl Parameters) -> Vec<String> {
    let violations = parameters.violations();
    violations.iter().map(|it| it.path().to_owned()).collect()
}

pub(crate) fn window() -> CallingWindow {
    CallingWindow::new("9:30", "6pm", 60)
}
