// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::Lead;
use crate::wire::Empty;

/// The hot leads of a campaign, by what they want.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignLeads {
    /// Leads who asked to be called back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_requested: Option<Vec<Lead>>,
    /// Leads who are interested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interested: Option<Vec<Lead>>,
}

impl Empty for CampaignLeads {
    fn empty() -> Self {
        Self {
            callback_requested: Empty::empty(),
            interested: Empty::empty(),
        }
    }
}
