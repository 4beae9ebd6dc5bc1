//! Assumptions of placements about the server, and the user's choices.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use revox_api::models::CallStatus;

use super::Journal;
use crate::Clock;

/// Default [decision time](PlacingOptions::decision_time): time within which the server decides a
/// request. Two minutes are twice the client's default timeout: a server that is still at work when
/// its client gives up gets as long again.
pub const DECISION_TIME: Duration = Duration::from_secs(120);

/// Default [visibility time](PlacingOptions::visibility_time): time after which search and retrieval
/// find a call order that was accepted. Search indexes usually catch up within seconds; 30 seconds
/// leave room for a slow moment.
pub const VISIBILITY_TIME: Duration = Duration::from_secs(30);

/// Default [sending time](PlacingOptions::sending_time): longest time between the record of an intent
/// and its request. The two are usually milliseconds apart; if more than 30 seconds lie between them,
/// the process was suspended.
pub const SENDING_TIME: Duration = Duration::from_secs(30);

/// Default [patience](PlacingOptions::patience): time after which a placement gives up. Ten minutes
/// leave room for three requests whose effect is unknown, each with its settling time of two and a
/// half minutes.
pub const PATIENCE: Duration = Duration::from_secs(600);

/// Settings for placements, which [`Client::with_placing`](crate::Client::with_placing) takes.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::{MemoryJournal, PlacingOptions};
///
/// # fn example(client: &revox::Client) {
/// let options = PlacingOptions::new()
///     .journal(MemoryJournal::new())
///     .patience(Duration::from_secs(3_600));
/// let client = client.with_placing(options);
/// # }
/// ```
#[derive(Clone)]
#[must_use = "options do nothing until they are passed to `with_placing`"]
pub struct PlacingOptions {
    pub(super) journal: Option<Arc<dyn Journal>>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    pub(super) decision_time: Duration,
    pub(super) visibility_time: Duration,
    pub(super) sending_time: Duration,
    pub(super) patience: Duration,
    pub(super) may_resend: bool,
    pub(super) replaces_errored: bool,
    pub(super) replaces_cancelled: bool,
}

impl PlacingOptions {
    /// Creates options without a journal, and with the default times.
    #[allow(clippy::new_without_default)] // Spelled as the other options are.
    pub fn new() -> Self {
        Self {
            journal: None,
            clock: None,
            decision_time: DECISION_TIME,
            visibility_time: VISIBILITY_TIME,
            sending_time: SENDING_TIME,
            patience: PATIENCE,
            may_resend: true,
            replaces_errored: false,
            replaces_cancelled: false,
        }
    }

    /// Records intents and results in a journal, which all writers of a key must share.
    ///
    /// The first request then needs no lookup, and any number of writers may use a key at once.
    /// Without a journal, only lookups protect a key, and it may have one writer at a time.
    pub fn journal(mut self, journal: impl Journal) -> Self {
        self.journal = Some(Arc::new(journal));
        self
    }

    /// Uses this clock for all waiting. The default is the client's clock
    /// ([`ClientBuilder::clock`](crate::ClientBuilder::clock)), or the operating system's if the client
    /// has a transport of its own.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets the time within which the server decides a request, from the moment at which it is
    /// handed to the transport. The default is 120 seconds.
    ///
    /// If the server takes longer, a phone can ring twice. Set this to more than the longest time for
    /// which a proxy between you and the API may hold a request.
    pub fn decision_time(mut self, time: Duration) -> Self {
        self.decision_time = time;
        self
    }

    /// Sets the time after which search finds a call order that was accepted. The default is 30
    /// seconds.
    ///
    /// If search takes longer, a phone can ring twice.
    pub fn visibility_time(mut self, time: Duration) -> Self {
        self.visibility_time = time;
        self
    }

    /// Sets the longest time between an intent in the journal and its request. The default is 30
    /// seconds.
    ///
    /// If more time has passed, the placement gives the intent up and records another before it sends.
    pub fn sending_time(mut self, time: Duration) -> Self {
        self.sending_time = time;
        self
    }

    /// Sets the time after which one placement gives up. The default is 10 minutes.
    ///
    /// Without a journal, it is also the time after the first try within which requests may leave.
    pub fn patience(mut self, time: Duration) -> Self {
        self.patience = time;
        self
    }

    /// Never sends a second request for a key whose first may have taken effect, even if lookups find
    /// nothing: the placement is then [undecided](crate::PlaceError::Undecided).
    ///
    /// With a shared journal, a key then has at most one call order even if the server breaks every
    /// assumption. The price is that a person has to decide about a request that was lost:
    /// [`resolve`](crate::CallHandle::resolve) returns `None` if a lookup finds nothing, but does not
    /// free the key.
    pub fn at_most_once(mut self) -> Self {
        self.may_resend = false;
        self
    }

    /// Lets a key that belongs to a call order with the status `errored` place another.
    ///
    /// By default, a key stands for its call order, whatever becomes of that. Note that a call order
    /// that errored may have rung the phone. Each placement replaces at most one call order; with a
    /// journal, this costs a lookup before the first request.
    pub fn replace_errored(mut self) -> Self {
        self.replaces_errored = true;
        self
    }

    /// Lets a key that belongs to a call order with the status `cancelled` place another.
    ///
    /// By default, a key stands for its call order, whatever becomes of that. Otherwise, this works
    /// like [`replace_errored`](Self::replace_errored).
    pub fn replace_cancelled(mut self) -> Self {
        self.replaces_cancelled = true;
        self
    }

    /// Returns true if a call order with this status leaves its key to another.
    pub(super) fn replaces(&self, status: &CallStatus) -> bool {
        match status {
            CallStatus::Errored => self.replaces_errored,
            CallStatus::Cancelled => self.replaces_cancelled,
            _ => false,
        }
    }

    /// Returns true if any call order leaves its key to another.
    pub(super) fn replaces_any(&self) -> bool {
        self.replaces_errored || self.replaces_cancelled
    }

    /// Returns the settling time: after it, a lookup that finds nothing is proof.
    pub(super) fn settling_time(&self) -> Duration {
        self.decision_time.saturating_add(self.visibility_time)
    }

    /// Returns the length of a lease. Another try has to wait for as long in any case before it takes
    /// over.
    pub(super) fn lease(&self) -> Duration {
        self.sending_time.saturating_add(self.decision_time)
    }
}

impl fmt::Debug for PlacingOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlacingOptions")
            .field("journal", &self.journal)
            .field("decision_time", &self.decision_time)
            .field("visibility_time", &self.visibility_time)
            .field("sending_time", &self.sending_time)
            .field("patience", &self.patience)
            .field("may_resend", &self.may_resend)
            .field("replaces_errored", &self.replaces_errored)
            .field("replaces_cancelled", &self.replaces_cancelled)
            .finish_non_exhaustive()
    }
}
