//! Waits for call orders and campaigns, against the sandbox on its clock: waiting takes no time.

mod campaigns;
mod cancelling;
mod deadline;
mod ends;
mod failures;
mod many;
mod placing;
mod progress;

use std::sync::Arc;
use std::time::Duration;

use revox::jiff::{SignedDuration, Timestamp};
use revox::models::{Call, CallAssistant, CallRetryConfig, CallStatus, CallingWindow};
use revox::{Client, Clock, Wait, WaitError, Waited};
use revox_sandbox::{DialError, Reply, Sandbox, Script};
use revox_tests::within::{LIMIT, within};

use crate::place::clock::SandboxClock;

pub(crate) const NUMBER: &str = "+33639980175";

pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 24 * HOUR;

/// The time for which something that exists may not be found.
pub(crate) const VISIBILITY: u64 = 30;

/// A sandbox, and a client that shares its clock.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) clock: SandboxClock,
    pub(crate) client: Client,
    pub(crate) start: Timestamp,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with_script(Script::new()).await
    }

    pub(crate) async fn with_script(script: Script) -> Self {
        let sandbox = Arc::new(Sandbox::builder().script(script).start().await.unwrap());
        let clock = SandboxClock::new(&sandbox);
        let client = client(&sandbox, &clock, sandbox.api_key());
        let start = sandbox.now();
        Self {
            sandbox,
            clock,
            client,
            start,
        }
    }

    /// Injects a fault as text.
    pub(crate) fn fault(&self, words: &str) {
        self.sandbox.inject(words.parse().unwrap()).unwrap();
    }

    /// Places a call order whose attempts are possible from 10:00 to 18:00, two hours apart.
    pub(crate) async fn order(&self, attempts: i64) -> Call {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        let window = CallingWindow::new("10:00", "18:00", 7_200);
        let config = CallRetryConfig::new([window], days, attempts, false);
        let assistant = CallAssistant::new("Say hello.").call_retry_config(config);
        let order = self.client.call().create(NUMBER).assistant(assistant);
        order.await.unwrap()
    }

    /// Inserts a call order with this status.
    pub(crate) fn put(&self, status: &str) -> String {
        let mut call = self.sandbox.call("call_8Zk3vQ").unwrap();
        call["id"] = "call_1".into();
        call["status"] = status.into();
        self.sandbox.put_call(call).unwrap();
        "call_1".to_owned()
    }

    pub(crate) fn wait(&self, id: &str) -> Wait {
        self.client.call().wait(id)
    }

    /// Lets somebody else do something at this time after the start.
    pub(crate) async fn at(&self, seconds: u64, act: impl AsyncFnOnce()) {
        self.clock.sleep(Duration::from_secs(seconds)).await;
        act().await;
    }

    /// The number of polls so far.
    pub(crate) fn polls(&self) -> usize {
        let requests = self.sandbox.requests();
        let operations = requests.iter().filter_map(|request| request.operation_id());
        operations.filter(|id| id.ends_with("_retrieve")).count()
    }

    /// The time since the start.
    pub(crate) fn passed(&self) -> Duration {
        since(self.start, self.sandbox.now())
    }

    /// The time of the last event.
    pub(crate) fn ended_at(&self) -> Timestamp {
        self.sandbox.history().last().unwrap().at
    }
}

pub(crate) fn client(sandbox: &Sandbox, clock: &SandboxClock, key: &str) -> Client {
    let builder = Client::builder().api_key(key).base_url(sandbox.base_url());
    let builder = builder.timeout(LIMIT).clock(clock.clone());
    builder.build().unwrap()
}

pub(crate) fn since(start: Timestamp, end: Timestamp) -> Duration {
    let passed: SignedDuration = end.duration_since(start);
    passed.try_into().unwrap()
}

pub(crate) fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// Two attempts reach nobody, the third a person.
pub(crate) fn third_time_lucky() -> Script {
    Script::new().otherwise([
        Reply::voicemail(),
        Reply::dial_error(DialError::NoAnswer),
        Reply::human()
            .saying(["Yes, gladly."])
            .outcome("interested"),
    ])
}

/// Awaits a wait, which takes no time.
pub(crate) async fn soon<F: IntoFuture>(future: F) -> F::Output {
    within(3 * LIMIT, "a wait", future).await
}

/// Returns the state that a wait knew at its deadline.
#[track_caller]
fn at_deadline(outcome: Result<Call, WaitError>) -> Box<Waited<Call>> {
    match outcome {
        Err(WaitError::Deadline(waited)) => waited,
        other => panic!("{other:?}"),
    }
}

/// Returns the state that a wait knew when it gave up.
#[track_caller]
fn failed(outcome: Result<Call, WaitError>) -> Box<Waited<Call>> {
    match outcome {
        Err(WaitError::Failed(waited)) => waited,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn not_found(outcome: Result<Call, WaitError>) -> Box<Waited<Call>> {
    match outcome {
        Err(WaitError::NotFound(waited)) => waited,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn assert_status(call: &Call, status: CallStatus) {
    assert_eq!(call.status, status, "{}", call.id);
}
