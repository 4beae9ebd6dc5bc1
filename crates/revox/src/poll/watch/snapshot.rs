use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::mark::Mark;
use crate::poll::Millis;
use crate::poll::snapshot_version::SnapshotVersion;

/// The position of a [`Watch`](super::Watch) after an event: a record of everything that it has reported.
///
/// It serializes with `serde`, so you can store it anywhere, for example as JSON in a column. It takes about
/// 20 bytes per transcript entry.
///
/// It holds ids, statuses, numbers and hashes, but no phone number and no text of a conversation. A hash
/// does not reveal its text, but whoever guesses the text can check the guess. Protect snapshots if short
/// texts, such as the name of an outcome, are confidential.
///
/// This version reads the snapshots that older versions of the crate have stored. If a newer version has
/// changed the format, deserialization fails with an error that says so.
///
/// # Examples
///
/// ```
/// use revox::WatchSnapshot;
///
/// # async fn example(client: &revox::Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let snapshot: WatchSnapshot = serde_json::from_str(stored)?;
/// if !snapshot.is_finished() {
///     let events = client.call().watch(snapshot.id()).resume(snapshot);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WatchSnapshot {
    version: SnapshotVersion<1>,
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<String>,
    /// The largest number of attempts at which a status was reported.
    #[serde(default)]
    pub(super) count: i64,
    /// Number of times that each status was reported at this number of attempts.
    #[serde(default)]
    pub(super) statuses: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<Mark>,
    /// In the order in which they were reported.
    #[serde(default)]
    pub(super) attempts: Vec<AttemptSnapshot>,
    /// Time of the first read that found it finished, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) finished_at: Option<Millis>,
    /// True if the last event was reported.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) is_finished: bool,
}

/// The part of an attempt that was reported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct AttemptSnapshot {
    pub(super) id: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) is_over: bool,
    /// The entries of the transcript, and after them those that were removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) turns: Vec<Mark>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) removed: usize,
    /// Number of times that entries were removed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) removals: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) final_transcript: Option<Mark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) output: Option<Mark>,
}

impl WatchSnapshot {
    /// Creates the snapshot of a call order of which nothing was reported.
    pub(crate) fn new(id: String) -> Self {
        Self {
            version: SnapshotVersion,
            id,
            status: None,
            count: 0,
            statuses: BTreeMap::new(),
            outcome: None,
            attempts: Vec::new(),
            finished_at: None,
            is_finished: false,
        }
    }

    /// Returns the id of the call order.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns true if this is the snapshot of the last event,
    /// [`Finished`](super::CallChange::Finished). A watch that resumes from it ends without a poll.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
