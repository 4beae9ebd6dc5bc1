//! Compares the time of creation that the API reports with the time of the first try.

use std::time::{Duration, SystemTime};

use revox_api::Timestamp;

/// Largest difference between the server's clock and ours with which something is still recognized by
/// its time.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(300);

/// Returns true if something may have been created after the first try, or `None` if its time is
/// unknown.
pub(super) fn may_be_since(created_at: Option<&Timestamp>, since: SystemTime) -> Option<bool> {
    let latest = instant(created_at?)?.checked_add(CLOCK_TOLERANCE);
    Some(latest.is_none_or(|latest| latest >= since))
}

#[cfg(feature = "jiff")]
pub(super) fn instant(time: &Timestamp) -> Option<SystemTime> {
    time.instant().map(SystemTime::from)
}

/// Without `jiff`, no time can be read.
#[cfg(not(feature = "jiff"))]
pub(super) fn instant(_: &Timestamp) -> Option<SystemTime> {
    None
}
