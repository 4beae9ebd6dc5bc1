//! Only reads follow redirects, and only if the method stays the same.

use std::collections::BTreeMap;

use revox_tests::operations::operations;
use revox_tests::stub::{Canned, Stub};

use super::case::Case;
use super::cases;

const KEEP_METHOD_AND_BODY: [&str; 2] = ["307 Temporary Redirect", "308 Permanent Redirect"];
const MAY_CHANGE_THEM: [&str; 3] = ["301 Moved Permanently", "302 Found", "303 See Other"];

fn redirect(status: &str, location: &str) -> Canned {
    Canned::json(status, &[("location", location)], "")
}

/// A request to each operation of one retry class that is sent by `GET`, or by anything else.
fn cases_of(retry_class: &str, by_get: bool) -> impl Iterator<Item = Case> {
    let by_operation: BTreeMap<_, _> = cases()
        .into_iter()
        .map(|case| (case.operation, case))
        .collect();
    by_operation.into_values().filter(move |case| {
        let operation = &operations()[case.operation];
        operation.retry_class == retry_class && (operation.method == "GET") == by_get
    })
}

async fn is_not_followed(case: &Case, status: &str) {
    let stub = Stub::start(vec![redirect(status, "/api/moved"), redirect(status, "/")]).await;
    let error = case.send(&stub.client()).await.unwrap_err();
    assert!(error.is_redirect(), "{}: {error}", case.operation);
    assert_eq!(stub.received().len(), 1, "{}: {status}", case.operation);
}

async fn is_followed(case: &Case, status: &str) {
    let answer = operations()[case.operation].example_response();
    let stub = Stub::start(vec![redirect(status, "/api/moved?to=a"), answer]).await;
    case.send(&stub.client()).await.unwrap();
    let received = stub.received();
    assert_eq!(received.len(), 2, "{}: {status}", case.operation);
    let (line, rest) = received[0].split_once("\r\n").unwrap();
    let (method, _) = line.split_once(' ').unwrap();
    let expected = format!("{method} /api/moved?to=a HTTP/1.1\r\n{rest}");
    assert_eq!(received[1], expected, "{}: {status}", case.operation);
}

#[tokio::test]
async fn what_changes_something_is_sent_to_no_other_place() {
    let mut operations = 0;
    for class in ["once", "idempotent"] {
        for case in cases_of(class, false) {
            for status in KEEP_METHOD_AND_BODY.iter().chain(&MAY_CHANGE_THEM) {
                is_not_followed(&case, status).await;
            }
            operations += 1;
        }
        assert_eq!(cases_of(class, true).count(), 0);
    }
    assert!(operations >= 19, "{operations}");
}

#[tokio::test]
async fn a_read_that_posts_takes_its_body_along_unchanged_or_does_not_go() {
    let mut operations = 0;
    for case in cases_of("read", false) {
        for status in KEEP_METHOD_AND_BODY {
            is_followed(&case, status).await;
        }
        for status in MAY_CHANGE_THEM {
            is_not_followed(&case, status).await;
        }
        operations += 1;
    }
    assert!(operations >= 3, "{operations}");
}

#[tokio::test]
async fn a_read_that_gets_goes_by_any_redirect() {
    for case in cases_of("read", true) {
        for status in KEEP_METHOD_AND_BODY.iter().chain(&MAY_CHANGE_THEM) {
            is_followed(&case, status).await;
        }
    }
}

/// Filters hold phone numbers; they are for the one host that the key is for.
#[tokio::test]
async fn no_body_goes_to_another_host() {
    let other = Stub::start(vec![Canned::json("200 OK", &[], "{}")]).await;
    for case in cases_of("read", false) {
        for status in KEEP_METHOD_AND_BODY {
            let stub = Stub::start(vec![redirect(status, &other.base_url())]).await;
            let error = case.send(&stub.client()).await.unwrap_err();
            assert!(error.is_redirect(), "{}: {error}", case.operation);
        }
    }
    assert!(other.received().is_empty());
}
