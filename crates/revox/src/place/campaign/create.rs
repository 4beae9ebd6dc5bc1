//! A campaign that is created once, and recognized by its name.

use std::time::SystemTime;

use revox_api::models::{Campaign, CampaignContact, CampaignCreate};
use revox_api::{Client, Error, Timestamp};
use serde::Deserialize;

use crate::place::created::may_be_since;
use crate::place::fingerprint::fingerprint;
use crate::place::subject::{Found, Search, Subject, check};

/// Beginning of the fingerprints of campaigns.
const PREFIX: &str = "campaign-";

/// A campaign to create.
#[derive(Debug)]
pub(in crate::place) struct NewCampaign {
    parameters: CampaignCreate,
    fingerprint: String,
}

/// The fields of a campaign that a lookup needs. A response without names must not decode: it would
/// look as if nothing had been created.
#[derive(Debug, Deserialize)]
struct Seen {
    id: String,
    name: String,
    assistant_id: String,
    #[serde(default)]
    created_at: Option<Timestamp>,
}

impl NewCampaign {
    /// Checks the parameters.
    pub(in crate::place) async fn new(
        client: &Client,
        parameters: CampaignCreate,
    ) -> Result<Self, Error> {
        let request = client
            .campaigns()
            .create("", "", Vec::<CampaignContact>::new());
        check(request, &parameters).await?;
        let fingerprint = fingerprint(PREFIX, &parameters)?;
        Ok(Self {
            parameters,
            fingerprint,
        })
    }

    /// Decides from the list of all campaigns which one is the key's.
    fn judge(&self, seen: &[Seen], since: Option<SystemTime>) -> Found {
        let named = seen.iter().filter(|it| it.name == self.parameters.name);
        let named: Vec<&Seen> = named.collect();
        match named.as_slice() {
            [] => Found::Nothing,
            [one] if self.is_ours(one, since) => Found::One { id: one.id.clone() },
            others => Found::NotUnique {
                ids: others.iter().map(|it| it.id.clone()).collect(),
            },
        }
    }

    /// Returns true if a campaign with this name is the key's: it has the same assistant, and was
    /// not there before the first try.
    fn is_ours(&self, seen: &Seen, since: Option<SystemTime>) -> bool {
        let created_at = seen.created_at.as_ref();
        seen.assistant_id == self.parameters.assistant_id
            && since.is_some_and(|since| may_be_since(created_at, since) == Some(true))
    }
}

impl Subject for NewCampaign {
    type Sent = Campaign;
    type Read = Campaign;

    fn operation(&self) -> &'static str {
        "campaigns_create_once"
    }

    fn fingerprint(&self) -> Option<&str> {
        Some(&self.fingerprint)
    }

    fn has_fingerprint(&self, fingerprint: &str) -> bool {
        self.fingerprint == fingerprint
    }

    async fn send(&self, client: &Client) -> Result<(String, Campaign), Error> {
        let request = client
            .campaigns()
            .create("", "", Vec::<CampaignContact>::new());
        let request = request.parameters(self.parameters.clone());
        let campaign = request.max_retries(0).send().await?;
        Ok((campaign.id.clone(), campaign))
    }

    fn id_after(&self, _: &Error) -> Option<String> {
        None
    }

    async fn look_up(&self, client: &Client, search: Search<'_>) -> Result<Found, Error> {
        // The API returns all campaigns at once, without pages or a total.
        let seen: Vec<Seen> = client.campaigns().list().as_type().await?;
        Ok(self.judge(&seen, search.since))
    }

    async fn retrieve(&self, client: &Client, id: &str) -> Result<Campaign, Error> {
        client.campaigns().retrieve(id).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn wanted() -> NewCampaign {
        NewCampaign {
            parameters: CampaignCreate::new("June", "assistant_1", Vec::<CampaignContact>::new()),
            fingerprint: "campaign-1-00".to_owned(),
        }
    }

    fn seen(id: &str, name: &str, assistant: &str, created_at: Option<&str>) -> Seen {
        let value = serde_json::json!({
            "id": id, "name": name, "assistant_id": assistant, "created_at": created_at,
        });
        serde_json::from_value(value).unwrap()
    }

    fn not_unique(ids: &[&str]) -> Found {
        Found::NotUnique {
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn a_campaign_is_recognized_by_its_name_and_time() {
        // 2026-06-09T08:00:00Z
        let since = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_780_992_000);
        let judge = |all: &[Seen]| wanted().judge(all, Some(since));
        let at = |time| seen("a", "June", "assistant_1", Some(time));
        let one = Found::One { id: "a".to_owned() };
        assert_eq!(judge(&[]), Found::Nothing);
        assert_eq!(judge(&[at("2026-06-09T08:00:01Z")]), one);
        let other = seen("b", "May", "assistant_1", Some("2026-06-09T08:00:01Z"));
        assert_eq!(judge(&[at("2026-06-09T08:00:01Z"), other]), one);
        // Clocks may differ by five minutes.
        assert_eq!(judge(&[at("2026-06-09T07:55:00Z")]), one);
        assert_eq!(judge(&[at("2026-06-09T07:54:59Z")]), not_unique(&["a"]));
        // Another assistant, or no time.
        let other = seen("a", "June", "assistant_2", Some("2026-06-09T08:00:01Z"));
        assert_eq!(judge(&[other]), not_unique(&["a"]));
        assert_eq!(
            judge(&[seen("a", "June", "assistant_1", None)]),
            not_unique(&["a"])
        );
        // Several, however old.
        let old = seen("b", "June", "assistant_1", Some("2025-06-09T08:00:01Z"));
        assert_eq!(
            judge(&[at("2026-06-09T08:00:01Z"), old]),
            not_unique(&["a", "b"])
        );
    }

    #[test]
    fn a_campaign_whose_time_is_unknown_is_left_to_a_person() {
        let all = [seen(
            "a",
            "June",
            "assistant_1",
            Some("2026-06-09T08:00:01Z"),
        )];
        assert_eq!(wanted().judge(&all, None), not_unique(&["a"]));
    }

    #[test]
    fn a_list_without_names_proves_nothing() {
        let list = serde_json::json!([{ "id": "a", "assistant_id": "assistant_1" }]);
        assert!(serde_json::from_value::<Vec<Seen>>(list).is_err());
    }
}
