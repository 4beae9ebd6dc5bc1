//! A clock that the test puts forward.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Clock};
use revox_tests::place_worker::Report;

use crate::stops::Test;

/// Reads the time from a file, so that it is right for a process that was paused, too. Whoever sleeps
/// tells the test, which puts the clock forward once nothing else happens.
#[derive(Clone, Debug)]
pub(crate) struct TestClock {
    path: Arc<PathBuf>,
    test: Test,
}

impl TestClock {
    pub(crate) fn new(path: PathBuf, test: Test) -> Self {
        let path = Arc::new(path);
        Self { path, test }
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }

    #[allow(clippy::expect_used)] // Without the time, there is nothing to test.
    fn elapsed(&self) -> Duration {
        let bytes = std::fs::read(&*self.path).expect("a file with the time");
        let bytes = bytes.as_slice().try_into().expect("eight bytes");
        Duration::from_nanos(u64::from_le_bytes(bytes))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        let clock = self.clone();
        let until = clock.elapsed().saturating_add(duration);
        Box::pin(async move {
            while clock.elapsed() < until {
                clock.test.report(&Report::Sleeps { until });
                clock.test.command().await;
            }
        })
    }
}
