//! Everything that is counted adds up with the calls behind it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::holds;
use super::world::search;

fn number(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap()
}

/// The rows of a CSV text, by column.
fn table(export: &Value) -> Vec<BTreeMap<String, String>> {
    let text = export["csv"].as_str().unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn each_row_of_a_campaign_is_in_one_state() {
    holds(|world| {
        for campaign in world.living_campaigns() {
            let id = campaign["id"].as_str().unwrap();
            let rows = world.ask("campaigns_get_rows", &[id], Value::Null).unwrap();
            let stats = campaign["row_stats"].as_object().unwrap();
            let total = stats["total"].as_u64().unwrap();
            let states = stats.iter().filter(|(name, _)| *name != "total");
            let sum: u64 = states.map(|(_, count)| count.as_u64().unwrap()).sum();
            prop_assert_eq!(sum, total);
            prop_assert_eq!(total, rows.as_array().unwrap().len() as u64);
            let over = ["completed", "failed", "skipped"].map(|name| stats[name].as_u64().unwrap());
            let is_over = over.iter().sum::<u64>() == total && total > 0;
            let is_completed = campaign["status"] == "completed";
            prop_assert_eq!(is_completed, is_over || campaign["is_cancelled"] == true);
        }
        Ok(())
    });
}

#[test]
fn the_statistics_of_a_campaign_are_those_of_its_calls() {
    holds(|world| {
        for campaign in world.living_campaigns() {
            let id = campaign["id"].as_str().unwrap();
            let report = world
                .ask("campaigns_statistics", &[id], Value::Null)
                .unwrap();
            let calls = world.all_calls();
            let calls: Vec<&Value> = calls.iter().filter(|c| c["campaign"]["id"] == id).collect();
            let attempts: u64 = calls.iter().map(|call| number(call, "/calls_count")).sum();
            prop_assert_eq!(number(&report, "/effort/calls_total"), attempts);
            let split = ["/effort/inbound_calls", "/effort/outbound_attempts"];
            prop_assert_eq!(
                split.map(|part| number(&report, part)).iter().sum::<u64>(),
                attempts
            );

            let numbers = |is: &dyn Fn(&Value) -> bool| {
                let numbers = calls
                    .iter()
                    .filter(|call| is(call))
                    .map(|c| c["to_phone_number"].as_str());
                numbers.collect::<BTreeSet<_>>().len() as u64
            };
            let called = numbers(&|call| !list(call, "call_attempts").is_empty());
            let reached = numbers(&|call| {
                list(call, "call_attempts")
                    .iter()
                    .any(|attempt| attempt["result"] == "human")
            });
            let known = numbers(&|call| !call["outcome"].is_null());
            prop_assert_eq!(number(&report, "/funnel/called/count"), called);
            prop_assert_eq!(number(&report, "/funnel/reached/count"), reached);
            prop_assert_eq!(number(&report, "/funnel/real_exchanges/count"), known);
            let breakdown = list(&report, "outcome_breakdown");
            prop_assert_eq!(
                breakdown
                    .iter()
                    .map(|part| number(part, "/count"))
                    .sum::<u64>(),
                known
            );
            let leads = ["interested", "callback_requested"];
            let leads = leads.map(|kind| list(&report["leads"], kind).len() as u64);
            prop_assert_eq!(
                leads.iter().sum::<u64>(),
                number(&report, "/funnel/hot_leads/count")
            );
        }
        Ok(())
    });
}

#[test]
fn exports_have_a_line_for_each_row_and_each_attempt() {
    holds(|world| {
        for campaign in world.living_campaigns() {
            let id = campaign["id"].as_str().unwrap();
            let rows = world.ask("campaigns_get_rows", &[id], Value::Null).unwrap();
            let export = world
                .ask("campaigns_export_rows", &[id], Value::Null)
                .unwrap();
            let lines = table(&export);
            prop_assert_eq!(lines.len(), rows.as_array().unwrap().len());
            for (line, row) in lines.iter().zip(rows.as_array().unwrap()) {
                prop_assert_eq!(
                    line["status"].as_str(),
                    row["call"]["status"].as_str().unwrap()
                );
                prop_assert_eq!(
                    line["phone_number"].as_str(),
                    row["phone_number"].as_str().unwrap()
                );
            }
        }
        let calls = world.all_calls();
        let body = json!({
            "filters": search(1, 1), "include_metadata": true, "include_structured_output_fields": true,
        });
        let lines = table(&world.ask("call_export", &[], body).unwrap());
        let ids: BTreeSet<&str> = lines
            .iter()
            .map(|line| line["attempt_id"].as_str())
            .collect();
        let attempts = calls.iter().flat_map(|call| list(call, "call_attempts"));
        let attempts: BTreeSet<&str> = attempts.map(|a| a["id"].as_str().unwrap()).collect();
        prop_assert_eq!(lines.len(), attempts.len());
        prop_assert_eq!(ids, attempts);
        Ok(())
    });
}

#[test]
fn phone_histories_count_all_attempts() {
    holds(|world| {
        let calls = world.all_calls();
        let histories = world.ask("call_phone_history", &[], Value::Null).unwrap();
        for (to, history) in histories.as_object().unwrap() {
            let calls = calls
                .iter()
                .filter(|call| call["to_phone_number"] == to.as_str());
            let attempts: u64 = calls.map(|call| number(call, "/calls_count")).sum();
            prop_assert_eq!(number(history, "/count"), attempts);
        }
        let numbers = calls
            .iter()
            .map(|call| call["to_phone_number"].as_str().unwrap());
        let histories = histories.as_object().unwrap().keys().map(String::as_str);
        prop_assert_eq!(numbers.collect::<BTreeSet<_>>(), histories.collect());
        Ok(())
    });
}

#[test]
fn pages_hold_everything_once() {
    holds(|world| {
        let mut ids = Vec::new();
        let size = 1 + world.calls.len() % 5;
        for (sort, direction) in [
            ("created_at", "asc"),
            ("status", "desc"),
            ("updated_at", "asc"),
        ] {
            ids.clear();
            let mut page = 1;
            loop {
                let mut body = search(page, size);
                body["sort_by"] = json!(sort);
                body["sort_direction"] = json!(direction);
                let found = world.ask("call_search", &[], body).unwrap();
                prop_assert_eq!(number(&found, "/total_count"), world.calls.len() as u64);
                let calls = list(&found, "calls");
                ids.extend(
                    calls
                        .iter()
                        .map(|call| call["id"].as_str().unwrap().to_owned()),
                );
                if calls.len() < size {
                    break;
                }
                page += 1;
                prop_assert!(page <= 2 + world.calls.len(), "pages without end");
            }
            prop_assert_eq!(ids.len(), world.calls.len());
            let distinct: BTreeSet<&String> = ids.iter().collect();
            prop_assert_eq!(distinct, world.calls.iter().collect());
        }
        Ok(())
    });
}

#[test]
fn each_sort_puts_in_order_whatever_the_direction() {
    holds(|world| {
        for (sort, pointer) in [
            ("created_at", "/created_at"),
            ("updated_at", "/updated_at"),
            ("scheduled_at", "/scheduled_at"),
            ("calls_count", "/calls_count"),
            ("status", "/status"),
            ("to_phone_number", "/to_phone_number"),
        ] {
            for direction in ["asc", "desc"] {
                let mut body = search(1, 1000);
                body["sort_by"] = json!(sort);
                body["sort_direction"] = json!(direction);
                let found = world.ask("call_search", &[], body).unwrap();
                let key = |call: &Value| {
                    let value = call.pointer(pointer).unwrap();
                    let text = value.as_str().unwrap_or_default();
                    let moment = text.parse::<Timestamp>().ok();
                    (
                        value.as_u64(),
                        moment,
                        moment.is_none().then(|| text.to_owned()),
                    )
                };
                let keys: Vec<_> = list(&found, "calls").iter().map(key).collect();
                let in_order = match direction {
                    "asc" => keys.is_sorted(),
                    _ => keys.iter().rev().is_sorted(),
                };
                prop_assert!(in_order, "{} {}: {:?}", sort, direction, keys);
            }
        }
        Ok(())
    });
}

#[test]
fn each_filter_finds_what_has_the_value_and_nothing_else() {
    holds(|world| {
        let calls = world.all_calls();
        let (text, nothing) = (
            |value: &Value| value.as_str().map(str::to_owned),
            "none".to_owned(),
        );
        for (name, pointer) in [
            ("statuses", "/status"),
            ("outcomes", "/outcome"),
            ("directions", "/direction"),
            ("assignee_ids", "/assignee/id"),
            ("campaign_ids", "/campaign/id"),
            ("assistant_ids", "/assistant/id"),
            ("from_phone_numbers", "/from_phone_number"),
        ] {
            let value = |call: &Value| call.pointer(pointer).and_then(text);
            let values: BTreeSet<Option<String>> = calls.iter().map(value).collect();
            for wanted in values {
                // Only for outcomes the API has a word for nothing.
                if wanted.is_none() && name != "outcomes" {
                    continue;
                }
                let mut body = search(1, 1000);
                body[name] = json!([wanted.clone().unwrap_or(nothing.clone())]);
                let found = world.ask("call_search", &[], body).unwrap();
                let expected = calls.iter().filter(|call| value(call) == wanted).count();
                prop_assert_eq!(
                    list(&found, "calls").len(),
                    expected,
                    "{} {:?}",
                    name,
                    wanted
                );
                for call in list(&found, "calls") {
                    prop_assert_eq!(value(call), wanted.clone());
                }
            }
        }
        Ok(())
    });
}
