//! Campaigns: rows, each with a call order, that are launched, held and halted together.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Call, Engine, Status};

#[derive(Clone, Debug)]
pub(crate) struct Campaign {
    pub(crate) id: String,
    pub(crate) assistant_id: String,
    pub(crate) name: String,
    /// Its own retry settings, or `null`.
    pub(crate) config: Value,
    pub(crate) from: Option<String>,
    pub(crate) most_calls: Option<f64>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) scheduled_at: Option<Timestamp>,
    pub(crate) is_paused: bool,
    pub(crate) is_cancelled: bool,
    pub(crate) rows: Vec<Row>,
    /// State that the API shows while the latest launch is hidden.
    pub(crate) before_launch: Option<BeforeLaunch>,
}

/// A campaign as it was before a launch.
#[derive(Clone, Debug)]
pub(crate) struct BeforeLaunch {
    pub(crate) launched_at: Timestamp,
    pub(crate) row_stats: Value,
    pub(crate) scheduled_at: Option<Timestamp>,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) input: Map<String, Value>,
    pub(crate) number: String,
    pub(crate) call_id: String,
}

/// The progress of a campaign.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum CampaignStatus {
    Running,
    Paused,
    Completed,
}

impl CampaignStatus {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Completed => "completed",
        }
    }
}

impl Engine {
    /// A campaign is completed when all of its call orders are over, or when it was cancelled.
    pub(crate) fn campaign_status(&self, campaign: &Campaign) -> CampaignStatus {
        let is_over = |row: &Row| match self.calls.get(&row.call_id) {
            Some(Call::Live(order)) => order.is_over(),
            Some(Call::Fixed(call)) => matches!(
                call.get("status").and_then(Value::as_str),
                Some("completed" | "cancelled" | "errored")
            ),
            None => true,
        };
        if campaign.is_cancelled || !campaign.rows.is_empty() && campaign.rows.iter().all(is_over) {
            CampaignStatus::Completed
        } else if campaign.is_paused {
            CampaignStatus::Paused
        } else {
            CampaignStatus::Running
        }
    }

    /// The indices of the call orders of a campaign that live.
    pub(crate) fn orders_of(&self, campaign: &str) -> Vec<usize> {
        let rows = self.campaigns.get(campaign).map(|campaign| &campaign.rows);
        let rows = rows.into_iter().flatten();
        rows.filter_map(|row| self.calls.get_index_of(&row.call_id))
            .collect()
    }

    pub(crate) fn pause_campaign(&mut self, id: &str) {
        let now = self.now;
        if let Some(campaign) = self.campaigns.get_mut(id) {
            campaign.is_paused = true;
            campaign.updated_at = now;
        }
        let waiting: Vec<usize> = self.waiting.iter().map(|(_, index)| *index).collect();
        for index in waiting {
            let order = self.order(index);
            if order.is_some_and(|order| order.campaign.as_deref() == Some(id)) {
                self.hold(index);
            }
        }
    }

    /// Call orders whose time passed meanwhile are placed in the next calling window.
    pub(crate) fn resume_campaign(&mut self, id: &str) {
        let now = self.now;
        if let Some(campaign) = self.campaigns.get_mut(id) {
            campaign.is_paused = false;
            campaign.updated_at = now;
        }
        for index in self.orders_of(id) {
            if let Some(order) = self.order(index)
                && order.is_held
            {
                order.is_held = false;
                self.plan_attempt(index, now);
            }
        }
    }

    /// Aborts what has not begun. Calls in progress go on to their end, and none follows.
    pub(crate) fn cancel_campaign(&mut self, id: &str) {
        let now = self.now;
        if let Some(campaign) = self.campaigns.get_mut(id) {
            campaign.is_cancelled = true;
            campaign.updated_at = now;
        }
        for index in self.orders_of(id) {
            match self.order(index) {
                Some(order) if order.is_over() => {}
                Some(order) if order.is_busy() => order.is_stopped = true,
                Some(_) => {
                    // What is not over can be cancelled.
                    let _ = self.cancel(index);
                }
                None => {}
            }
        }
    }

    /// Lets changed limits take effect.
    pub(crate) fn limits_changed(&mut self) {
        self.give_lines_soon();
    }
}

impl Status {
    /// Returns whether the AI agent has the call order in hand.
    pub(crate) fn is_active(self) -> bool {
        matches!(
            self,
            Self::Initializing | Self::QueuedForCalling | Self::Calling | Self::PostProcessing
        )
    }
}
