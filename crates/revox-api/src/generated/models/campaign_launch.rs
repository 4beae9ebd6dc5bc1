// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{LaunchMode, LaunchSelection};
use crate::Timestamp;

/// Call orders of a campaign to launch, with the time and the mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignLaunch {
    /// In which way the calls are placed.
    pub mode: LaunchMode,
    /// Call orders of the campaign that are launched.
    pub selection: LaunchSelection,
    /// Time at which the calls are to be placed, such as `2026-06-09T08:05:00Z`. If omitted,
    /// they are launched at once. It is for the mode `ai_first` only: a speed dial session
    /// cannot be scheduled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Timestamp>,
}

impl CampaignLaunch {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{
    ///     CallDirection, CampaignLaunch, LaunchFilters, LaunchMode, LaunchRows,
    ///     LaunchRowsMode, LaunchSelection, OutcomeFilter,
    /// };
    ///
    /// let value = CampaignLaunch::new(
    ///         LaunchMode::AiFirst,
    ///         LaunchSelection::new(
    ///             LaunchFilters::new()
    ///                 .assignee_ids(["user_9Fk2qA"])
    ///                 .directions([CallDirection::Outbound])
    ///                 .outcomes([OutcomeFilter::None]),
    ///             LaunchRows::new(LaunchRowsMode::AllExcept, ["call_2Wn7gJ"]),
    ///         ),
    ///     )
    ///     .scheduled_at("2026-06-09T08:05:00Z");
    /// ```
    pub fn new(
        mode: impl Into<LaunchMode>,
        selection: impl Into<LaunchSelection>,
    ) -> Self {
        Self {
            mode: mode.into(),
            selection: selection.into(),
            scheduled_at: None,
        }
    }
}

setters! {
    CampaignLaunch and its requests {
        scheduled_at(impl Into<Timestamp>),
    }
}

limits! {
    CampaignLaunch {
        scheduled_at: [Form(DateTime)],
    } only with {
        scheduled_at: mode == "ai_first",
    }
}

parameters!(CampaignLaunch in Body);
