use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A time as the API sent it: its JSON is kept and encoded unchanged.
///
/// The API leaves its times untyped. Its servers send RFC 3339 strings, or `null` for events that
/// have not happened; the documented example has `{}`. Get the time with `instant` (feature `jiff`,
/// on by default) or its text with [`as_str`](Self::as_str). An absent time equals `null`. Two
/// timestamps are equal if their JSON is equal; to compare times, compare instants.
///
/// For requests, convert it from text, from `jiff::Timestamp` or `jiff::Zoned` (feature `jiff`), or
/// from `chrono::DateTime` (feature `chrono`).
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Timestamp;
///
/// let ended: Timestamp = serde_json::from_str(r#""2026-06-03T14:31:07Z""#)?;
/// assert_eq!(ended.as_str(), Some("2026-06-03T14:31:07Z"));
/// assert!(!ended.is_null());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(Value);

impl Timestamp {
    /// Returns the time if the value is an RFC 3339 string with an offset.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// let ended: revox::Timestamp = serde_json::from_str(r#""2026-06-03T16:31:07+02:00""#)?;
    /// assert_eq!(ended.instant().unwrap().to_string(), "2026-06-03T14:31:07Z");
    ///
    /// let never: revox::Timestamp = serde_json::from_str("null")?;
    /// assert_eq!(never.instant(), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[cfg(feature = "jiff")]
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        self.as_str()?.parse().ok()
    }

    /// Returns the text if the value is a string.
    pub fn as_str(&self) -> Option<&str> {
        self.0.as_str()
    }

    /// Returns the JSON value as it arrived.
    pub fn as_value(&self) -> &Value {
        &self.0
    }

    /// Returns true if the value is `null` or absent, as for an event that has not happened.
    pub fn is_null(&self) -> bool {
        self.0.is_null()
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Timestamp {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.to_string().into())
    }
}

/// Keeps the offset but not the name of the time zone, which servers do not expect.
#[cfg(feature = "jiff")]
impl From<jiff::Zoned> for Timestamp {
    fn from(time: jiff::Zoned) -> Self {
        Self::from(&time)
    }
}

#[cfg(feature = "jiff")]
impl From<&jiff::Zoned> for Timestamp {
    fn from(time: &jiff::Zoned) -> Self {
        let instant = time.timestamp();
        Self(
            instant
                .display_with_offset(time.offset())
                .to_string()
                .into(),
        )
    }
}

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    fn from(time: chrono::DateTime<Z>) -> Self {
        let text = time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        Self(text.into())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_str() {
            Some(text) => text.fmt(f),
            None => write!(f, "{}", self.0),
        }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "examples": ["2026-06-03T14:31:07Z"] })
    }
}
