// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{
    CallDirection, CallSearch, CallStatus, OutcomeFilter, ResultFilter, SortDirection,
};
use crate::IntoInteger;

/// For operations that take [`CallSearch`](crate::models::CallSearch).
impl<T> Request<T, CallSearch> {
    /// IDs of the users to whom the call orders are assigned. An empty list means no filter;
    /// the API requires the property; the client sends an empty list by default.
    pub fn assignee_ids(
        self,
        assignee_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.assignee_ids(assignee_ids))
    }

    /// IDs of the assistants of the call orders. An empty list means no filter; the API
    /// requires the property; the client sends an empty list by default.
    pub fn assistant_ids(
        self,
        assistant_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.assistant_ids(assistant_ids))
    }

    /// IDs of the campaigns that the call orders belong to. An empty list means no filter; the
    /// API requires the property; the client sends an empty list by default.
    pub fn campaign_ids(
        self,
        campaign_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.campaign_ids(campaign_ids))
    }

    /// Directions of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub fn directions(
        self,
        directions: impl IntoIterator<Item = impl Into<CallDirection>>,
    ) -> Self {
        self.with(|parameters| parameters.directions(directions))
    }

    /// Numbers that place the calls. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub fn from_phone_numbers(
        self,
        from_phone_numbers: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.from_phone_numbers(from_phone_numbers))
    }

    /// Outcomes of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub fn outcomes(
        self,
        outcomes: impl IntoIterator<Item = impl Into<OutcomeFilter>>,
    ) -> Self {
        self.with(|parameters| parameters.outcomes(outcomes))
    }

    /// Number of the page to return. The API requires the property, and the client sends 1 by
    /// itself. The API does not document which number the first page has.
    pub fn page(self, page: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.page(page))
    }

    /// Number of call orders on a page. The API requires the property, and the client sends 50
    /// by itself. The API does not document how large a page may be.
    pub fn page_size(self, page_size: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.page_size(page_size))
    }

    /// Results of the attempts. An empty list means no filter; the API requires the property;
    /// the client sends an empty list by default.
    pub fn results(
        self,
        results: impl IntoIterator<Item = impl Into<ResultFilter>>,
    ) -> Self {
        self.with(|parameters| parameters.results(results))
    }

    /// Statuses of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub fn statuses(
        self,
        statuses: impl IntoIterator<Item = impl Into<CallStatus>>,
    ) -> Self {
        self.with(|parameters| parameters.statuses(statuses))
    }

    /// IDs of the call orders themselves. If omitted, there is no such filter.
    pub fn call_ids(
        self,
        call_ids: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.call_ids(call_ids))
    }

    /// Text to search for; the API does not document where it is looked for. If omitted, there
    /// is no such filter.
    pub fn query(self, query: impl Into<String>) -> Self {
        self.with(|parameters| parameters.query(query))
    }

    /// Field to sort by. The API documents neither the values that it takes nor the order that
    /// applies when it is omitted.
    pub fn sort_by(self, sort_by: impl Into<String>) -> Self {
        self.with(|parameters| parameters.sort_by(sort_by))
    }

    /// Direction of the sort. The API does not document which applies when it is left out.
    pub fn sort_direction(self, sort_direction: impl Into<SortDirection>) -> Self {
        self.with(|parameters| parameters.sort_direction(sort_direction))
    }

    /// Number that is called. If omitted, there is no such filter.
    pub fn to_phone_number(self, to_phone_number: impl Into<String>) -> Self {
        self.with(|parameters| parameters.to_phone_number(to_phone_number))
    }
}
