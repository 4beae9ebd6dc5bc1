//! A clock on which webhooks come at their times.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};
use revox_sandbox::Sandbox;

/// Times that a sleeper lets others go first, among them requests under way, before time passes.
const COURTESY: u32 = 64;

/// The sandbox's time, which passes when the client sleeps: event by event, so that a webhook is
/// delivered before the next thing happens.
#[derive(Clone)]
pub(super) struct WebhookClock {
    sandbox: Arc<Sandbox>,
    /// The number of webhooks received so far.
    received: Arc<AtomicUsize>,
}

impl WebhookClock {
    pub(super) fn new(sandbox: &Arc<Sandbox>, received: &Arc<AtomicUsize>) -> Self {
        Self {
            sandbox: Arc::clone(sandbox),
            received: Arc::clone(received),
        }
    }
}

impl Clock for WebhookClock {
    fn now(&self) -> SystemTime {
        self.sandbox.now().into()
    }

    fn elapsed(&self) -> Duration {
        self.now().duration_since(SystemTime::UNIX_EPOCH).unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let clock = self.clone();
        // The sandbox knows whole milliseconds.
        let duration = duration.max(Duration::from_millis(1));
        let until = self.sandbox.now() + duration;
        Box::pin(async move {
            let (sandbox, mut received) = (&clock.sandbox, None);
            while sandbox.now() < until {
                // A webhook may have woken the one who sleeps.
                let count = clock.received.load(Ordering::Relaxed);
                if received.replace(count) != Some(count) {
                    for _ in 0..COURTESY {
                        tokio::task::yield_now().await;
                    }
                }
                match sandbox.next_event_at() {
                    Some(next) if next < until => sandbox.advance_to(next),
                    _ => sandbox.advance_to(until),
                }
                sandbox.webhooks_settled().await;
            }
        })
    }
}

impl fmt::Debug for WebhookClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WebhookClock")
            .field(&self.sandbox.now())
            .finish()
    }
}
