//! The history of each phone number.
//!
//! Our assumptions: a number occurs as soon as there is a call order for it; it is hot where the
//! latest outcome makes a hot lead, as in the statistics of campaigns.

use serde_json::{Map, Value, json};

use super::super::Resource;
use super::facets::{Facets, facets};
use crate::engine::Engine;

/// Outcomes that make a contact a hot lead.
pub(in crate::api) const HOT: [&str; 2] = ["interested", "requested_callback_later"];

pub(in crate::api) fn phone_history(engine: &Engine) -> Resource {
    let mut numbers = indexmap::IndexMap::<&str, Vec<Facets<'_>>>::new();
    for call in engine.calls.values().map(facets) {
        // A call order that was put in may have none.
        if !call.to.is_empty() {
            numbers.entry(call.to).or_default().push(call);
        }
    }
    let histories = numbers.into_iter();
    let histories = histories.map(|(to, calls)| (to.to_owned(), history(engine, &calls)));
    Ok(Map::from_iter(histories).into())
}

fn history(engine: &Engine, calls: &[Facets<'_>]) -> Value {
    let attempts = calls.iter().flat_map(|call| &call.attempts);
    let count: u64 = calls.iter().map(|call| call.attempts_made).sum();
    let last_called_at = attempts.filter_map(|attempt| attempt.started_at).max();
    let outcomes = calls.iter().filter(|call| call.outcome.is_some());
    let latest = outcomes.clone().max_by_key(|call| call.last_activity());
    let last_outcome = latest.and_then(|call| call.outcome);
    let mut campaigns: Vec<Value> = Vec::new();
    for id in calls.iter().filter_map(|call| call.campaign) {
        let campaign = engine.campaigns.get(id);
        let campaign = campaign.map(|c| json!({ "id": c.id, "name": c.name }));
        if let Some(campaign) = campaign.filter(|campaign| !campaigns.contains(campaign)) {
            campaigns.push(campaign);
        }
    }
    json!({
        "campaigns": campaigns,
        "count": count,
        "do_not_contact": outcomes.clone().any(|call| call.outcome == Some("do_not_contact")),
        "hot": last_outcome.is_some_and(|outcome| HOT.contains(&outcome)),
        "last_called_at": last_called_at.map(|at| at.to_string()),
        "last_outcome": last_outcome,
        "reached_human": calls.iter().any(Facets::reached_human),
    })
}
