//! The name of an intent.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Greatest length of a key in bytes. The API documents no limit for metadata; with this one, the
/// entries of a placement stay well below the limits of comparable services.
const LONGEST_KEY: usize = 100;

/// The key of a placement: names an intent, and stands for at most one call order.
///
/// A key has 1 to 100 bytes of visible ASCII (`!` to `~`). It is stored in the metadata of the call
/// order and in the journal, and `Debug` shows it, so it must contain nothing private. All keys of
/// an organization share one namespace.
///
/// A key names the intent, not the attempt: the same intent needs the same key after a restart, on
/// another machine and tomorrow. Make it from what you already store, such as the id of the lead
/// and the step of the campaign, and never from the clock, a random number or a counter of
/// attempts.
///
/// # Examples
///
/// ```
/// use revox::PlacementKey;
///
/// let lead = 42;
/// let key = PlacementKey::parse(format!("spring-campaign/lead-{lead}"))?;
/// assert_eq!(key.as_str(), "spring-campaign/lead-42");
/// assert!(PlacementKey::parse("lead 42").is_err());
/// # Ok::<(), revox::InvalidKey>(())
/// ```
///
/// This key names the attempt, so each retry places another call order:
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use revox::PlacementKey;
///
/// /// WRONG: different each time.
/// fn key_of_the_attempt(lead: u32, now: SystemTime) -> Result<PlacementKey, revox::InvalidKey> {
///     let millis = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
///     PlacementKey::parse(format!("lead-{lead}-{millis}"))
/// }
///
/// let now = SystemTime::now();
/// let retried_at = now + Duration::from_secs(2);
/// assert_ne!(key_of_the_attempt(42, now)?, key_of_the_attempt(42, retried_at)?);
/// # Ok::<(), revox::InvalidKey>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlacementKey(String);

impl PlacementKey {
    /// Checks and wraps a key.
    ///
    /// # Errors
    ///
    /// Fails if the key is empty, longer than 100 bytes, or contains anything but visible ASCII.
    pub fn parse(key: impl Into<String>) -> Result<Self, InvalidKey> {
        let key = key.into();
        if key.is_empty() {
            return Err(InvalidKey("is empty".to_owned()));
        }
        if key.len() > LONGEST_KEY {
            let length = key.len();
            return Err(InvalidKey(format!(
                "has {length} bytes, and the limit is {LONGEST_KEY}"
            )));
        }
        match key.bytes().position(|byte| !byte.is_ascii_graphic()) {
            Some(index) => Err(InvalidKey(format!(
                "contains a character that is not visible ASCII, at byte {index}"
            ))),
            None => Ok(Self(key)),
        }
    }

    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for PlacementKey {
    type Error = InvalidKey;

    fn try_from(key: &str) -> Result<Self, InvalidKey> {
        Self::parse(key)
    }
}

impl TryFrom<&String> for PlacementKey {
    type Error = InvalidKey;

    fn try_from(key: &String) -> Result<Self, InvalidKey> {
        Self::parse(key.as_str())
    }
}

impl TryFrom<String> for PlacementKey {
    type Error = InvalidKey;

    fn try_from(key: String) -> Result<Self, InvalidKey> {
        Self::parse(key)
    }
}

impl From<&PlacementKey> for PlacementKey {
    fn from(key: &PlacementKey) -> Self {
        key.clone()
    }
}

impl From<PlacementKey> for String {
    fn from(key: PlacementKey) -> Self {
        key.0
    }
}

impl FromStr for PlacementKey {
    type Err = InvalidKey;

    fn from_str(key: &str) -> Result<Self, InvalidKey> {
        Self::parse(key)
    }
}

impl fmt::Display for PlacementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An invalid [`PlacementKey`]. The message says why, and does not quote the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidKey(String);

impl fmt::Display for InvalidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the placement key {}", self.0)
    }
}

impl std::error::Error for InvalidKey {}

impl From<Infallible> for InvalidKey {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii_of_limited_length() {
        let longest = "k".repeat(LONGEST_KEY);
        for key in ["a", "lead-42", "~!/:+", &longest] {
            assert_eq!(PlacementKey::parse(key).unwrap().as_str(), key);
        }
        let too_long = "k".repeat(LONGEST_KEY + 1);
        for key in ["", " ", "lead 42", "lead\n", "\u{7f}", "é", &too_long] {
            let error = PlacementKey::parse(key).unwrap_err().to_string();
            assert!(error.starts_with("the placement key "), "{error}");
            assert!(key.len() < 2 || !error.contains(key), "{error}");
        }
    }
}
