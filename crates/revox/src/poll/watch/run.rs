//! A watch under way: polls, and the events that come of them.

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "blocking")]
use revox_api::Error;
use revox_api::models::Call;

use super::diff::Diff;
use super::digest::Digest;
use super::{WatchError, WatchEvent, WatchSnapshot, Watched};
#[cfg(feature = "blocking")]
use crate::PlaceError;
use crate::poll::reads::{End, Limits, Reads, Start};
use crate::poll::state::millis;
use crate::poll::{Millis, PollOptions, PollState, Schedule};
use crate::{Client, trace};

/// The part of the time since the end that passes until the next poll for what comes late, and the
/// limits of this pause.
const PART_OF_LINGERING: u32 = 4;
const SHORTEST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(60);

pub(super) struct Run {
    client: Client,
    /// `None` once it has begun.
    start: Option<Start<Call>>,
    pub(super) resumed: Option<WatchSnapshot>,
    pub(super) schedule: Schedule,
    pub(super) limits: Limits,
    pub(super) linger: Duration,
    state: PollState,
    position: Option<Position>,
    /// The latest read.
    latest: Option<Latest>,
    /// The first read of this run that found it finished, by the clock's `elapsed`.
    finished_since: Option<Duration>,
    pause: Duration,
}

/// The reads, and what was told.
struct Position {
    reads: Reads,
    snapshot: WatchSnapshot,
}

struct Latest {
    call: Arc<Call>,
    diff: Diff,
}

impl Run {
    pub(super) fn new(client: Client, start: Start<Call>) -> Self {
        Self {
            limits: Limits::new(&client),
            client,
            start: Some(start),
            resumed: None,
            schedule: Schedule::new(&PollOptions::new()),
            linger: Duration::ZERO,
            state: PollState::new(),
            position: None,
            latest: None,
            finished_since: None,
            pause: Duration::ZERO,
        }
    }

    /// Returns the id, if it is known.
    pub(super) fn id(&self) -> Option<&str> {
        match &self.position {
            Some(position) => Some(&position.reads.id),
            None => self.start.as_ref()?.id(),
        }
    }

    /// Ends with this error.
    #[cfg(feature = "blocking")]
    pub(super) fn fail(self, error: Error) -> WatchError {
        let id = self.id().map(str::to_owned);
        let known = self.position.map(|position| position.snapshot);
        match (id, known.or(self.resumed)) {
            (None, _) => WatchError::Place(PlaceError::Request(error)),
            (Some(id), snapshot) => WatchError::Failed(Box::new(Watched {
                snapshot: snapshot.unwrap_or_else(|| WatchSnapshot::new(id.clone())),
                id,
                call: self.latest.map(|latest| latest.call),
                error: Some(error),
            })),
        }
    }

    /// Returns true after the last event.
    pub(super) fn is_over(&self) -> bool {
        match &self.position {
            Some(position) => position.snapshot.is_finished(),
            None => self.start.is_none(),
        }
    }

    /// Returns the next event of the latest read.
    pub(super) fn next_event(&mut self) -> Option<WatchEvent> {
        let (latest, position) = (self.latest.as_mut()?, self.position.as_mut()?);
        let (id, change) = latest.diff.step(&mut position.snapshot, &latest.call)?;
        Some(WatchEvent {
            id,
            change,
            snapshot: position.snapshot.clone(),
            call: Arc::clone(&latest.call),
        })
    }

    /// Reads the call order when the next poll is due.
    pub(super) async fn read(&mut self) -> Result<(), WatchError> {
        if let Some(start) = self.start.take() {
            let is_read = self.begin(start).await?;
            if is_read || self.is_over() {
                return Ok(());
            }
        }
        let Some(mut position) = self.position.take() else {
            return Ok(());
        };
        match position.reads.next(self.pause).await {
            Ok(call) => {
                self.accept(position, call);
                Ok(())
            }
            Err(end) => Err(ended(position, self.latest.take(), end)),
        }
    }

    /// Places the call order if need be. Returns true if its state is known then.
    async fn begin(&mut self, start: Start<Call>) -> Result<bool, WatchError> {
        let begun = self.client.placing().clock().elapsed();
        let (id, call) = start.begin().await.map_err(WatchError::Place)?;
        let resumed = self.resumed.take();
        if let Some(snapshot) = resumed.as_ref().filter(|snapshot| snapshot.id() != id) {
            return Err(WatchError::OtherSnapshot(Box::new(Watched {
                snapshot: snapshot.clone(),
                id,
                call: None,
                error: None,
            })));
        }
        let position = Position {
            snapshot: resumed.unwrap_or_else(|| WatchSnapshot::new(id.clone())),
            reads: Reads::new(&self.client, id, self.limits, begun),
        };
        let is_read = call.is_some();
        match call {
            Some(call) => self.accept(position, call),
            None => self.position = Some(position),
        }
        Ok(is_read)
    }

    /// Takes a read, and plans the next one.
    fn accept(&mut self, position: Position, call: Call) {
        let digest = Digest::new(&call);
        let now = position.reads.now();
        let at = millis(now);
        let mut is_last = false;
        if digest.is_finished {
            let lingered = self.lingered(&position, at);
            is_last = lingered >= self.linger;
            let pause = (lingered / PART_OF_LINGERING).clamp(SHORTEST, LONGEST);
            self.pause = pause.min(self.linger.saturating_sub(lingered));
        } else {
            self.finished_since = None;
        }
        match self.schedule.next(&call, &mut self.state, now) {
            Some(next) => {
                self.pause = next.wait(now);
                trace::next_poll(self.pause, next.reason().as_str());
            }
            None if !is_last => trace::next_poll(self.pause, "linger"),
            None => {}
        }
        self.latest = Some(Latest {
            call: Arc::new(call),
            diff: Diff::new(&position.snapshot, digest, at, is_last),
        });
        self.position = Some(position);
    }

    /// Returns the time since the first read that found the call order finished, in this run or in one
    /// before it. The longer one counts, so that a clock that is set back does not prolong it.
    fn lingered(&mut self, position: &Position, at: Millis) -> Duration {
        let elapsed = position.reads.elapsed();
        let since = *self.finished_since.get_or_insert(elapsed);
        let finished_at = position.snapshot.finished_at.unwrap_or(at);
        let before = u64::try_from(at.saturating_sub(finished_at)).unwrap_or_default();
        elapsed
            .saturating_sub(since)
            .max(Duration::from_millis(before))
    }
}

fn ended(position: Position, latest: Option<Latest>, end: End) -> WatchError {
    let watched = Box::new(Watched {
        id: position.reads.id,
        snapshot: position.snapshot,
        call: latest.map(|latest| latest.call),
        error: position.reads.error,
    });
    match end {
        End::Deadline => WatchError::Deadline(watched),
        End::NotFound => WatchError::NotFound(watched),
        End::Failed => WatchError::Failed(watched),
    }
}
