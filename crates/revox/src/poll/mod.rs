//! Waits for the end of a call order, and decides when the next poll is worth its request.
//!
//! `wait` returns the call order once it is completed, cancelled or errored. It survives outages, and
//! may be dropped and begun again at any time: [`Wait`] has the details.
//!
//! ```
//! use std::time::Duration;
//! use revox::models::CallCreate;
//!
//! # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
//! let three_days = Duration::from_secs(3 * 86_400);
//! let call = client.call().wait("call_8Zk3vQ").deadline(three_days).await?;
//! println!("{}: {:?}", call.status, call.outcome);
//!
//! // Or place and wait in one: run again after a crash, it goes on with the same call order.
//! let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
//! let call = client.call().place("lead-42", lead).wait().deadline(three_days).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # The schedule
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
//! # Campaigns
//!
//! `client.campaigns().wait(id)` waits until no row is pending, being called or to be tried again,
//! and none is left that was not launched; `launched_rows` does not wait for those. The campaign's
//! status alone does not end the wait, since a campaign that is cancelled is `completed` while its
//! last calls go on. Rows in a state that this version does not know are waited for until the
//! campaign is `completed`.
//!
//! The next poll comes after a 64th of the time waited: at least 5 seconds, and at most a minute while
//! a row is being called, or 5 minutes while none is. So the delay is at most a 64th of the time
//! waited, or 5 seconds, and a day of waiting costs between 500 and 1,600 polls.
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
mod reads;
mod schedule;
mod state;
mod target;
mod wait;
mod watch;
#[cfg_attr(not(feature = "jiff"), path = "window/off.rs")]
mod window;
#[cfg(feature = "jiff")]
mod zones;

#[cfg(feature = "jiff")]
pub use hours::{InvalidWindow, WindowHours};
#[cfg(feature = "jiff")]
pub use next_attempt::NextAttempt;
pub use options::PollOptions;
pub(crate) use reads::Start;
pub use schedule::Schedule;
pub use state::{Next, PollState, Reason};
pub use target::Waitable;
pub use wait::{Wait, WaitError, Waited};
pub use watch::{CallChange, Watch, WatchError, WatchEvent, WatchSnapshot, Watched};

/// Milliseconds since 1970 in UTC, or a number of them.
type Millis = i64;

const SECOND: Millis = 1_000;
#[cfg(feature = "jiff")]
const DAY: Millis = 24 * 3_600 * SECOND;
