//! A key that a run holds in a journal.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::journal::{Change, EntryState, Insertion, Reading, Update};
use super::moment::Moment;
use super::subject::Subject;
use super::{Journal, JournalError, PlacementKey, PlacingOptions};
use crate::Clock;

/// A key held in the journal, by its fencing token.
#[derive(Debug)]
pub(super) struct Hold {
    journal: Arc<dyn Journal>,
    key: PlacementKey,
    token: u64,
    lease: Duration,
    /// Time, by the clock of the run, at which the latest intent was on its way to the journal.
    intended_at: Option<Moment>,
    renewed_at: Moment,
}

/// Result of claiming a key in a journal.
#[derive(Debug)]
pub(super) enum Claim {
    /// The caller holds the key, since this time of the journal's clock. `unresolved` is the reading
    /// of an intent whose result is unknown.
    Held {
        hold: Hold,
        since: SystemTime,
        unresolved: Option<Reading>,
    },
    /// Somebody else holds the key.
    Busy(Reading),
    /// The key has taken effect.
    Placed { reading: Reading, call_id: String },
    /// The key has other parameters, or belongs to something else.
    Conflict,
    /// The journal does not know the key.
    Unknown,
}

/// Asks for a key: for placing, or only for resolving if nothing is to be sent.
pub(super) async fn claim(
    journal: &Arc<dyn Journal>,
    key: &PlacementKey,
    subject: &impl Subject,
    options: &PlacingOptions,
    clock: &dyn Clock,
) -> Result<Claim, JournalError> {
    let lease = options.lease();
    let asked_at = Moment::new(clock);
    let existing = match subject.fingerprint() {
        Some(fingerprint) => {
            let insertion = journal.insert(key.clone(), fingerprint.to_owned(), lease);
            match insertion.await? {
                Insertion::New(reading) => {
                    let mut hold = Hold::new(journal, &reading, lease, asked_at);
                    hold.intended_at = Some(asked_at);
                    return Ok(Claim::Held {
                        hold,
                        since: reading.at,
                        unresolved: None,
                    });
                }
                Insertion::Existing(reading) => reading,
            }
        }
        None => match journal.get(key.clone()).await? {
            Some(reading) => reading,
            None => return Ok(Claim::Unknown),
        },
    };
    let is_free = existing.entry.state == EntryState::Free;
    if !is_free && !subject.has_fingerprint(&existing.entry.fingerprint) {
        return Ok(Claim::Conflict);
    }
    let is_held = !existing.lease_left().is_zero();
    if let EntryState::Placed { call_id } = &existing.entry.state {
        // Whoever holds the key of a call order is about to replace it.
        let is_replacing = subject.fingerprint().is_some() && subject.may_replace(options);
        if !(is_held && is_replacing) {
            let call_id = call_id.clone();
            return Ok(Claim::Placed {
                reading: existing,
                call_id,
            });
        }
    }
    if is_held {
        return Ok(Claim::Busy(existing));
    }
    let Some(reading) = take(journal, &existing, lease).await? else {
        return Ok(Claim::Busy(existing));
    };
    let hold = Hold::new(journal, &reading, lease, asked_at);
    // The holder may have finished after the entry was read, and before it was taken over.
    if let EntryState::Placed { call_id } = &reading.entry.state {
        let call_id = call_id.clone();
        hold.end(Change::Release).await;
        return Ok(Claim::Placed { reading, call_id });
    }
    Ok(Claim::Held {
        hold,
        since: reading.at,
        unresolved: reading.entry.is_unresolved().then_some(reading),
    })
}

/// Takes over an entry whose lease is over, and returns it as it is then; `None` if somebody else was
/// faster.
async fn take(
    journal: &Arc<dyn Journal>,
    existing: &Reading,
    lease: Duration,
) -> Result<Option<Reading>, JournalError> {
    let entry = &existing.entry;
    let change = Change::Take { lease };
    let update = journal.update(entry.key.clone(), entry.token, change);
    match update.await? {
        Update::Applied(reading) => Ok(Some(reading)),
        Update::Refused(_) => Ok(None),
    }
}

impl Hold {
    /// Creates the hold of an entry that was inserted or taken over, without an intent of its own.
    fn new(
        journal: &Arc<dyn Journal>,
        reading: &Reading,
        lease: Duration,
        asked_at: Moment,
    ) -> Self {
        Self {
            journal: Arc::clone(journal),
            key: reading.entry.key.clone(),
            token: reading.entry.token,
            lease,
            intended_at: None,
            renewed_at: asked_at,
        }
    }

    /// Takes over an entry whose result leaves the key to another, and returns the time of the journal's
    /// clock, too; `None` if somebody else was faster.
    pub(super) async fn replace(
        journal: &Arc<dyn Journal>,
        placed: &Reading,
        options: &PlacingOptions,
        clock: &dyn Clock,
    ) -> Result<Option<(Self, SystemTime)>, JournalError> {
        let (lease, asked_at) = (options.lease(), Moment::new(clock));
        let reading = take(journal, placed, lease).await?;
        Ok(reading.map(|reading| {
            let hold = Self::new(journal, &reading, lease, asked_at);
            (hold, reading.at)
        }))
    }

    /// Returns true if a request that leaves now leaves within `limit` of its intent.
    pub(super) fn may_send(&self, now: Moment, limit: Duration) -> bool {
        self.intended_at
            .is_some_and(|intended_at| now.most_since(intended_at) <= limit)
    }

    /// Records that a request is about to leave. Returns false if the key is held by somebody else.
    pub(super) async fn intend(
        &mut self,
        fingerprint: &str,
        clock: &dyn Clock,
    ) -> Result<bool, JournalError> {
        let asked_at = Moment::new(clock);
        self.intended_at = None;
        let change = Change::Intend {
            fingerprint: fingerprint.to_owned(),
            lease: self.lease,
        };
        let is_held = self.change(change).await?;
        if is_held {
            self.intended_at = Some(asked_at);
            self.renewed_at = asked_at;
        }
        Ok(is_held)
    }

    /// Extends the lease if a third of it has passed. Returns false if the key is held by somebody
    /// else.
    pub(super) async fn keep(&mut self, clock: &dyn Clock) -> Result<bool, JournalError> {
        let now = Moment::new(clock);
        if now.most_since(self.renewed_at) < self.longest_pause() {
            return Ok(true);
        }
        self.renewed_at = now;
        let lease = self.lease;
        self.change(Change::Renew { lease }).await
    }

    /// Returns the longest time that may pass between two calls of [`keep`](Self::keep).
    pub(super) fn longest_pause(&self) -> Duration {
        self.lease / 3
    }

    /// Makes the last change. Returns false if the key is held by somebody else. If it fails, whoever
    /// asks next looks the key up.
    pub(super) async fn end(mut self, change: Change) -> bool {
        self.change(change).await.unwrap_or(true)
    }

    async fn change(&mut self, change: Change) -> Result<bool, JournalError> {
        let update = self.journal.update(self.key.clone(), self.token, change);
        Ok(matches!(update.await?, Update::Applied(_)))
    }
}
