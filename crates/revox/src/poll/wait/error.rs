use std::error::Error as StdError;
use std::fmt;

use revox_api::Error;
use revox_api::models::Call;

use crate::PlaceError;
use crate::poll::Waitable;

/// A wait that ended before the call order or campaign was finished.
///
/// The call order itself goes on, and waiting again with its id loses nothing. `Display` shows
/// nothing private. `Debug` shows the id and the status, and nothing else of the call order.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::WaitError;
///
/// # async fn example(client: &revox::Client, id: &str) -> Result<(), WaitError> {
/// match client.call().wait(id).deadline(Duration::from_secs(3 * 86_400)).await {
///     Ok(call) => println!("{}: {:?}", call.status, call.outcome),
///     Err(WaitError::Deadline(waited)) => match &waited.snapshot {
///         Some(call) => println!("{} is still {}", waited.id, call.status),
///         None => println!("{} could not be read: {:?}", waited.id, waited.error),
///     },
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub enum WaitError<S: Waitable = Call> {
    /// The [deadline](super::Wait::deadline) has passed. Wait again with the id, or use the snapshot.
    Deadline(Box<Waited<S>>),
    /// The API has not found it for the
    /// [visibility time](crate::PlacingOptions::visibility_time): it never existed, or it was deleted.
    NotFound(Box<Waited<S>>),
    /// A poll failed in a way that repeating it cannot cure, such as 401 or an invalid id, or polls kept
    /// failing for the [longest outage](super::Wait::max_outage). [`error`](Waited::error) is the cause:
    /// fix it, and wait again with the id.
    Failed(Box<Waited<S>>),
    /// The placement or launch before the wait failed.
    ///
    /// Place or launch again with the same key to go on.
    Place(PlaceError),
}

/// State of a wait that ended early.
#[non_exhaustive]
pub struct Waited<S = Call> {
    /// ID of the call order or campaign. Pass it to [`wait`](crate::CallHandle::wait) to go on.
    pub id: String,
    /// The call order or campaign as last read; `None` if no poll succeeded.
    pub snapshot: Option<S>,
    /// Error of the latest poll; `None` if it succeeded.
    pub error: Option<Error>,
}

impl<S: Waitable> WaitError<S> {
    /// Returns the state of the wait; `None` if the placement or launch before it failed.
    pub fn waited(&self) -> Option<&Waited<S>> {
        match self {
            Self::Deadline(waited) | Self::NotFound(waited) | Self::Failed(waited) => Some(waited),
            Self::Place(_) => None,
        }
    }

    /// Returns true if the deadline has passed.
    pub fn is_deadline(&self) -> bool {
        matches!(self, Self::Deadline(_))
    }

    /// The wait could not begin.
    #[cfg(feature = "blocking")]
    pub(crate) fn not_begun(id: Option<String>, error: Error) -> Self {
        match id {
            Some(id) => Self::Failed(Box::new(Waited {
                id,
                snapshot: None,
                error: Some(error),
            })),
            None => Self::Place(PlaceError::Request(error)),
        }
    }
}

impl<S: Waitable> fmt::Display for WaitError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadline(waited) => match (&waited.snapshot, &waited.error) {
                (Some(snapshot), _) => write!(
                    f,
                    "the deadline of the wait is over, and the status is `{}`; wait again with the \
                     same id",
                    snapshot.status()
                ),
                (None, _) => f.write_str(
                    "the deadline of the wait is over, and no poll has succeeded; wait again with \
                     the same id",
                ),
            },
            Self::NotFound(_) => {
                f.write_str("the API does not find what was waited for; check the id")
            }
            Self::Failed(_) => f.write_str(
                "the wait gave up because its polls fail; remove the cause, and wait again with the \
                 same id",
            ),
            Self::Place(_) => f.write_str("there is nothing to wait for"),
        }
    }
}

impl<S: Waitable> StdError for WaitError<S> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Place(error) => Some(error),
            _ => {
                let error = self.waited()?.error.as_ref()?;
                Some(error)
            }
        }
    }
}

// A snapshot holds phone numbers and transcripts.
impl<S: Waitable> fmt::Debug for WaitError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deadline(waited) => f.debug_tuple("Deadline").field(waited).finish(),
            Self::NotFound(waited) => f.debug_tuple("NotFound").field(waited).finish(),
            Self::Failed(waited) => f.debug_tuple("Failed").field(waited).finish(),
            Self::Place(error) => f.debug_tuple("Place").field(error).finish(),
        }
    }
}

impl<S: Waitable> fmt::Debug for Waited<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waited")
            .field("id", &self.id)
            .field("status", &self.snapshot.as_ref().map(S::status))
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
