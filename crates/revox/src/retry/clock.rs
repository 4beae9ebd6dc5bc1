use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use revox_api::BoxFuture;

/// Time and sleep, as the client uses them between attempts.
///
/// The default is [`SystemClock`]. A test passes its own to
/// [`ClientBuilder::clock`](crate::ClientBuilder::clock), so that no retry takes any time. Limits on
/// one attempt always use real time: they belong to the network.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use std::sync::Mutex;
/// use revox::{BoxFuture, Clock};
///
/// /// Sleeps by moving its own hands.
/// #[derive(Debug)]
/// struct TestClock(Mutex<Duration>);
///
/// impl Clock for TestClock {
///     fn now(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH + self.elapsed()
///     }
///
///     fn elapsed(&self) -> Duration {
///         *self.0.lock().unwrap()
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<()> {
///         *self.0.lock().unwrap() += duration;
///         Box::pin(async {})
///     }
/// }
///
/// let builder = revox::Client::builder().clock(TestClock(Mutex::default()));
/// ```
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Returns the time of day, to which a server's `Retry-After` date is compared.
    fn now(&self) -> SystemTime;

    /// Returns the time since a fixed moment; it never goes back.
    fn elapsed(&self) -> Duration;

    /// Completes once `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;
}

/// The clock of the operating system, with timers of Tokio.
///
/// # Examples
///
/// ```
/// let builder = revox::Client::builder().clock(revox::SystemClock::new());
/// ```
#[derive(Clone, Debug)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// Creates a clock whose [`elapsed`](Clock::elapsed) time begins now.
    #[allow(clippy::new_without_default)] // A default that differs each time would surprise.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
