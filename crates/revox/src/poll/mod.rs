//! The time to ask again: when the next poll of a call order is worth its request.
//!
//! A call order lives for hours or days and changes during a few minutes of them. [`Schedule`] is
//! the decision when to poll it: often while a call is under way, by the chance that it has just
//! ended; seldom while it waits in the queue; and not before the next attempt is possible, by the
//! planned time, the retry delay, the calling windows and the recipient's time zone. It knows no
//! clock and sends nothing, so it fits any loop: yours, or one over ten thousand call orders.
//!
//! ```
//! use std::time::SystemTime;
//! use revox::poll::{PollOptions, PollState, Schedule};
//!
//! # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
//! let schedule = Schedule::new(&PollOptions::new());
//! let mut state = PollState::new();
//! let call = loop {
//!     let call = client.call().retrieve("call_8Zk3vQ").await?;
//!     match schedule.next(&call, &mut state, SystemTime::now()) {
//!         Some(next) => tokio::time::sleep(next.wait(SystemTime::now())).await,
//!         None => break call,
//!     }
//! };
//! # Ok(())
//! # }
//! ```
//!
//! # What is polled when
//!
//! | the call order | the next poll | [`Reason`] |
//! |---|---|---|
//! | has a call under way | at intervals that follow the chance that it ends now, 1 s to 60 s | [`UnderWay`](Reason::UnderWay) |
//! | | 5 s after the assistant's longest duration | [`CallLimit`](Reason::CallLimit) |
//! | is processed after a call | likewise, for about 10 s | [`Processing`](Reason::Processing) |
//! | waits for an attempt that is not possible yet | soon after it becomes possible | [`AttemptDue`](Reason::AttemptDue) |
//! | waits in the queue, and may be called | after a quarter of the time that it has waited, at most 60 s; after 16 minutes, a sixteenth | [`Queued`](Reason::Queued) |
//! | | 5 s after the calling window closes | [`WindowClosed`](Reason::WindowClosed) |
//! | anything else that is not finished, such as paused | after as long as it has been so, 1 minute to 1 hour | [`Safety`](Reason::Safety) |
//! | is completed, cancelled or errored | never | |
//!
//! Safety polls also interrupt long waits, for what a call order does not say: that somebody
//! cancelled, paused or changed it, that it skips its calling windows, or that it is dialled in a
//! speed dial session, which ignores them.
//!
//! # Without the feature `jiff`
//!
//! Without it, the times in responses are text that nobody reads, and there are no time zones. The
//! schedule then goes by the time since it first saw a call order as it is: polls during a call are
//! as good, but it does not sleep until a planned time. It polls a `scheduled` call order after a
//! quarter of the time that it has waited, at most every hour.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing))]

#[cfg(feature = "jiff")]
mod hours;
#[cfg(feature = "jiff")]
mod next_attempt;
mod options;
mod pace;
mod phase;
mod plan;
mod schedule;
mod state;
#[cfg_attr(not(feature = "jiff"), path = "window/off.rs")]
mod window;
#[cfg(feature = "jiff")]
mod zones;

#[cfg(feature = "jiff")]
pub use hours::{InvalidWindow, WindowHours};
#[cfg(feature = "jiff")]
pub use next_attempt::NextAttempt;
pub use options::PollOptions;
pub use schedule::Schedule;
pub use state::{Next, PollState, Reason};

/// Milliseconds since 1970 in UTC, or a number of them.
type Millis = i64;

const SECOND: Millis = 1_000;
#[cfg(feature = "jiff")]
const DAY: Millis = 24 * 3_600 * SECOND;
