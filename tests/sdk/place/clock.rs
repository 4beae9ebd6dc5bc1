//! A clock for the sandbox and its clients.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};
use revox_sandbox::Sandbox;

/// Times that a sleeper lets others go first, among them requests under way, before time passes.
const COURTESY: u32 = 64;

/// The sandbox's time, which passes when somebody sleeps: until the first of all sleepers wakes.
/// Clones share the sleepers.
#[derive(Clone)]
pub(crate) struct SandboxClock {
    sandbox: Arc<Sandbox>,
    sleepers: Arc<Mutex<BTreeSet<(Duration, u64)>>>,
    number: Arc<AtomicU64>,
    courtesy: u32,
}

/// Wakes up when it is dropped, too.
struct Sleeper {
    clock: SandboxClock,
    until: (Duration, u64),
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.clock.sleepers.lock().unwrap().remove(&self.until);
    }
}

impl SandboxClock {
    pub(crate) fn new(sandbox: &Arc<Sandbox>) -> Self {
        Self {
            sandbox: Arc::clone(sandbox),
            sleepers: Arc::default(),
            number: Arc::default(),
            courtesy: COURTESY,
        }
    }

    /// For a test in which nobody sleeps while a request is under way.
    pub(crate) fn without_courtesy(mut self) -> Self {
        self.courtesy = 0;
        self
    }

    pub(crate) fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    fn enter(&self, until: Duration) -> Sleeper {
        let until = (until, self.number.fetch_add(1, Ordering::Relaxed));
        self.sleepers.lock().unwrap().insert(until);
        Sleeper {
            clock: self.clone(),
            until,
        }
    }
}

impl Clock for SandboxClock {
    fn now(&self) -> SystemTime {
        self.sandbox.now().into()
    }

    fn elapsed(&self) -> Duration {
        self.now().duration_since(SystemTime::UNIX_EPOCH).unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let sleeper = self.enter(self.elapsed() + duration);
        Box::pin(async move {
            let clock = &sleeper.clock;
            loop {
                for _ in 0..clock.courtesy {
                    tokio::task::yield_now().await;
                }
                let left = sleeper.until.0.saturating_sub(clock.elapsed());
                if left.is_zero() {
                    return;
                }
                let is_first = clock.sleepers.lock().unwrap().first() == Some(&sleeper.until);
                if is_first {
                    // The sandbox knows whole milliseconds.
                    clock.sandbox.advance(left.max(Duration::from_millis(1)));
                }
            }
        })
    }
}

impl fmt::Debug for SandboxClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SandboxClock")
            .field(&self.sandbox.now())
            .finish()
    }
}
