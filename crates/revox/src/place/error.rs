//! Ways in which a placement ends without a call order.

use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use revox_api::{Delivery, Error};

use super::decision::Doubt;
use super::{InvalidKey, JournalError, PlacementKey};

/// The outcome of a placement that has no call order, or campaign, that is certainly the key's.
///
/// `Display` shows no key and nothing else that could be private; `Debug` shows the key.
///
/// # Examples
///
/// ```
/// use revox::models::CallCreate;
/// use revox::{PlaceError, Placement};
///
/// # async fn example(client: &revox::Client) -> Result<(), PlaceError> {
/// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
/// match client.call().place("lead-42", lead).await {
///     Ok(Placement::New(call)) => println!("placed as {}", call.id),
///     Ok(Placement::Found(call)) => println!("placed before as {}", call.id),
///     // Nobody can tell yet: go on later, or let a person look.
///     Err(PlaceError::Undecided(undecided)) => {
///         let found = client
///             .call()
///             .resolve(undecided.key, "+33639980142")
///             .first_tried_at(undecided.since)
///             .await?;
///         println!("{}", if found.is_some() { "it was placed" } else { "it never was" });
///     }
///     Err(PlaceError::Conflict { .. }) => println!("the key is taken by another call"),
///     // Nothing was placed.
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum PlaceError {
    /// The placement may or may not have taken effect. The [reason](UndecidedReason) says whether to
    /// place or resolve the key again later, or to let a person decide.
    Undecided(Undecided),
    /// The key was used before with other parameters, or for something else, such as a campaign instead
    /// of a call order. Nothing was placed. Place the key with its first parameters, or
    /// use another key for another intent.
    #[non_exhaustive]
    Conflict {
        /// Key of the placement.
        key: PlacementKey,
        /// ID of the call order or campaign that has the key, if it is known.
        id: Option<String>,
    },
    /// There is certainly no call order, and the time within which this try could place one is over.
    ///
    /// Place the key again, as a [first try](crate::Place::first_try).
    #[non_exhaustive]
    Lapsed {
        /// Key of the placement.
        key: PlacementKey,
        /// Time of the first try.
        since: SystemTime,
    },
    /// A request failed, and nothing was placed: the server refused the request, the request never
    /// left, or the lookup before it failed until the placement gave up.
    Request(Error),
    /// [`cancel_by_key`](crate::CallHandle::cancel_by_key) found the call order, but the request to cancel
    /// it failed: it may ring. Cancel it by its id.
    #[non_exhaustive]
    NotCancelled {
        /// Key of the placement.
        key: PlacementKey,
        /// ID of the call order.
        id: String,
        /// Error of the request.
        error: Error,
    },
    /// The text is not a valid key. Nothing was sent.
    Key(InvalidKey),
    /// Campaigns need a [journal](crate::PlacingOptions::journal), and the client has none. Nothing was
    /// sent.
    NoJournal,
    /// The journal cannot be used.
    ///
    /// Place or resolve the key again once the journal works: this finds the result of any request that
    /// was sent.
    #[non_exhaustive]
    Journal {
        /// Key of the placement.
        key: PlacementKey,
        /// Cause of the failure.
        error: JournalError,
    },
}

/// A placement that may or may not have taken effect.
///
/// It holds all that you need to go on later: pass `key` to
/// [`resolve`](crate::CallHandle::resolve), [`cancel_by_key`](crate::CallHandle::cancel_by_key) or
/// [`place`](crate::CallHandle::place), and, without a journal, `since` to
/// [`first_tried_at`](crate::Place::first_tried_at).
#[derive(Debug)]
#[non_exhaustive]
pub struct Undecided {
    /// Key of the placement.
    pub key: PlacementKey,
    /// Time of the first try, as far as it is known.
    pub since: SystemTime,
    /// Reason why the placement is undecided.
    pub reason: UndecidedReason,
    /// IDs of the call orders, or campaigns, that may be the key's; usually empty.
    pub ids: Vec<String>,
    /// Latest error of a request, if there was one.
    pub error: Option<Error>,
}

/// Reason why a placement is undecided.
///
/// With [`NotSettled`](Self::NotSettled), [`LookupFailed`](Self::LookupFailed) and [`Held`](Self::Held),
/// the time was too short: place or [resolve](crate::CallHandle::resolve) the key again later. With any
/// other reason, let a person decide: another placement ends in the same way, or relies on an assumption
/// that does not hold, so that a phone can ring twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UndecidedReason {
    /// The placement gave up before its requests had settled.
    NotSettled,
    /// Lookups failed, or were incomplete, until the placement gave up.
    LookupFailed,
    /// Another try held the key until this one gave up.
    Held,
    /// A request was accepted, but its result was not found within the visibility time: an
    /// assumption does not hold.
    Vanished,
    /// A call order to the same number has no key, and was placed after the first try: an assumption
    /// does not hold, or somebody placed it without a key. `ids` has its id.
    Unmarked,
    /// A call order has the key but no fingerprint, or a campaign does not say how many of its calls
    /// were launched: an assumption does not hold. `ids` has its id.
    Unverifiable,
    /// More than one call order has the key, or may have it: an assumption does not hold, or the key
    /// was used again after the journal had forgotten it. `ids` has the ids that were found.
    Several,
    /// Several campaigns have the name, or one that may not be the key's: it was there before the first
    /// try, has another assistant, or its creation time cannot be parsed, as without the feature `jiff`.
    /// `ids` has their ids. Delete or rename those that are not the key's, and try again.
    NotUnique,
    /// A lookup found nothing, but [`at_most_once`](crate::PlacingOptions::at_most_once) forbids
    /// another request.
    NotResent,
}

impl UndecidedReason {
    pub(super) fn new(doubt: Doubt) -> Self {
        match doubt {
            Doubt::NotSettled => Self::NotSettled,
            Doubt::LookupFailed => Self::LookupFailed,
            Doubt::Vanished => Self::Vanished,
            Doubt::Unmarked => Self::Unmarked,
            Doubt::Unverifiable => Self::Unverifiable,
            Doubt::Several => Self::Several,
            Doubt::NotUnique => Self::NotUnique,
            Doubt::NotResent => Self::NotResent,
        }
    }

    /// Returns the name of the reason in spans.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotSettled => "not_settled",
            Self::LookupFailed => "lookup_failed",
            Self::Held => "held",
            Self::Vanished => "vanished",
            Self::Unmarked => "unmarked",
            Self::Unverifiable => "unverifiable",
            Self::Several => "several",
            Self::NotUnique => "not_unique",
            Self::NotResent => "not_resent",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::NotSettled => {
                "it gave up before its requests had settled; place or resolve the key again later"
            }
            Self::LookupFailed => {
                "lookups failed until it gave up; place or resolve the key again later"
            }
            Self::Held => {
                "another try held the key until this one gave up; place or resolve the key again later"
            }
            Self::Vanished => "the API accepted the request, but lookups do not find the result",
            Self::Unmarked => "a call order without a key may be its result; see `ids`",
            Self::Unverifiable => {
                "the call order or campaign that was found cannot be verified; see `ids`"
            }
            Self::Several => "several call orders have the key; see `ids`",
            Self::NotUnique => {
                "the campaign's name is not unique; rename or delete the others in `ids`"
            }
            Self::NotResent => "the request may be lost, and `at_most_once` forbids another",
        }
    }
}

impl PlaceError {
    /// Returns what the requests with this key may have done.
    ///
    /// [`Unknown`](Delivery::Unknown) means that a request may have taken effect, and
    /// [`Accepted`](Delivery::Accepted) that one has. With any other value, none has.
    pub fn delivery(&self) -> Delivery {
        match self {
            Self::Undecided(undecided) => match undecided.reason {
                UndecidedReason::Vanished | UndecidedReason::Several => Delivery::Accepted,
                _ => Delivery::Unknown,
            },
            Self::Conflict { .. } | Self::Lapsed { .. } | Self::Key(_) | Self::NoJournal => {
                Delivery::NotSent
            }
            // A lookup that failed says nothing about the placement.
            Self::Request(error) if is_placing(error) => error.delivery(),
            Self::Request(_) => Delivery::NotSent,
            Self::NotCancelled { .. } => Delivery::Accepted,
            Self::Journal { .. } => Delivery::Unknown,
        }
    }

    /// Returns true if the placement may or may not have taken effect.
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided(_))
    }

    /// Returns true if the key was used before with other parameters, or for something else.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }
}

fn is_placing(error: &Error) -> bool {
    let placing = ["call_create", "campaigns_create", "campaigns_launch"];
    let operation = error.operation();
    operation.is_some_and(|operation| placing.contains(&operation.id))
}

impl From<InvalidKey> for PlaceError {
    fn from(error: InvalidKey) -> Self {
        Self::Key(error)
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undecided(undecided) => {
                let reason = undecided.reason.text();
                write!(
                    f,
                    "the placement may or may not have taken effect: {reason}"
                )?;
                match &undecided.error {
                    Some(error) => write!(f, " (latest error: {error})"),
                    None => Ok(()),
                }
            }
            Self::Conflict { .. } => {
                f.write_str(
                "nothing was placed: the key was used before with other parameters, or for something \
                 else; repeat its first parameters, or use another key for another intent",
            )
            }
            Self::Lapsed { .. } => f.write_str(
                "nothing was placed, and the time of this try is over; place the key again as a first \
                 try",
            ),
            Self::Request(error) => write!(f, "nothing was placed: {error}"),
            Self::NotCancelled { id, error, .. } => write!(
                f,
                "the call order {id} was found but may not be cancelled: {error}; cancel it by its id"
            ),
            Self::Key(error) => error.fmt(f),
            Self::NoJournal => f.write_str(
                "creating or launching a campaign once needs a journal: set one with \
                 `PlacingOptions::journal`",
            ),
            Self::Journal { error, .. } => match error.source() {
                Some(cause) => write!(f, "{error}: {cause}"),
                None => error.fmt(f),
            },
        }
    }
}

impl StdError for PlaceError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // `Display` has the error itself.
            Self::Undecided(undecided) => undecided.error.as_ref()?.source(),
            Self::Request(error) | Self::NotCancelled { error, .. } => error.source(),
            Self::Journal { error, .. } => error.source()?.source(),
            Self::Conflict { .. } | Self::Lapsed { .. } | Self::Key(_) | Self::NoJournal => None,
        }
    }
}
