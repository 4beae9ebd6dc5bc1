//! Waits for call orders, watches and tracks them, and decides when the next poll is worth its request.
//!
//! | to get | use | store, to survive a crash |
//! |---|---|---|
//! | one call order, once it is finished | [`wait`](crate::CallHandle::wait) | its id, or the key of its placement |
//! | each change of one call order, such as the transcript during the call | [`watch`](crate::CallHandle::watch) | the [snapshot](WatchSnapshot) of each event |
//! | the changes of status of many call orders | [`track`](crate::CallHandle::track) | the ids, and the [snapshot](TrackSnapshot) of each update |
//! | a campaign, once its rows are done | [`campaigns().wait`](crate::CampaignsHandle::wait) | its id |
//! | only the time of the next poll | [`Schedule`] | nothing, or its [`PollState`] |
//!
//! All of them only read. However they end, the call order goes on. They poll by the same
//! [schedule](#what-is-polled-when), except for campaigns, and need no feature of this crate; the default
//! feature `jiff` [saves polls](#without-the-feature-jiff). What it costs is measured in `docs/polling.md`
//! of the repository: about a hundred polls for a call order that takes a day.
//!
//! # Waiting
//!
//! `wait` returns a call order once it is completed, cancelled or errored. It survives outages, and may be
//! dropped and begun again at any time: [`Wait`] has the details.
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
//! // Or place and wait in one. If the program runs again after a crash, the key finds the same call order.
//! let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
//! let call = client.call().place("lead-42", lead).wait().deadline(three_days).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Watching
//!
//! `watch` is a stream of changes: of the status, attempts, transcripts while a call is under way,
//! structured output and the outcome. Each event has a snapshot to resume from after a crash: [`Watch`]
//! has the details.
//!
//! ```
//! use revox::CallChange;
//!
//! # async fn example(client: &revox::Client) -> Result<(), revox::WatchError> {
//! let mut events = client.call().watch("call_8Zk3vQ");
//! while let Some(event) = events.next().await {
//!     match event?.change {
//!         CallChange::Status { status, .. } => println!("now {status}"),
//!         CallChange::Turn { entry, .. } => println!("{}: {}", entry.role, entry.content),
//!         _ => {}
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Tracking
//!
//! `track` is a stream of the changes of many call orders, and reads up to a hundred of them with one
//! request. Webhooks may hint at changes, so that they are seen sooner. [`Track`] has the details, and
//! [`Tracker`] is its handle.
//!
//! # The schedule
//!
//! A call order lives for hours or days and changes during a few minutes of them. [`Schedule`] decides
//! when to poll it. While a call is under way, polls are frequent, and most frequent when the call is most
//! likely to end. In the queue, they are rare. Before the next attempt is possible, there are almost none;
//! when it becomes possible follows from the planned time, the retry delay, the calling windows and the
//! recipient's time zone. A schedule reads no clock and sends no request, so you can use it in any loop,
//! also over ten thousand call orders.
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
//! Safety polls also interrupt long waits, because some changes cannot be foreseen: somebody may cancel,
//! pause or change the call order, and `Call` does not say whether it skips its calling windows or is
//! dialled in a speed dial session, which ignores them.
//!
//! # Campaigns
//!
//! `client.campaigns().wait(id)` waits until no row is pending, being called or due for a retry, and every
//! row was launched; with `launched_rows`, rows that were not launched do not count. The campaign's status
//! alone does not end the wait, since a cancelled campaign is `completed` while its last calls go on. If
//! rows are in a state that this version does not know, the wait goes on until the campaign is `completed`.
//!
//! The next poll comes after a 64th of the time waited: at least 5 seconds, and at most a minute while a
//! row is being called, or 5 minutes while none is. This is also the longest delay with which the end is
//! seen. A day of waiting costs between 500 and 1,600 polls.
//!
//! # Without the feature `jiff`
//!
//! Without it, the times in responses are not parsed, and time zones are unknown. The schedule then uses
//! the time for which it has seen a call order in its present state. Polls during a call are as good, but
//! the schedule cannot wait for a planned time: it polls a `scheduled` call order after a quarter of the
//! time that it has waited, and at least once an hour.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)
)]

mod hint;
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
mod snapshot_version;
mod state;
mod target;
mod track;
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
pub use track::{Track, TrackChange, TrackSnapshot, TrackUpdate, Tracker};
pub use wait::{Wait, WaitError, Waited};
pub use watch::{CallChange, Watch, WatchError, WatchEvent, WatchSnapshot, Watched};

/// Milliseconds since 1970 in UTC, or a number of them.
type Millis = i64;

const SECOND: Millis = 1_000;
#[cfg(feature = "jiff")]
const DAY: Millis = 24 * 3_600 * SECOND;
