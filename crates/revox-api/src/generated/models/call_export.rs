// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::CallSearch;

/// Call orders to export, and columns to add.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallExport {
    /// Filters that choose what is exported, as in a search. The API does not document whether
    /// the page and the page size limit an export too; the client sends its usual ones where
    /// none are set.
    pub filters: CallSearch,
    /// True to add to the file the metadata that call orders were created with. The API does
    /// not document what applies when it is omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_metadata: Option<bool>,
    /// True to add to the file the structured output, which the AI drew from the calls when it
    /// analysed them. The API does not document what applies when it is omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_structured_output_fields: Option<bool>,
}

impl CallExport {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallDirection, CallExport, CallSearch, OutcomeFilter};
    ///
    /// let value = CallExport::new(
    ///         CallSearch::new()
    ///             .campaign_ids(["campaign_3Ge8wD"])
    ///             .directions([CallDirection::Outbound])
    ///             .outcomes([
    ///                 OutcomeFilter::Interested,
    ///                 OutcomeFilter::RequestedCallbackLater,
    ///             ]),
    ///     )
    ///     .include_metadata(true)
    ///     .include_structured_output_fields(true);
    /// ```
    pub fn new(filters: impl Into<CallSearch>) -> Self {
        Self {
            filters: filters.into(),
            include_metadata: None,
            include_structured_output_fields: None,
        }
    }
}

setters! {
    CallExport and its requests {
        include_metadata(bool),
        include_structured_output_fields(bool),
    }
}

limits! {
    CallExport {
        filters: [],
    }
}

parameters!(CallExport in Body);
