use std::fmt;
use std::sync::Arc;

use revox_api::models::{Call, CallAttempt, CallOutcome, CallStatus, TranscriptEntry};
use serde_json::{Map, Value};

use super::WatchSnapshot;

/// Something that happened to a call order, as a [`Watch`](super::Watch) tells it.
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
    /// Id of the event. No other event of this call order has it, and the same event has it again if a
    /// watch resumes from an earlier snapshot.
    pub id: String,
    /// What happened.
    pub change: CallChange,
    /// The position right after this event. Store both together, in one transaction, to
    /// [resume](super::Watch::resume) there.
    pub snapshot: WatchSnapshot,
    /// The call order as the poll found it. It is the same for all events of one poll.
    pub call: Arc<Call>,
}

/// A change of a call order.
///
/// An attempt whose id is in a change is in [`WatchEvent::call`]. `Debug` shows nothing of a
/// conversation.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum CallChange {
    /// It has another status. This is the first event, too.
    #[non_exhaustive]
    Status {
        /// The new status.
        status: CallStatus,
    },
    /// An attempt was begun.
    #[non_exhaustive]
    AttemptStarted {
        /// ID of the attempt.
        attempt_id: String,
    },
    /// The transcript has a new entry at its end.
    ///
    /// These are entries of the transcript that is written during the call, in order. Its last entry may
    /// be unfinished: [`TurnRevised`](Self::TurnRevised) has the rest.
    #[non_exhaustive]
    Turn {
        /// ID of the attempt.
        attempt_id: String,
        /// Index of the entry in the transcript of the attempt.
        index: usize,
        /// The entry.
        entry: TranscriptEntry,
    },
    /// An entry of the transcript has another text: it has grown, or was corrected.
    #[non_exhaustive]
    TurnRevised {
        /// ID of the attempt.
        attempt_id: String,
        /// Index of the entry in the transcript of the attempt.
        index: usize,
        /// The entry as it is now.
        entry: TranscriptEntry,
    },
    /// The transcript has become shorter, for example because two entries became one. Entries that are
    /// added later are new again.
    #[non_exhaustive]
    TurnsRemoved {
        /// ID of the attempt.
        attempt_id: String,
        /// Number of entries that are left.
        len: usize,
    },
    /// An attempt is over.
    #[non_exhaustive]
    AttemptEnded {
        /// ID of the attempt.
        attempt_id: String,
    },
    /// The better transcript, which is made from the recording after the call, is there, or is another
    /// one.
    #[non_exhaustive]
    FinalTranscript {
        /// ID of the attempt.
        attempt_id: String,
        /// All of its entries.
        entries: Vec<TranscriptEntry>,
    },
    /// The data that was extracted from the conversation is there, or is another.
    #[non_exhaustive]
    StructuredOutput {
        /// ID of the attempt.
        attempt_id: String,
        /// The data. `structured_output` of [`CallAttemptExt`](crate::reading::CallAttemptExt) decodes it.
        output: Map<String, Value>,
    },
    /// The outcome is there, or is another.
    #[non_exhaustive]
    Outcome {
        /// The outcome. Its summary is in [`WatchEvent::call`].
        outcome: CallOutcome,
    },
    /// The call order is finished, and the watch ends: completed, cancelled or errored. This is the last
    /// event.
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

    /// Returns the id of the attempt that changed; `None` if the change is not one of an attempt.
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
    /// Returns the attempt that changed, as the poll found it; `None` if the change is not one of an
    /// attempt.
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
