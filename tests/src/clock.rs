//! A clock whose sleeps take no time, and are kept for the test.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};

/// Sleeps by moving its own hands. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct TestClock(Arc<Mutex<Hands>>);

#[derive(Debug, Default)]
struct Hands {
    pauses: Vec<Duration>,
    set_back: Duration,
}

impl TestClock {
    /// The pauses so far.
    pub fn pauses(&self) -> Vec<Duration> {
        self.0.lock().unwrap().pauses.clone()
    }

    /// Sets the date back. The time that has elapsed stays.
    pub fn set_back(&self, time: Duration) {
        self.0.lock().unwrap().set_back += time;
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000) + self.elapsed();
        date - self.0.lock().unwrap().set_back
    }

    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap().pauses.iter().sum()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.lock().unwrap().pauses.push(duration);
        Box::pin(async {})
    }
}
