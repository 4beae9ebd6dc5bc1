// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{CallDirection, CallStatus, OutcomeFilter, ResultFilter};

/// Filters that choose among the call orders of a campaign. With all lists empty and no
/// `query`, nothing is filtered out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(default)]
pub struct LaunchFilters {
    /// IDs of users: a call order has to be assigned to one of them. The API requires the list;
    /// an empty one means no filter.
    pub assignee_ids: Vec<String>,
    /// Directions: a call order has to have one of them. The API requires the list; an empty
    /// one means no filter.
    pub directions: Vec<CallDirection>,
    /// Outcomes: a call order has to have one of them. The API requires the list; an empty one
    /// means no filter.
    pub outcomes: Vec<OutcomeFilter>,
    /// Results of attempts: a call order has to have one of them. The API requires the list; an
    /// empty one means no filter.
    pub results: Vec<ResultFilter>,
    /// Statuses: a call order has to have one of them. Those that were never launched have
    /// `not_launched`. The API requires the list; an empty one means no filter.
    pub statuses: Vec<CallStatus>,
    /// Text to search for. If omitted, the search text filters nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}

impl LaunchFilters {
    /// Creates a value with nothing set; setters add what to send.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallDirection, LaunchFilters, OutcomeFilter};
    ///
    /// let value = LaunchFilters::new()
    ///     .assignee_ids(["user_9Fk2qA"])
    ///     .directions([CallDirection::Outbound])
    ///     .outcomes([OutcomeFilter::None]);
    /// ```
    pub fn new() -> Self {
        Self {
            assignee_ids: Vec::new(),
            directions: Vec::new(),
            outcomes: Vec::new(),
            results: Vec::new(),
            statuses: Vec::new(),
            query: None,
        }
    }
}

impl Default for LaunchFilters {
    fn default() -> Self {
        Self::new()
    }
}

setters! {
    LaunchFilters {
        assignee_ids(impl IntoIterator<Item = impl Into<String>>),
        directions(impl IntoIterator<Item = impl Into<CallDirection>>),
        outcomes(impl IntoIterator<Item = impl Into<OutcomeFilter>>),
        results(impl IntoIterator<Item = impl Into<ResultFilter>>),
        statuses(impl IntoIterator<Item = impl Into<CallStatus>>),
        query(impl Into<String>),
    }
}
