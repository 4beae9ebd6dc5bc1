//! Expectations are checked when asked, and at the end.

use std::panic::{AssertUnwindSafe, catch_unwind};

use revox_sandbox::{Fault, Sandbox};

use crate::{get, place};

/// The message with which an action fails.
fn failure(action: impl FnOnce()) -> String {
    let failure = catch_unwind(AssertUnwindSafe(action)).unwrap_err();
    *failure.downcast::<String>().unwrap()
}

#[tokio::test]
async fn expectations_that_are_met_are_silent() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.expect("call_create").times(1);
    sandbox.expect("call_create").accepted().times(1);
    sandbox.expect("users_retrieve").at_least(2);
    sandbox.expect("users_retrieve").at_most(3);
    sandbox.expect("call_cancel").times(0);
    place(&sandbox, "+33639980175").await;
    for _ in 0..3 {
        get(&sandbox, "/users/me").await;
    }
    sandbox.verify();
}

#[tokio::test]
async fn one_that_is_not_met_fails_with_the_requests_that_came() {
    let sandbox = Sandbox::start().await.unwrap();
    get(&sandbox, "/auth-status").await;
    sandbox.expect("call_create").times(1);
    sandbox.expect("call_cancel").at_least(1);
    get(&sandbox, "/users/me").await;
    place(&sandbox, "+33639980175").await;
    place(&sandbox, "+33639980176").await;
    let message = failure(|| sandbox.verify());
    for expected in [
        "expectations.rs:",
        "exactly 1 request of `call_create` expected, 2 counted",
        "at least 1 request of `call_cancel` expected, 0 counted",
        "3 requests came:",
        "req_2    GET    /api/users/me -> 200 users_retrieve",
        "req_4    POST   /api/call -> 200 call_create",
    ] {
        assert!(message.contains(expected), "{expected}: {message}");
    }
    // Those from before the expectations are none of them.
    assert!(!message.contains("req_1 "), "{message}");
    sandbox.reset();
    sandbox.verify();
}

#[tokio::test]
async fn a_sandbox_that_is_dropped_checks_what_was_expected() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.expect("call_create").times(1);
    let message = failure(|| drop(sandbox));
    assert!(message.contains("No request came at all."), "{message}");
}

#[tokio::test]
async fn effects_are_counted_where_these_are_expected() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(Fault::duplicate().times(1)).unwrap();
    sandbox.inject(Fault::status(503).times(1)).unwrap();
    sandbox.expect("users_retrieve").times(2);
    sandbox.expect("users_retrieve").accepted().times(2);
    get(&sandbox, "/users/me").await;
    get(&sandbox, "/users/me").await;
    sandbox.verify();
    sandbox.expect("users_retrieve").accepted().times(0);
    get(&sandbox, "/users/me").await;
    let message = failure(|| sandbox.verify());
    assert!(
        message.contains("exactly 0 effects of `users_retrieve`"),
        "{message}"
    );
    sandbox.reset();
}

#[tokio::test]
async fn an_operation_that_there_is_not_fails_at_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let message = failure(|| drop(sandbox.expect("call_crate")));
    assert!(message.contains("call_create, "), "{message}");
}
