//! Lets one worker go on at a time, from one point where it waits to the next.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};

/// The start of time.
pub(super) const START: Duration = Duration::from_secs(1_780_000_000);

/// Shared by all that wait, and by the script, which alone moves the hands.
#[derive(Clone, Default)]
pub(super) struct Stage(Arc<Mutex<Shared>>);

#[derive(Default)]
struct Shared {
    now: Duration,
    /// Number of the run whose turn it is.
    run: usize,
    /// True while a journal works, which has to come to its end before anybody else goes on.
    is_in_journal: bool,
    asleep_until: Option<Duration>,
    broken: Option<String>,
}

/// The point at which a worker stopped.
pub(super) enum Stop<T> {
    Ended(T),
    AsleepUntil(Duration),
    /// Between two halves of a request or of a change, or behind somebody else.
    Waiting,
}

impl Stage {
    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap()
    }

    pub(super) fn now(&self) -> Duration {
        self.shared().now
    }

    pub(super) fn move_to(&self, now: Duration) {
        self.shared().now = now;
    }

    pub(super) fn run(&self) -> usize {
        self.shared().run
    }

    /// Notes the first law that is broken.
    pub(super) fn law(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            let now = self.now();
            let broken = &mut self.shared().broken;
            broken.get_or_insert_with(|| format!("at {now:?}: {}", what()));
        }
    }

    pub(super) fn broken(&self) -> Option<String> {
        self.shared().broken.clone()
    }

    /// Lets a run go on until it waits again.
    pub(super) async fn step<T>(
        &self,
        run: usize,
        future: &mut Pin<Box<dyn Future<Output = T>>>,
    ) -> Stop<T> {
        poll_fn(|context| {
            {
                let mut shared = self.shared();
                shared.run = run;
                shared.asleep_until = None;
                shared.is_in_journal = false;
            }
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Stop::Ended(output));
            }
            let shared = self.shared();
            match (shared.is_in_journal, shared.asleep_until) {
                (true, _) => Poll::Pending,
                (false, Some(until)) => Poll::Ready(Stop::AsleepUntil(until)),
                (false, None) => Poll::Ready(Stop::Waiting),
            }
        })
        .await
    }

    /// Waits until it is this worker's turn again.
    pub(super) async fn turn(&self) {
        let mut has_waited = false;
        poll_fn(|_| match std::mem::replace(&mut has_waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }

    /// Lets a journal do its work, which is one step.
    pub(super) async fn at_work<T>(&self, mut work: BoxFuture<T>) -> T {
        poll_fn(|context| {
            let output = work.as_mut().poll(context);
            self.shared().is_in_journal = output.is_pending();
            output
        })
        .await
    }

    pub(super) fn clock(&self, ahead: Duration) -> StageClock {
        StageClock {
            stage: self.clone(),
            ahead,
        }
    }
}

impl fmt::Debug for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stage")
    }
}

/// The clock of a machine, which may be ahead of others.
#[derive(Clone, Debug)]
pub(super) struct StageClock {
    stage: Stage,
    ahead: Duration,
}

impl Clock for StageClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.stage.now() + self.ahead
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let (stage, until) = (self.stage.clone(), self.stage.now() + duration);
        Box::pin(async move {
            stage.turn().await;
            poll_fn(|_| {
                let mut shared = stage.shared();
                if shared.now >= until {
                    return Poll::Ready(());
                }
                shared.asleep_until = Some(until);
                Poll::Pending
            })
            .await;
        })
    }
}
