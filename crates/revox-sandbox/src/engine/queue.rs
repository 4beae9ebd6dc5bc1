//! Future events, in the order of their times.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// An event of a call order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Event {
    /// It is set up.
    Prepared {
        epoch: u32,
    },
    /// Its time has come.
    Due {
        epoch: u32,
    },
    /// The phone rings.
    Rings,
    /// It is picked up, or given up.
    PickedUp,
    /// The next turn of the conversation is over.
    TurnTaken,
    HungUp,
    /// The recording has been analysed.
    Analysed,
}

/// An event of the call order at this index; without one, free lines are given out.
pub(crate) type Entry = Option<(usize, Event)>;

/// Events by time; those of one time, in the order in which they were planned.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    entries: BTreeMap<(Timestamp, u64), Entry>,
    planned: u64,
}

impl Queue {
    pub(crate) fn plan(&mut self, at: Timestamp, entry: Entry) {
        self.planned += 1;
        self.entries.insert((at, self.planned), entry);
    }

    /// Takes the first event that is not after `until`.
    pub(crate) fn next(&mut self, until: Timestamp) -> Option<(Timestamp, Entry)> {
        let first = self.entries.first_entry()?;
        let (at, _) = *first.key();
        (at <= until).then(|| (at, first.remove()))
    }

    /// The time of the next event.
    pub(crate) fn next_at(&self) -> Option<Timestamp> {
        self.entries.keys().next().map(|(at, _)| *at)
    }
}
