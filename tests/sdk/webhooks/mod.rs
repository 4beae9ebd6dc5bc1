//! Webhooks as hints: whatever becomes of them, a tracker reports the outcomes that the server has.
//!
//! Each run places call orders on a sandbox, tracks them until all are finished, and compares each
//! reported outcome with the sandbox's. `REVOX_TRACKED=10000` makes ten thousand of them in each run; by
//! default there are 150. `REVOX_TRACKED_SEED` chooses what becomes of the webhooks.

mod clock;
mod receiver;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::Duration;

use revox::models::{Call, CallAssistant, CallRetryConfig, CallingWindow};
use revox::{Client, TrackChange};
use revox_sandbox::{Sandbox, Timestamp};
use revox_tests::within::{LIMIT, within};
use tokio::runtime::Builder;

use clock::WebhookClock;
use receiver::Receiver;

/// The limit of a run of ten thousand, which takes minutes, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Everything that can happen to webhooks, at random.
const EVERYTHING: [&str; 9] = [
    "webhook 15% lose",
    "webhook 10% double",
    "webhook 10% delay=20",
    "webhook 5% delay=7200",
    "webhook 10% reorder",
    "webhook 10% forge=completed",
    "webhook 10% forge=other-id",
    "webhook 5% forge=unknown-id",
    "webhook 5% forge=garbage",
];

fn number(variable: &str, default: usize) -> usize {
    let number = std::env::var(variable);
    number.map_or(default, |number| number.parse().expect("a number"))
}

/// The result of a run.
#[derive(Debug)]
struct Run {
    webhooks: usize,
    /// Requests except those that placed the call orders.
    polls: usize,
    /// Times from the end of a call order to the report of it, in ascending order.
    delays: Vec<Duration>,
}

impl Run {
    fn quantile(&self, part: f64) -> f64 {
        let index = (self.delays.len() - 1) as f64 * part;
        self.delays[index as usize].as_secs_f64()
    }
}

/// Places and tracks call orders whose webhooks are hit by these faults.
async fn run(faults: &[&str]) -> Run {
    let mut builder = Sandbox::builder().seed(number("REVOX_TRACKED_SEED", 1) as u64);
    for fault in faults {
        builder = builder.fault(fault.parse().unwrap());
    }
    let sandbox = Arc::new(builder.start().await.unwrap());
    let mut receiver = Receiver::new().await;
    let clock = WebhookClock::new(&sandbox, &receiver.received);
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url()).timeout(LIMIT);
    let client = builder.clock(clock).build().unwrap();

    let mut ids = Vec::new();
    for index in 0..number("REVOX_TRACKED", 150) {
        let order = client.call().create(format!("+336{index:08}"));
        let order = order.assistant(assistant(&receiver.url));
        ids.push(order.await.unwrap().id);
    }
    let mut updates = client.call().track(ids.clone());
    let tracker = updates.tracker();
    tracker.close();
    receiver.serve(tracker);
    let mut reported: HashMap<String, (Box<Call>, Timestamp)> = HashMap::new();
    while let Some(update) = updates.next().await {
        let update = update.expect("the key is right");
        match update.change {
            TrackChange::Changed(_) => {}
            TrackChange::Finished(call) => {
                let earlier = reported.insert(update.id, (call, sandbox.now()));
                assert!(earlier.is_none(), "{earlier:?} was reported twice");
            }
            other => panic!("{}: {other:?}", update.id),
        }
    }

    assert_eq!(reported.len(), ids.len());
    let mut delays = Vec::new();
    for (id, (call, at)) in &reported {
        let truth = sandbox.call(id).unwrap();
        assert_eq!(truth["status"], call.status.as_str(), "{id}");
        let outcome = call.outcome.as_ref().map(|outcome| outcome.as_str());
        assert_eq!(truth["outcome"].as_str(), outcome, "{id}");
        assert_eq!(truth["calls_count"], call.calls_count, "{id}");
        let ended: Timestamp = truth["updated_at"].as_str().unwrap().parse().unwrap();
        delays.push(at.duration_since(ended).try_into().unwrap());
    }
    delays.sort();
    let requests = sandbox.requests().len() + sandbox.discarded_requests();
    let run = Run {
        webhooks: receiver.received.load(Ordering::Relaxed),
        polls: requests - ids.len(),
        delays,
    };
    println!(
        "{faults:?}: {} call orders, {} webhooks received, {} polls, delays: median {} s, 90% {} s, \
         longest {} s",
        run.delays.len(),
        run.webhooks,
        run.polls,
        run.quantile(0.5),
        run.quantile(0.9),
        run.quantile(1.0),
    );
    run
}

/// Three attempts on weekdays, two hours apart.
fn assistant(webhook_url: &str) -> CallAssistant {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let window = CallingWindow::new("10:00", "18:00", 7_200);
    let config = CallRetryConfig::new([window], days, 3, false);
    CallAssistant::new("Say hello.")
        .call_retry_config(config)
        .webhook_url(webhook_url)
}

/// Each run has a thread of its own, since ten thousand call orders keep a processor busy for minutes. A
/// runtime with one thread makes it repeatable.
fn begin(faults: &'static [&'static str]) -> JoinHandle<Run> {
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let limited = within(PATIENCE, "all call orders to be finished", run(faults));
        runtime.block_on(limited)
    })
}

#[test]
fn whatever_becomes_of_webhooks_no_outcome_is_wrong_and_only_the_delay_grows() {
    let runs = [&[] as &[&str], &EVERYTHING, &["webhook lose"]].map(begin);
    let [all, some, none] = runs.map(|run| run.join().expect("the reason is above"));
    assert!(all.webhooks >= all.delays.len());
    assert!(some.webhooks >= some.delays.len() / 2);
    assert_eq!(none.webhooks, 0);
    // A hint brings the next poll within a second.
    assert!(all.quantile(0.9) <= 2.0, "{}", all.quantile(0.9));
    assert!(some.quantile(0.5) <= 2.0, "{}", some.quantile(0.5));
    let (with, without) = (all.quantile(0.5), none.quantile(0.5));
    assert!(with < without, "{with} {without}");
    // The schedule alone is good enough.
    assert!(without <= 120.0, "{without}");
}
