// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::LaunchRowsMode;

/// A choice of single call orders. `all_except` with an empty list launches everything that
/// the filters let through; without filters, that is the whole campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LaunchRows {
    /// IDs of the call orders that `mode` speaks of: those of the rows' `call`, not those of
    /// the rows themselves.
    pub call_ids: Vec<String>,
    /// Decides whether the listed call orders are launched or left out.
    pub mode: LaunchRowsMode,
}

impl LaunchRows {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{LaunchRows, LaunchRowsMode};
    ///
    /// let value = LaunchRows::new(LaunchRowsMode::AllExcept, ["call_2Wn7gJ"]);
    /// ```
    pub fn new(
        mode: impl Into<LaunchRowsMode>,
        call_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            call_ids: call_ids.into_iter().map(Into::into).collect(),
            mode: mode.into(),
        }
    }
}
