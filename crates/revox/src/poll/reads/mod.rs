//! Reads one call order or campaign again and again, and survives failures.

pub(super) mod failures;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox_api::{BoxFuture, Error};

use super::target::Target;
use crate::{Client, Clock, PlaceError, trace};
use failures::{Failures, Verdict};

/// Time for which polls may fail one after the other, by default: a day.
const MAX_OUTAGE: Duration = Duration::from_secs(86_400);

/// Time before the deadline at which something is read once more, for a fresh snapshot.
const LAST_LOOK: Duration = Duration::from_secs(5);

/// Least time that a poll has.
const LEAST_TIME: Duration = Duration::from_secs(1);

/// Time before the deadline from which it limits requests. Until then, they have the deadline of the
/// client, which a deadline of their own would replace.
const LIMITS_REQUESTS: Duration = Duration::from_secs(300);

/// Begin of a wait or a watch.
pub(crate) enum Start<S> {
    /// The id is known, and perhaps a state.
    Known { id: String, snapshot: Option<S> },
    /// It is placed or launched first.
    Placing(BoxFuture<Result<(String, Option<S>), PlaceError>>),
}

impl<S> Start<S> {
    pub(crate) fn new(id: String) -> Self {
        Self::Known { id, snapshot: None }
    }

    /// Returns the id, if it is known already.
    pub(super) fn id(&self) -> Option<&str> {
        match self {
            Self::Known { id, .. } => Some(id),
            Self::Placing(_) => None,
        }
    }

    /// Places or launches it, if need be.
    pub(super) async fn begin(self) -> Result<(String, Option<S>), PlaceError> {
        match self {
            Self::Known { id, snapshot } => Ok((id, snapshot)),
            Self::Placing(placing) => placing.await,
        }
    }
}

/// Limits of the time that reads may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Time until the last read.
    pub(super) deadline: Option<Duration>,
    /// Time for which reads may fail one after the other.
    pub(super) max_outage: Duration,
    /// Time for which something that exists may not be found.
    pub(super) visibility_time: Duration,
}

impl Limits {
    pub(super) fn new(client: &Client) -> Self {
        Self {
            deadline: None,
            max_outage: MAX_OUTAGE,
            visibility_time: client.placing().visibility_time(),
        }
    }
}

/// Reason for which there are no further reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Deadline,
    NotFound,
    Failed,
}

/// Reads that follow one another.
#[derive(Debug)]
pub(super) struct Reads {
    api: revox_api::Client,
    clock: Arc<dyn Clock>,
    ends_at: Option<Duration>,
    limits: Limits,
    failures: Failures,
    pub(super) id: String,
    /// Error of the latest one, if it failed.
    pub(super) error: Option<Error>,
}

impl Reads {
    /// Creates the reads of the call order or campaign with this id. The deadline counts from
    /// `begun`, by the clock's [`elapsed`](Clock::elapsed).
    pub(super) fn new(client: &Client, id: String, limits: Limits, begun: Duration) -> Self {
        Self {
            api: client.api().clone(),
            clock: client.placing().clock(),
            ends_at: limits.deadline.map(|limit| begun.saturating_add(limit)),
            limits,
            failures: Failures::default(),
            id,
            error: None,
        }
    }

    pub(super) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    /// Reads after this pause, and after a failure again.
    pub(super) async fn next<S: Target>(&mut self, mut pause: Duration) -> Result<S, End> {
        loop {
            if !self.sleep(pause).await {
                return Err(End::Deadline);
            }
            match S::read(&self.api, &self.id, self.time_for_request()).await {
                Ok(state) => {
                    self.failures = Failures::default();
                    self.error = None;
                    return Ok(state);
                }
                Err(error) => pause = self.failed(error)?,
            }
        }
    }

    /// Returns the pause after a failure.
    fn failed(&mut self, error: Error) -> Result<Duration, End> {
        let times = (self.clock.elapsed(), self.clock.now());
        let verdict = self
            .failures
            .add(&error, self.limits, times, fastrand::f64());
        if let Verdict::Retry(pause) = verdict {
            trace::poll_failed(&error, pause);
        }
        self.error = Some(error);
        match verdict {
            Verdict::Retry(pause) => Ok(pause),
            Verdict::NotFound => Err(End::NotFound),
            Verdict::GiveUp => Err(End::Failed),
        }
    }

    /// Sleeps until the next read. Returns false if the deadline is over.
    async fn sleep(&self, pause: Duration) -> bool {
        let Some(ends_at) = self.ends_at else {
            self.clock.sleep(pause).await;
            return true;
        };
        let left = ends_at.saturating_sub(self.clock.elapsed());
        let until_last_look = left.saturating_sub(LAST_LOOK);
        let (pause, reads) = if pause <= left {
            (pause, true)
        } else if until_last_look.is_zero() {
            (left, false)
        } else {
            (until_last_look, true)
        };
        self.clock.sleep(pause).await;
        reads
    }

    /// Returns the time for all attempts of a request, if the deadline is near.
    fn time_for_request(&self) -> Option<Duration> {
        let left = self.ends_at?.saturating_sub(self.clock.elapsed());
        (left < LIMITS_REQUESTS).then(|| left.max(LEAST_TIME))
    }
}
