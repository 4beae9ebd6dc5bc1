//! A sandbox without a network, in which each response is checked against the description.

use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{NUMBERS, Op, config};
use crate::api;
use crate::clock::Time;
use crate::engine::{Engine, Settings};
use crate::quirks::Quirks;
use crate::refusal::Kind;
use crate::script::Script;
use crate::seed;
use crate::spec::{Forms, Spec};
use crate::webhook::Receivers;

pub(super) const MOST_CALLS: usize = 2;
pub(super) const MOST_CALLS_PER_KEY: usize = 1;

pub(super) struct World {
    spec: Arc<Spec>,
    pub(super) engine: Engine,
    pub(super) calls: Vec<String>,
    pub(super) campaigns: Vec<String>,
    /// The retry settings of two call orders in three, so that many ring at the same time.
    usual: usize,
}

impl World {
    pub(super) fn new(seed: u64, usual: usize) -> Self {
        let spec = Spec::embedded().unwrap();
        let settings = Settings {
            seed,
            start: Time::stepped().start(),
            script: Script::new(),
            most_calls: MOST_CALLS,
            most_calls_per_key: MOST_CALLS_PER_KEY,
            quirks: Quirks::new(),
            receivers: Receivers::default(),
        };
        let engine = seed::engine(&spec, settings);
        Self {
            calls: engine.calls.keys().cloned().collect(),
            campaigns: engine.campaigns.keys().cloned().collect(),
            spec,
            engine,
            usual,
        }
    }

    /// Performs an operation and returns its result; `None` if it refuses.
    pub(super) fn ask(&mut self, operation: &str, path: &[&str], body: Value) -> Option<Value> {
        let operation = self.spec.operation(operation).unwrap();
        if let Some(schema) = &operation.body {
            let problems = schema.problems(&body, Forms::Checked);
            assert!(problems.is_empty(), "{}: {problems:?}", operation.id);
        }
        let request = api::Request {
            path: path.iter().map(|value| (*value).to_owned()).collect(),
            query: Vec::new(),
            body,
        };
        let body = match api::perform(operation, &request, &mut self.engine) {
            Ok(api::Output::Json(body)) => body,
            Ok(output) => panic!("{}: {output:?}", operation.id),
            Err(refusal) => {
                let expected = [Kind::NotFound, Kind::Conflict, Kind::Unacceptable];
                assert!(expected.contains(&refusal.kind), "{refusal:?}");
                return None;
            }
        };
        let schema = operation.answer_schema.as_ref().unwrap();
        let problems = schema.problems(&body, Forms::Checked);
        assert!(problems.is_empty(), "{}: {problems:?}", operation.id);
        Some(operation.enclosed(&body).clone())
    }

    pub(super) fn perform(&mut self, op: &Op) {
        let some = |ids: &[String], which: usize| ids[which % ids.len()].clone();
        match op {
            Op::Calls {
                many,
                to,
                config,
                key,
                skip,
                hours,
            } => {
                for to in *to..to + many {
                    let number = NUMBERS[to % NUMBERS.len()];
                    let config = self.config(*config);
                    let mut body = json!({
                        "phone_number": number,
                        "assistant": {
                            "prompt": "Hello",
                            "call_retry_config": config,
                            "webhook_url": "http://127.0.0.1:1/",
                        },
                        "skip_calling_window": skip,
                        "metadata": { "to": number },
                    });
                    // One in four belongs to no group.
                    if *key > 0 {
                        body["concurrency"] = json!({ "key": format!("key-{key}") });
                    }
                    if let Some(at) = self.in_hours(*hours) {
                        body["scheduled_at"] = at;
                    }
                    let call = self.ask("call_create", &[], body).unwrap();
                    self.calls.push(call["id"].as_str().unwrap().to_owned());
                }
            }
            Op::Campaign {
                contacts,
                config: which,
                most,
            } => {
                let contacts: Value = contacts
                    .iter()
                    .map(|to| {
                        let variables = json!({ "first_name": "Ada", "rank": to });
                        json!({ "to_phone_number": NUMBERS[*to], "prompt_variables": variables })
                    })
                    .collect();
                let mut body = json!({
                    "name": "A campaign", "assistant_id": "assistant_4Tn6yB", "contacts": contacts,
                });
                if *which < 15 {
                    body["call_retry_config"] = self.config(*which);
                }
                if let Some(most) = most {
                    body["max_concurrent_calls"] = json!(most);
                }
                let campaign = self.ask("campaigns_create", &[], body).unwrap();
                let id = campaign["id"].as_str().unwrap().to_owned();
                let rows = self.ask("campaigns_get_rows", &[&id], Value::Null).unwrap();
                for row in rows.as_array().unwrap() {
                    self.calls
                        .push(row["call"]["id"].as_str().unwrap().to_owned());
                }
                self.campaigns.push(id);
            }
            Op::Launch {
                campaign,
                speed_dial,
                only,
                hours,
            } => {
                let ids: Vec<String> = only
                    .map(|which| some(&self.calls, which))
                    .into_iter()
                    .collect();
                let mode = if only.is_some() { "only" } else { "all_except" };
                let filters = json!({
                    "assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": [],
                });
                let mut body = json!({
                    "mode": if *speed_dial { "speed_dial" } else { "ai_first" },
                    "selection": { "filters": filters, "rows": { "call_ids": ids, "mode": mode } },
                });
                if let Some(at) = self.in_hours(*hours) {
                    body["scheduled_at"] = at;
                }
                let id = some(&self.campaigns, *campaign);
                self.ask("campaigns_launch", &[&id], body);
            }
            Op::OnCall { operation, call } => {
                let id = some(&self.calls, *call);
                self.ask(operation, &[&id], Value::Null);
            }
            Op::OnCampaign {
                operation,
                campaign,
            } => {
                let id = some(&self.campaigns, *campaign);
                self.ask(operation, &[&id], Value::Null);
            }
            Op::Advance { seconds } => {
                let to = self.engine.now + SignedDuration::from_secs(*seconds);
                self.engine.advance_to(to);
            }
        }
    }

    fn config(&self, which: usize) -> Value {
        config(if which < 5 { which } else { self.usual })
    }

    fn in_hours(&self, hours: Option<i64>) -> Option<Value> {
        let at = self.engine.now + SignedDuration::from_hours(hours?);
        Some(at.to_string().into())
    }

    /// The campaigns that were not deleted.
    pub(super) fn living_campaigns(&mut self) -> Vec<Value> {
        let campaigns = self.ask("campaigns_list", &[], Value::Null).unwrap();
        campaigns.as_array().unwrap().clone()
    }

    /// All call orders, as a search finds them.
    pub(super) fn all_calls(&mut self) -> Vec<Value> {
        let found = self.ask("call_search", &[], search(1, 1000)).unwrap();
        found["calls"].as_array().unwrap().clone()
    }
}

/// A search without filters.
pub(super) fn search(page: usize, size: usize) -> Value {
    json!({
        "assignee_ids": [], "assistant_ids": [], "campaign_ids": [], "directions": [],
        "from_phone_numbers": [], "outcomes": [], "results": [], "statuses": [],
        "page": page, "page_size": size,
    })
}
