//! Waits for a campaign.

use std::time::{Duration, SystemTime};

use revox_api::models::{Campaign, CampaignRowStats, CampaignStatus};
use revox_api::{Client, Error};

use super::Wait;
use crate::poll::reads::Start;
use crate::poll::target::{Pause, Target, Waitable};

/// The part of the time waited that passes until the next poll.
const PART_OF_WAIT: u32 = 64;

/// The shortest pause between two polls.
const SHORTEST: Duration = Duration::from_secs(5);

/// The longest pause while a row is being called.
const LONGEST: Duration = Duration::from_secs(60);

/// The longest pause while no row is being called.
const LONGEST_AT_REST: Duration = Duration::from_secs(300);

/// Choices of the caller, and what is known of the past.
#[derive(Debug)]
pub struct Polling {
    ends_when_paused: bool,
    ignores_not_launched: bool,
    visibility_time: Duration,
    /// Time of the first look.
    since: Option<SystemTime>,
    /// True if a launched row was seen that was not done.
    has_begun: bool,
}

impl Waitable for Campaign {}

impl Target for Campaign {
    type Polling = Polling;

    fn id(&self) -> &str {
        &self.id
    }

    fn status(&self) -> &str {
        self.status.as_str()
    }

    async fn read(client: &Client, id: &str, time_left: Option<Duration>) -> Result<Self, Error> {
        let request = client.campaigns().retrieve(id);
        request
            .maybe(time_left, |request, left| request.deadline(left))
            .await
    }

    fn next(&self, polling: &mut Polling, now: SystemTime) -> Option<Pause> {
        let since = *polling.since.get_or_insert(now);
        let waited = now.duration_since(since).unwrap_or_default();
        let is_paused = self.status == CampaignStatus::Paused;
        if is_paused && polling.ends_when_paused || polling.is_over(self, waited) {
            return None;
        }
        let is_calling = self.row_stats.as_ref().is_none_or(|rows| rows.calling > 0);
        let (longest, reason) = match is_calling {
            true => (LONGEST, "calling"),
            false => (LONGEST_AT_REST, "at_rest"),
        };
        Some(Pause {
            length: (waited / PART_OF_WAIT).clamp(SHORTEST, longest),
            reason,
        })
    }

    fn is_change(&self, before: &Self) -> bool {
        self.status != before.status
            || self.is_cancelled != before.is_cancelled
            || self.row_stats != before.row_stats
    }
}

impl Polling {
    fn is_over(&mut self, campaign: &Campaign, waited: Duration) -> bool {
        let says_so = campaign.status == CampaignStatus::Completed;
        let Some(rows) = &campaign.row_stats else {
            return says_so;
        };
        // What is not called yet never will be.
        if campaign.is_cancelled {
            return rows.calling <= 0;
        }
        let under_way = sum([rows.pending, rows.calling, rows.retry]);
        self.has_begun |= under_way > 0;
        if under_way > 0 || has_unknown_rows(rows, under_way) && !says_so {
            return false;
        }
        let is_launched = rows.not_launched.unwrap_or_default() <= 0;
        // A launch may not be visible yet.
        let is_visible = self.has_begun || waited >= self.visibility_time;
        is_launched || self.ignores_not_launched && is_visible
    }
}

/// Returns true if there are rows in a state that this version does not know.
fn has_unknown_rows(rows: &CampaignRowStats, under_way: i64) -> bool {
    let others = [rows.not_launched, rows.skipped].map(Option::unwrap_or_default);
    let done = sum([rows.completed, rows.failed]);
    sum([under_way, done, sum(others)]) < rows.total
}

fn sum<const N: usize>(numbers: [i64; N]) -> i64 {
    numbers.into_iter().fold(0, i64::saturating_add)
}

impl Wait<Campaign> {
    pub(crate) fn new(client: crate::Client, start: Start<Campaign>) -> Self {
        let polling = Polling {
            ends_when_paused: false,
            ignores_not_launched: false,
            visibility_time: client.placing().visibility_time(),
            since: None,
            has_begun: false,
        };
        Self::with(client, start, polling)
    }

    /// Waits only for rows that were launched. By default, the wait also goes on while there are rows
    /// that nobody has launched.
    ///
    /// If no launched row is under way at first, the wait takes at least the
    /// [visibility time](crate::PlacingOptions::visibility_time), since the API may show a launch late.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::Campaign;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError<Campaign>> {
    /// // A tenth of the rows was launched, as a trial.
    /// let campaign = client.campaigns().wait("campaign_3Ge8wD").launched_rows().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn launched_rows(mut self) -> Self {
        self.polling.ignores_not_launched = true;
        self
    }

    /// Also ends the wait when a poll finds the campaign paused. By default, the wait goes on, since
    /// somebody may resume it.
    pub fn or_paused(mut self) -> Self {
        self.polling.ends_when_paused = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use serde_json::{Value, json};

    fn campaign(status: &str, is_cancelled: bool, rows: Value) -> Campaign {
        let campaign = json!({
            "id": "campaign_3Ge8wD",
            "assistant_id": "assistant_4Tn6yB",
            "status": status,
            "is_cancelled": is_cancelled,
            "row_stats": rows,
        });
        serde_json::from_value(campaign).unwrap()
    }

    /// Numbers of rows that are pending, being called, to be tried again, completed, failed, skipped
    /// and not launched.
    fn rows(total: i64, [a, b, c, d, e, f, g]: [i64; 7]) -> Value {
        json!({
            "total": total,
            "pending": a,
            "calling": b,
            "retry": c,
            "completed": d,
            "failed": e,
            "skipped": f,
            "not_launched": g,
        })
    }

    fn polling() -> Polling {
        Polling {
            ends_when_paused: false,
            ignores_not_launched: false,
            visibility_time: Duration::from_secs(30),
            since: None,
            has_begun: false,
        }
    }

    #[test]
    fn rows_decide_and_the_status_only_where_they_say_nothing() {
        for (status, is_cancelled, rows, is_over) in [
            ("running", false, rows(3, [0, 0, 0, 1, 1, 1, 0]), true),
            ("running", false, rows(3, [1, 0, 0, 1, 1, 0, 0]), false),
            ("running", false, rows(3, [0, 1, 0, 1, 1, 0, 0]), false),
            ("running", false, rows(3, [0, 0, 1, 1, 1, 0, 0]), false),
            ("running", false, rows(3, [0, 0, 0, 1, 1, 0, 1]), false),
            // The status contradicts the rows.
            ("completed", false, rows(3, [0, 1, 0, 2, 0, 0, 0]), false),
            // A row in a state of tomorrow.
            ("running", false, rows(3, [0, 0, 0, 2, 0, 0, 0]), false),
            ("completed", false, rows(3, [0, 0, 0, 2, 0, 0, 0]), true),
            // The last call goes on.
            ("completed", true, rows(3, [1, 1, 0, 0, 0, 1, 0]), false),
            ("completed", true, rows(3, [1, 0, 1, 0, 0, 0, 1]), true),
            ("running", false, Value::Null, false),
            ("completed", false, Value::Null, true),
        ] {
            let campaign = campaign(status, is_cancelled, rows);
            let outcome = polling().is_over(&campaign, Duration::ZERO);
            assert_eq!(outcome, is_over, "{campaign:?}");
        }
    }

    #[test]
    fn a_launch_that_nobody_has_seen_is_given_time_to_appear() {
        let launched = campaign("running", false, rows(2, [0, 1, 0, 0, 0, 0, 1]));
        let rest = campaign("running", false, rows(2, [0, 0, 0, 1, 0, 0, 1]));
        let short = Duration::from_secs(29);
        let mut unseen = polling();
        unseen.ignores_not_launched = true;
        assert!(!unseen.is_over(&rest, short));
        assert!(unseen.is_over(&rest, Duration::from_secs(30)));
        let mut seen = polling();
        seen.ignores_not_launched = true;
        assert!(!seen.is_over(&launched, Duration::ZERO));
        assert!(seen.is_over(&rest, short));
    }

    #[test]
    fn a_change_of_the_status_or_the_rows_or_a_cancellation_is_told() {
        let numbers = rows(2, [1, 1, 0, 0, 0, 0, 0]);
        let before = campaign("running", false, numbers.clone());
        assert!(!before.clone().is_change(&before));
        for after in [
            campaign("paused", false, numbers.clone()),
            campaign("running", true, numbers),
            campaign("running", false, rows(2, [0, 2, 0, 0, 0, 0, 0])),
        ] {
            assert!(after.is_change(&before), "{after:?}");
        }
    }

    #[test]
    fn pauses_grow_with_the_wait() {
        let resting = campaign("running", false, rows(1, [1, 0, 0, 0, 0, 0, 0]));
        let calling = campaign("running", false, rows(1, [0, 1, 0, 0, 0, 0, 0]));
        let unknown = campaign("running", false, Value::Null);
        let start = SystemTime::UNIX_EPOCH;
        let mut polling = polling();
        let mut pause = |campaign: &Campaign, waited: u64| {
            let now = start + Duration::from_secs(waited);
            let next = campaign.next(&mut polling, now).unwrap();
            next.length.as_secs()
        };
        assert_eq!(pause(&resting, 0), 5);
        assert_eq!(pause(&calling, 640), 10);
        assert_eq!(pause(&resting, 640), 10);
        assert_eq!(pause(&calling, 86_400), 60);
        assert_eq!(pause(&unknown, 86_400), 60);
        assert_eq!(pause(&resting, 86_400), 300);
    }
}
