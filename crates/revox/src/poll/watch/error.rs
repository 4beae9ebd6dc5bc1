use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use revox_api::Error;
use revox_api::models::Call;

use super::WatchSnapshot;
use crate::PlaceError;

/// A watch that ended before its call order was finished.
///
/// The call order itself goes on, and a watch that resumes from the snapshot loses nothing. `Display`
/// shows nothing private. `Debug` shows the id and the status, and nothing else of the call order.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::{WatchError, WatchSnapshot};
///
/// # fn store(snapshot: WatchSnapshot) {}
/// # async fn example(client: &revox::Client, id: &str) -> Result<(), WatchError> {
/// let mut events = client.call().watch(id).deadline(Duration::from_secs(3_600));
/// while let Some(event) = events.next().await {
///     match event {
///         Ok(event) => println!("{:?}", event.change),
///         Err(WatchError::Deadline(watched)) => store(watched.snapshot),
///         Err(error) => return Err(error),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub enum WatchError {
    /// The [deadline](super::Watch::deadline) has passed. Resume from the snapshot to go on.
    Deadline(Box<Watched>),
    /// The API has not found the call order for the
    /// [visibility time](crate::PlacingOptions::visibility_time): it never existed, or it was deleted.
    NotFound(Box<Watched>),
    /// A poll failed in a way that repeating it cannot cure, such as 401 or an invalid id, or polls kept
    /// failing for the [longest outage](super::Watch::max_outage). [`error`](Watched::error) is the cause:
    /// fix it, and resume from the snapshot.
    Failed(Box<Watched>),
    /// The snapshot to [resume](super::Watch::resume) from belongs to another call order, and nothing was
    /// read. (A watch that begins with a placement has placed its call order by then.) `id` is that of the
    /// watch, and `snapshot` is the one that it was given.
    OtherSnapshot(Box<Watched>),
    /// The placement before the watch failed.
    ///
    /// Place again with the same key to go on.
    Place(PlaceError),
}

/// State of a watch that ended early.
#[non_exhaustive]
pub struct Watched {
    /// ID of the call order.
    pub id: String,
    /// Position after the last event that was returned. Pass it to [`resume`](super::Watch::resume) to go
    /// on.
    pub snapshot: WatchSnapshot,
    /// The call order as last read; `None` if no poll succeeded.
    pub call: Option<Arc<Call>>,
    /// Error of the latest poll; `None` if it succeeded.
    pub error: Option<Error>,
}

impl WatchError {
    /// Returns the state of the watch; `None` if the placement before it failed.
    pub fn watched(&self) -> Option<&Watched> {
        match self {
            Self::Deadline(watched)
            | Self::NotFound(watched)
            | Self::Failed(watched)
            | Self::OtherSnapshot(watched) => Some(watched),
            Self::Place(_) => None,
        }
    }

    /// Returns true if the deadline has passed.
    pub fn is_deadline(&self) -> bool {
        matches!(self, Self::Deadline(_))
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deadline(_) => {
                "the deadline of the watch is over; resume from its snapshot to go on"
            }
            Self::NotFound(_) => "the API does not find the call order to watch; check the id",
            Self::Failed(_) => {
                "the watch gave up because its polls fail; remove the cause, and resume from its \
                 snapshot"
            }
            Self::OtherSnapshot(_) => {
                "the snapshot is one of another call order; resume from it with the id that it has"
            }
            Self::Place(_) => "there is nothing to watch",
        })
    }
}

impl StdError for WatchError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Place(error) => Some(error),
            _ => {
                let error = self.watched()?.error.as_ref()?;
                Some(error)
            }
        }
    }
}

// The call order holds phone numbers and transcripts.
impl fmt::Debug for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadline(watched) => f.debug_tuple("Deadline").field(watched).finish(),
            Self::NotFound(watched) => f.debug_tuple("NotFound").field(watched).finish(),
            Self::Failed(watched) => f.debug_tuple("Failed").field(watched).finish(),
            Self::OtherSnapshot(watched) => f.debug_tuple("OtherSnapshot").field(watched).finish(),
            Self::Place(error) => f.debug_tuple("Place").field(error).finish(),
        }
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched")
            .field("id", &self.id)
            .field(
                "status",
                &self.call.as_ref().map(|call| call.status.as_str()),
            )
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
