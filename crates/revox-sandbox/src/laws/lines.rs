//! Laws about lines and attempts, checked against the history.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::Value;

use super::holds;
use super::world::{MOST_CALLS, MOST_CALLS_PER_KEY, World};
use crate::engine::{Call, Order};

fn order<'a>(world: &'a World, id: &str) -> &'a Order {
    match &world.engine.calls[id] {
        Call::Live(order) => order,
        Call::Fixed(_) => panic!("{id} has a history and does not live"),
    }
}

/// The number of the attempt that an entry of the history is about, and its event.
fn attempt(event: &str) -> Option<(u64, &str)> {
    let (number, what) = event.strip_prefix("attempt ")?.split_once(' ')?;
    Some((number.parse().ok()?, what))
}

#[test]
fn no_phone_rings_outside_the_calling_windows() {
    holds(|world| {
        for entry in world.engine.history.iter() {
            let Some((number, what)) = attempt(&entry.event) else {
                continue;
            };
            let order = order(world, &entry.call_id);
            if what.starts_with("rings") && !(order.skips_window && number == 1) {
                prop_assert!(order.policy.windows.is_open(entry.at), "{}", entry);
            }
        }
        Ok(())
    });
}

#[test]
fn no_call_order_makes_more_attempts_than_it_may() {
    holds(|world| {
        for (id, call) in &world.engine.calls {
            if let Call::Live(order) = call {
                let made = order.attempts_made();
                prop_assert!(made <= order.policy.most_attempts, "{id}: {made}");
            }
        }
        Ok(())
    });
}

#[test]
fn no_limit_on_simultaneous_calls_is_exceeded() {
    holds(|world| {
        let mut live: BTreeSet<&str> = BTreeSet::new();
        for entry in world.engine.history.iter() {
            let id = entry.call_id.as_str();
            match attempt(&entry.event) {
                Some((_, "queued")) => prop_assert!(live.insert(id), "twice at once: {}", entry),
                Some((_, what)) if what == "completed" || what.starts_with("error") => {
                    prop_assert!(live.remove(id), "over twice: {}", entry);
                }
                _ => continue,
            }
            prop_assert!(live.len() <= MOST_CALLS, "{} calls: {}", live.len(), entry);
            let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
            let mut campaigns: BTreeMap<&str, usize> = BTreeMap::new();
            for order in live.iter().map(|id| order(world, id)) {
                if let Some(key) = &order.concurrency_key {
                    *keys.entry(key).or_default() += 1;
                }
                if let Some(campaign) = &order.campaign {
                    *campaigns.entry(campaign).or_default() += 1;
                }
            }
            prop_assert!(
                keys.values().all(|count| *count <= MOST_CALLS_PER_KEY),
                "{}",
                entry
            );
            for (id, count) in campaigns {
                let campaign = world.engine.campaigns.get(id);
                let limit = campaign.and_then(|campaign| campaign.most_calls);
                prop_assert!(limit.is_none_or(|limit| count as f64 <= limit), "{}", entry);
            }
        }
        Ok(())
    });
}

/// The statuses that can follow a status.
fn successors(status: Option<&str>) -> &'static [&'static str] {
    match status {
        None => &["not_launched", "initializing", "scheduled"],
        Some("not_launched") => &["initializing", "scheduled", "cancelled"],
        Some("initializing") => &["queued_for_calling", "scheduled", "paused", "cancelled"],
        Some("queued_for_calling") => &["calling", "scheduled", "paused", "cancelled"],
        Some("scheduled") => &["queued_for_calling", "paused", "cancelled", "initializing"],
        Some("paused") => &[
            "queued_for_calling",
            "scheduled",
            "cancelled",
            "initializing",
        ],
        Some("calling") => &[
            "post_processing",
            "queued_for_calling",
            "scheduled",
            "paused",
            "completed",
            "errored",
            "cancelled",
        ],
        Some("post_processing") => &[
            "queued_for_calling",
            "scheduled",
            "paused",
            "completed",
            "cancelled",
        ],
        // Launched again, with attempts left.
        Some("completed" | "errored") => &["initializing", "scheduled"],
        Some(_) => &[],
    }
}

#[test]
fn nobody_is_called_who_is_paused_or_cancelled() {
    holds(|world| {
        let mut status: BTreeMap<&str, &str> = BTreeMap::new();
        for entry in world.engine.history.iter() {
            if let Some(new) = entry.event.strip_prefix("status ") {
                let old = status.insert(&entry.call_id, new);
                prop_assert!(successors(old).contains(&new), "{:?}: {}", old, entry);
            } else if let Some((_, "queued")) = attempt(&entry.event) {
                let status = status.get(entry.call_id.as_str());
                prop_assert_eq!(status, Some(&"calling"), "{}", entry);
            }
        }
        Ok(())
    });
}

#[test]
fn in_the_end_every_call_order_is_over_or_waits_for_somebody() {
    holds(|world| {
        // Longer than any of the settings takes, with a limit of four calls at a time.
        let end = world.engine.now + SignedDuration::from_hours(24 * 200);
        world.engine.advance_to(end);
        let held: BTreeSet<String> = world
            .living_campaigns()
            .iter()
            .filter(|campaign| campaign["status"] == "paused")
            .map(|campaign| campaign["id"].as_str().unwrap().to_owned())
            .collect();
        for call in world.all_calls() {
            let is_held = call["campaign"]["id"]
                .as_str()
                .is_some_and(|id| held.contains(id));
            let status = call["status"].as_str().unwrap();
            let rests = [
                "completed",
                "cancelled",
                "errored",
                "not_launched",
                "paused",
            ];
            prop_assert!(rests.contains(&status) || is_held, "{status}");
            let live = call["call_attempts"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|a| a["ended_at"].is_null());
            prop_assert_eq!(live.count(), 0);
        }
        Ok(())
    });
}

#[test]
fn what_an_attempt_shows_belongs_to_what_became_of_it() {
    holds(|world| {
        for call in world.all_calls() {
            let attempts = call["call_attempts"].as_array().unwrap();
            prop_assert_eq!(
                call["last_call_attempt"].clone(),
                attempts.first().cloned().unwrap_or_default()
            );
            for attempt in attempts {
                let is = |name: &str| !attempt[name].is_null();
                match attempt["status"].as_str().unwrap() {
                    "queued" | "ringing" => {
                        prop_assert!(!is("answered_at") && !is("ended_at") && !is("result"));
                    }
                    "ongoing" => prop_assert!(is("answered_at") && !is("ended_at") && is("result")),
                    "completed" => {
                        prop_assert!(is("answered_at") && is("ended_at") && is("result"))
                    }
                    "error" => {
                        prop_assert!(is("dial_error") && !is("answered_at") && !is("result"))
                    }
                    other => prop_assert!(false, "{other}"),
                }
                let speaks = |value: &Value| value.as_array().map_or(0, Vec::len);
                prop_assert!(speaks(&attempt["transcript"]) == 0 || is("answered_at"));
            }
        }
        Ok(())
    });
}
