//! The report on a campaign, counted from its call orders.
//!
//! Counts are of distinct phone numbers. Our assumptions: a number was really spoken with where an
//! outcome is known; of several outcomes of one number, the latest counts; shares are rounded to one
//! decimal place.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::Resource;
use super::super::calls::facets::{Facets, facets};
use super::super::calls::phone_history::HOT;
use super::super::given::text;
use super::campaign;
use crate::engine::retry::RetryPolicy;
use crate::engine::{Engine, zones};

const LABELS: [(&str, &str); 6] = [
    ("interested", "Interested"),
    ("requested_callback_later", "Asked for a call later"),
    (
        "requested_callback_new_number",
        "Asked for a call to another number",
    ),
    ("not_interested", "Not interested"),
    ("completed", "Completed"),
    ("do_not_contact", "Does not want to be contacted"),
];

pub(in crate::api) fn statistics(engine: &Engine, id: &str) -> Resource {
    let campaign = campaign(engine, id)?;
    let assistant = engine.assistants.get(&campaign.assistant_id);
    let agent = assistant.and_then(|assistant| text(assistant, "name"));
    let of_campaign = engine.calls.values().map(facets);
    let calls: Vec<Facets<'_>> = of_campaign
        .filter(|call| call.campaign == Some(id))
        .collect();
    let attempts = calls.iter().flat_map(|call| &call.attempts);
    let moments: Vec<Timestamp> = attempts
        .clone()
        .flat_map(|attempt| [attempt.started_at, attempt.ended_at])
        .flatten()
        .collect();
    let shown = |moment: Option<&Timestamp>| moment.map(Timestamp::to_string);
    let config = super::effective(&campaign.config, assistant.map_or(&Value::Null, |a| a));
    let policy = RetryPolicy::read(&config, "").ok();
    let fields = assistant.and_then(|assistant| assistant.get("structured_output_config"));
    let fields = fields.and_then(Value::as_array).map(|fields| {
        let names: Vec<&str> = fields
            .iter()
            .filter_map(|field| text(field, "name"))
            .collect();
        json!({ "fields": names, "intro": "The following data is taken from each conversation." })
    });
    let joined = attempts
        .clone()
        .filter(|attempt| attempt.has_operator)
        .count();
    let inbound = calls.iter().filter(|call| call.direction == "inbound");
    let inbound_calls = inbound.clone().map(|call| call.attempts_made).sum::<u64>();
    let calls_total: u64 = calls.iter().map(|call| call.attempts_made).sum();
    Ok(json!({
        "campaign": {
            "id": campaign.id,
            "agent_name": agent,
            "first_activity_at": shown(moments.iter().min()),
            "has_activity": !moments.is_empty(),
            "is_cancelled": campaign.is_cancelled,
            "last_activity_at": shown(moments.iter().max()),
            "max_attempts_per_contact": policy.map(|policy| policy.most_attempts),
            "name": campaign.name,
            "status": engine.campaign_status(campaign).as_str(),
            "timezone": text(&config, "timezone").unwrap_or(zones::HOME),
        },
        "data_extraction": fields,
        "effort": {
            "calls_total": calls_total,
            "inbound_calls": inbound_calls,
            "outbound_attempts": calls_total - inbound_calls,
        },
        "funnel": funnel(&calls, campaign.rows.len()),
        "hot_lead_outcomes": HOT,
        "inbound": { "unique_callers": numbers(inbound).len() },
        "jump_in": {
            "joined_calls": joined,
            "median_conversation_seconds": null,
            "median_time_to_join_seconds": null,
        },
        "leads": {
            "interested": leads(&calls, "interested"),
            "callback_requested": leads(&calls, "requested_callback_later"),
        },
        "outcome_breakdown": breakdown(&calls),
    }))
}

fn numbers<'a>(calls: impl Iterator<Item = &'a Facets<'a>>) -> BTreeSet<&'a str> {
    calls.map(|call| call.to).collect()
}

/// The call order that says the latest outcome of each number.
fn exchanges<'a>(calls: &'a [Facets<'a>]) -> IndexMap<&'a str, &'a Facets<'a>> {
    let mut latest: IndexMap<&str, &Facets<'_>> = IndexMap::new();
    for call in calls.iter().filter(|call| call.outcome.is_some()) {
        let known = latest.get(call.to);
        if known.is_none_or(|known| known.last_activity() <= call.last_activity()) {
            latest.insert(call.to, call);
        }
    }
    latest
}

fn funnel(calls: &[Facets<'_>], rows: usize) -> Value {
    let with = |direction: &'static str| {
        let calls = calls.iter().filter(move |call| call.direction == direction);
        numbers(calls.filter(|call| call.reached_human()))
    };
    let (inbound, outbound) = (with("inbound"), with("outbound"));
    let called = numbers(calls.iter().filter(|call| !call.attempts.is_empty())).len();
    let reached = inbound.union(&outbound).count();
    let exchanges = exchanges(calls);
    let outcomes = exchanges.values().filter_map(|call| call.outcome);
    let hot = outcomes.filter(|outcome| HOT.contains(outcome)).count();
    json!({
        "called": { "count": called, "imported_rows": rows },
        "reached": {
            "count": reached,
            "inbound": inbound.len(),
            "outbound": outbound.len(),
            "overlap": inbound.intersection(&outbound).count(),
            "pct_of_called": share(reached, called),
        },
        "real_exchanges": {
            "count": exchanges.len(),
            "pct_of_reached": share(exchanges.len(), reached),
        },
        "hot_leads": { "count": hot, "pct_of_reached": share(hot, reached) },
    })
}

/// A percentage with one decimal place; `null` of nothing.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| (part as f64 * 1000.0 / whole as f64).round() / 10.0)
}

fn breakdown(calls: &[Facets<'_>]) -> Value {
    let mut counts: IndexMap<&str, u64> = IndexMap::new();
    let exchanges = exchanges(calls);
    for outcome in exchanges.values().filter_map(|call| call.outcome) {
        *counts.entry(outcome).or_default() += 1;
    }
    let known = LABELS.iter().filter_map(|(outcome, label)| {
        let count = counts.get(outcome)?;
        Some(json!({ "count": count, "label": label, "outcome": outcome }))
    });
    let is_known = |outcome: &str| LABELS.iter().any(|(known, _)| *known == outcome);
    let others = counts.iter().filter(|(outcome, _)| !is_known(outcome));
    let others = others
        .map(|(outcome, count)| json!({ "count": count, "label": outcome, "outcome": outcome }));
    known.chain(others).collect()
}

fn leads(calls: &[Facets<'_>], outcome: &str) -> Value {
    let exchanges = exchanges(calls);
    let leads = exchanges
        .values()
        .filter(|call| call.outcome == Some(outcome));
    leads.map(|call| lead(call)).collect()
}

fn lead(call: &Facets<'_>) -> Value {
    let names = [call.contact("first_name"), call.contact("last_name")];
    let name: Vec<&str> = names.into_iter().flatten().collect();
    json!({
        "attempt_id": call.attempts.first().map(|attempt| attempt.id),
        "call_id": call.id,
        "direction": call.direction,
        "email": call.contact("email"),
        "last_activity_at": call.last_activity().map(|at| at.to_string()),
        "name": if name.is_empty() { call.to.to_owned() } else { name.join(" ") },
        "phone": call.to,
        "summary": call.summary,
    })
}
