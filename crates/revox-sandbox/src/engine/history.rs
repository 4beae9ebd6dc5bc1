//! The history of call orders, line by line.

use std::fmt;

use jiff::Timestamp;

/// An event in the history of a call order.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), revox_sandbox::StartError> {
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// for entry in sandbox.history() {
///     println!("{entry}"); // 2026-06-15T08:00:01Z call_4Tn6yB2p status queued_for_calling
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct HistoryEntry {
    /// The time of the event.
    pub at: Timestamp,
    /// The id of the call order.
    pub call_id: String,
    /// `status` and the new status, or `attempt`, its number and its event.
    pub event: String,
}

impl fmt::Display for HistoryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.at, self.call_id, self.event)
    }
}
