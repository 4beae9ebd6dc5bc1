// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::IntoInteger;
use crate::wire::integer;

/// A calling window: a part of the day in which calls may be placed, with the wait between
/// its attempts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallingWindow {
    /// Time of day at which the window closes, in the recipient's time zone, or in `timezone`
    /// where that is set. Written on the 24-hour clock as `HH:mm` (`17:30`), or on the 12-hour
    /// clock as `H:mma`, where a full hour may go without its minutes (`5:30pm`, `6pm`). By
    /// default `18:00`.
    pub calling_window_end_time: String,
    /// Time of day at which the window opens, in the recipient's time zone, or in `timezone`
    /// where that is set. Written on the 24-hour clock as `HH:mm` (`09:30`), or on the 12-hour
    /// clock as `H:mma`, where a full hour may go without its minutes (`9:30am`, `10am`). By
    /// default `10:00`.
    pub calling_window_start_time: String,
    /// Wait before the next attempt, in seconds; by default 7200, which is two hours. With 0,
    /// the next attempt follows as soon as the calling window allows.
    ///
    /// Range: at least 0.
    #[serde(deserialize_with = "integer")]
    pub retry_delay_seconds: i64,
}

impl CallingWindow {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CallingWindow;
    ///
    /// let value = CallingWindow::new("10:00", "12:30", 14400);
    /// ```
    pub fn new(
        calling_window_start_time: impl Into<String>,
        calling_window_end_time: impl Into<String>,
        retry_delay_seconds: impl IntoInteger,
    ) -> Self {
        Self {
            calling_window_end_time: calling_window_end_time.into(),
            calling_window_start_time: calling_window_start_time.into(),
            retry_delay_seconds: retry_delay_seconds.into_integer(),
        }
    }
}

limits! {
    CallingWindow {
        calling_window_end_time: [Form(TimeOfDay)],
        calling_window_start_time: [Form(TimeOfDay)],
        retry_delay_seconds: [Minimum(0.0)],
    }
}
