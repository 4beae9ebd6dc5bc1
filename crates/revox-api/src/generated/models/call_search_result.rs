// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::Call;
use crate::wire::integer;

/// One page of the call orders that a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallSearchResult {
    /// The call orders on this page.
    pub calls: Vec<Call>,
    /// Number of call orders that the search found in total.
    #[serde(deserialize_with = "integer")]
    pub total_count: i64,
}

result!(CallSearchResult);
