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
    /// Nothing is set yet; the setters say what to send.
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

    /// Sets [`assignee_ids`](field@Self::assignee_ids).
    pub fn assignee_ids(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.assignee_ids = value.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`directions`](field@Self::directions).
    pub fn directions(
        mut self,
        value: impl IntoIterator<Item = impl Into<CallDirection>>,
    ) -> Self {
        self.directions = value.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`outcomes`](field@Self::outcomes).
    pub fn outcomes(
        mut self,
        value: impl IntoIterator<Item = impl Into<OutcomeFilter>>,
    ) -> Self {
        self.outcomes = value.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`results`](field@Self::results).
    pub fn results(
        mut self,
        value: impl IntoIterator<Item = impl Into<ResultFilter>>,
    ) -> Self {
        self.results = value.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`statuses`](field@Self::statuses).
    pub fn statuses(
        mut self,
        value: impl IntoIterator<Item = impl Into<CallStatus>>,
    ) -> Self {
        self.statuses = value.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`query`](field@Self::query).
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = Some(value.into());
        self
    }
}

impl Default for LaunchFilters {
    fn default() -> Self {
        Self::new()
    }
}
