//! What a tracker says of a call order.

use std::fmt;
use std::sync::Arc;

use revox_api::Error;
use revox_api::models::{Call, CallStatus};
use serde::{Deserialize, Serialize};

use crate::poll::PollState;

/// News of one tracked call order.
///
/// Returned by [`Track::next`](super::Track::next), whose documentation has an example.
#[derive(Debug)]
#[non_exhaustive]
pub struct TrackUpdate {
    /// ID of the call order.
    pub id: String,
    /// What happened to it.
    pub change: TrackChange,
    /// What is known of this call order after the update. Store it under the id, in the same transaction
    /// as the effects of the update, to [resume](super::Track::resume) from it.
    pub snapshot: TrackSnapshot,
}

impl TrackUpdate {
    /// Returns the call order as it was read; `None` if it could not be.
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

    /// Returns true if this is the last update of the call order: it is finished, not found, or its
    /// polls fail.
    pub fn is_last(&self) -> bool {
        !matches!(self.change, TrackChange::Changed(_))
    }
}

/// What happened to a tracked call order.
///
/// `Debug` shows ids and statuses, and nothing else of a call order.
#[non_exhaustive]
pub enum TrackChange {
    /// It was read for the first time, or its status or the number of its attempts changed. Changes that
    /// follow one another between two polls are one.
    Changed(Box<Call>),
    /// It is completed, cancelled or errored. It is no longer tracked.
    Finished(Box<Call>),
    /// Neither a search nor a retrieval has found it for the
    /// [visibility time](crate::PlacingOptions::visibility_time): it never existed, or it is deleted. It
    /// is no longer tracked.
    NotFound,
    /// Its polls fail in a way that no repetition would cure, such as 401 or an invalid id, or have
    /// failed for the [longest outage](super::Track::max_outage). It is no longer tracked: remove the
    /// cause, and add it again.
    ///
    /// Call orders that fail for one reason share the error.
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

/// What a tracker knows of one call order: a few hundred bytes, and nothing private.
///
/// [`TrackUpdate::snapshot`] is one. It serializes, and [`Track::resume`](super::Track::resume) goes on
/// from it.
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

    /// Returns true if the call order is over for a tracker that resumes from here: it was finished, or
    /// not found. A call order whose polls failed is tracked again.
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
