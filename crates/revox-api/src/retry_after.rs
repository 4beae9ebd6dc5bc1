use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Parses `Retry-After`, the pause that a server asks for, as a number of seconds or a date. A date
/// in the past is zero.
///
/// Use it to implement a [`Transport`](crate::Transport) that retries.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use std::time::{Duration, SystemTime};
/// use revox::http::HeaderMap;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("retry-after", "120".parse()?);
/// let wait = revox::retry_after(&headers, SystemTime::now());
/// assert_eq!(wait, Some(Duration::from_secs(120)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    parse(headers, || Some(now))
}

/// Parses `Retry-After` relative to the system's time. Returns `None` for a date if the platform has
/// no clock.
pub(crate) fn retry_after_now(headers: &HeaderMap) -> Option<Duration> {
    parse(headers, || {
        // `SystemTime::now` panics on this target.
        let has_time = cfg!(not(all(target_family = "wasm", target_os = "unknown")));
        has_time.then(SystemTime::now)
    })
}

fn parse(headers: &HeaderMap, now: impl FnOnce() -> Option<SystemTime>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than a `u64` holds are no fewer for it.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now()?).unwrap_or_default())
}
