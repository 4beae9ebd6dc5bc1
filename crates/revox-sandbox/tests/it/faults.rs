//! Faults go wrong as they should, and are on record.

use std::time::{Duration, Instant};

use reqwest::Response;
use revox_sandbox::{Fault, Sandbox};
use serde_json::json;

use crate::{get, place, raw};

async fn with(fault: Fault) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(fault).unwrap();
    sandbox
}

/// Places a call order, with a client that gives up after half a second.
async fn order(sandbox: &Sandbox) -> Result<Response, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(Duration::from_millis(500));
    let client = client
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let request = client
        .post(format!("{}/call", sandbox.base_url()))
        .bearer_auth(sandbox.api_key());
    let body = json!({ "phone_number": "+33639980175", "assistant_id": "assistant_4Tn6yB" });
    request.json(&body).send().await
}

/// The number of call orders, the number of times the request was accepted, and its status.
fn fate(sandbox: &Sandbox) -> (usize, u32, u16) {
    let requests = sandbox.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    assert_eq!(request.operation_id(), Some("call_create"));
    (
        sandbox.call_ids().len() - 1,
        request.accepted(),
        request.status(),
    )
}

#[tokio::test]
async fn a_hanging_request_is_accepted_and_never_answered() {
    let sandbox = with(Fault::hang()).await;
    assert!(order(&sandbox).await.unwrap_err().is_timeout());
    assert_eq!(fate(&sandbox), (1, 1, 0));
}

#[tokio::test]
async fn a_dropped_request_is_not_even_read() {
    let sandbox = with(Fault::drop()).await;
    assert!(order(&sandbox).await.is_err());
    assert_eq!(fate(&sandbox), (0, 0, 0));
    assert!(sandbox.requests()[0].body().is_empty());
    assert_eq!(sandbox.requests()[0].fault(), Some("drop"));
}

#[tokio::test]
async fn a_request_dropped_after_accepting_takes_effect() {
    let sandbox = with(Fault::drop_after_accepting()).await;
    assert!(order(&sandbox).await.is_err());
    assert_eq!(fate(&sandbox), (1, 1, 0));
}

#[tokio::test]
async fn a_dropped_connection_sends_nothing_at_all() {
    let sandbox = with(Fault::drop_after_accepting()).await;
    let request = b"GET /api/users/me HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let answer = raw::exchange(&raw::address(&sandbox), request).await;
    // Closed or reset, depending on what was still unread.
    assert_eq!(answer.unwrap_or_default(), "");
}

#[tokio::test]
async fn an_answer_that_breaks_off_has_begun() {
    let sandbox = with(Fault::drop_mid_body()).await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.content_length().unwrap() > 1000);
    assert!(response.bytes().await.is_err());
    assert_eq!(fate(&sandbox), (1, 1, 200));
}

#[tokio::test]
async fn json_may_be_truncated_garbage_or_of_another_type() {
    for (fault, media_type) in [
        (Fault::truncated_json(), "application/json"),
        (Fault::garbage_json(), "application/json"),
    ] {
        let sandbox = with(fault).await;
        let response = order(&sandbox).await.unwrap();
        assert_eq!(response.headers()["content-type"], media_type);
        let body = response.bytes().await.unwrap();
        assert!(!body.is_empty() && serde_json::from_slice::<serde_json::Value>(&body).is_err());
        assert_eq!(fate(&sandbox), (1, 1, 200));
    }
    let sandbox = with(Fault::content_type("text/html")).await;
    assert_eq!(
        order(&sandbox).await.unwrap().headers()["content-type"],
        "text/html"
    );
}

#[tokio::test]
async fn any_status_with_any_headers_is_answered_with_or_without_effect() {
    let sandbox = with(
        Fault::status(429)
            .header("Retry-After", "3")
            .header("x-y", "z"),
    )
    .await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["retry-after"]
        ),
        (429, &"3".parse().unwrap())
    );
    assert_eq!(response.headers()["x-y"], "z");
    assert_eq!(fate(&sandbox), (0, 0, 429));

    let sandbox = with(Fault::status(502).after_accepting()).await;
    assert_eq!(order(&sandbox).await.unwrap().status(), 502);
    assert_eq!(fate(&sandbox), (1, 1, 502));
}

/// Something in front of the API hangs, or sends a page of its own.
#[tokio::test]
async fn a_fault_may_hit_before_the_request_takes_effect() {
    let sandbox = with(Fault::hang().before_accepting()).await;
    assert!(order(&sandbox).await.unwrap_err().is_timeout());
    assert_eq!(fate(&sandbox), (0, 0, 0));
    assert!(!sandbox.requests()[0].body().is_empty());

    for fault in [Fault::garbage_json(), Fault::content_type("text/html")] {
        let sandbox = with(fault.before_accepting()).await;
        assert_eq!(order(&sandbox).await.unwrap().status(), 200);
        assert_eq!(fate(&sandbox), (0, 0, 200));
    }
    let written = "hang before garbage after before drop-after before".parse();
    let expected = [Fault::hang(), Fault::garbage_json(), Fault::drop()];
    let expected = expected.map(Fault::before_accepting);
    assert_eq!(written, Ok(Fault::in_turn(expected)));
}

#[tokio::test]
async fn a_redirect_leads_elsewhere() {
    let sandbox = with(Fault::redirect(307, "https://elsewhere.example/")).await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (307, &"https://elsewhere.example/".parse().unwrap())
    );
    assert_eq!(fate(&sandbox), (0, 0, 307));
}

#[tokio::test]
async fn a_duplicate_takes_effect_twice() {
    let sandbox = with(Fault::duplicate()).await;
    let body: serde_json::Value = order(&sandbox).await.unwrap().json().await.unwrap();
    assert_eq!(fate(&sandbox), (2, 2, 200));
    assert_eq!(
        body["call"]["id"].as_str(),
        Some(sandbox.call_ids()[1].as_str())
    );
}

#[tokio::test]
async fn an_answer_may_be_late_slow_or_large() {
    let sandbox = with(Fault::latency(Duration::from_millis(200))).await;
    let start = Instant::now();
    assert_eq!(order(&sandbox).await.unwrap().status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(200));

    let sandbox = with(Fault::slow_drip(10)).await;
    let response = order(&sandbox).await.unwrap();
    assert!(response.bytes().await.unwrap_err().is_timeout());

    let sandbox = with(Fault::oversized_body(5_000_000)).await;
    let body = order(&sandbox).await.unwrap().bytes().await.unwrap();
    assert_eq!(body.len(), 5_000_000);
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["call"]["status"], "initializing");
}

#[tokio::test]
async fn faults_are_for_one_operation_so_often_and_in_turn() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .inject(Fault::status(500).on("users_retrieve").times(2))
        .unwrap();
    let in_turn = [Fault::status(501), Fault::none(), Fault::status(502)];
    sandbox
        .inject(Fault::in_turn(in_turn).on("auth_status_retrieve"))
        .unwrap();
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push((
            get(&sandbox, "/users/me").await.0,
            get(&sandbox, "/auth-status").await.0,
        ));
    }
    assert_eq!(statuses, [(500, 501), (500, 200), (200, 502), (200, 200)]);
    place(&sandbox, "+33639980175").await;
}

#[tokio::test]
async fn a_fault_by_probability_follows_from_the_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let fault = Fault::status(500).probability(0.3);
        let sandbox = Sandbox::builder()
            .seed(5)
            .fault(fault)
            .start()
            .await
            .unwrap();
        let mut failed = Vec::new();
        for number in 0..200 {
            if get(&sandbox, "/users/me").await.0 == 500 {
                failed.push(number);
            }
        }
        runs.push(failed);
    }
    assert_eq!(runs[0], runs[1]);
    assert!((35..=85).contains(&runs[0].len()), "{}", runs[0].len());
}

#[tokio::test]
async fn a_stopped_sandbox_keeps_nobody_waiting() {
    let sandbox = with(Fault::hang()).await;
    let url = format!("{}/users/me", sandbox.base_url());
    let request = tokio::spawn(reqwest::get(url));
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(sandbox);
    assert!(request.await.unwrap().is_err());
}

/// The rate is what is asked for: slow ones wait, fast ones do not.
#[tokio::test]
async fn a_drip_keeps_to_any_rate() {
    let padding = "x".repeat(50_000);
    for (rate, at_least, at_most) in [
        (40_000, Duration::from_millis(1_000), Duration::from_secs(6)),
        (1_000_000, Duration::from_millis(40), Duration::from_secs(3)),
        (u64::MAX, Duration::ZERO, Duration::from_secs(3)),
    ] {
        let sandbox = with(Fault::slow_drip(rate)).await;
        let call = json!({ "id": "call_1", "padding": padding });
        sandbox.put_call(call).unwrap();
        let start = Instant::now();
        let (status, body) = get(&sandbox, "/call/call_1").await;
        let elapsed = start.elapsed();
        assert_eq!((status, &body["call"]["padding"]), (200, &json!(padding)));
        assert!(
            elapsed >= at_least && elapsed <= at_most,
            "{rate}: {elapsed:?}"
        );
    }
}

/// A fault that cannot be is refused, as text and as a value, with a list of what is possible.
#[tokio::test]
async fn an_impossible_fault_is_refused_with_those_that_are_possible() {
    let sandbox = Sandbox::start().await.unwrap();
    let texts = [
        ("status=42", "`status=42` is not from 200 to 599"),
        ("status=100", "`status=100` is not from 200 to 599"),
        ("status=600", "`status=600` is not from 200 to 599"),
        ("status=x", "the number in `status=x` does not fit"),
        ("status", "the number in `status` does not fit"),
        ("150% hang", "`150%` is not from 0% to 100%"),
        ("-1% hang", "`-1%` is not from 0% to 100%"),
        ("NaN% hang", "`NaN%` is not from 0% to 100%"),
        ("", "does not say what goes wrong"),
        ("call_create", "does not say what goes wrong"),
        ("x2 50%", "does not say what goes wrong"),
        ("hang retry-after:1", "`retry-after` is a header"),
        (
            "status=503 retry@after:1",
            "`retry@after` is not a name of a header",
        ),
        ("status=503 content-length:1", "the server itself sets"),
        ("drip=0", "`drip=0` sends nothing"),
        ("drip=-1", "the number in `drip=-1` does not fit"),
        ("latency=-1", "`latency=-1` is not a number of seconds"),
        ("latency=NaN", "`latency=NaN` is not a number of seconds"),
        ("latency=1e300", "is not a number of seconds"),
        ("late=-1", "`late=-1` is not a number of seconds"),
        ("late=5 before", "`late` lets the request take"),
        ("type=", "is not a value of a `Content-Type`"),
        ("x0 hang", "0 times is no request"),
        ("ok before", "`ok` lets the request take effect"),
        ("hang duplicate before", "`duplicate` lets the request take"),
        ("call_create explode", "unknown word `explode`"),
        ("hang=5", "does not say what goes wrong"),
    ];
    for (text, expected) in texts {
        let error = text.parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
        let possible = "ok, latency=SECONDS, hang, drop, drop-after, drop-mid-body, truncate, \
                        garbage, type=MEDIA_TYPE, status=CODE, redirect=URL, duplicate, \
                        late=SECONDS, drip=BYTES, oversize=BYTES, after, before; for webhooks: lose, \
                        double, delay=SECONDS, reorder, forge=BODY";
        assert!(error.ends_with(possible), "{text}: {error}");
        let (status, body) = control(&sandbox, json!(text)).await;
        assert_eq!((status, &body["message"]), (400, &json!(error)), "{text}");
    }
    for fault in [
        Fault::status(42),
        Fault::status(100),
        Fault::hang().header("retry-after", "1"),
        Fault::in_turn([Fault::hang().header("retry-after", "1"), Fault::drop()]),
        Fault::in_turn([]),
        Fault::hang().probability(1.5),
        Fault::hang().probability(f64::NAN),
        Fault::slow_drip(0),
        Fault::latency(Duration::MAX),
        Fault::hang().times(0),
        Fault::none().before_accepting(),
        Fault::duplicate().before_accepting(),
        Fault::late(Duration::MAX),
        Fault::late(Duration::ZERO).before_accepting(),
    ] {
        assert!(sandbox.inject(fault.clone()).is_err(), "{fault:?}");
        let started = Sandbox::builder().fault(fault.clone()).start().await;
        assert!(started.is_err(), "{fault:?}");
    }
    for json in [
        json!({ "steps": [] }),
        json!({ "steps": [{ "effect": { "latency": { "seconds": -1 } }, "accepts": true }] }),
        json!({ "steps": [{ "effect": "hang", "accepts": true }], "probability": 2 }),
    ] {
        assert_eq!(control(&sandbox, json.clone()).await.0, 400, "{json}");
    }
    assert_eq!(get(&sandbox, "/users/me").await.0, 200);
}

#[tokio::test]
async fn an_unknown_operation_is_answered_with_the_known_ones() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = sandbox.inject(Fault::hang().on("call_crate")).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("`call_crate`"), "{error}");
    assert!(error.contains("call_create, call_retrieve, "), "{error}");
    let (status, body) = control(&sandbox, json!("call_crate hang")).await;
    assert_eq!((status, &body["message"]), (400, &json!(error)));
}

async fn control(sandbox: &Sandbox, fault: serde_json::Value) -> (u16, serde_json::Value) {
    let url = sandbox.base_url().replace("/api", "/sandbox/faults");
    let request = crate::client().post(url).json(&fault);
    crate::decode(request.send().await.unwrap()).await
}
