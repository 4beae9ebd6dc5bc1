//! A launch of a campaign, which took effect if the campaign's rows say so.

use revox_api::models::{CallStatus, Campaign, CampaignLaunch, CampaignLaunched, CampaignRowStats};
use revox_api::{Client, Error};

use crate::place::fingerprint::fingerprint;
use crate::place::subject::{Found, Search, Subject, check};

/// Beginning of the fingerprints of launches.
const PREFIX: &str = "launch-";

/// A campaign to launch.
#[derive(Debug)]
pub(in crate::place) struct Launch {
    id: String,
    parameters: CampaignLaunch,
    fingerprint: String,
}

impl Launch {
    /// Checks the parameters, and limits them to call orders that were never launched.
    pub(in crate::place) async fn new(
        client: &Client,
        id: String,
        mut parameters: CampaignLaunch,
    ) -> Result<Self, Error> {
        let statuses = &mut parameters.selection.filters.statuses;
        if statuses.is_empty() {
            // A second protection: the server itself skips what was launched before.
            statuses.push(CallStatus::NotLaunched);
        }
        if *statuses != [CallStatus::NotLaunched] {
            return Err(Error::invalid_request(
                "`launch_once` can select only the status `not_launched`; use `launch` for others",
            ));
        }
        let request =
            client
                .campaigns()
                .launch(&id, parameters.mode.clone(), parameters.selection.clone());
        check(request, &parameters).await?;
        let fingerprint = fingerprint(PREFIX, &parameters)?;
        Ok(Self {
            id,
            parameters,
            fingerprint,
        })
    }

    /// Decides from the campaign's counts whether it was launched.
    fn judge(&self, stats: Option<&CampaignRowStats>) -> Found {
        let id = self.id.clone();
        let Some(stats) = stats else {
            return Found::Unverifiable { id };
        };
        let launched = [
            stats.pending,
            stats.calling,
            stats.retry,
            stats.completed,
            stats.failed,
        ];
        if launched.iter().any(|count| *count > 0) {
            return Found::One { id };
        }
        // Call orders that were cancelled before the launch are skipped.
        let left = stats.not_launched.unwrap_or_default();
        match left.saturating_add(stats.skipped.unwrap_or_default()) == stats.total {
            true => Found::Nothing,
            false => Found::Unverifiable { id },
        }
    }
}

impl Subject for Launch {
    type Sent = CampaignLaunched;
    type Read = Campaign;

    fn operation(&self) -> &'static str {
        "campaigns_launch_once"
    }

    fn fingerprint(&self) -> Option<&str> {
        Some(&self.fingerprint)
    }

    fn has_fingerprint(&self, fingerprint: &str) -> bool {
        self.fingerprint == fingerprint
    }

    async fn send(&self, client: &Client) -> Result<(String, CampaignLaunched), Error> {
        let CampaignLaunch {
            mode, selection, ..
        } = self.parameters.clone();
        let request = client.campaigns().launch(&self.id, mode, selection);
        let request = request.parameters(self.parameters.clone());
        let launched = request.max_retries(0).send().await?;
        Ok((self.id.clone(), launched))
    }

    fn id_after(&self, _: &Error) -> Option<String> {
        Some(self.id.clone())
    }

    async fn look_up(&self, client: &Client, _: Search<'_>) -> Result<Found, Error> {
        let campaign = self.retrieve(client, &self.id).await?;
        Ok(self.judge(campaign.row_stats.as_ref()))
    }

    async fn retrieve(&self, client: &Client, id: &str) -> Result<Campaign, Error> {
        client.campaigns().retrieve(id).await
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use revox_api::models::{
        LaunchFilters, LaunchMode, LaunchRows, LaunchRowsMode, LaunchSelection,
    };
    use serde_json::{Value, json};

    use super::*;

    fn judge(stats: Value) -> Found {
        let rows = LaunchRows::new(LaunchRowsMode::AllExcept, Vec::<String>::new());
        let selection = LaunchSelection::new(LaunchFilters::new(), rows);
        let launch = Launch {
            id: "campaign_1".to_owned(),
            parameters: CampaignLaunch::new(LaunchMode::AiFirst, selection),
            fingerprint: "launch-1-00".to_owned(),
        };
        let stats: Option<CampaignRowStats> = serde_json::from_value(stats).unwrap();
        launch.judge(stats.as_ref())
    }

    #[test]
    fn the_rows_tell_whether_a_campaign_was_launched() {
        let id = || "campaign_1".to_owned();
        let none = json!({
            "calling": 0, "completed": 0, "failed": 0, "pending": 0, "retry": 0, "total": 3,
            "not_launched": 2, "skipped": 1,
        });
        assert_eq!(judge(none.clone()), Found::Nothing);
        for state in ["calling", "completed", "failed", "pending", "retry"] {
            let mut stats = none.clone();
            stats[state] = 1.into();
            assert_eq!(judge(stats), Found::One { id: id() }, "{state}");
        }
        // What is missing, or does not add up, proves nothing.
        for state in ["not_launched", "skipped"] {
            let mut stats = none.clone();
            stats[state] = Value::Null;
            assert_eq!(judge(stats), Found::Unverifiable { id: id() }, "{state}");
        }
        assert_eq!(judge(Value::Null), Found::Unverifiable { id: id() });
    }
}
