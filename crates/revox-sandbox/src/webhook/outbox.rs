//! Webhooks that are not delivered yet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use hyper::body::Bytes;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use super::Receiver;

/// The undelivered webhooks that are kept; the README states this number and those below.
const MOST_UNDELIVERED: usize = 20_000;

/// The receivers that are called at the same time, each by one webhook.
const MOST_UNDER_WAY: usize = 16;

/// The pauses between the attempts to deliver a webhook.
const BACKOFF: [SignedDuration; 4] = [
    SignedDuration::from_secs(10),
    SignedDuration::from_secs(60),
    SignedDuration::from_secs(600),
    SignedDuration::from_secs(3_600),
];

/// The longest time that a webhook waits for the one that is to overtake it.
const LONGEST_HOLD: SignedDuration = SignedDuration::from_secs(3_600);

/// A webhook on its way.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) at: Timestamp,
    pub(crate) call_id: String,
    pub(crate) url: String,
    pub(crate) receiver: Receiver,
    pub(crate) body: Bytes,
    /// The number of this attempt to deliver it, counted from 1.
    pub(crate) attempt: u32,
    pub(crate) fault: Option<&'static str>,
}

type Key = (Timestamp, u64);

/// Webhooks by time and receiver. A receiver gets one at a time, in the order of their times.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    planned: BTreeMap<Key, Outgoing>,
    ever_planned: u64,
    /// Planned ones that the next one is to overtake.
    held: Vec<Key>,
    /// Due ones, by the authority of their receiver.
    due: BTreeMap<String, VecDeque<Outgoing>>,
    /// The receivers that have something due and are not being called, in turn.
    turns: VecDeque<String>,
    under_way: BTreeSet<String>,
    /// The number of times that everything was forgotten.
    pub(crate) generation: u64,
    /// Tells the sender that there is something to do.
    pub(crate) work: Arc<Notify>,
    /// Tells those who wait that a webhook was delivered, or given up.
    pub(crate) progress: Arc<Notify>,
}

impl Outbox {
    /// The number of webhooks that are not delivered yet.
    pub(crate) fn undelivered(&self) -> usize {
        let due: usize = self.due.values().map(VecDeque::len).sum();
        self.planned.len() + due + self.under_way.len()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.undelivered() >= MOST_UNDELIVERED
    }

    /// Returns true if nothing is due or under way.
    pub(crate) fn is_settled(&self) -> bool {
        self.due.is_empty() && self.under_way.is_empty()
    }

    /// The time at which a webhook is due next.
    pub(crate) fn next_at(&self) -> Option<Timestamp> {
        self.planned.keys().next().map(|(at, _)| *at)
    }

    /// Plans a webhook for its time. Those that wait to be overtaken follow it.
    pub(crate) fn plan(&mut self, outgoing: Outgoing) {
        let at = outgoing.at;
        self.insert(outgoing);
        for key in std::mem::take(&mut self.held) {
            if key.0 <= at {
                continue;
            }
            if let Some(mut overtaken) = self.planned.remove(&key) {
                overtaken.at = at;
                self.insert(overtaken);
            }
        }
    }

    /// Keeps a webhook back until the next one has been sent.
    pub(crate) fn hold(&mut self, mut outgoing: Outgoing) {
        let at = outgoing.at.saturating_add(LONGEST_HOLD);
        outgoing.at = at.unwrap_or(outgoing.at);
        let key = self.insert(outgoing);
        self.held.push(key);
    }

    fn insert(&mut self, outgoing: Outgoing) -> Key {
        self.ever_planned += 1;
        let key = (outgoing.at, self.ever_planned);
        self.planned.insert(key, outgoing);
        key
    }

    /// Makes those due whose time has come.
    pub(crate) fn release(&mut self, now: Timestamp) {
        let mut is_released = false;
        while let Some(first) = self.planned.first_entry() {
            if first.key().0 > now {
                break;
            }
            let outgoing = first.remove();
            let authority = outgoing.receiver.authority.clone();
            let queue = self.due.entry(authority.clone()).or_default();
            if queue.is_empty() && !self.under_way.contains(&authority) {
                self.turns.push_back(authority);
            }
            queue.push_back(outgoing);
            is_released = true;
        }
        if is_released {
            self.work.notify_one();
        }
    }

    /// Takes the webhooks that are to be sent now.
    pub(crate) fn take(&mut self) -> Vec<Outgoing> {
        let mut taken = Vec::new();
        while self.under_way.len() < MOST_UNDER_WAY {
            let Some(authority) = self.turns.pop_front() else {
                break;
            };
            let Some(queue) = self.due.get_mut(&authority) else {
                continue;
            };
            taken.extend(queue.pop_front());
            if queue.is_empty() {
                self.due.remove(&authority);
            }
            self.under_way.insert(authority);
        }
        taken
    }

    /// Ends an attempt to deliver a webhook; after a failure, the next one is planned.
    pub(crate) fn finish(&mut self, mut outgoing: Outgoing, is_delivered: bool) {
        let authority = &outgoing.receiver.authority;
        self.under_way.remove(authority);
        if self.due.contains_key(authority) {
            self.turns.push_back(authority.clone());
        }
        let made = usize::try_from(outgoing.attempt).unwrap_or(usize::MAX);
        if let Some(pause) = BACKOFF
            .get(made.saturating_sub(1))
            .filter(|_| !is_delivered)
            && let Ok(at) = outgoing.at.saturating_add(*pause)
        {
            outgoing.at = at;
            outgoing.attempt += 1;
            self.insert(outgoing);
        }
        self.work.notify_one();
    }

    /// Forgets all webhooks. Results of those under way no longer count.
    pub(crate) fn clear(&mut self) {
        *self = Self {
            generation: self.generation + 1,
            work: Arc::clone(&self.work),
            progress: Arc::clone(&self.progress),
            ..Self::default()
        };
        self.progress.notify_waiters();
    }
}
