//! Everything that changes while the sandbox runs.

use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::engine::Engine;
use crate::fault::Rules;
use crate::record::Record;

/// The longest time for which catching up keeps everybody else waiting.
const SLICE: Duration = Duration::from_millis(2);

/// The number of events between two looks at how long it has taken.
const EVENTS: u32 = 16;

pub(crate) struct State {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) faults: Rules,
    pub(crate) record: Record,
    /// The number of threads and tasks that are putting the clock forward.
    pub(crate) advancing: usize,
}

impl State {
    pub(crate) fn new(engine: Engine, clock: Clock, faults: Rules) -> Self {
        Self {
            engine,
            clock,
            faults,
            record: Record::new(),
            advancing: 0,
        }
    }

    /// Lets events happen that have become due, for a few milliseconds; `true` if all of them have
    /// happened. The engine's time is behind the clock's until then.
    pub(crate) fn catch_up(&mut self) -> bool {
        let (now, start) = (self.clock.now(), Instant::now());
        loop {
            for _ in 0..EVENTS {
                if !self.engine.step(now) {
                    return true;
                }
            }
            if start.elapsed() > SLICE {
                return false;
            }
        }
    }
}
