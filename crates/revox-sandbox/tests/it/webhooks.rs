//! Webhooks are sent on the sandbox's clock, again after failures, and only where they may be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Method;
use revox_sandbox::{DialError, Fault, Reply, Sandbox, Script, Time};
use serde_json::{Value, json};

use crate::receiver::{Answer, Receiver};
use crate::{get, place, place_with, post, within_limit};

const NUMBER: &str = "+33639980175";

/// A sandbox in which the first attempt reaches voicemail, and the second a person.
pub(crate) async fn sandbox() -> Sandbox {
    let script = Script::new().otherwise([Reply::voicemail(), Reply::human()]);
    Sandbox::builder().script(script).start().await.unwrap()
}

/// Places a call order whose webhooks go to this URL.
pub(crate) async fn order(sandbox: &Sandbox, url: &str) -> String {
    let assistant = json!({ "prompt": "Hello", "webhook_url": url });
    let order = json!({ "phone_number": NUMBER, "assistant": assistant });
    place_with(sandbox, order).await
}

/// Lets days pass, event by event, so that each webhook is sent at its time.
pub(crate) async fn days(sandbox: &Sandbox) {
    while sandbox.advance_to_next_event().is_some() {
        settled(sandbox).await;
    }
}

async fn cancel(sandbox: &Sandbox, id: &str) {
    let path = format!("/call/{id}/cancel");
    let (status, body) = crate::ask(sandbox, Method::POST, &path, None).await;
    assert_eq!(status, 200, "{body}");
}

pub(crate) async fn settled(sandbox: &Sandbox) {
    within_limit("webhooks to be sent", sandbox.webhooks_settled()).await;
}

#[tokio::test]
async fn a_webhook_follows_each_attempt_and_tells_of_the_end() {
    let receiver = Receiver::start([]).await;
    let sandbox = sandbox().await;
    let id = order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    assert_eq!(
        receiver.events(),
        ["attempt_ended scheduled 1", "call_finished completed 2"]
    );
    let sent = sandbox.webhooks();
    assert_eq!(sent.len(), 2);
    let body: Value = serde_json::from_slice(sent[0].body()).unwrap();
    assert_eq!(body["call"]["id"], *id);
    assert_eq!(body["at"], sent[0].at().to_string());
    let analysed = sandbox.history().into_iter();
    let analysed = analysed.filter(|entry| entry.event.contains("analysed"));
    let times: Vec<_> = analysed.map(|entry| entry.at).collect();
    for (index, webhook) in sent.iter().enumerate() {
        assert_eq!(webhook.number(), index + 1);
        assert_eq!(webhook.at(), times[index]);
        assert_eq!((webhook.call_id(), webhook.url()), (&*id, &*receiver.url));
        assert_eq!((webhook.status(), webhook.attempt()), (200, 1));
        assert!(webhook.is_delivered());
        assert_eq!((webhook.error(), webhook.fault()), (None, None));
    }
}

#[tokio::test]
async fn a_failed_dial_and_a_cancelled_order_are_told_of_too() {
    let receiver = Receiver::start([]).await;
    let script = Script::new().otherwise([Reply::dial_error(DialError::NumberNonAttributed)]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let cancelled = order(&sandbox, &receiver.url).await;
    cancel(&sandbox, &cancelled).await;
    settled(&sandbox).await;
    assert_eq!(receiver.events(), ["call_finished cancelled 0"]);
    order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    assert_eq!(receiver.events()[1..], ["call_finished errored 1"]);
}

/// An attempt that goes on after its order was cancelled has an end of its own.
#[tokio::test]
async fn an_attempt_of_a_cancelled_order_is_told_of() {
    let receiver = Receiver::start([]).await;
    let sandbox = sandbox().await;
    let id = order(&sandbox, &receiver.url).await;
    sandbox.advance(Duration::from_secs(10));
    cancel(&sandbox, &id).await;
    days(&sandbox).await;
    assert_eq!(
        receiver.events(),
        ["call_finished cancelled 1", "attempt_ended cancelled 1"]
    );
}

#[tokio::test]
async fn it_is_sent_again_until_it_is_delivered() {
    let failures = [Answer::Status(500), Answer::Close, Answer::Status(302)];
    let receiver = Receiver::start(failures).await;
    let script = Script::new().otherwise([Reply::human()]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    assert_eq!(receiver.events(), ["call_finished completed 1"; 4]);
    let sent = sandbox.webhooks();
    let fates: Vec<_> = sent.iter().map(|w| (w.attempt(), w.status())).collect();
    assert_eq!(fates, [(1, 500), (2, 0), (3, 302), (4, 200)]);
    let error = sent[1].error().unwrap();
    assert_eq!(error, "the connection was closed without a response");
    let start = sent[0].at();
    let pauses: Vec<_> = sent
        .iter()
        .map(|w| w.at().duration_since(start).as_secs())
        .collect();
    assert_eq!(pauses, [0, 10, 70, 670]);
}

#[tokio::test]
async fn it_is_given_up_after_five_attempts() {
    let script = Script::new().otherwise([Reply::human()]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    // Nobody listens any more.
    let url = Receiver::start([]).await.url.clone();
    order(&sandbox, &url).await;
    days(&sandbox).await;
    let sent = sandbox.webhooks();
    let attempts: Vec<_> = sent.iter().map(|webhook| webhook.attempt()).collect();
    assert_eq!(attempts, [1, 2, 3, 4, 5]);
    for webhook in sent {
        assert_eq!(webhook.error(), Some("the connection was refused"));
        assert!(!webhook.is_delivered());
    }
}

/// Tokio's clock is paused: it jumps to the end of the receiver's time.
#[tokio::test(start_paused = true)]
async fn a_receiver_that_hangs_has_five_seconds() {
    let receiver = Receiver::start([Answer::Hang; 5]).await;
    let script = Script::new().otherwise([Reply::human()]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let assistant = json!({ "prompt": "Hello", "webhook_url": receiver.url });
    let body = json!({ "phone_number": NUMBER, "assistant": assistant });
    // Without a timeout, which would be over at once.
    let request = reqwest::Client::new().post(format!("{}/call", sandbox.base_url()));
    let request = request.bearer_auth(sandbox.api_key()).json(&body);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let start = tokio::time::Instant::now();
    while sandbox.advance_to_next_event().is_some() {
        sandbox.webhooks_settled().await;
    }
    assert_eq!(start.elapsed().as_secs(), 25);
    let sent = sandbox.webhooks();
    assert_eq!(sent.len(), 5);
    assert_eq!(sent[4].error(), Some("no response within 5 s"));
}

/// Neither requests nor the clock nor another receiver wait for a receiver that hangs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_that_hangs_delays_only_its_own_webhooks() {
    let hanging = Receiver::start([Answer::Hang; 1000]).await;
    let other = Receiver::start([]).await;
    let sandbox = sandbox().await;
    for _ in 0..20 {
        order(&sandbox, &hanging.url).await;
    }
    let id = order(&sandbox, &other.url).await;
    let start = std::time::Instant::now();
    sandbox.advance(Duration::from_secs(7 * 86_400));
    assert_eq!(get(&sandbox, &format!("/call/{id}")).await.0, 200);
    within_limit("webhooks of the other receiver", async {
        while other.bodies().len() < 2 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    // The first one still has time.
    let patience = Duration::from_secs(5);
    assert!(hanging.bodies().len() <= 1 || start.elapsed() > patience);
    sandbox.reset();
    settled(&sandbox).await;
    assert!(sandbox.webhooks().is_empty());
}

#[tokio::test]
async fn only_this_computer_is_called_unless_a_host_is_allowed() {
    let sandbox = sandbox().await;
    place(&sandbox, NUMBER).await;
    days(&sandbox).await;
    let refused = sandbox.webhooks();
    assert_eq!(refused.len(), 2);
    // The URL of the example.
    assert_eq!(refused[0].url(), "https://hooks.bray-solaire.example/revox");
    let error = refused[0].error();
    assert_eq!(error, Some("the sandbox has no TLS; use an http URL"));

    order(&sandbox, "http://hooks.example/").await;
    days(&sandbox).await;
    let error = sandbox.webhooks()[2].error().unwrap().to_owned();
    assert!(
        error.contains("`--allow-webhooks-to hooks.example`"),
        "{error}"
    );

    let sandbox = Sandbox::builder().allow_webhooks_to("nobody.invalid");
    let sandbox = sandbox.start().await.unwrap();
    order(&sandbox, "http://nobody.invalid/").await;
    sandbox.advance(Duration::from_secs(3 * 86_400));
    // It is tried; that it fails is up to the name server.
    let undelivered = webhooks(&sandbox).await["undelivered"].clone();
    assert_ne!(undelivered, 0);
}

async fn webhooks(sandbox: &Sandbox) -> Value {
    let url = sandbox.base_url().replace("/api", "/sandbox/webhooks");
    crate::decode(crate::client().get(url).send().await.unwrap())
        .await
        .1
}

#[tokio::test]
async fn the_control_api_lists_webhooks_and_a_reset_forgets_them() {
    let receiver = Receiver::start([Answer::Status(500)]).await;
    let sandbox = sandbox().await;
    let id = order(&sandbox, &receiver.url).await;
    while sandbox.webhooks().is_empty() {
        sandbox.advance_to_next_event().unwrap();
        settled(&sandbox).await;
    }
    let listed = webhooks(&sandbox).await;
    let at = sandbox.webhooks()[0].at().to_string();
    let body = listed["webhooks"][0]["body"].clone();
    assert!(body.as_str().unwrap().contains(&id), "{body}");
    let expected = json!({
        "webhooks": [{
            "id": "hook_1", "at": at, "call_id": id, "url": receiver.url, "body": body, "attempt": 1,
            "status": 500, "delivered": false, "error": null, "fault": null,
        }],
        "discarded": 0,
        // The next attempt.
        "undelivered": 1,
    });
    assert_eq!(listed, expected);
    sandbox.reset();
    let expected = json!({ "webhooks": [], "discarded": 0, "undelivered": 0 });
    assert_eq!(webhooks(&sandbox).await, expected);
    days(&sandbox).await;
    assert_eq!(receiver.bodies().len(), 1);
}

/// If time passes by itself, webhooks are sent without any request to the sandbox.
#[tokio::test]
async fn webhooks_arrive_by_themselves_where_time_passes() {
    let receiver = Receiver::start([]).await;
    let script = Script::new().otherwise([Reply::human()]);
    let builder = Sandbox::builder()
        .script(script)
        .time(Time::scaled(1_000.0));
    let sandbox = builder.start().await.unwrap();
    order(&sandbox, &receiver.url).await;
    within_limit("the webhook", async {
        while receiver.bodies().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
    assert_eq!(receiver.events(), ["call_finished completed 1"]);
}

/// A changed assistant counts for orders that are not over.
#[tokio::test]
async fn the_url_of_a_changed_assistant_is_called() {
    let receiver = Receiver::start([]).await;
    let sandbox = sandbox().await;
    let created = post(
        &sandbox,
        "/assistants",
        json!({ "name": "Ava", "prompt": "Hello" }),
    )
    .await;
    let id = created.1["assistant"]["id"].as_str().unwrap();
    let order = json!({ "phone_number": NUMBER, "assistant_id": id });
    place_with(&sandbox, order).await;
    let patch = json!({ "webhook_url": receiver.url });
    let changed = crate::ask(
        &sandbox,
        Method::PATCH,
        &format!("/assistants/{id}"),
        Some(patch),
    )
    .await;
    assert_eq!(changed.0, 200, "{}", changed.1);
    days(&sandbox).await;
    assert_eq!(receiver.bodies().len(), 2);
}

#[tokio::test]
async fn the_number_of_undelivered_webhooks_is_bounded() {
    let (sandbox, id) = crate::long_advances::endless(Some("http://127.0.0.1:1/")).await;
    let later = Duration::from_secs(1_000_000_000);
    sandbox.inject(Fault::delay_webhook(later)).unwrap();
    sandbox.advance(Duration::from_secs(9 * 24 * 3600));
    let made = sandbox.call(&id).unwrap()["calls_count"].as_u64().unwrap();
    assert!(made > 20_100, "{made}");
    let listed = webhooks(&sandbox).await;
    assert_eq!(listed["undelivered"], 20_000);
    let refused = listed["webhooks"].as_array().unwrap();
    assert!(
        refused.len() as u64 >= made - 20_001,
        "{} of {made}",
        refused.len()
    );
    assert_eq!(refused[0]["error"], "too many webhooks are undelivered");
}

#[tokio::test]
async fn an_observer_that_panics_stops_no_webhook() {
    let receiver = Receiver::start([]).await;
    let observed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&observed);
    let script = Script::new().otherwise([Reply::voicemail(), Reply::human()]);
    let builder = Sandbox::builder()
        .script(script)
        .on_webhook(move |webhook| {
            count.fetch_add(1, Ordering::Relaxed);
            panic!("webhook {}, for the test", webhook.number());
        });
    let sandbox = builder.start().await.unwrap();
    order(&sandbox, &receiver.url).await;
    days(&sandbox).await;
    assert_eq!(
        receiver.events(),
        ["attempt_ended scheduled 1", "call_finished completed 2"]
    );
    let seen = async {
        while observed.load(Ordering::Relaxed) < 2 {
            tokio::task::yield_now().await;
        }
    };
    within_limit("both webhooks to be observed", seen).await;
}
