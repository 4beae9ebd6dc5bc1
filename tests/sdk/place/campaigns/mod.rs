//! Campaigns that are created once and launched once, counted at the sandbox.

mod create;
mod launch;
mod many;

use std::collections::BTreeSet;

use revox::models::{CampaignContact, CampaignCreate};
use revox::{CreateOnce, PlaceError, Placement, UndecidedReason};

use super::{NUMBER, World, seconds, soon};

const KEY: &str = "june";

/// A campaign with two contacts.
fn june() -> CampaignCreate {
    let contacts = [NUMBER, "+33639980157"].map(CampaignContact::new);
    CampaignCreate::new("Enquiries, June", "assistant_4Tn6yB", contacts)
}

impl World {
    fn create(&self) -> CreateOnce {
        self.client.campaigns().create_once(KEY, june())
    }

    /// The ids of the campaigns that were created, by the call orders of their contacts.
    fn campaigns(&self) -> BTreeSet<String> {
        let calls = self.sandbox.call_ids().into_iter().skip(1);
        let calls = calls.filter_map(|id| self.sandbox.call(&id));
        calls
            .filter_map(|call| call["campaign"]["id"].as_str().map(str::to_owned))
            .collect()
    }

    /// The number of launches that have taken effect.
    fn launches(&self) -> u32 {
        let requests = self.sandbox.requests();
        let launches = requests
            .iter()
            .filter(|request| request.operation_id() == Some("campaigns_launch"));
        launches.map(|request| request.accepted()).sum()
    }

    /// Fails if a call order of a campaign was launched more than once.
    fn assert_launched_once(&self) {
        let history = self.sandbox.history();
        for call_id in self.sandbox.call_ids().into_iter().skip(1) {
            let of_call = history.iter().filter(|entry| entry.call_id == call_id);
            let launched = of_call.filter(|entry| entry.event == "status initializing");
            assert_eq!(launched.count(), 1, "{call_id}");
        }
    }
}

/// The reason why a campaign is undecided.
#[track_caller]
fn undecided<N: std::fmt::Debug, F: std::fmt::Debug>(
    outcome: Result<Placement<N, F>, PlaceError>,
) -> (UndecidedReason, Vec<String>) {
    match outcome {
        Err(PlaceError::Undecided(undecided)) => (undecided.reason, undecided.ids),
        other => panic!("{other:?}"),
    }
}
