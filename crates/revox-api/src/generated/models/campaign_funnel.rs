// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{FunnelCalled, FunnelReached, FunnelShare};
use crate::wire::{Empty, missing, or_missing};

/// The four stages that the contacts of a campaign pass through, from the first call to the
/// hot lead. The counts are of distinct phone numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignFunnel {
    /// First stage: the contacts that were called.
    #[serde(default = "missing::<FunnelCalled>", deserialize_with = "or_missing")]
    pub called: FunnelCalled,
    /// Fourth stage: the contacts that became hot leads.
    #[serde(default = "missing::<FunnelShare>", deserialize_with = "or_missing")]
    pub hot_leads: FunnelShare,
    /// Second stage: the contacts that were on the line.
    #[serde(default = "missing::<FunnelReached>", deserialize_with = "or_missing")]
    pub reached: FunnelReached,
    /// Third stage: the contacts with whom there was a real exchange.
    #[serde(default = "missing::<FunnelShare>", deserialize_with = "or_missing")]
    pub real_exchanges: FunnelShare,
}

impl Empty for CampaignFunnel {
    fn empty() -> Self {
        Self {
            called: Empty::empty(),
            hot_leads: Empty::empty(),
            reached: Empty::empty(),
            real_exchanges: Empty::empty(),
        }
    }
}
