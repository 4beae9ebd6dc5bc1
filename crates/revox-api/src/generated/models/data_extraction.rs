// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// Data that is extracted from the conversations of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct DataExtraction {
    /// Fields that are extracted.
    #[serde(default = "missing::<Vec<String>>", deserialize_with = "or_missing")]
    pub fields: Vec<String>,
    /// Text that introduces the fields.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub intro: String,
}
