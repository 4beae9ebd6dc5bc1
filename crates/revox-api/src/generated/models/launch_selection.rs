// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{LaunchFilters, LaunchRows};

/// Call orders of a campaign that a launch concerns. The provider does not document whether
/// `filters` still counts where `rows` has the mode `only`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LaunchSelection {
    /// Filters that choose call orders by their properties.
    pub filters: LaunchFilters,
    /// Call orders that are singled out by their IDs.
    pub rows: LaunchRows,
}

impl LaunchSelection {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{
    ///     CallDirection, LaunchFilters, LaunchRows, LaunchRowsMode, LaunchSelection,
    ///     OutcomeFilter,
    /// };
    ///
    /// let value = LaunchSelection::new(
    ///     LaunchFilters::new()
    ///         .assignee_ids(["user_9Fk2qA"])
    ///         .directions([CallDirection::Outbound])
    ///         .outcomes([OutcomeFilter::None]),
    ///     LaunchRows::new(LaunchRowsMode::AllExcept, ["call_2Wn7gJ"]),
    /// );
    /// ```
    pub fn new(filters: impl Into<LaunchFilters>, rows: impl Into<LaunchRows>) -> Self {
        Self {
            filters: filters.into(),
            rows: rows.into(),
        }
    }
}
