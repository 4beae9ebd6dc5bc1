//! Things that a client waits for.

use std::fmt;
use std::time::{Duration, SystemTime};

use revox_api::{Client, Error};

/// Something that a client can wait for: a call order or a campaign. The trait is sealed.
pub trait Waitable: Target {}

/// Pause until the next poll.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pause {
    pub(crate) length: Duration,
    /// Name for logs.
    pub(crate) reason: &'static str,
}

/// A kind of thing that a client waits for: a call order or a campaign.
pub trait Target: Send + Sync + Sized + 'static {
    /// Choices of the caller, and with [`next`](Self::next) what is known of the past.
    type Polling: fmt::Debug + Send;

    /// Returns the id.
    fn id(&self) -> &str;

    /// Returns the status as text.
    fn status(&self) -> &str;

    /// Reads the one with this id, within this time if there is a limit.
    fn read(
        client: &Client,
        id: &str,
        time_left: Option<Duration>,
    ) -> impl Future<Output = Result<Self, Error>> + Send;

    /// Returns the pause until the next poll of what was read at `now`, or `None` if the wait is
    /// over.
    fn next(&self, polling: &mut Self::Polling, now: SystemTime) -> Option<Pause>;

    /// Returns true if the caller is told that it differs from `before`.
    fn is_change(&self, before: &Self) -> bool;
}
