//! Campaigns as clients see them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::calls::facets::{Facets, facets};
use super::super::calls::phone_history::HOT;
use crate::engine::{Campaign, CampaignStatus, Engine};
use crate::seed::user_ref;

/// A `Campaign`.
pub(super) fn campaign(engine: &Engine, campaign: &Campaign) -> Value {
    let assistant = engine.assistants.get(&campaign.assistant_id);
    let calls = calls(engine, campaign);
    let distinct = |calls: &mut dyn Iterator<Item = &Facets<'_>>| {
        calls
            .map(|call| call.to.to_owned())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let hidden = campaign.before_launch.as_ref();
    let hidden = hidden.filter(|before| !engine.shows(before.launched_at));
    let scheduled_at = hidden.map_or(campaign.scheduled_at, |before| before.scheduled_at);
    let is_hot = |call: &&Facets<'_>| call.outcome.is_some_and(|outcome| HOT.contains(&outcome));
    json!({
        "id": campaign.id,
        "assistant": assistant.map(|assistant| Value::clone(assistant)),
        "assistant_id": campaign.assistant_id,
        "call_retry_config": campaign.config,
        "created_at": campaign.created_at.to_string(),
        "created_by": user_ref(&engine.user),
        "from_phone_number": campaign.from,
        "funnel_stats": {
            "hot": distinct(&mut calls.iter().filter(is_hot)),
            "talked_to_human": distinct(&mut calls.iter().filter(|call| call.reached_human())),
            "total_leads": distinct(&mut calls.iter()),
        },
        "is_cancelled": campaign.is_cancelled,
        "max_concurrent_calls": campaign.most_calls,
        "metadata_keys": null,
        "name": campaign.name,
        "organization_id": engine.user.get("organization_id").and_then(Value::as_str).unwrap_or("org"),
        "row_stats": hidden.map_or_else(|| row_stats(&calls), |before| before.row_stats.clone()),
        "scheduled_at": scheduled_at.map(|at| at.to_string()),
        "status": engine.campaign_status(campaign).as_str(),
        "structured_output_extraction": extraction(engine, campaign, &calls),
        "updated_at": campaign.updated_at.to_string(),
    })
}

/// The call orders of a campaign's rows, in the order of the rows.
pub(super) fn calls<'a>(engine: &'a Engine, campaign: &Campaign) -> Vec<Facets<'a>> {
    let rows = campaign.rows.iter();
    rows.filter_map(|row| engine.calls.get(&row.call_id).map(facets))
        .collect()
}

/// Each row is in one state, so that all of them add up to the total. Which statuses these stand for
/// is our assumption; a row that is cancelled counts as skipped.
pub(super) fn row_stats(calls: &[Facets<'_>]) -> Value {
    let count = |wanted: &str| calls.iter().filter(|call| state(call) == wanted).count();
    json!({
        "calling": count("calling"),
        "completed": count("completed"),
        "failed": count("failed"),
        "not_launched": count("not_launched"),
        "pending": count("pending"),
        "retry": count("retry"),
        "skipped": count("skipped"),
        "total": calls.len(),
    })
}

fn state(call: &Facets<'_>) -> &'static str {
    match call.status {
        "not_launched" => "not_launched",
        "calling" | "post_processing" => "calling",
        "completed" => "completed",
        "errored" => "failed",
        "cancelled" => "skipped",
        _ if call.attempts.is_empty() => "pending",
        _ => "retry",
    }
}

fn extraction(engine: &Engine, campaign: &Campaign, calls: &[Facets<'_>]) -> &'static str {
    let assistant = engine.assistants.get(&campaign.assistant_id);
    let config = assistant.and_then(|assistant| assistant.get("structured_output_config"));
    let asks = config
        .and_then(Value::as_array)
        .is_some_and(|fields| !fields.is_empty());
    let is_over = engine.campaign_status(campaign) == CampaignStatus::Completed;
    match (asks, is_over) {
        (false, _) => "none",
        (true, true) => "completed",
        (true, false) if calls.iter().all(|call| call.attempts.is_empty()) => "none",
        (true, false) => "running",
    }
}
