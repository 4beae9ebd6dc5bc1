//! Every way a request can fail says what it was, and keeps what arrived.

use std::error::Error as _;
use std::time::Duration;

use revox::Error;
use revox_tests::responses::{client_that_receives, decoded};
use revox_tests::spec::{endpoints, example};
use revox_tests::stub::{Canned, KEY, Stub, soon};

async fn failure(answer: Canned) -> Error {
    let stub = Stub::start(vec![answer]).await;
    stub.client()
        .call()
        .retrieve("call_1")
        .await
        .expect_err("a failure")
}

/// Returns the names of the predicates that hold.
fn kinds(error: &Error) -> Vec<&'static str> {
    [
        ("invalid_request", error.is_invalid_request()),
        ("connect", error.is_connect()),
        ("timeout", error.is_timeout()),
        ("transport", error.is_transport()),
        ("decode", error.is_decode()),
        ("redirect", error.is_redirect()),
        ("bad_request", error.is_bad_request()),
        ("unauthorized", error.is_unauthorized()),
        ("forbidden", error.is_forbidden()),
        ("not_found", error.is_not_found()),
        ("conflict", error.is_conflict()),
        ("unprocessable", error.is_unprocessable()),
        ("rate_limited", error.is_rate_limited()),
        ("server_error", error.is_server_error()),
    ]
    .into_iter()
    .filter_map(|(kind, holds)| holds.then_some(kind))
    .collect()
}

#[tokio::test]
async fn each_status_has_its_predicate() {
    let table: &[(&str, &[&str])] = &[
        ("304 Not Modified", &[]),
        ("308 Permanent Redirect", &["redirect"]),
        ("400 Bad Request", &["bad_request"]),
        ("401 Unauthorized", &["unauthorized"]),
        ("403 Forbidden", &["forbidden"]),
        ("404 Not Found", &["not_found"]),
        ("409 Conflict", &["conflict"]),
        ("418 I'm a teapot", &[]),
        ("422 Unprocessable Entity", &["unprocessable"]),
        ("429 Too Many Requests", &["rate_limited"]),
        ("500 Internal Server Error", &["server_error"]),
        ("599 Whatever", &["server_error"]),
    ];
    for (status, expected) in table {
        let error = failure(Canned::json(status, &[], "")).await;
        assert_eq!(kinds(&error), *expected, "{status}");
        assert_eq!(error.status().unwrap().as_u16().to_string(), status[..3]);
    }
}

#[tokio::test]
async fn an_answer_of_the_api_keeps_its_words_headers_and_bytes() {
    let body = r#"{"message": "no call of +33612345678", "code": "call_not_found"}"#;
    let headers = [("x-request-id", "req_7"), ("retry-after", "3")];
    let error = failure(Canned::json("404 Not Found", &headers, body)).await;
    assert_eq!(error.message().as_deref(), Some("no call of +33612345678"));
    assert_eq!(error.code().as_deref(), Some("call_not_found"));
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.headers().unwrap()["retry-after"], "3");
    assert_eq!(error.body().unwrap(), body.as_bytes());
    assert_eq!(error.operation().unwrap().id, "call_retrieve");
    assert_eq!(
        error.to_string(),
        "GET /call/{id}: the server responded with 404 Not Found (code `call_not_found`) [request id req_7]"
    );
}

/// The API names the field that it refuses in a sentence that can quote the request.
#[tokio::test]
async fn a_refused_request_says_where_its_reason_is() {
    for status in ["400 Bad Request", "422 Unprocessable Entity"] {
        let body = r#"{"message": "to_phone_number +33612345678 is not allowed"}"#;
        let text = failure(Canned::json(status, &[], body)).await.to_string();
        let expected =
            format!("{status}; `Error::message` returns the reason, which may be private");
        assert!(text.ends_with(&expected), "{text}");
        let text = failure(Canned::json(status, &[], "{}")).await.to_string();
        assert!(text.ends_with(status), "{text}");
    }
}

/// Error bodies are not documented: some servers nest what they say.
#[tokio::test]
async fn a_nested_error_is_read_as_a_flat_one_is() {
    let body = r#"{"error": {"code": "no_credit", "message": "top up first"}}"#;
    let error = failure(Canned::json("403 Forbidden", &[], body)).await;
    assert_eq!(error.message().as_deref(), Some("top up first"));
    assert_eq!(error.code().as_deref(), Some("no_credit"));
}

/// A code that could be a number, a key or a sentence is there to be asked for, and not printed.
#[tokio::test]
async fn only_a_plain_token_is_shown_as_the_code() {
    let long = "a".repeat(41);
    let table = [
        ("invalid_number", true),
        ("E1042", true),
        ("rate-limit.daily", true),
        ("33639980142", false),
        ("n33639980142", false),
        ("not found", false),
        ("camille@example.com", false),
        (&long, false),
        ("", false),
    ];
    for (code, is_shown) in table {
        let body = serde_json::json!({ "code": code }).to_string();
        let error = failure(Canned::json("400 Bad Request", &[], &body)).await;
        assert_eq!(error.code().as_deref(), Some(code));
        let text = error.to_string();
        assert_eq!(
            text.contains(&format!("(code `{code}`)")),
            is_shown,
            "{text}"
        );
    }
}

#[tokio::test]
async fn an_error_body_may_be_anything() {
    for body in ["", "<html>", "[]", "null", r#"{"message": {"a": 1}}"#] {
        let error = failure(Canned::json("500 Internal Server Error", &[], body)).await;
        assert_eq!(error.message(), None);
        assert_eq!(error.body().unwrap(), body.as_bytes());
    }
    let error = failure(Canned::json(
        "400 Bad Request",
        &[],
        r#"{"error": "bad id"}"#,
    ))
    .await;
    assert_eq!(error.message().as_deref(), Some("bad id"));
}

#[tokio::test]
async fn a_body_that_does_not_decode_is_kept_with_the_place_of_the_trouble() {
    let mut body = example("completed");
    body["call"]["call_attempts"][1]["status"] = serde_json::json!(33612345678_i64);
    let body = body.to_string();
    let error = failure(Canned::json("200 OK", &[("x-request-id", "req_3")], &body)).await;
    assert_eq!(kinds(&error), ["decode"]);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.decode_path(), Some("call.call_attempts[1].status"));
    assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
    assert_eq!(error.body().unwrap(), body.as_bytes());
    let text = error.to_string();
    let expected = "GET /call/{id}: the server responded with 200 OK, but the body does not decode: \
                    expected a string, found integer at `call.call_attempts[1].status` (line 1, ";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with(" [request id req_3]"), "{text}");
}

/// The phone will ring: without its id the call order could not be found again.
#[tokio::test]
async fn a_call_that_was_placed_and_does_not_decode_keeps_its_id() {
    let mut body = example("completed");
    body["call"]["status"] = serde_json::json!(7);
    let client = client_that_receives(body.to_string());
    let create = client.call().create("+33639980142").assistant_id("a");
    let error = create.await.unwrap_err();
    assert_eq!(kinds(&error), ["decode"]);
    assert_eq!(error.operation().unwrap().id, "call_create");
    assert_eq!(error.decode_path(), Some("call.status"));
    assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
    assert_eq!(error.body().unwrap(), body.to_string().as_bytes());
}

#[tokio::test]
async fn an_answer_of_another_kind_is_an_error_of_the_operation_that_was_asked() {
    for operation in endpoints().filter(|operation| operation.response().is_some()) {
        let error = decoded(operation.id, "7").await.unwrap_err();
        assert_eq!(kinds(&error), ["decode"], "{}", operation.id);
        assert_eq!(error.operation().unwrap().id, operation.id);
        assert!(error.to_string().starts_with(&operation.line()), "{error}");
    }
}

#[tokio::test]
async fn decode_errors_say_what_is_wrong_in_words_of_their_own() {
    let table = [
        ("", "EOF while parsing a value at `.`"),
        ("<html>", "expected value at `.`"),
        ("{}", "missing field `call` at `.`"),
        (
            r#"{"call": null}"#,
            "expected struct Call, found null at `call`",
        ),
        (
            r#"{"call": {"id": 1}}"#,
            "expected a string, found integer at `call.id`",
        ),
        (
            r#"{"call": {"id": "x"} } x"#,
            "missing field `status` at `call`",
        ),
    ];
    for (body, expected) in table {
        let error = failure(Canned::json("200 OK", &[], body)).await;
        let text = error.to_string();
        assert!(text.contains(expected), "{body}: {text}");
    }
}

#[tokio::test]
async fn a_page_that_a_proxy_put_in_is_told_by_its_type() {
    let page = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n<html>";
    let error = failure(Canned::Bytes(page.to_vec())).await;
    let text = error.to_string();
    let expected = "does not decode: it is `text/html`, not JSON; expected value at `.`";
    assert!(text.contains(expected), "{text}");
}

/// A 429 is a 429, whatever happens to its body.
#[tokio::test]
async fn a_status_counts_also_when_the_body_breaks_off() {
    let answer = b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 99\r\n\r\n{";
    let error = failure(Canned::Bytes(answer.to_vec())).await;
    assert_eq!(kinds(&error), ["transport", "rate_limited"]);
}

#[tokio::test]
async fn a_malformed_union_variant_is_named() {
    let mut body = example("completed");
    body["call"]["llm_model"] = serde_json::json!({"type": "custom", "api_key": ["sk-1"]});
    let error = failure(Canned::json("200 OK", &[], &body.to_string())).await;
    assert_eq!(error.decode_path(), Some("call.llm_model.api_key"));
    let text = error.to_string();
    assert!(
        text.contains("in variant `custom`: expected a string, found sequence"),
        "{text}"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_what_came() {
    let body = example("completed").to_string();
    let Canned::Bytes(mut bytes) = Canned::json("200 OK", &[], &body) else {
        unreachable!()
    };
    bytes.truncate(bytes.len() - 100);
    let error = failure(Canned::Bytes(bytes)).await;
    assert_eq!(kinds(&error), ["transport"]);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
    assert_eq!(error.body().unwrap().len(), body.len() - 100);
    assert_eq!(
        error.to_string(),
        "GET /call/{id}: the server responded with 200 OK, but the connection broke before the end of the body"
    );
}

#[tokio::test]
async fn a_server_that_falls_silent_runs_into_the_time_limit() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"ca".to_vec();
    let table = [
        (
            Vec::new(),
            50,
            "no response within the time allowed: 50ms (`timeout`)",
        ),
        (
            head,
            2_000,
            "the server responded with 200 OK, but the body was not complete within the time allowed: 2s (`timeout`)",
        ),
    ];
    for (sent, limit, text) in table {
        let stub = Stub::start(vec![Canned::Hang(sent)]).await;
        let limit = Duration::from_millis(limit);
        let client = stub.builder().timeout(limit).build().unwrap();
        let error = client.call().retrieve("a").await.unwrap_err();
        assert_eq!(kinds(&error), ["timeout"]);
        assert_eq!(error.to_string(), format!("GET /call/{{id}}: {text}"));
    }
}

#[tokio::test]
async fn the_time_limit_that_was_reached_is_named() {
    let stub = Stub::start(vec![Canned::Hang(Vec::new())]).await;
    let request = stub.client().call().retrieve("a");
    let error = soon(request.deadline(Duration::from_millis(50))).await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "GET /call/{id}: no response within the time allowed: the `deadline` has passed"
    );
}

#[tokio::test]
async fn a_connection_that_is_closed_or_never_made_is_told_apart() {
    let error = failure(Canned::Bytes(Vec::new())).await;
    assert_eq!(kinds(&error), ["transport"]);

    let stub = Stub::start(vec![Canned::Bytes(Vec::new())]).await;
    let client = stub.client();
    drop(stub);
    // The task that held the port ends at its next turn.
    tokio::task::yield_now().await;
    let error = client.call().retrieve("a").await.unwrap_err();
    assert_eq!(kinds(&error), ["connect"]);
    assert!(error.source().is_some());
}

/// Nothing that may be logged contains the key, the id, or anything from a body or header.
#[tokio::test]
async fn no_text_of_an_error_is_private() {
    let private = "+33612345678";
    let body = |text: &str| text.replace("PRIVATE", private);
    let answers = [
        Canned::json(
            "404 Not Found",
            &[("x-echo", private)],
            &body(r#"{"message": "PRIVATE"}"#),
        ),
        Canned::json(
            "200 OK",
            &[],
            &body(r#"{"call": {"id": "PRIVATE", "assistant": "PRIVATE"}}"#),
        ),
        Canned::json(
            "200 OK",
            &[("x-request-id", private)],
            &body(r#"{"call": "PRIVATE, expected PRIVATE"}"#),
        ),
        Canned::json("200 OK", &[], &body(r#"{"call": PRIVATE"#)),
        Canned::json("200 OK", &[], &body("PRIVATE")),
        Canned::json(
            "302 Found",
            &[("location", "http://elsewhere.example/+33612345678")],
            "",
        ),
        Canned::Bytes(body("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nPRIVATE").into_bytes()),
        Canned::Bytes(body("PRIVATE\r\n\r\n").into_bytes()),
    ];
    for answer in answers {
        let stub = Stub::start(vec![answer.clone()]).await;
        let error = stub.client().call().retrieve(private).await.unwrap_err();
        let mut texts = format!("{error}\n{error:?}\n{error:#?}");
        let mut cause = error.source();
        while let Some(error) = cause {
            texts.push_str(&format!("\n{error}\n{error:?}"));
            cause = error.source();
        }
        assert!(!texts.contains("33612345678"), "{answer:?}: {texts}");
        assert!(!texts.contains(KEY), "{answer:?}: {texts}");
    }
}

/// The caller's own type may complain in words that quote the value.
#[tokio::test]
async fn what_a_callers_type_says_of_a_value_is_not_repeated() {
    use serde::de::{Error as _, Unexpected};

    #[derive(Debug)]
    struct Picky;

    impl<'de> serde::Deserialize<'de> for Picky {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = serde_json::Value::deserialize(deserializer)?;
            let found = value["to_phone_number"].as_str().unwrap_or_default();
            match found.len() {
                0 => Ok(Self),
                12 => Err(D::Error::invalid_value(
                    Unexpected::Other(found),
                    &"a French number",
                )),
                _ => Err(D::Error::custom(format!("what is {found}?"))),
            }
        }
    }

    let table = [
        (
            "+33612345678",
            "expected a French number, found another value",
        ),
        ("+336123456789", "the value does not fit the type"),
    ];
    for (number, expected) in table {
        let body = format!(r#"{{"call": {{"to_phone_number": "{number}"}}}}"#);
        let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
        let error = stub
            .client()
            .call()
            .retrieve("a")
            .as_type::<Picky>()
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains(number), "{error}");
    }
}
