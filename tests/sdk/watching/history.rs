//! Made-up histories of call orders, a server that shows them read by read, and a reader of events.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use fastrand::Rng;
use revox::bytes::Bytes;
use revox::models::Call;
use revox::{BoxFuture, CallChange, Client, Clock, HttpRequest, PlacingOptions, Transport, http};
use serde_json::{Value, json};

const ID: &str = "call_1";

/// The states of a call order, one for each poll; the last one is finished and has everything.
pub(super) fn history(random: &mut Rng, may_go_on: bool) -> Vec<Value> {
    let mut call = json!({
        "id": ID,
        "status": "initializing",
        "to_phone_number": "+33639980142",
        "calls_count": 0,
        "call_attempts": [],
    });
    let mut reads = vec![call.clone()];
    for _ in 0..random.usize(1..25) {
        for _ in 0..random.usize(0..4) {
            change(&mut call, random, may_go_on);
        }
        let mut shown = call.clone();
        hide(&mut shown, random);
        reads.push(shown);
    }
    call["status"] = json!(["completed", "cancelled", "errored"][random.usize(0..3)]);
    reads.push(call);
    reads
}

const STATUSES: [&str; 7] = [
    "queued_for_calling",
    "scheduled",
    "calling",
    "post_processing",
    "paused",
    "on_the_moon",
    "completed",
];

const WORDS: [&str; 6] = [
    "Yes.",
    "No.",
    "Hello?",
    "Who is it?",
    "Friday suits me.",
    "Bye.",
];

fn word(random: &mut Rng) -> &'static str {
    WORDS[random.usize(..WORDS.len())]
}

fn entry(random: &mut Rng) -> Value {
    let role = ["assistant", "user", "tool", "ghost"][random.usize(0..4)];
    json!({"role": role, "content": word(random)})
}

/// One change of the call order itself.
fn change(call: &mut Value, random: &mut Rng, may_go_on: bool) {
    let statuses = STATUSES.len() - usize::from(!may_go_on);
    match random.u8(0..12) {
        0 | 1 => call["status"] = json!(STATUSES[random.usize(..statuses)]),
        2 => {
            let attempts = call["call_attempts"].as_array_mut().unwrap();
            if attempts.len() < 4 {
                let id = format!("attempt_{}", attempts.len());
                attempts.insert(0, json!({"id": id, "status": "queued", "transcript": []}));
                call["calls_count"] = json!(call["call_attempts"].as_array().unwrap().len());
            }
        }
        3 => call["outcome"] = json!(["interested", "lost", "on_the_moon"][random.usize(0..3)]),
        _ => {
            let attempts = call["call_attempts"].as_array_mut().unwrap();
            if !attempts.is_empty() {
                let index = random.usize(..attempts.len());
                change_attempt(&mut attempts[index], random);
            }
        }
    }
}

fn change_attempt(attempt: &mut Value, random: &mut Rng) {
    let turns = attempt["transcript"].as_array_mut().unwrap();
    match random.u8(0..10) {
        0 => {
            let status = ["ringing", "ongoing", "completed", "error", "dialling"];
            attempt["status"] = json!(status[random.usize(0..5)]);
        }
        1..=4 => turns.push(entry(random)),
        5 => {
            if let Some(last) = turns.last_mut() {
                let grown = format!("{} {}", last["content"].as_str().unwrap(), word(random));
                last["content"] = json!(grown);
            }
        }
        6 if !turns.is_empty() => {
            let index = random.usize(..turns.len());
            turns[index] = entry(random);
        }
        7 if turns.len() > 1 => {
            turns.remove(random.usize(..turns.len()));
        }
        8 => attempt["structured_output"] = json!({"age": random.u8(0..3)}),
        9 => attempt["post_call_transcript"] = json!([entry(random), entry(random)]),
        _ => {}
    }
}

/// Lets a read lack something that comes back later.
fn hide(call: &mut Value, random: &mut Rng) {
    if random.u8(0..8) == 0 {
        call["outcome"] = Value::Null;
    }
    let attempts = call["call_attempts"].as_array_mut().unwrap();
    for attempt in attempts.iter_mut() {
        for field in ["transcript", "structured_output", "post_call_transcript"] {
            if random.u8(0..8) == 0 {
                attempt[field] = Value::Null;
            }
        }
    }
    if !attempts.is_empty() && random.u8(0..4) == 0 {
        let gone = attempts.remove(random.usize(..attempts.len()));
        if random.bool() {
            call["last_call_attempt"] = gone;
        }
    }
}

/// A server that shows the next read to each request, and the last one again at the end.
#[derive(Clone, Debug)]
pub(super) struct Server(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    reads: Vec<Value>,
    /// The read that was shown last.
    position: Option<usize>,
    random: Rng,
    fails: bool,
}

impl Server {
    pub(super) fn new(reads: Vec<Value>, random: &mut Rng, fails: bool) -> Self {
        Self(Arc::new(Mutex::new(State {
            reads,
            position: None,
            random: random.fork(),
            fails,
        })))
    }

    /// The index of the read that was shown last.
    pub(super) fn position(&self) -> usize {
        self.0.lock().unwrap().position.unwrap()
    }

    /// Lets the next request see this read.
    pub(super) fn go_to(&self, position: usize) {
        self.0.lock().unwrap().position = position.checked_sub(1);
    }

    /// A client that sees it and has this clock.
    pub(super) fn client(&self, hands: &Hands) -> Client {
        let options = PlacingOptions::new().clock(hands.clone());
        Client::with_transport(self.clone()).with_placing(options)
    }
}

impl Transport for Server {
    fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, revox::Error>> {
        let mut state = self.0.lock().unwrap();
        let state = &mut *state;
        if state.fails && state.random.u8(0..10) == 0 {
            return Box::pin(async { Err(revox::Error::connect("refused")) });
        }
        let next = state.position.map_or(0, |position| position + 1);
        let position = next.min(state.reads.len() - 1);
        state.position = Some(position);
        let body = Bytes::from(json!({"call": state.reads[position]}).to_string());
        Box::pin(async { Ok(http::Response::new(body)) })
    }
}

/// A clock that moves when somebody sleeps, and whose date somebody may set.
#[derive(Clone, Debug, Default)]
pub(super) struct Hands(Arc<Mutex<(Duration, i64)>>);

impl Hands {
    /// Sets the date forward or back by this many seconds.
    pub(super) fn step(&self, seconds: i64) {
        self.0.lock().unwrap().1 += seconds;
    }
}

impl Clock for Hands {
    fn now(&self) -> SystemTime {
        let (elapsed, step) = *self.0.lock().unwrap();
        let base = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + elapsed;
        let by = Duration::from_secs(step.unsigned_abs());
        if step < 0 { base - by } else { base + by }
    }

    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.lock().unwrap().0 += duration;
        Box::pin(async {})
    }
}

/// The state of somebody who has applied all events.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Known {
    status: String,
    outcome: Option<String>,
    attempts: BTreeMap<String, KnownAttempt>,
    finished: u32,
}

#[derive(Debug, Default, PartialEq)]
struct KnownAttempt {
    is_over: bool,
    turns: Vec<String>,
    final_transcript: Vec<String>,
    output: Option<Value>,
}

impl Known {
    pub(super) fn apply(&mut self, change: &CallChange) {
        if let CallChange::AttemptStarted { attempt_id, .. } = change {
            let before = self
                .attempts
                .insert(attempt_id.clone(), KnownAttempt::default());
            assert_eq!(before, None, "an attempt begins once");
            return;
        }
        // Nothing of an attempt comes before its start.
        let attempt = change
            .attempt_id()
            .map(|id| self.attempts.get_mut(id).unwrap());
        match (change, attempt) {
            (CallChange::Status { status, .. }, _) => self.status = status.to_string(),
            (CallChange::Outcome { outcome, .. }, _) => self.outcome = Some(outcome.to_string()),
            (CallChange::Turn { index, entry, .. }, Some(attempt)) => {
                assert_eq!(*index, attempt.turns.len(), "entries come in order");
                attempt.turns.push(entry.content.clone());
            }
            (CallChange::TurnRevised { index, entry, .. }, Some(attempt)) => {
                attempt.turns[*index] = entry.content.clone();
            }
            (CallChange::TurnsRemoved { len, .. }, Some(attempt)) => {
                assert!(*len < attempt.turns.len());
                attempt.turns.truncate(*len);
            }
            (CallChange::AttemptEnded { .. }, Some(attempt)) => {
                assert!(!attempt.is_over, "an attempt ends once");
                attempt.is_over = true;
            }
            (CallChange::FinalTranscript { entries, .. }, Some(attempt)) => {
                attempt.final_transcript =
                    entries.iter().map(|entry| entry.content.clone()).collect();
            }
            (CallChange::StructuredOutput { output, .. }, Some(attempt)) => {
                attempt.output = Some(Value::Object(output.clone()));
            }
            (CallChange::Finished, _) => self.finished += 1,
            other => panic!("{other:?}"),
        }
    }

    /// Asserts that this is all that the last read of a history shows.
    pub(super) fn assert_is(&self, last: &Value, seed: u64) {
        let call: Call = serde_json::from_value(last.clone()).unwrap();
        assert_eq!(self.finished, 1, "{seed}");
        assert_eq!(self.status, call.status.as_str(), "{seed}");
        let outcome = call.outcome.as_ref().map(ToString::to_string);
        assert_eq!(self.outcome, outcome, "{seed}");
        for attempt in &call.call_attempts {
            let Some(known) = self.attempts.get(&attempt.id) else {
                assert_eq!(attempt.status, "queued", "{seed}");
                continue;
            };
            let text = |entries: &Option<Vec<revox::models::TranscriptEntry>>| -> Vec<String> {
                let entries = entries.iter().flatten();
                entries.map(|entry| entry.content.clone()).collect()
            };
            assert_eq!(known.turns, text(&attempt.transcript), "{seed}");
            assert_eq!(
                known.final_transcript,
                text(&attempt.post_call_transcript),
                "{seed}"
            );
            let output = attempt.structured_output.clone().map(Value::Object);
            assert_eq!(known.output, output, "{seed}");
            let is_over = matches!(attempt.status.as_str(), "completed" | "error");
            assert!(known.is_over || !is_over, "{seed}");
        }
    }
}
