//! Campaigns: they make call orders of contacts, and launch, pause and cancel them together.

mod launch;
mod rows;
mod statistics;
mod view;

use serde_json::Value;

pub(super) use launch::launch;
pub(super) use rows::{export, rows};
pub(super) use statistics::statistics;

use super::calls::default_number;
use super::given::{map_of_texts, text};
use super::{Resource, conflict, not_found, phone_numbers, success, unacceptable};
use crate::engine::retry::RetryPolicy;
use crate::engine::{Call, Campaign, CampaignStatus, Engine, Launch, NewOrder, Row};
use crate::refusal::Refusal;

const KIND: &str = "campaign";

fn campaign<'a>(engine: &'a Engine, id: &str) -> Result<&'a Campaign, Refusal> {
    engine.campaigns.get(id).ok_or_else(|| not_found(KIND, id))
}

pub(super) fn list(engine: &Engine) -> Resource {
    let campaigns = engine.campaigns.values();
    Ok(campaigns
        .filter(|campaign| engine.shows(campaign.created_at))
        .map(|campaign| view::campaign(engine, campaign))
        .collect())
}

pub(super) fn retrieve(engine: &Engine, id: &str) -> Resource {
    let campaign = campaign(engine, id)?;
    match engine.shows(campaign.created_at) {
        true => Ok(view::campaign(engine, campaign)),
        false => Err(not_found(KIND, id)),
    }
}

pub(super) fn create(engine: &mut Engine, body: &Value) -> Resource {
    let assistant_id = text(body, "assistant_id").unwrap_or_default();
    let assistant = engine
        .assistants
        .get(assistant_id)
        .cloned()
        .ok_or_else(|| {
            let what = format!("there is no assistant {assistant_id:?}");
            unacceptable("/assistant_id", what)
        })?;
    let own = body.get("call_retry_config").cloned().unwrap_or_default();
    let config = effective(&own, &assistant);
    let most_calls = limit(body)?;
    // The zone is that of each number; anything else in the settings is wrong for all or for none.
    RetryPolicy::read(&config, "").map_err(|what| unacceptable("/call_retry_config", what))?;
    phone_numbers::check_owned(engine, body, "")?;
    let id = engine.ids.next(KIND);
    let own_number = text(body, "from_phone_number").map(str::to_owned);
    let from = own_number.clone();
    let from = from.or_else(|| text(&assistant, "from_phone_number").map(str::to_owned));
    let from = from.unwrap_or_else(|| default_number(engine));
    let contacts = body.get("contacts").and_then(Value::as_array);
    let mut rows = Vec::new();
    for contact in contacts.into_iter().flatten() {
        let number = text(contact, "to_phone_number").unwrap_or_default();
        let policy = RetryPolicy::read(&config, number)
            .map_err(|what| unacceptable("/call_retry_config", what))?;
        let variables = map_of_texts(contact, "prompt_variables");
        let new = NewOrder {
            to: number.to_owned(),
            from: from.clone(),
            assistant: assistant.clone(),
            campaign: Some(id.clone()),
            config: config.clone(),
            policy,
            skips_window: false,
            concurrency_key: None,
            metadata: Value::Null,
            variables: variables.clone(),
        };
        rows.push(Row {
            id: engine.ids.next("row"),
            input: variables,
            number: number.to_owned(),
            call_id: engine.place(new, Launch::Never),
        });
    }
    let campaign = Campaign {
        id: id.clone(),
        assistant_id: assistant_id.to_owned(),
        name: text(body, "name").unwrap_or_default().to_owned(),
        config: own,
        from: own_number,
        most_calls,
        created_at: engine.now,
        updated_at: engine.now,
        scheduled_at: None,
        is_paused: false,
        is_cancelled: false,
        rows,
        before_launch: None,
    };
    let created = view::campaign(engine, &campaign);
    engine.campaigns.insert(id, campaign);
    Ok(created)
}

/// The retry settings of a campaign's calls: its own, or those of its assistant.
fn effective(own: &Value, assistant: &Value) -> Value {
    match own {
        Value::Null => assistant
            .get("call_retry_config")
            .cloned()
            .unwrap_or_default(),
        own => own.clone(),
    }
}

/// The limit on simultaneous calls that a body gives.
fn limit(body: &Value) -> Result<Option<f64>, Refusal> {
    let limit = body.get("max_concurrent_calls").and_then(Value::as_f64);
    if limit.is_some_and(|limit| limit < 1.0) {
        let what = "with less than 1, no call could ever be placed";
        return Err(unacceptable("/max_concurrent_calls", what));
    }
    Ok(limit)
}

/// The changes apply to those call orders that are not over.
pub(super) fn update(engine: &mut Engine, id: &str, body: &Value) -> Resource {
    let mut changed = campaign(engine, id)?.clone();
    phone_numbers::check_owned(engine, body, "")?;
    if let Some(name) = text(body, "name") {
        changed.name = name.to_owned();
    }
    if body.get("max_concurrent_calls").is_some() {
        changed.most_calls = limit(body)?;
    }
    if let Some(config) = body.get("call_retry_config") {
        changed.config = config.clone();
    }
    if let Some(from) = body.get("from_phone_number") {
        changed.from = from.as_str().map(str::to_owned);
    }
    changed.updated_at = engine.now;
    let assistant = engine.assistants.get(&changed.assistant_id).cloned();
    let assistant = assistant.unwrap_or_default();
    let config = effective(&changed.config, &assistant);
    RetryPolicy::read(&config, "").map_err(|what| unacceptable("/call_retry_config", what))?;
    let from = changed.from.clone();
    let from = from.or_else(|| text(&assistant, "from_phone_number").map(str::to_owned));
    let from = from.unwrap_or_else(|| default_number(engine));
    for index in engine.orders_of(id) {
        let Some((_, Call::Live(order))) = engine.calls.get_index_mut(index) else {
            continue;
        };
        if order.is_over() {
            continue;
        }
        if body.get("from_phone_number").is_some() {
            order.from.clone_from(&from);
        }
        if body.get("call_retry_config").is_some()
            && let Ok(policy) = RetryPolicy::read(&config, &order.to)
        {
            order.policy = policy;
            order.config.clone_from(&config);
        }
    }
    engine.campaigns.insert(id.to_owned(), changed);
    engine.limits_changed();
    Ok(view::campaign(engine, campaign(engine, id)?))
}

/// Calls in progress go on, and none follows.
pub(super) fn delete(engine: &mut Engine, id: &str) -> Resource {
    campaign(engine, id)?;
    engine.cancel_campaign(id);
    engine.campaigns.shift_remove(id);
    Ok(success())
}

/// Cancelling, pausing and resuming again changes nothing.
pub(super) fn cancel(engine: &mut Engine, id: &str) -> Resource {
    let campaign = campaign(engine, id)?;
    let is_cancelled = campaign.is_cancelled;
    if !is_cancelled {
        check_runs(engine, campaign, "cancelled")?;
        engine.cancel_campaign(id);
    }
    Ok(success())
}

pub(super) fn pause(engine: &mut Engine, id: &str) -> Resource {
    check_runs(engine, campaign(engine, id)?, "paused")?;
    engine.pause_campaign(id);
    Ok(success())
}

pub(super) fn resume(engine: &mut Engine, id: &str) -> Resource {
    check_runs(engine, campaign(engine, id)?, "resumed")?;
    engine.resume_campaign(id);
    Ok(success())
}

fn check_runs(engine: &Engine, campaign: &Campaign, what: &str) -> Result<(), Refusal> {
    if engine.campaign_status(campaign) != CampaignStatus::Completed {
        return Ok(());
    }
    let state = if campaign.is_cancelled {
        "cancelled"
    } else {
        "completed"
    };
    let id = &campaign.id;
    let message = format!("The campaign {id:?} is {state}: it cannot be {what} any more.");
    Err(conflict("campaign_not_changeable", message))
}
