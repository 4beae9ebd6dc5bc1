use std::fmt;
use std::time::{Duration, Instant, SystemTime};

use revox_api::BoxFuture;

/// Time and sleep, as the client uses them between attempts.
///
/// The default is [`SystemClock`]. A test can pass its own to
/// [`ClientBuilder::clock`](crate::ClientBuilder::clock), so that retries take no time. The timeout
/// of an attempt always uses real time, because it limits the network.
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
    /// Returns the current date and time, with which the date in a `Retry-After` header is
    /// compared.
    fn now(&self) -> SystemTime;

    /// Returns the time since a fixed moment, which never decreases.
    fn elapsed(&self) -> Duration;

    /// Completes once `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;
}

/// The operating system's clock, with Tokio's timers.
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
    #[allow(clippy::new_without_default)] // A default that is different each time would surprise.
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
