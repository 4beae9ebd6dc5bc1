//! Launching the call orders of a campaign.
//!
//! Our assumptions: `filters` count also where `rows` has the mode `only`; a call order that waits or
//! is paused already belongs to the AI agent, so that `ai_first` skips it as active, and `speed_dial`
//! takes it over; one that is over is launched again as long as it has attempts left; a speed dial
//! session dials its calls one after the other, once each, and keeps to the calling windows.

use serde_json::{Value, json};

use super::super::calls::{Filters, facets, moment};
use super::super::given::{text, texts};
use super::super::{Resource, conflict, unacceptable};
use super::{campaign, view};
use crate::engine::{BeforeLaunch, Call, Engine, Order, Status};

/// The reason for which a call order is not launched.
#[derive(PartialEq)]
enum Skip {
    Active,
    Exhausted,
    Cancelled,
}

pub(in crate::api) fn launch(engine: &mut Engine, id: &str, body: &Value) -> Resource {
    let campaign = campaign(engine, id)?;
    if campaign.is_cancelled {
        let message = format!("The campaign {id:?} was cancelled: nothing of it can be launched.");
        return Err(conflict("campaign_not_changeable", message));
    }
    let is_speed_dial = text(body, "mode") == Some("speed_dial");
    let at = match body.get("scheduled_at") {
        None => None,
        Some(_) if is_speed_dial => {
            let what = "a speed dial session cannot be scheduled";
            return Err(unacceptable("/scheduled_at", what));
        }
        Some(at) => Some(moment(at, "/scheduled_at")?),
    };
    let selection = body.get("selection").cloned().unwrap_or_default();
    let (chosen, skips) = choose(engine, id, &selection, is_speed_dial);
    let before_launch = BeforeLaunch {
        launched_at: engine.now,
        row_stats: view::row_stats(&view::calls(engine, campaign)),
        scheduled_at: campaign.scheduled_at,
    };
    let session = is_speed_dial.then(|| engine.ids.next("session"));
    for index in &chosen {
        engine.launch(*index, at, session.clone());
    }
    let now = engine.now;
    if let Some(campaign) = engine.campaigns.get_mut(id) {
        campaign.updated_at = now;
        campaign.scheduled_at = Some(at.unwrap_or(now));
        campaign.before_launch = Some(before_launch);
    }
    let skipped = |why: Skip| skips.iter().filter(|skip| **skip == why).count();
    let session = session.map(|session| {
        json!({
            "id": session,
            "campaign_id": id,
            "connected_count": 0,
            "created_at": now.to_string(),
            "current_call_id": null,
            "dialed_count": 0,
            "ended_at": null,
            "in_flight_calls": [],
            "outcome_filter": outcomes(&selection),
            "status": if chosen.is_empty() { "completed" } else { "dialing" },
            "total_targets": chosen.len(),
        })
    });
    Ok(json!({
        "launched": chosen.len(),
        "session": session,
        "skipped": {
            "active": skipped(Skip::Active),
            "attempts_exhausted": skipped(Skip::Exhausted),
            "cancelled": skipped(Skip::Cancelled),
        },
    }))
}

/// The filter on outcomes, in the values that an outcome can have.
fn outcomes(selection: &Value) -> Vec<String> {
    let filters = selection
        .get("filters")
        .map(|filters| texts(filters, "outcomes"));
    let outcomes = filters
        .into_iter()
        .flatten()
        .filter(|outcome| *outcome != "none");
    outcomes.map(str::to_owned).collect()
}

/// The indices of the call orders to launch, and why the others of the selection are not.
fn choose(
    engine: &Engine,
    campaign: &str,
    selection: &Value,
    is_speed_dial: bool,
) -> (Vec<usize>, Vec<Skip>) {
    let empty = Value::Null;
    let part = |name: &str| selection.get(name).unwrap_or(&empty);
    let filters = Filters::read(part("filters"));
    let ids = texts(part("rows"), "call_ids");
    let only = text(part("rows"), "mode") == Some("only");
    let (mut chosen, mut skips) = (Vec::new(), Vec::new());
    for index in engine.orders_of(campaign) {
        let Some((id, call)) = engine.calls.get_index(index) else {
            continue;
        };
        let listed = ids.contains(&id.as_str());
        if listed != only || !filters.admit(&facets::facets(call)) {
            continue;
        }
        match call {
            Call::Live(order) => match skip(order, is_speed_dial) {
                None => chosen.push(index),
                Some(why) => skips.push(why),
            },
            // A call order that was put in does not live; nothing more can come of it.
            Call::Fixed(_) => skips.push(Skip::Exhausted),
        }
    }
    (chosen, skips)
}

fn skip(order: &Order, is_speed_dial: bool) -> Option<Skip> {
    let waits = matches!(order.status, Status::Scheduled | Status::Paused);
    if order.status == Status::Cancelled {
        Some(Skip::Cancelled)
    } else if order.is_busy() || order.status.is_active() || waits && !is_speed_dial {
        Some(Skip::Active)
    } else if order.attempts_made() >= order.policy.most_attempts {
        Some(Skip::Exhausted)
    } else {
        None
    }
}
