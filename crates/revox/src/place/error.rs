//! Ways in which a placement ends without a call order.

use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use revox_api::{Delivery, Error};

use super::decision::Doubt;
use super::{InvalidKey, JournalError, PlacementKey};

/// A placement that ended without a call order, or a campaign, that is certainly the key's.
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
    /// The placement may or may not have taken effect. Resolve the key later, with
    /// [`resolve`](crate::CallHandle::resolve) or by placing it again, or ask a person.
    Undecided(Undecided),
    /// The key belongs to other parameters, or to something else: to a campaign in place of a call
    /// order, for example. Nothing was placed.
    #[non_exhaustive]
    Conflict {
        /// Key of both.
        key: PlacementKey,
        /// ID of the other, if it is known.
        id: Option<String>,
    },
    /// There is certainly no call order, and the time within which one could be placed is over.
    ///
    /// Place it again, as a [first try](crate::Place::first_try).
    #[non_exhaustive]
    Lapsed {
        /// Key of the placement.
        key: PlacementKey,
        /// Time of the first try.
        since: SystemTime,
    },
    /// A request failed, and nothing was placed with this key: the server refused the request, it
    /// never left, or the lookup before it failed until the time was over.
    Request(Error),
    /// The text is not a key. Nothing was sent.
    Key(InvalidKey),
    /// Campaigns need a [journal](crate::PlacingOptions::journal), and there is none. Nothing was
    /// sent.
    NoJournal,
    /// The journal cannot be used.
    ///
    /// If a request had been sent, its result is found when the key is placed or resolved again.
    #[non_exhaustive]
    Journal {
        /// Key of the placement.
        key: PlacementKey,
        /// Cause of the failure.
        error: JournalError,
    },
}

/// A placement of which nobody can tell yet whether it took effect.
///
/// It holds all that is needed to go on later: pass `key` to
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
    /// Reason why nobody can tell.
    pub reason: UndecidedReason,
    /// IDs of the call orders, or campaigns, that may be meant; usually empty.
    pub ids: Vec<String>,
    /// Latest error of a request, if there was one.
    pub error: Option<Error>,
}

/// Reason why a placement is undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UndecidedReason {
    /// The placement's time was over before its requests had settled. Resolve it later.
    NotSettled,
    /// Lookups failed, or were incomplete, until the placement's time was over. Resolve it later.
    LookupFailed,
    /// Somebody else held the key until the placement's time was over. Resolve it later.
    Held,
    /// A request was accepted, but its result was not found within the visibility time: an
    /// assumption does not hold.
    Vanished,
    /// There is a call order to the same number, placed after the first try, without any key: an
    /// assumption does not hold, or somebody placed it without a key. `ids` has its id.
    Unmarked,
    /// A call order has the key but no fingerprint, or a campaign does not say how many of its calls
    /// were launched: an assumption does not hold. `ids` has its id.
    Unverifiable,
    /// More than one call order has the key, or may have it: an assumption does not hold, or the key
    /// was used again after the journal had forgotten it. `ids` has those that were found.
    Several,
    /// The campaign's name belongs to several, or to one that may not be the key's: it was there
    /// before the first try, has another assistant, or its time cannot be read, as without the
    /// feature `jiff`. `ids` has their ids. Delete or rename those that are not meant, and go on.
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

    /// Returns a name for spans.
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
            Self::NotSettled => "the time was over before its requests had settled",
            Self::LookupFailed => "lookups failed until the time was over",
            Self::Held => "somebody else held the key until the time was over",
            Self::Vanished => "the API accepted it, and does not find it",
            Self::Unmarked => "a call order without a key may be the one",
            Self::Unverifiable => "what was found does not say enough about itself",
            Self::Several => "several call orders have the key",
            Self::NotUnique => "the name of the campaign is not unique",
            Self::NotResent => "the request may be lost, and must not be sent twice",
        }
    }
}

impl PlaceError {
    /// Returns what the requests with this key may have done.
    ///
    /// [`Unknown`](Delivery::Unknown) means that one may have taken effect, and
    /// [`Accepted`](Delivery::Accepted) that one has; with anything else, none has.
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
            Self::Journal { .. } => Delivery::Unknown,
        }
    }

    /// Returns true if the placement may or may not have taken effect.
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided(_))
    }

    /// Returns true if the key belongs to other parameters, or to something else.
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
                )
            }
            Self::Conflict { .. } => {
                f.write_str("the key belongs to other parameters, or to something else")
            }
            Self::Lapsed { .. } => f.write_str(
                "nothing was placed, and the time for placing is over; place it again as a first \
                 try",
            ),
            Self::Request(_) => f.write_str("nothing was placed"),
            Self::Key(error) => error.fmt(f),
            Self::NoJournal => f.write_str(
                "creating or launching a campaign once needs a journal: set one with \
                 `PlacingOptions::journal`",
            ),
            Self::Journal { error, .. } => error.fmt(f),
        }
    }
}

impl StdError for PlaceError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Undecided(undecided) => undecided.error.as_ref().map(|error| error as _),
            Self::Request(error) => Some(error),
            Self::Journal { error, .. } => error.source(),
            Self::Conflict { .. } | Self::Lapsed { .. } | Self::Key(_) | Self::NoJournal => None,
        }
    }
}
