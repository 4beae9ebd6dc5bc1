//! A Revox without a network and without a clock: a state machine that is told the time.
//!
//! Everything that happens follows from the seed, the script, the requests and the times that
//! [`Engine::advance_to`] is given, in their order, and from nothing else.

mod analysis;
mod attempts;
mod campaign;
mod control;
pub(crate) mod conversation;
mod extraction;
mod history;
mod ids;
mod lanes;
mod lines;
mod order;
mod place;
mod queue;
pub(crate) mod retry;
mod webhook;
mod window;
pub(crate) mod zones;

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::Value;

pub(crate) use campaign::{BeforeLaunch, Campaign, CampaignStatus, Row};
pub(crate) use control::Conflict;
pub use history::HistoryEntry;
use ids::Ids;
use lanes::Lanes;
pub(crate) use order::{Attempt, Order, Status};
pub(crate) use place::{Launch, NewOrder};
use queue::{Entry, Event, Queue};

use crate::bounded::{Bounded, Bounds};
use crate::quirks::Quirks;
use crate::script::Script;
use crate::webhook::{Notice, Reason, Receivers};

/// The entries of the history that are kept; the README states these numbers.
const HISTORY: Bounds = Bounds {
    items: 200_000,
    bytes: 64 * 1024 * 1024,
};

/// The settings of an engine.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) seed: u64,
    pub(crate) start: Timestamp,
    pub(crate) script: Script,
    /// The limit on simultaneous calls of the organization.
    pub(crate) most_calls: usize,
    /// The limit on simultaneous calls of one concurrency key.
    pub(crate) most_calls_per_key: usize,
    pub(crate) quirks: Quirks,
    pub(crate) receivers: Receivers,
}

/// A call order: a live one, or one that a test inserted and that time does not change.
#[derive(Debug)]
pub(crate) enum Call {
    Live(Box<Order>),
    Fixed(Value),
}

#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) settings: Settings,
    pub(crate) now: Timestamp,
    pub(crate) ids: Ids,
    pub(crate) calls: IndexMap<String, Call>,
    pub(crate) campaigns: IndexMap<String, Campaign>,
    pub(crate) assistants: IndexMap<String, Arc<Value>>,
    pub(crate) phone_numbers: IndexMap<String, Value>,
    pub(crate) voices: IndexMap<String, Value>,
    pub(crate) user: Value,
    pub(crate) history: Bounded<HistoryEntry>,
    /// The occasions of webhooks that nobody has fetched yet, in the order of their times.
    pub(crate) notices: Vec<Notice>,
    /// There is a call order whose webhooks are sent.
    pub(crate) has_receivers: bool,
    queue: Queue,
    /// Call orders whose time has come, by that time; each waits for a free line.
    waiting: BTreeSet<(Timestamp, usize)>,
    lanes: Lanes,
    lines_are_due: bool,
}

impl Engine {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            now: settings.start,
            ids: Ids::new(settings.seed),
            settings,
            calls: IndexMap::new(),
            campaigns: IndexMap::new(),
            assistants: IndexMap::new(),
            phone_numbers: IndexMap::new(),
            voices: IndexMap::new(),
            user: Value::Null,
            history: Bounded::new(HISTORY),
            notices: Vec::new(),
            has_receivers: false,
            queue: Queue::default(),
            waiting: BTreeSet::new(),
            lanes: Lanes::default(),
            lines_are_due: false,
        }
    }

    /// Lets everything happen until `time`.
    #[cfg(test)]
    pub(crate) fn advance_to(&mut self, time: Timestamp) {
        while self.step(time) {}
    }

    /// Lets the next event happen that is due at `time`; `false` if there is none. Time never goes
    /// back.
    pub(crate) fn step(&mut self, time: Timestamp) -> bool {
        let Some((at, entry)) = self.queue.next(time) else {
            self.now = self.now.max(time);
            return false;
        };
        self.now = self.now.max(at);
        self.happen(entry);
        true
    }

    /// The time of the next event.
    pub(crate) fn next_event(&self) -> Option<Timestamp> {
        self.queue.next_at()
    }

    fn happen(&mut self, entry: Entry) {
        let Some((index, event)) = entry else {
            return self.give_lines();
        };
        match event {
            Event::Prepared { epoch } => self.prepared(index, epoch),
            Event::Due { epoch } => self.due(index, epoch),
            Event::Rings => self.rings(index),
            Event::PickedUp => self.picked_up(index),
            Event::TurnTaken => self.turn_taken(index),
            Event::HungUp => self.hung_up(index),
            Event::Analysed => self.analysed(index),
        }
    }

    /// Returns true if search and retrieval find the call order by now.
    pub(crate) fn is_visible(&self, call: &Call) -> bool {
        match call {
            Call::Live(order) => self.shows(order.created_at),
            Call::Fixed(_) => true,
        }
    }

    /// Returns true if what happened at this time can be seen by now.
    pub(crate) fn shows(&self, at: Timestamp) -> bool {
        let hidden_for = self.settings.quirks.visible_after_seconds();
        let age = self.now.duration_since(at).as_secs();
        u64::try_from(age).unwrap_or_default() >= hidden_for
    }

    /// The call order at this index; `None` if it does not live.
    fn order(&mut self, index: usize) -> Option<&mut Order> {
        match self.calls.get_index_mut(index) {
            Some((_, Call::Live(order))) => Some(order),
            _ => None,
        }
    }

    fn log(&mut self, index: usize, event: String) {
        let at = self.now;
        if let Some(order) = self.order(index) {
            order.updated_at = at;
            let call_id = order.id.clone();
            let bytes = size_of::<HistoryEntry>() + call_id.len() + event.len();
            let entry = HistoryEntry { at, call_id, event };
            self.history.push(entry, bytes);
        }
    }

    /// A call order that was cancelled stays so, whatever becomes of its last attempt.
    fn set_status(&mut self, index: usize, status: Status) {
        if let Some(order) = self.order(index)
            && order.status != status
            && order.status != Status::Cancelled
        {
            order.status = status;
            let is_over = order.is_over();
            self.log(index, format!("status {}", status.as_str()));
            if is_over {
                self.notify_of_change(index, Reason::CallFinished);
            }
        }
    }
}

#[cfg(test)]
mod tests;
