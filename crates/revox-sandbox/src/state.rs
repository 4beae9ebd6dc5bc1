//! Everything that changes while the sandbox runs.

use crate::clock::Clock;
use crate::engine::Engine;
use crate::fault::Rules;
use crate::http::RecordedRequest;

pub(crate) struct State {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) faults: Rules,
    pub(crate) requests: Vec<RecordedRequest>,
}

impl State {
    /// Lets everything happen that has become due.
    pub(crate) fn catch_up(&mut self) {
        self.engine.advance_to(self.clock.now());
    }
}
