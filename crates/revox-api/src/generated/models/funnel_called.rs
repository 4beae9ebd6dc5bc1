// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// First stage of a campaign's funnel: the contacts that were called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelCalled {
    /// Number of distinct phone numbers that were called.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub count: i64,
    /// Number of rows that were imported into the campaign.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub imported_rows: i64,
}

impl Empty for FunnelCalled {
    fn empty() -> Self {
        Self {
            count: Empty::empty(),
            imported_rows: Empty::empty(),
        }
    }
}
