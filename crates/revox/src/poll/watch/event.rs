use std::fmt;
use std::sync::Arc;

use revox_api::models::{Call, CallAttempt, CallOutcome, CallStatus, TranscriptEntry};
use serde_json::{Map, Value};

use super::WatchSnapshot;

/// An event of a [`Watch`](super::Watch): one change of a call order.
///
/// `Debug` shows the id and the kind of the change, and nothing of a conversation.
///
/// # Examples
///
/// ```
/// use revox::CallChange;
///
/// # fn example(event: revox::WatchEvent) {
/// match event.change {
///     CallChange::Status { status, .. } => println!("now {status}"),
///     CallChange::AttemptStarted { attempt_id, .. } => println!("{attempt_id} began"),
///     CallChange::Turn { index, entry, .. } => println!("{index}: {}", entry.content),
///     CallChange::Finished => println!("{:?}", event.call.outcome),
///     _ => {}
/// }
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct WatchEvent {
    /// ID of the event, unique within the call order. If a watch resumes from an earlier snapshot, the
    /// same event comes again with the same id. Call orders may share ids of events, so a table of events
    /// needs both.
    pub id: String,
    /// The change.
    pub change: CallChange,
    /// Position right after this event. Store it in the same transaction as the effects of the event, to
    /// [resume](super::Watch::resume) from it.
    pub snapshot: WatchSnapshot,
    /// The call order as last read. All events of one poll share it.
    pub call: Arc<Call>,
}

/// A change of a call order.
///
/// [`WatchEvent::attempt`] returns the attempt that an `attempt_id` names. `Debug` shows nothing of a
/// conversation.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CallChange {
    /// The status changed. The first event of a watch reports the current status.
    #[non_exhaustive]
    Status {
        /// The new status.
        status: CallStatus,
    },
    /// An attempt has started.
    #[non_exhaustive]
    AttemptStarted {
        /// ID of the attempt.
        attempt_id: String,
    },
    /// The transcript has a new entry at its end.
    ///
    /// The entry belongs to the transcript that is written during the call. The last entry may be
    /// unfinished: [`TurnRevised`](Self::TurnRevised) reports the rest.
    #[non_exhaustive]
    Turn {
        /// ID of the attempt.
        attempt_id: String,
        /// Index of the entry in the transcript of the attempt.
        index: usize,
        /// The entry.
        entry: TranscriptEntry,
    },
    /// The text of a transcript entry changed: it has grown, or was corrected.
    #[non_exhaustive]
    TurnRevised {
        /// ID of the attempt.
        attempt_id: String,
        /// Index of the entry in the transcript of the attempt.
        index: usize,
        /// The entry as it is now.
        entry: TranscriptEntry,
    },
    /// The transcript has lost entries at its end, for example because two entries were merged. Entries
    /// that are added later are reported as new.
    #[non_exhaustive]
    TurnsRemoved {
        /// ID of the attempt.
        attempt_id: String,
        /// Number of entries that remain.
        len: usize,
    },
    /// An attempt is over.
    #[non_exhaustive]
    AttemptEnded {
        /// ID of the attempt.
        attempt_id: String,
    },
    /// The final transcript, which is made from the recording after the call, has arrived or changed.
    #[non_exhaustive]
    FinalTranscript {
        /// ID of the attempt.
        attempt_id: String,
        /// All of its entries.
        entries: Vec<TranscriptEntry>,
    },
    /// The data that was extracted from the conversation has arrived or changed.
    #[non_exhaustive]
    StructuredOutput {
        /// ID of the attempt.
        attempt_id: String,
        /// The data. `structured_output` of [`CallAttemptExt`](crate::reading::CallAttemptExt) decodes it.
        output: Map<String, Value>,
    },
    /// The outcome has arrived or changed.
    #[non_exhaustive]
    Outcome {
        /// The outcome. Its summary is in [`WatchEvent::call`].
        outcome: CallOutcome,
    },
    /// The call order is finished: completed, cancelled or errored. This is the last event of the watch.
    Finished,
}

impl CallChange {
    /// Returns a name for logs, such as `attempt_started`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::AttemptStarted { .. } => "attempt_started",
            Self::Turn { .. } => "turn",
            Self::TurnRevised { .. } => "turn_revised",
            Self::TurnsRemoved { .. } => "turns_removed",
            Self::AttemptEnded { .. } => "attempt_ended",
            Self::FinalTranscript { .. } => "final_transcript",
            Self::StructuredOutput { .. } => "structured_output",
            Self::Outcome { .. } => "outcome",
            Self::Finished => "finished",
        }
    }

    /// Returns the id of the attempt that changed; `None` if the change concerns no attempt.
    pub fn attempt_id(&self) -> Option<&str> {
        match self {
            Self::AttemptStarted { attempt_id }
            | Self::Turn { attempt_id, .. }
            | Self::TurnRevised { attempt_id, .. }
            | Self::TurnsRemoved { attempt_id, .. }
            | Self::AttemptEnded { attempt_id }
            | Self::FinalTranscript { attempt_id, .. }
            | Self::StructuredOutput { attempt_id, .. } => Some(attempt_id),
            Self::Status { .. } | Self::Outcome { .. } | Self::Finished => None,
        }
    }
}

impl WatchEvent {
    /// Returns the attempt that changed, as last read; `None` if the change concerns no attempt.
    pub fn attempt(&self) -> Option<&CallAttempt> {
        let id = self.change.attempt_id()?;
        let mut all = self
            .call
            .call_attempts
            .iter()
            .chain(&self.call.last_call_attempt);
        all.find(|attempt| attempt.id == id)
    }
}

// Everything else may be private.
impl fmt::Debug for WatchEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WatchEvent")
            .field("id", &self.id)
            .field("change", &self.change)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CallChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())?;
        match self.attempt_id() {
            Some(id) => write!(f, "({id})"),
            None => Ok(()),
        }
    }
}
