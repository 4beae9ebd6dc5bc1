// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{CallDirection, CallStatus, OutcomeFilter, ResultFilter, SortDirection};
use crate::IntoInteger;
use crate::wire::integer;

/// Filters of a search for call orders, their order, and the page to return. The API
/// requires all of the filter lists, the page and the page size. The client sends empty
/// lists, page 1 and a page size of 50 by itself where none are set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(default)]
pub struct CallSearch {
    /// IDs of the users to whom the call orders are assigned. An empty list means no filter;
    /// the API requires the property; the client sends an empty list by default.
    pub assignee_ids: Vec<String>,
    /// IDs of the assistants of the call orders. An empty list means no filter; the API
    /// requires the property; the client sends an empty list by default.
    pub assistant_ids: Vec<String>,
    /// IDs of the campaigns that the call orders belong to. An empty list means no filter; the
    /// API requires the property; the client sends an empty list by default.
    pub campaign_ids: Vec<String>,
    /// Directions of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub directions: Vec<CallDirection>,
    /// Numbers that place the calls. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub from_phone_numbers: Vec<String>,
    /// Outcomes of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub outcomes: Vec<OutcomeFilter>,
    /// Number of the page to return. The API requires the property, and the client sends 1 by
    /// itself. The API does not document which number the first page has.
    #[serde(deserialize_with = "integer")]
    pub page: i64,
    /// Number of call orders on a page. The API requires the property, and the client sends 50
    /// by itself. The API does not document how large a page may be.
    #[serde(deserialize_with = "integer")]
    pub page_size: i64,
    /// Results of the attempts. An empty list means no filter; the API requires the property;
    /// the client sends an empty list by default.
    pub results: Vec<ResultFilter>,
    /// Statuses of the call orders. An empty list means no filter; the API requires the
    /// property, and the client sends an empty list by itself.
    pub statuses: Vec<CallStatus>,
    /// IDs of the call orders themselves. If omitted, there is no such filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_ids: Option<Vec<String>>,
    /// Text to search for; the API does not document where it is looked for. If omitted, there
    /// is no such filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// Field to sort by. The API documents neither the values that it takes nor the order that
    /// applies when it is omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<String>,
    /// Direction of the sort. The API does not document which applies when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_direction: Option<SortDirection>,
    /// Number that is called. If omitted, there is no such filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_phone_number: Option<String>,
}

impl CallSearch {
    /// Creates a value with nothing set; setters add what to send.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CallSearch;
    ///
    /// let value = CallSearch::new()
    ///     .assignee_ids(["user_9Fk2qA"])
    ///     .assistant_ids(["assistant_4Tn6yB"])
    ///     .campaign_ids(["campaign_3Ge8wD"]);
    /// ```
    pub fn new() -> Self {
        Self {
            assignee_ids: Vec::new(),
            assistant_ids: Vec::new(),
            campaign_ids: Vec::new(),
            directions: Vec::new(),
            from_phone_numbers: Vec::new(),
            outcomes: Vec::new(),
            page: 1,
            page_size: 50,
            results: Vec::new(),
            statuses: Vec::new(),
            call_ids: None,
            query: None,
            sort_by: None,
            sort_direction: None,
            to_phone_number: None,
        }
    }
}

impl Default for CallSearch {
    fn default() -> Self {
        Self::new()
    }
}

setters! {
    CallSearch and its requests {
        assignee_ids(impl IntoIterator<Item = impl Into<String>>),
        assistant_ids(impl IntoIterator<Item = impl Into<String>>),
        campaign_ids(impl IntoIterator<Item = impl Into<String>>),
        directions(impl IntoIterator<Item = impl Into<CallDirection>>),
        from_phone_numbers(impl IntoIterator<Item = impl Into<String>>),
        outcomes(impl IntoIterator<Item = impl Into<OutcomeFilter>>),
        page(impl IntoInteger),
        page_size(impl IntoInteger),
        results(impl IntoIterator<Item = impl Into<ResultFilter>>),
        statuses(impl IntoIterator<Item = impl Into<CallStatus>>),
        call_ids(impl IntoIterator<Item = impl Into<String>>),
        query(impl Into<String>),
        sort_by(impl Into<String>),
        sort_direction(impl Into<SortDirection>),
        to_phone_number(impl Into<String>),
    }
}

limits! {
    CallSearch {
        page: [],
        page_size: [],
    }
}

parameters!(CallSearch in Body);
