//! What happened, line by line.

use std::fmt;

use jiff::Timestamp;

/// Something that happened to a call order.
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
    /// When it happened.
    pub at: Timestamp,
    /// The call order that it happened to.
    pub call_id: String,
    /// What happened: `status` and the new one, or `attempt`, its number and what became of it.
    pub event: String,
}

impl fmt::Display for HistoryEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.at, self.call_id, self.event)
    }
}
