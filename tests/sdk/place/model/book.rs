//! The model of a journal: what may be read in it, and which changes may be made.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use revox::{Change, Entry, EntryState, Insertion, Reading, Update};

use super::stage::{START, Stage};

const THIRTY_DAYS: Duration = Duration::from_secs(30 * 24 * 60 * 60);

#[derive(Clone, Debug)]
struct Line {
    fingerprint: String,
    token: u64,
    state: EntryState,
    first_intended_at: Duration,
    intended_at: Duration,
    leased_until: Duration,
    changed_at: Duration,
    /// Run that knows the token.
    keeper: usize,
}

/// Counts of events in a journal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) taken_over: usize,
    pub(super) replaced: usize,
    pub(super) refused: usize,
    pub(super) forgotten: usize,
}

#[derive(Default)]
struct Pages {
    lines: BTreeMap<String, Line>,
    /// Number of times that a key was forgotten.
    epochs: BTreeMap<String, usize>,
    /// IDs of call orders that lost their keys.
    replaced: Vec<String>,
    counts: Counts,
}

#[derive(Clone)]
pub(super) struct Book {
    stage: Stage,
    sending_time: Duration,
    pages: Arc<Mutex<Pages>>,
}

impl Book {
    pub(super) fn new(stage: &Stage, sending_time: Duration) -> Self {
        Self {
            stage: stage.clone(),
            sending_time,
            pages: Arc::default(),
        }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap()
    }

    pub(super) fn epoch(&self, key: &str) -> usize {
        self.pages().epochs.get(key).copied().unwrap_or_default()
    }

    pub(super) fn counts(&self) -> Counts {
        self.pages().counts
    }

    /// The call orders that lost their keys since the last question.
    pub(super) fn take_replaced(&self) -> Vec<String> {
        std::mem::take(&mut self.pages().replaced)
    }

    pub(super) fn keys(&self) -> Vec<String> {
        self.pages().lines.keys().cloned().collect()
    }

    pub(super) fn unresolved(&self) -> Vec<String> {
        let pages = self.pages();
        let open = pages.lines.iter();
        let open = open.filter(|(_, line)| line.state == EntryState::Intended);
        open.map(|(key, _)| key.clone()).collect()
    }

    /// A request leaves only with an intent that is fresh, by whoever holds the key.
    pub(super) fn sends(&self, key: &str, fingerprint: &str) {
        let run = self.stage.run();
        let line = self.pages().lines.get(key).cloned();
        let holds = line.as_ref().is_some_and(|line| {
            line.keeper == run
                && line.state == EntryState::Intended
                && line.fingerprint == fingerprint
                && self.stage.now() - line.intended_at <= self.sending_time
        });
        self.stage.law(holds, || {
            format!("run {run} sends without an intent: {line:?}")
        });
    }

    pub(super) fn inserted(&self, key: &str, fingerprint: &str, lease: Duration, got: &Insertion) {
        let now = self.stage.now();
        let mut pages = self.pages();
        match got {
            Insertion::New(reading) => {
                let line = Line {
                    fingerprint: fingerprint.to_owned(),
                    token: 1,
                    state: EntryState::Intended,
                    first_intended_at: now,
                    intended_at: now,
                    leased_until: now + lease,
                    changed_at: now,
                    keeper: self.stage.run(),
                };
                let before = pages.lines.insert(key.to_owned(), line);
                self.stage.law(before.is_none(), || {
                    format!("{key} is new twice: {before:?}")
                });
                self.compare(key, pages.lines.get(key), Some(reading));
            }
            Insertion::Existing(reading) => {
                self.compare(key, pages.lines.get(key), Some(reading));
            }
        }
    }

    pub(super) fn updated(&self, key: &str, token: u64, change: &Change, got: &Update) {
        let mut pages = self.pages();
        let pages = &mut *pages;
        let (reading, is_applied) = match got {
            Update::Applied(reading) => (Some(reading), true),
            Update::Refused(reading) => (reading.as_ref(), false),
        };
        let Some(line) = pages.lines.get_mut(key) else {
            self.stage
                .law(!is_applied, || format!("{key} is not there to be changed"));
            return self.compare(key, None, reading);
        };
        let (now, run) = (self.stage.now(), self.stage.run());
        let is_kept = match change {
            Change::Take { .. } => now < line.leased_until,
            _ => false,
        };
        let is_other_intent = match change {
            Change::Intend { fingerprint, .. } => {
                line.state != EntryState::Free && line.fingerprint != *fingerprint
            }
            _ => false,
        };
        let is_allowed = token == line.token && !is_kept && !is_other_intent;
        self.stage.law(is_applied == is_allowed, || {
            format!("{change:?} with token {token} by run {run}, {got:?}: {line:?}")
        });
        if is_applied {
            self.apply(key, line, change, &mut pages.counts, &mut pages.replaced);
        } else {
            pages.counts.refused += 1;
        }
        self.compare(key, Some(line), reading);
    }

    fn apply(
        &self,
        key: &str,
        line: &mut Line,
        change: &Change,
        counts: &mut Counts,
        replaced: &mut Vec<String>,
    ) {
        let (now, run) = (self.stage.now(), self.stage.run());
        line.changed_at = now;
        if let Change::Take { lease } = change {
            line.token += 1;
            line.keeper = run;
            line.leased_until = now + *lease;
            counts.taken_over += 1;
            return;
        }
        // A run uses no token but its own.
        self.stage.law(line.keeper == run, || {
            format!("run {run} changed {key}: {line:?}")
        });
        if let (EntryState::Placed { call_id }, Change::Intend { .. } | Change::Free) =
            (&line.state, change)
        {
            replaced.push(call_id.clone());
            counts.replaced += 1;
        }
        match change {
            Change::Intend { fingerprint, lease } => {
                line.fingerprint.clone_from(fingerprint);
                if line.state != EntryState::Intended {
                    line.first_intended_at = now;
                }
                line.state = EntryState::Intended;
                line.intended_at = now;
                line.leased_until = now + *lease;
            }
            Change::Renew { lease } => line.leased_until = now + *lease,
            Change::Release => line.leased_until = now,
            Change::Free => {
                line.state = EntryState::Free;
                line.leased_until = now;
            }
            Change::Place { call_id } => {
                let call_id = call_id.clone();
                line.state = EntryState::Placed { call_id };
                line.leased_until = now;
            }
            Change::Take { .. } => unreachable!(),
        }
    }

    pub(super) fn read(&self, key: &str, got: Option<&Reading>) {
        self.compare(key, self.pages().lines.get(key), got);
    }

    pub(super) fn forgot(&self, number: u64) {
        let now = self.stage.now();
        let mut pages = self.pages();
        let pages = &mut *pages;
        let may_go = |line: &Line| {
            line.state != EntryState::Intended && now - line.changed_at >= THIRTY_DAYS
        };
        let lines = pages.lines.iter();
        let gone = lines
            .filter(|(_, line)| may_go(line))
            .map(|(key, _)| key.clone());
        let gone: Vec<String> = gone.collect();
        self.stage.law(number == gone.len() as u64, || {
            format!("{number} were forgotten, and not {gone:?}")
        });
        pages.counts.forgotten += gone.len();
        for key in gone {
            pages.lines.remove(&key);
            *pages.epochs.entry(key).or_default() += 1;
        }
    }

    fn compare(&self, key: &str, line: Option<&Line>, got: Option<&Reading>) {
        let is_same = match (line, got) {
            (None, None) => true,
            (Some(line), Some(reading)) => {
                let entry = &reading.entry;
                entry.key.as_str() == key
                    && entry.fingerprint == line.fingerprint
                    && entry.token == line.token
                    && entry.state == line.state
                    && self.has_times(line, entry, reading.at)
            }
            _ => false,
        };
        self.stage
            .law(is_same, || format!("{key} is {got:?}, and not {line:?}"));
    }

    fn has_times(&self, line: &Line, entry: &Entry, at: SystemTime) -> bool {
        let time = |since: Duration| SystemTime::UNIX_EPOCH + START + since;
        at == time(self.stage.now())
            && entry.first_intended_at == time(line.first_intended_at)
            && entry.intended_at == time(line.intended_at)
            && entry.leased_until == time(line.leased_until)
            && entry.changed_at == time(line.changed_at)
    }
}

impl fmt::Debug for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Book")
    }
}
