//! The values that call orders are found, counted and sorted by, live ones and those put in.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::given::text;
use super::view::contact_of;
use crate::engine::Call;
use crate::script::Pickup;

pub(in crate::api) struct Facets<'a> {
    pub(in crate::api) id: &'a str,
    pub(in crate::api) status: &'a str,
    pub(in crate::api) direction: &'a str,
    pub(in crate::api) outcome: Option<&'a str>,
    pub(in crate::api) summary: Option<&'a str>,
    pub(in crate::api) assistant: Option<&'a str>,
    pub(in crate::api) campaign: Option<&'a str>,
    pub(in crate::api) assignee: Option<&'a str>,
    pub(in crate::api) from: &'a str,
    pub(in crate::api) to: &'a str,
    pub(in crate::api) created_at: Option<Timestamp>,
    pub(in crate::api) updated_at: Option<Timestamp>,
    pub(in crate::api) scheduled_at: Option<Timestamp>,
    /// The number of attempts, including those that are not kept.
    pub(in crate::api) attempts_made: u64,
    /// The most recent first.
    pub(in crate::api) attempts: Vec<AttemptFacets<'a>>,
    pub(in crate::api) contact: Value,
    pub(in crate::api) metadata: Option<&'a Map<String, Value>>,
    pub(in crate::api) variables: Option<&'a Map<String, Value>>,
}

pub(in crate::api) struct AttemptFacets<'a> {
    pub(in crate::api) id: &'a str,
    pub(in crate::api) result: Option<&'a str>,
    pub(in crate::api) dial_error: Option<&'a str>,
    pub(in crate::api) started_at: Option<Timestamp>,
    pub(in crate::api) ended_at: Option<Timestamp>,
    pub(in crate::api) output: Option<&'a Map<String, Value>>,
    pub(in crate::api) has_operator: bool,
}

impl Facets<'_> {
    pub(in crate::api) fn reached_human(&self) -> bool {
        self.attempts
            .iter()
            .any(|attempt| attempt.result == Some("human"))
    }

    /// The latest moment at which something happened on the line.
    pub(in crate::api) fn last_activity(&self) -> Option<Timestamp> {
        let attempts = self.attempts.iter();
        attempts
            .filter_map(|attempt| attempt.ended_at.or(attempt.started_at))
            .max()
    }

    pub(in crate::api) fn contact(&self, name: &str) -> Option<&str> {
        text(&self.contact, name)
    }
}

pub(in crate::api) fn facets(call: &Call) -> Facets<'_> {
    match call {
        Call::Live(order) => Facets {
            id: &order.id,
            status: order.status.as_str(),
            direction: "outbound",
            outcome: order.outcome.as_deref(),
            summary: order.summary.as_deref(),
            assistant: text(&order.assistant, "id"),
            campaign: order.campaign.as_deref(),
            assignee: None,
            from: &order.from,
            to: &order.to,
            created_at: Some(order.created_at),
            updated_at: Some(order.updated_at),
            scheduled_at: Some(order.scheduled_at),
            attempts_made: order.attempts_made(),
            attempts: order.attempts.iter().rev().map(live_attempt).collect(),
            contact: contact_of(order),
            metadata: order.metadata.as_object(),
            variables: Some(&order.variables),
        },
        Call::Fixed(call) => fixed(call),
    }
}

fn live_attempt(attempt: &crate::engine::Attempt) -> AttemptFacets<'_> {
    let pickup = attempt.plan.reply.pickup;
    AttemptFacets {
        id: &attempt.id,
        result: pickup.result().filter(|_| attempt.answered_at.is_some()),
        dial_error: match pickup {
            Pickup::Error(error) if attempt.ended_at.is_some() => Some(error.as_str()),
            _ => None,
        },
        started_at: Some(attempt.started_at),
        ended_at: attempt.ended_at,
        output: attempt.output.as_object(),
        has_operator: attempt.plan.end_reason == Some("speed_dial_hangup"),
    }
}

fn fixed(call: &Value) -> Facets<'_> {
    let at = |pointer: &str| call.pointer(pointer).and_then(Value::as_str);
    let moment = |name: &str| text(call, name)?.parse().ok();
    let map = |name: &str| call.get(name).and_then(Value::as_object);
    let attempts = call.get("call_attempts").and_then(Value::as_array);
    Facets {
        id: at("/id").unwrap_or_default(),
        status: at("/status").unwrap_or_default(),
        direction: at("/direction").unwrap_or_default(),
        outcome: at("/outcome"),
        summary: at("/outcome_summary"),
        assistant: at("/assistant/id"),
        campaign: at("/campaign/id"),
        assignee: at("/assignee/id"),
        from: at("/from_phone_number").unwrap_or_default(),
        to: at("/to_phone_number").unwrap_or_default(),
        created_at: moment("created_at"),
        updated_at: moment("updated_at"),
        scheduled_at: moment("scheduled_at"),
        attempts_made: attempts.map_or(0, Vec::len) as u64,
        attempts: attempts.into_iter().flatten().map(fixed_attempt).collect(),
        contact: call.get("contact").cloned().unwrap_or_default(),
        metadata: map("metadata"),
        variables: map("prompt_variables"),
    }
}

fn fixed_attempt(attempt: &Value) -> AttemptFacets<'_> {
    let moment = |name: &str| text(attempt, name)?.parse().ok();
    AttemptFacets {
        id: text(attempt, "id").unwrap_or_default(),
        result: text(attempt, "result"),
        dial_error: text(attempt, "dial_error"),
        started_at: moment("started_at"),
        ended_at: moment("ended_at"),
        output: attempt.get("structured_output").and_then(Value::as_object),
        has_operator: attempt.get("handled_by_human") == Some(&Value::Bool(true)),
    }
}
