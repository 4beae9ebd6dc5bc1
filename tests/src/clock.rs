//! A clock whose sleeps take no time, and are recorded for the test.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};

/// A clock that sleeps by moving its own hands. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct TestClock(Arc<Mutex<Hands>>);

#[derive(Debug, Default)]
struct Hands {
    pauses: Vec<Duration>,
    set_back: Duration,
}

impl TestClock {
    /// Returns the pauses so far.
    pub fn pauses(&self) -> Vec<Duration> {
        self.0.lock().unwrap().pauses.clone()
    }

    /// Sets the date back; the elapsed time stays the same.
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
