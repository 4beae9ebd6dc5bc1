//! Spans with OpenTelemetry's names: one for each request, and a child for each of its attempts.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::models::{CallCreate, CampaignContact, CampaignCreate};
use revox::{Client, Clock, Journal, MemoryJournal, PlacingOptions};
use revox_sandbox::Sandbox;
use revox_tests::clock::TestClock;
use revox_tests::spec::example;
use revox_tests::stub::{Canned, Stub, soon};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::with_default;
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// A closed span or an event: its name or level, its parent's name, its fields.
#[derive(Clone, Debug, Default, PartialEq)]
struct Recorded {
    name: String,
    parent: Option<String>,
    fields: BTreeMap<String, String>,
}

impl Recorded {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

impl Visit for Recorded {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}").trim_matches('"').to_owned();
        self.fields.insert(field.name().to_owned(), text);
    }
}

/// Keeps spans and events in the order in which they ended.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Recorded>>>);

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let mut recorded = Recorded {
            name: span.name().to_owned(),
            parent: span.parent().map(|parent| parent.name().to_owned()),
            ..Recorded::default()
        };
        attributes.record(&mut recorded);
        span.extensions_mut().insert(recorded);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        values.record(span.extensions_mut().get_mut::<Recorded>().unwrap());
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "revox" {
            return;
        }
        let mut recorded = Recorded {
            name: event.metadata().level().to_string(),
            parent: context
                .event_span(event)
                .map(|parent| parent.name().to_owned()),
            ..Recorded::default()
        };
        event.record(&mut recorded);
        self.0.lock().unwrap().push(recorded);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id).unwrap();
        let recorded = span.extensions_mut().remove::<Recorded>().unwrap();
        self.0.lock().unwrap().push(recorded);
    }
}

/// Records spans and events while a future is under way; it is kept until the end.
fn record<T>(future: impl Future<Output = T>) -> (Vec<Recorded>, T) {
    let recorder = Recorder::default();
    let subscriber = tracing_subscriber::registry().with(recorder.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    with_default(subscriber, || {
        runtime.block_on(async {
            let outcome = future.await;
            (recorder.0.lock().unwrap().clone(), outcome)
        })
    })
}

/// Retrieves a call order from a server that sends `answers` in turn, and returns the recording.
fn retrieve(answers: Vec<Canned>) -> Vec<Recorded> {
    let (recorded, _) = record(async {
        let stub = Stub::start(answers).await;
        let builder = stub.builder().max_retries(2).clock(TestClock::default());
        let client = builder.build().unwrap();
        // People keep responses; the span is over all the same.
        soon(client.call().retrieve("call_1").with_response()).await
    });
    recorded
}

/// A key that is an e-mail address.
const KEY: &str = "nadia.morel@bray-solaire.example";

/// Places a call order in a sandbox with a fault, and returns what was recorded.
fn place(fault: &str, options: PlacingOptions) -> Vec<Recorded> {
    let (recorded, _) = record(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.inject(fault.parse().unwrap()).unwrap();
        let builder = Client::builder().api_key(sandbox.api_key());
        let builder = builder.base_url(sandbox.base_url()).max_retries(0);
        let client = builder.clock(TestClock::default()).build().unwrap();
        let client = client.with_placing(options);
        let lead = CallCreate::new("+33639980175").assistant_id("assistant_4Tn6yB");
        soon(client.call().place(KEY, lead).first_try()).await
    });
    let shown = format!("{recorded:?}");
    assert!(!shown.contains("nadia") && !shown.contains("33639980175"));
    recorded
}

fn messages<'a>(recorded: &'a [Recorded], level: &str) -> Vec<&'a str> {
    let events = spans(recorded, level).into_iter();
    events
        .map(|event| event.field("message").unwrap())
        .collect()
}

#[test]
fn a_placement_has_a_span_around_its_requests() {
    let recorded = place("call_create x1 status=502", PlacingOptions::new());
    let placements = spans(&recorded, "placement");
    assert_eq!(placements.len(), 1);
    assert_eq!(
        fields(placements[0]),
        [
            ("otel.kind", "internal"),
            ("otel.name", "call_place"),
            ("revox.outcome", "new"),
            ("revox.requests", "2"),
        ]
    );
    let requests = spans(&recorded, "request");
    assert!(requests.len() > 3);
    for request in requests {
        assert_eq!(request.parent.as_deref(), Some("placement"));
    }
}

#[test]
fn the_span_of_a_placement_names_what_is_done() {
    let (recorded, ()) = record(async {
        let sandbox = Sandbox::start().await.unwrap();
        let builder = Client::builder().api_key(sandbox.api_key());
        let builder = builder.base_url(sandbox.base_url());
        let client = builder.clock(TestClock::default()).build().unwrap();
        let journal = MemoryJournal::with_clock(TestClock::default());
        let client = client.with_placing(PlacingOptions::new().journal(journal));
        let number = "+33639980175";
        let june = CampaignCreate::new("June", "assistant_4Tn6yB", [CampaignContact::new(number)]);
        let june = soon(client.campaigns().create_once("june", june)).await;
        let id = june.unwrap().into_campaign().id;
        soon(client.campaigns().launch_once(id)).await.unwrap();
        soon(client.call().resolve(KEY, number)).await.unwrap();
    });
    let placements = spans(&recorded, "placement").into_iter();
    let names: Vec<_> = placements
        .map(|span| span.field("otel.name").unwrap())
        .collect();
    let expected = [
        "campaigns_create_once",
        "campaigns_launch_once",
        "call_resolve",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_placement_says_once_why_it_waits_and_how_long() {
    let recorded = place("call_create x1 status=502", PlacingOptions::new());
    let waiting = messages(&recorded, "INFO").into_iter();
    let waiting: Vec<&str> = waiting.filter(|line| line.starts_with("waiting")).collect();
    assert_eq!(
        waiting,
        ["waiting for at most 150 s: an earlier request with this key may still take effect"]
    );
}

#[test]
fn a_placement_says_how_long_a_try_that_has_died_holds_its_key() {
    let (recorded, outcome) = record(async {
        let sandbox = Sandbox::start().await.unwrap();
        let clock = TestClock::default();
        let journal = MemoryJournal::with_clock(clock.clone());
        let builder = Client::builder().api_key(sandbox.api_key());
        let builder = builder.base_url(sandbox.base_url());
        let client = builder.clock(clock.clone()).build().unwrap();
        let client = client.with_placing(PlacingOptions::new().journal(journal.clone()));
        let place = || {
            let lead = CallCreate::new("+33639980175").assistant_id("assistant_4Tn6yB");
            client.call().place(KEY, lead)
        };
        // It is dropped when its intent is recorded, whether its request has left or not.
        let mut dying = place().into_future();
        let unresolved = async {
            while journal.unresolved(None, 1).await.unwrap().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            outcome = &mut dying => panic!("{outcome:?}"),
            () = unresolved => {}
        }
        drop(dying);
        clock.sleep(Duration::from_secs(30)).await;
        soon(place()).await
    });
    assert!(outcome.is_ok());
    let info = messages(&recorded, "INFO");
    let waiting = info.iter().find(|line| line.starts_with("waiting"));
    assert_eq!(
        *waiting.unwrap(),
        "waiting for at most 600 s: another try holds the key; if it has died, this one takes over \
         in 120 s"
    );
}

#[test]
fn a_wait_says_when_it_polls_next_and_what_it_survives() {
    let (recorded, _) = record(async {
        let body = |status| format!(r#"{{"call": {{"id": "call_1", "status": "{status}"}}}}"#);
        let ok = |status| Canned::json("200 OK", &[], &body(status));
        let refused = Canned::json("503 Service Unavailable", &[("retry-after", "90")], "{}");
        let stub = Stub::start(vec![ok("paused"), refused, ok("completed")]).await;
        let client = stub.builder().clock(TestClock::default()).build().unwrap();
        soon(client.call().wait("call_1").into_future()).await
    });
    let messages = ["DEBUG", "INFO"].map(|level| messages(&recorded, level));
    let [debug, info] = messages.map(|lines| lines.join("\n"));
    assert!(debug.contains("next poll in 60 s: safety"), "{debug}");
    assert!(
        info.contains("the poll failed, and the next is in 9"),
        "{info}"
    );
    assert!(info.contains("503"), "{info}");
}

#[test]
fn a_watch_says_when_it_polls_next_and_what_it_survives() {
    let (recorded, _) = record(async {
        let body = |status| format!(r#"{{"call": {{"id": "call_1", "status": "{status}"}}}}"#);
        let ok = |status| Canned::json("200 OK", &[], &body(status));
        let refused = Canned::json("503 Service Unavailable", &[("retry-after", "90")], "{}");
        let answers = vec![ok("paused"), refused, ok("completed"), ok("completed")];
        let stub = Stub::start(answers).await;
        let client = stub.builder().clock(TestClock::default()).build().unwrap();
        let mut watch = client.call().watch("call_1").linger(Duration::from_secs(4));
        let events = async { while watch.next().await.is_some() {} };
        soon(events).await
    });
    let messages = ["DEBUG", "INFO"].map(|level| messages(&recorded, level));
    let [debug, info] = messages.map(|lines| lines.join("\n"));
    assert!(debug.contains("next poll in 60 s: safety"), "{debug}");
    assert!(debug.contains("next poll in 4 s: linger"), "{debug}");
    assert_eq!(debug.matches("next poll").count(), 2, "{debug}");
    assert!(
        info.contains("the poll failed, and the next is in 9"),
        "{info}"
    );
}

#[test]
fn a_placement_says_why_it_gives_up() {
    let options = PlacingOptions::new().patience(Duration::from_secs(20));
    let recorded = place("call_create status=502", options);
    let placement = spans(&recorded, "placement")[0];
    assert_eq!(placement.field("revox.outcome"), Some("undecided"));
    assert_eq!(placement.field("error.type"), Some("not_settled"));
    assert_eq!(placement.field("otel.status_code"), Some("ERROR"));
    let last = spans(&recorded, "INFO").pop().unwrap();
    assert_eq!(last.parent.as_deref(), Some("placement"));
    let message = last.field("message").unwrap();
    assert!(
        message.contains("may or may not have taken effect"),
        "{message}"
    );
    let refused = place("call_create status=422", PlacingOptions::new());
    let placement = spans(&refused, "placement")[0];
    assert_eq!(placement.field("revox.outcome"), Some("failed"));
    assert_eq!(placement.field("error.type"), Some("422"));
    assert_eq!(placement.field("revox.requests"), Some("1"));
}

fn spans<'a>(recorded: &'a [Recorded], name: &str) -> Vec<&'a Recorded> {
    recorded.iter().filter(|span| span.name == name).collect()
}

fn fields(span: &Recorded) -> Vec<(&str, &str)> {
    let fields = span.fields.iter();
    fields
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "server.port")
        .collect()
}

#[test]
fn a_request_has_a_span_and_each_attempt_a_child() {
    let body = example("completed").to_string();
    let recorded = retrieve(vec![
        Canned::json(
            "503 Service Unavailable",
            &[("x-request-id", "req_1")],
            "{}",
        ),
        Canned::json("200 OK", &[("x-request-id", "req_2")], &body),
    ]);
    let requests = spans(&recorded, "request");
    assert_eq!(requests.len(), 1);
    assert_eq!(
        fields(requests[0]),
        [
            ("http.response.status_code", "200"),
            ("otel.kind", "internal"),
            ("otel.name", "call_retrieve"),
            ("revox.attempts", "2"),
            ("revox.delivery", "accepted"),
            ("revox.operation", "call_retrieve"),
            ("revox.request_id", "req_2"),
        ]
    );
    let attempts = spans(&recorded, "attempt");
    assert_eq!(attempts.len(), 2);
    assert!(
        attempts
            .iter()
            .all(|span| span.parent.as_deref() == Some("request"))
    );
    assert_eq!(
        fields(attempts[0]),
        [
            ("error.type", "503"),
            ("http.request.method", "GET"),
            ("http.response.status_code", "503"),
            ("otel.kind", "client"),
            ("otel.name", "GET /call/{id}"),
            ("otel.status_code", "ERROR"),
            ("revox.delivery", "unknown"),
            ("revox.request_id", "req_1"),
            ("server.address", "127.0.0.1"),
            ("url.template", "/call/{id}"),
        ]
    );
    assert_eq!(attempts[1].field("http.request.resend_count"), Some("1"));
    assert_eq!(attempts[1].field("error.type"), None);
    assert!(attempts[1].field("revox.wait_ms").is_some());
}

#[test]
fn each_attempt_is_logged_when_it_ends() {
    let body = example("completed").to_string();
    let recorded = retrieve(vec![
        Canned::json("503 Service Unavailable", &[], "{}"),
        Canned::json("200 OK", &[], &body),
    ]);
    let lines = |level: &str| -> Vec<String> {
        let lines = messages(&recorded, level).into_iter();
        // How long it took differs from run to run.
        lines
            .map(|line| line.split(" in ").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        lines("INFO"),
        [
            "GET /call/{id}: 503 Service Unavailable",
            "retrying",
            "GET /call/{id}: 200 OK"
        ]
    );
    assert_eq!(lines("DEBUG"), ["GET /call/{id}", "GET /call/{id}"]);
}

#[test]
fn a_failure_is_named_by_its_kind() {
    let cases = [
        (Canned::Bytes(Vec::new()), "transport", "unknown"),
        (Canned::json("404 Not Found", &[], "{}"), "404", "rejected"),
        (Canned::json("200 OK", &[], "{}"), "decode", "accepted"),
        (Canned::json("302 Found", &[], "{}"), "302", "unknown"),
    ];
    for (answer, kind, delivery) in cases {
        let recorded = retrieve(vec![answer]);
        let request = spans(&recorded, "request")[0];
        assert_eq!(request.field("error.type"), Some(kind));
        assert_eq!(request.field("otel.status_code"), Some("ERROR"));
        assert_eq!(request.field("revox.delivery"), Some(delivery));
    }
}

#[test]
fn what_comes_of_the_body_is_logged_with_the_request() {
    let recorded = retrieve(vec![Canned::json("200 OK", &[], "{}")]);
    let last = spans(&recorded, "INFO").pop().unwrap();
    assert_eq!(last.parent.as_deref(), Some("request"));
    let message = last.field("message").unwrap();
    assert!(message.contains("does not decode"), "{message}");
}
