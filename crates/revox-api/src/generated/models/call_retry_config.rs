// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{CallingWindow, Weekday};
use crate::IntoInteger;
use crate::wire::integer;

/// When a call order may call, how often it tries again, and how long it waits in between.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallRetryConfig {
    /// Days on which calls may be placed, as they fall in the recipient's time zone. By default
    /// Monday to Friday.
    pub allowed_days: Vec<Weekday>,
    /// True if the second attempt follows the first at once, without the retry delay, when the
    /// first did not reach a person. It takes effect only where `max_retry_attempts` is 2 or
    /// more, concerns no later attempt, and still keeps to the calling windows and allowed
    /// days. By default `false`.
    pub call_twice_in_a_row: bool,
    /// Calling windows: the parts of the day in which calls may be placed.
    pub calling_windows: Vec<CallingWindow>,
    /// Upper limit on the number of retry attempts; by default 3.
    ///
    /// Range: greater than 0.
    #[serde(deserialize_with = "integer")]
    pub max_retry_attempts: i64,
    /// IANA time zone that replaces the detected one, such as `Europe/Paris`. Where it is
    /// `null` or missing, the zone follows from the country code of the recipient's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

impl CallRetryConfig {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallRetryConfig, CallingWindow, Weekday};
    ///
    /// let value = CallRetryConfig::new(
    ///         [
    ///             CallingWindow::new("10:00", "12:30", 14400),
    ///             CallingWindow::new("14:00", "18:30", 7200),
    ///         ],
    ///         [
    ///             Weekday::Monday,
    ///             Weekday::Tuesday,
    ///             Weekday::Wednesday,
    ///             Weekday::Thursday,
    ///             Weekday::Friday,
    ///         ],
    ///         4,
    ///         false,
    ///     )
    ///     .timezone("Europe/Paris");
    /// ```
    pub fn new(
        calling_windows: impl IntoIterator<Item = impl Into<CallingWindow>>,
        allowed_days: impl IntoIterator<Item = impl Into<Weekday>>,
        max_retry_attempts: impl IntoInteger,
        call_twice_in_a_row: bool,
    ) -> Self {
        Self {
            allowed_days: allowed_days.into_iter().map(Into::into).collect(),
            call_twice_in_a_row,
            calling_windows: calling_windows.into_iter().map(Into::into).collect(),
            max_retry_attempts: max_retry_attempts.into_integer(),
            timezone: None,
        }
    }
}

setters! {
    CallRetryConfig {
        timezone(impl Into<String>),
    }
}

limits! {
    CallRetryConfig {
        calling_windows: [],
        max_retry_attempts: [Above(0.0)],
        timezone: [Form(IanaTimeZone)],
    }
}
