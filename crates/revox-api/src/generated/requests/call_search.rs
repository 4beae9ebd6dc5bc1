// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{
    CallDirection, CallSearch, CallStatus, OutcomeFilter, ResultFilter, SortDirection,
};
use crate::{IntoInteger, Request};

/// For operations that take [`CallSearch`](crate::models::CallSearch).
impl<T> Request<T, CallSearch> {
    /// Sets [`assignee_ids`](field@CallSearch::assignee_ids).
    pub fn assignee_ids(
        self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.assignee_ids(value))
    }

    /// Sets [`assistant_ids`](field@CallSearch::assistant_ids).
    pub fn assistant_ids(
        self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.assistant_ids(value))
    }

    /// Sets [`campaign_ids`](field@CallSearch::campaign_ids).
    pub fn campaign_ids(
        self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.campaign_ids(value))
    }

    /// Sets [`directions`](field@CallSearch::directions).
    pub fn directions(
        self,
        value: impl IntoIterator<Item = impl Into<CallDirection>>,
    ) -> Self {
        self.with(|parameters| parameters.directions(value))
    }

    /// Sets [`from_phone_numbers`](field@CallSearch::from_phone_numbers).
    pub fn from_phone_numbers(
        self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.with(|parameters| parameters.from_phone_numbers(value))
    }

    /// Sets [`outcomes`](field@CallSearch::outcomes).
    pub fn outcomes(
        self,
        value: impl IntoIterator<Item = impl Into<OutcomeFilter>>,
    ) -> Self {
        self.with(|parameters| parameters.outcomes(value))
    }

    /// Sets [`page`](field@CallSearch::page).
    pub fn page(self, value: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.page(value))
    }

    /// Sets [`page_size`](field@CallSearch::page_size).
    pub fn page_size(self, value: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.page_size(value))
    }

    /// Sets [`results`](field@CallSearch::results).
    pub fn results(
        self,
        value: impl IntoIterator<Item = impl Into<ResultFilter>>,
    ) -> Self {
        self.with(|parameters| parameters.results(value))
    }

    /// Sets [`statuses`](field@CallSearch::statuses).
    pub fn statuses(
        self,
        value: impl IntoIterator<Item = impl Into<CallStatus>>,
    ) -> Self {
        self.with(|parameters| parameters.statuses(value))
    }

    /// Sets [`call_ids`](field@CallSearch::call_ids).
    pub fn call_ids(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.with(|parameters| parameters.call_ids(value))
    }

    /// Sets [`query`](field@CallSearch::query).
    pub fn query(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.query(value))
    }

    /// Sets [`sort_by`](field@CallSearch::sort_by).
    pub fn sort_by(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.sort_by(value))
    }

    /// Sets [`sort_direction`](field@CallSearch::sort_direction).
    pub fn sort_direction(self, value: impl Into<SortDirection>) -> Self {
        self.with(|parameters| parameters.sort_direction(value))
    }

    /// Sets [`to_phone_number`](field@CallSearch::to_phone_number).
    pub fn to_phone_number(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.to_phone_number(value))
    }
}
