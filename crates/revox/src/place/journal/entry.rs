//! An entry of a journal, and the changes that may be made to it. All journals share these rules.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::SHORTEST_RETENTION;
use crate::place::PlacementKey;

/// Record of a key in a journal.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use revox::{Change, Entry, EntryState, PlacementKey};
///
/// let now = SystemTime::UNIX_EPOCH;
/// let lease = Duration::from_secs(150);
/// let entry = Entry::new(PlacementKey::parse("lead-42")?, "1-00".into(), lease, now);
///
/// // The holder's token is gone once somebody has taken over.
/// let later = now + lease;
/// let taken = entry.changed(entry.token, &Change::Take { lease }, later).unwrap();
/// assert_eq!(taken.changed(entry.token, &Change::Renew { lease }, later), None);
/// assert_eq!(taken.state, EntryState::Intended);
/// # Ok::<(), revox::InvalidKey>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// Key of the placement.
    pub key: PlacementKey,
    /// Fingerprint of the parameters.
    pub fingerprint: String,
    /// Fencing token: rises each time that the entry is taken over. Only who knows it may change
    /// the entry.
    pub token: u64,
    /// Progress of the placement.
    pub state: EntryState,
    /// Time of the first intent since the entry was last free, or left to another call order.
    pub first_intended_at: SystemTime,
    /// Time of the latest intent. A request that follows it leaves within a limited time.
    pub intended_at: SystemTime,
    /// Time until which nobody else may take over.
    pub leased_until: SystemTime,
    /// Time of the latest change.
    pub changed_at: SystemTime,
}

/// Progress of a placement in a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum EntryState {
    /// A request may have left, and its result is not known.
    Intended,
    /// No request is under way, and there is no call order: the key is free for other parameters,
    /// too.
    Free,
    /// There is a call order.
    Placed {
        /// ID of the call order.
        call_id: String,
    },
}

/// A change of an [`Entry`] by whoever knows its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Takes the entry over, once [no time is left](Entry::lease_left) of its holder's lease. The token
    /// rises by one.
    Take {
        /// Length of the new lease.
        lease: Duration,
    },
    /// Records that a request is about to leave.
    Intend {
        /// Fingerprint of its parameters.
        fingerprint: String,
        /// Length of the new lease.
        lease: Duration,
    },
    /// Extends the lease.
    Renew {
        /// Length of the new lease, from now.
        lease: Duration,
    },
    /// Gives the entry up for somebody else to take over, without a result.
    Release,
    /// Records that no request is under way and that there is no call order.
    Free,
    /// Records the call order.
    Place {
        /// ID of the call order.
        call_id: String,
    },
}

impl Entry {
    /// Creates the entry of a first intent, with token 1, at this time of the journal's clock.
    pub fn new(key: PlacementKey, fingerprint: String, lease: Duration, now: SystemTime) -> Self {
        Self {
            key,
            fingerprint,
            token: 1,
            state: EntryState::Intended,
            first_intended_at: now,
            intended_at: now,
            leased_until: after(now, lease),
            changed_at: now,
        }
    }

    /// Creates an entry from stored fields, for implementers of [`Journal`](super::Journal).
    #[allow(clippy::too_many_arguments)] // A constructor of all fields; they are named as these.
    pub fn from_fields(
        key: PlacementKey,
        fingerprint: String,
        token: u64,
        state: EntryState,
        first_intended_at: SystemTime,
        intended_at: SystemTime,
        leased_until: SystemTime,
        changed_at: SystemTime,
    ) -> Self {
        Self {
            key,
            fingerprint,
            token,
            state,
            first_intended_at,
            intended_at,
            leased_until,
            changed_at,
        }
    }

    /// Returns the changed entry, or `None` if the token is not the entry's or the change is not
    /// allowed, at this time of the journal's clock.
    pub fn changed(&self, token: u64, change: &Change, now: SystemTime) -> Option<Self> {
        if token != self.token {
            return None;
        }
        let mut entry = self.clone();
        entry.changed_at = now;
        match change {
            Change::Take { .. } if !self.lease_left(now).is_zero() => return None,
            Change::Take { lease } => {
                entry.token = self.token.checked_add(1)?;
                entry.leased_until = after(now, *lease);
            }
            Change::Intend { fingerprint, lease } => {
                // Other parameters are another intent, and the one before it is not resolved.
                if self.state != EntryState::Free && self.fingerprint != *fingerprint {
                    return None;
                }
                entry.fingerprint.clone_from(fingerprint);
                if !self.is_unresolved() {
                    entry.first_intended_at = now;
                }
                entry.state = EntryState::Intended;
                entry.intended_at = now;
                entry.leased_until = after(now, *lease);
            }
            Change::Renew { lease } => entry.leased_until = after(now, *lease),
            Change::Release => entry.leased_until = now,
            Change::Free => {
                entry.state = EntryState::Free;
                entry.leased_until = now;
            }
            Change::Place { call_id } => {
                let call_id = call_id.clone();
                entry.state = EntryState::Placed { call_id };
                entry.leased_until = now;
            }
        }
        Some(entry)
    }

    /// Returns the time until the lease is over, at this time of the journal's clock.
    ///
    /// If the clock was set back by more than the length of the lease, none is left. So a key is held for
    /// at most twice this length after the last change, wherever the clock is set back to.
    pub fn lease_left(&self, now: SystemTime) -> Duration {
        let since = |later: SystemTime, earlier| later.duration_since(earlier).unwrap_or_default();
        match since(self.changed_at, now) > since(self.leased_until, self.changed_at) {
            true => Duration::ZERO,
            false => since(self.leased_until, now),
        }
    }

    /// Returns true if the result is not known.
    pub fn is_unresolved(&self) -> bool {
        self.state == EntryState::Intended
    }

    /// Returns true if the result is known and the entry has not changed for this long, and for at
    /// least 30 days.
    pub fn may_be_forgotten(&self, unchanged_for: Duration, now: SystemTime) -> bool {
        let age = now.duration_since(self.changed_at).unwrap_or_default();
        !self.is_unresolved() && age >= unchanged_for.max(SHORTEST_RETENTION)
    }
}

/// A lease that no clock can express is not granted.
fn after(now: SystemTime, lease: Duration) -> SystemTime {
    now.checked_add(lease).unwrap_or(now)
}
