// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::{FunnelCalled, FunnelReached, FunnelShare};

/// The four stages that the contacts of a campaign pass through, from the first call to the
/// hot lead. The counts are of distinct phone numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignFunnel {
    /// First stage: the contacts that were called.
    pub called: FunnelCalled,
    /// Fourth stage: the contacts that became hot leads.
    pub hot_leads: FunnelShare,
    /// Second stage: the contacts that were on the line.
    pub reached: FunnelReached,
    /// Third stage: the contacts with whom there was a real exchange.
    pub real_exchanges: FunnelShare,
}
