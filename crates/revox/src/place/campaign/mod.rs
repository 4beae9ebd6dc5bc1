//! Campaigns as subjects of keys: created once, and launched once.
//!
//! Both need a journal. A campaign has no metadata that could hold a key, so a lookup alone cannot
//! tell which key a campaign belongs to.

mod create;
mod launch;
mod request;

use revox_api::models::Campaign;

pub(super) use create::NewCampaign;
pub(super) use launch::Launch;
pub use request::{CreateOnce, LaunchOnce};

use super::Placement;

impl Placement<Campaign> {
    /// Returns the campaign.
    pub fn campaign(&self) -> &Campaign {
        match self {
            Self::New(campaign) | Self::Found(campaign) => campaign,
        }
    }

    /// Consumes the placement and returns the campaign.
    pub fn into_campaign(self) -> Campaign {
        match self {
            Self::New(campaign) | Self::Found(campaign) => campaign,
        }
    }
}
