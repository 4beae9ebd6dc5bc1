//! Webhooks are lost, doubled, delayed, reordered and forged as the faults say.

use std::time::Duration;

use revox_sandbox::{Fault, Forgery, Reply, Sandbox, Script};
use serde_json::Value;

use crate::post;
use crate::receiver::Receiver;
use crate::webhooks::{days, order, sandbox};

/// The events that a receiver gets of a call order with two attempts, and the record.
async fn with(fault: &str) -> (Vec<String>, Sandbox) {
    let receiver = Receiver::start([]).await;
    let sandbox = sandbox().await;
    sandbox.inject(fault.parse().unwrap()).unwrap();
    order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    (receiver.events(), sandbox)
}

const FIRST: &str = "attempt_ended scheduled 1";
const LAST: &str = "call_finished completed 2";

#[tokio::test]
async fn a_lost_webhook_is_recorded_and_not_sent() {
    let (events, sandbox) = with("webhook x1 lose").await;
    assert_eq!(events, [LAST]);
    let lost = &sandbox.webhooks()[0];
    assert_eq!(
        (lost.fault(), lost.status(), lost.error()),
        (Some("lose"), 0, None)
    );
    assert!(lost.to_string().contains("-> lost call_"), "{lost}");
    assert_eq!(with("lose").await.0, Vec::<String>::new());
}

#[tokio::test]
async fn a_doubled_webhook_comes_twice() {
    let (events, sandbox) = with("webhook x1 double").await;
    assert_eq!(events, [FIRST, FIRST, LAST]);
    let faults: Vec<_> = sandbox
        .webhooks()
        .iter()
        .map(|w| w.fault().is_some())
        .collect();
    assert_eq!(faults, [true, true, false]);
}

#[tokio::test]
async fn a_delayed_webhook_comes_later() {
    let day = 86_400;
    let (events, sandbox) = with(&format!("webhook x1 delay={day}")).await;
    assert_eq!(events, [LAST, FIRST]);
    let late = &sandbox.webhooks()[1];
    let body: Value = serde_json::from_slice(late.body()).unwrap();
    let happened: revox_sandbox::Timestamp = body["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(late.at().duration_since(happened).as_secs(), day);
}

#[tokio::test]
async fn a_reordered_webhook_comes_after_the_next_one() {
    let receiver = Receiver::start([]).await;
    let script = Script::new().otherwise([Reply::human()]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    sandbox
        .inject("webhook x1 reorder".parse().unwrap())
        .unwrap();
    let first = order(&sandbox, &receiver.url).await;
    sandbox.advance(Duration::from_secs(20));
    let second = order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    let sent = sandbox.webhooks();
    let ids: Vec<_> = sent.iter().map(|webhook| webhook.call_id()).collect();
    assert_eq!(ids, [second, first]);
    assert_eq!(sent[0].at(), sent[1].at());
}

/// If there is no other, it comes all the same.
#[tokio::test]
async fn a_reordered_webhook_comes_after_an_hour() {
    let (events, sandbox) = with("webhook reorder").await;
    assert_eq!(events, [FIRST, LAST]);
    let sent = sandbox.webhooks();
    let body: Value = serde_json::from_slice(sent[0].body()).unwrap();
    let happened: revox_sandbox::Timestamp = body["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(sent[0].at().duration_since(happened).as_secs(), 3_600);
}

#[tokio::test]
async fn forged_webhooks_come_while_the_phone_rings() {
    for (forgery, expected) in [
        (Forgery::Completed, "the call order"),
        (Forgery::UnknownId, "unknown"),
        (Forgery::OtherId, "another"),
    ] {
        let receiver = Receiver::start([]).await;
        let sandbox = sandbox().await;
        sandbox
            .inject(Fault::forge_webhook(forgery).times(1))
            .unwrap();
        let id = order(&sandbox, &receiver.url).await;
        days(&sandbox).await;
        // Those of the sandbox come, too.
        let events = receiver.events();
        assert_eq!(
            events,
            ["call_finished completed 1", FIRST, LAST],
            "{forgery:?}"
        );
        let forged = &sandbox.webhooks()[0];
        assert_eq!(forged.fault(), Some("forge"));
        let rings = sandbox
            .history()
            .into_iter()
            .find(|e| e.event.contains("rings"));
        assert_eq!(forged.at(), rings.unwrap().at);
        let body: Value = serde_json::from_slice(forged.body()).unwrap();
        let named = body["call"]["id"].as_str().unwrap();
        let found = match sandbox.call(named) {
            None => "unknown",
            Some(_) if named == id => "the call order",
            Some(_) => "another",
        };
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_forged_body_may_be_garbage() {
    let receiver = Receiver::start([]).await;
    let sandbox = sandbox().await;
    sandbox.inject("forge=garbage x1".parse().unwrap()).unwrap();
    order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    let bodies = receiver.bodies();
    assert_eq!(bodies.len(), 3);
    assert!(serde_json::from_slice::<Value>(&bodies[0]).is_err());
    assert!(String::from_utf8(bodies[0].clone()).is_err());
}

#[tokio::test]
async fn words_hit_in_turn_and_requests_are_spared() {
    let (events, sandbox) = with("webhook ok double").await;
    assert_eq!(events, [FIRST, LAST, LAST]);
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| request.fault().is_none())
    );
    // Nor do faults of all requests hit webhooks.
    let (events, _) = with("x1 latency=0").await;
    assert_eq!(events, [FIRST, LAST]);
}

#[test]
fn words_of_requests_and_of_webhooks_do_not_mix() {
    for (text, problem) in [
        (
            "webhook hang",
            "the words before or behind `webhook` hit requests",
        ),
        (
            "call_create lose",
            "webhooks belong to no operation, so not to `call_create`",
        ),
        (
            "webhook lose hang",
            "`hang` does not hit webhooks that the sandbox sends",
        ),
        ("hang lose", "`lose` does not hit requests"),
        (
            "webhook lose forge=garbage",
            "`forge` does not hit webhooks that the sandbox sends",
        ),
        (
            "webhook forge=garbage lose",
            "`lose` does not hit the moment at which a phone rings",
        ),
        (
            "webhook forge=truth",
            "`truth` is none of `unknown-id`, `other-id`, `completed` and `garbage`",
        ),
        ("webhook forge", "`` is none of `unknown-id`"),
        (
            "webhook lose before",
            "`lose` hits no request, so it cannot hit `before` one takes effect",
        ),
        ("webhook delay=-1", "`delay=-1` is not a number of seconds"),
        ("webhook delay", "the number in `delay` does not fit"),
    ] {
        let error = text.parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains(problem), "{text}: {error}");
    }
}

#[tokio::test]
async fn faults_of_webhooks_go_over_the_control_api() {
    let sandbox = Sandbox::start().await.unwrap();
    for fault in [
        "webhook 10% lose",
        "webhook x3 double",
        "webhook delay=90 reorder",
        "webhook forge=other-id",
    ] {
        let url = sandbox.base_url().replace("/api", "/sandbox/faults");
        let client = crate::client();
        let sent = client.post(&url).json(fault).send().await.unwrap();
        assert_eq!(sent.status(), 200, "{fault}");
        let listed = crate::decode(client.get(&url).send().await.unwrap())
            .await
            .1;
        let listed = listed["faults"].as_array().unwrap().last().unwrap().clone();
        let parsed: Fault = fault.parse().unwrap();
        assert_eq!(serde_json::from_value::<Fault>(listed).unwrap(), parsed);
    }
}

/// The same seed, script, times and requests give the same webhooks, whoever asks in between.
#[tokio::test]
async fn the_seed_decides_what_becomes_of_webhooks() {
    let receiver = Receiver::start([]).await;
    let mut records = Vec::new();
    for (seed, asks) in [(7, false), (7, true), (8, false)] {
        let mut builder = Sandbox::builder().seed(seed);
        for fault in [
            "webhook 20% lose",
            "webhook 20% double",
            "webhook 30% delay=600",
            "webhook 50% reorder",
            "webhook 30% forge=other-id",
            "webhook 30% forge=unknown-id",
            "call_search 50% status=503",
        ] {
            builder = builder.fault(fault.parse().unwrap());
        }
        let sandbox = builder.start().await.unwrap();
        for _ in 0..12 {
            order(&sandbox, &receiver.url).await;
        }
        while sandbox.advance_to_next_event().is_some() {
            crate::webhooks::settled(&sandbox).await;
            if asks {
                post(&sandbox, "/call/search", crate::search(|_| {})).await;
            }
        }
        let webhooks: Vec<_> = sandbox.webhooks().iter().map(ToString::to_string).collect();
        assert!(webhooks.len() > 20, "{webhooks:?}");
        records.push(webhooks.join("\n"));
    }
    assert_eq!(records[0], records[1]);
    assert_ne!(records[0], records[2]);
}
