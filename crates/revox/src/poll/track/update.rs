//! Updates of tracked call orders, and snapshots to resume from.

use std::fmt;
use std::sync::Arc;

use revox_api::Error;
use revox_api::models::{Call, CallStatus};
use serde::{Deserialize, Serialize};

use crate::poll::PollState;
use crate::poll::snapshot_version::SnapshotVersion;

/// A change of one tracked call order.
///
/// Returned by [`Track::next`](super::Track::next), whose documentation has an example.
#[derive(Debug)]
#[non_exhaustive]
pub struct TrackUpdate {
    /// ID of the call order.
    pub id: String,
    /// The change.
    pub change: TrackChange,
    /// State of this call order after the update. Store it under the id, in the same transaction as the
    /// effects of the update, to [resume](super::Track::resume) from it.
    pub snapshot: TrackSnapshot,
}

impl TrackUpdate {
    /// Returns the call order as last read; `None` if it was not found or its polls failed.
    pub fn call(&self) -> Option<&Call> {
        match &self.change {
            TrackChange::Changed(call) | TrackChange::Finished(call) => Some(call),
            TrackChange::NotFound | TrackChange::Failed(_) => None,
        }
    }

    /// Returns true if the call order is finished.
    pub fn is_finished(&self) -> bool {
        matches!(self.change, TrackChange::Finished(_))
    }

    /// Returns true if this is the last update of the call order: it is finished, was not found, or its
    /// polls failed.
    pub fn is_last(&self) -> bool {
        !matches!(self.change, TrackChange::Changed(_))
    }
}

/// A change of a tracked call order, or the reason why it is no longer tracked.
///
/// `Debug` shows ids and statuses, and nothing else of a call order.
#[non_exhaustive]
pub enum TrackChange {
    /// It was read for the first time, or its status or its number of attempts changed, and it is not
    /// finished. Several changes between two polls are reported as one.
    Changed(Box<Call>),
    /// It is completed, cancelled or errored. It is no longer tracked.
    Finished(Box<Call>),
    /// Searches have not found it for the
    /// [visibility time](crate::PlacingOptions::visibility_time), and neither did a retrieval: it never
    /// existed, or it was deleted. It is no longer tracked.
    NotFound,
    /// A poll of this call order alone failed in a way that repeating it cannot cure, such as 422 or an
    /// invalid id; its response did not decode ten times in a row; or polls kept failing for the
    /// [longest outage](super::Track::max_outage). It is no longer tracked: fix the cause, and
    /// [add](super::Tracker::add) it again.
    ///
    /// Call orders that fail with the same request share the error.
    Failed(Arc<Error>),
}

impl fmt::Debug for TrackChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(call) => f.debug_tuple("Changed").field(&call.status).finish(),
            Self::Finished(call) => f.debug_tuple("Finished").field(&call.status).finish(),
            Self::NotFound => f.write_str("NotFound"),
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
        }
    }
}

/// State of one tracked call order, for [`Track::resume`](super::Track::resume) after a restart.
///
/// Each update has one, in [`TrackUpdate::snapshot`]. It serializes with `serde`, takes a few hundred bytes,
/// and holds the id, the status, numbers and times: no phone number and no text of a conversation.
///
/// A snapshot that an older version of this crate has stored can be read. One that a newer version has
/// stored in another form fails to deserialize.
///
/// # Examples
///
/// ```
/// use revox::TrackSnapshot;
///
/// # fn example(snapshot: &TrackSnapshot) -> serde_json::Result<()> {
/// let row = (snapshot.id().to_owned(), serde_json::to_string(snapshot)?);
/// let again: TrackSnapshot = serde_json::from_str(&row.1)?;
/// assert_eq!(&again, snapshot);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackSnapshot {
    pub(super) version: SnapshotVersion<1>,
    pub(super) id: String,
    #[serde(default)]
    pub(super) end: Option<End>,
    #[serde(default)]
    pub(super) seen: Option<Seen>,
    #[serde(default)]
    pub(super) poll: PollState,
}

impl TrackSnapshot {
    /// Returns the id of the call order.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns true if the call order was finished or not found, so that a tracker that resumes from here
    /// does not track it. A call order whose polls failed is tracked again.
    pub fn is_over(&self) -> bool {
        matches!(self.end, Some(End::Finished | End::NotFound))
    }
}

/// The reason why a call order is no longer tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum End {
    Finished,
    NotFound,
    Failed,
}

/// The state in which a call order was reported last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) status: CallStatus,
    pub(super) attempts: i64,
}
