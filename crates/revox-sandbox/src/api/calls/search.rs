//! Searching call orders, page by page.
//!
//! Assumptions where the API leaves something open: the first page is 1, a page holds at most 1,000 call
//! orders, they are sorted by `created_at` with the latest first, and those that are equal in what
//! they are sorted by stand in the order in which they came, or the other way round.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::super::given::text;
use super::super::{Resource, unacceptable};
use super::facets::{Facets, facets};
use super::{Filters, view};
use crate::engine::{Call, Engine};
use crate::refusal::Refusal;

const MOST_ON_A_PAGE: u64 = 1_000;

const SORTS: [&str; 6] = [
    "created_at",
    "updated_at",
    "scheduled_at",
    "calls_count",
    "status",
    "to_phone_number",
];

pub(in crate::api) fn search(engine: &Engine, body: &Value) -> Resource {
    let page = whole(body, "page", u64::MAX)?;
    let size = whole(body, "page_size", MOST_ON_A_PAGE)?;
    let found = find(engine, body)?;
    let first = (page - 1).saturating_mul(size);
    let first = usize::try_from(first).unwrap_or(usize::MAX);
    let on_the_page = found.iter().skip(first).take(size as usize);
    let calls: Vec<Value> = on_the_page.map(|call| view::call(engine, call)).collect();
    Ok(json!({ "calls": calls, "total_count": found.len() }))
}

/// A whole number from 1 to `most`.
fn whole(body: &Value, name: &str, most: u64) -> Result<u64, Refusal> {
    let given = body.get(name).and_then(Value::as_f64).unwrap_or_default();
    if given >= 1.0 && given <= most as f64 {
        return Ok(given as u64);
    }
    let what = format!("{given} is not from 1 to {most}");
    Err(unacceptable(&format!("/{name}"), what))
}

/// The call orders that a `CallSearch` finds, sorted.
pub(super) fn find<'a>(engine: &'a Engine, body: &Value) -> Result<Vec<&'a Call>, Refusal> {
    let filters = Filters::read(body);
    let sort = text(body, "sort_by").unwrap_or("created_at");
    if !SORTS.contains(&sort) {
        let what = format!("the sandbox sorts by {}", SORTS.join(", "));
        return Err(unacceptable("/sort_by", what));
    }
    let candidates = filters.candidates(engine).into_iter();
    let visible = candidates.filter(|call| engine.is_visible(call));
    let calls = visible.map(|call| (facets(call), call));
    let mut found: Vec<_> = calls.filter(|(facets, _)| filters.admit(facets)).collect();
    found.sort_by(|(one, _), (other, _)| compare(one, other, sort));
    if text(body, "sort_direction") != Some("asc") {
        found.reverse();
    }
    Ok(found.into_iter().map(|(_, call)| call).collect())
}

fn compare(one: &Facets<'_>, other: &Facets<'_>, sort: &str) -> Ordering {
    match sort {
        "updated_at" => one.updated_at.cmp(&other.updated_at),
        "scheduled_at" => one.scheduled_at.cmp(&other.scheduled_at),
        "calls_count" => one.attempts_made.cmp(&other.attempts_made),
        "status" => one.status.cmp(other.status),
        "to_phone_number" => one.to.cmp(other.to),
        _ => one.created_at.cmp(&other.created_at),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Instant;

    use super::*;
    use crate::clock::Time;
    use crate::engine::Settings;
    use crate::quirks::Quirks;
    use crate::script::Script;
    use crate::webhook::Receivers;

    fn engine(count: usize) -> Engine {
        let mut engine = Engine::new(Settings {
            seed: 1,
            start: Time::stepped().start(),
            script: Script::new(),
            most_calls: 1,
            most_calls_per_key: 1,
            quirks: Quirks::new(),
            receivers: Receivers::default(),
        });
        for index in 0..count {
            // Two in three were created at the same time.
            let created_at = format!("2026-06-09T08:05:0{}Z", index % 3 / 2);
            let call = json!({ "id": id(index), "created_at": created_at });
            engine.calls.insert(id(index), Call::Fixed(call));
        }
        engine
    }

    fn id(index: usize) -> String {
        format!("call_{index:05}")
    }

    fn found(engine: &Engine, body: &Value) -> Vec<String> {
        let found = find(engine, body).unwrap().into_iter();
        found.map(|call| facets(call).id.to_owned()).collect()
    }

    #[test]
    fn a_search_by_ids_finds_what_a_search_without_them_finds_of_these() {
        let engine = engine(9);
        let ids = [7, 2, 5, 2, 99, 0].map(id);
        for direction in ["asc", "desc"] {
            let mut all = found(&engine, &json!({ "sort_direction": direction }));
            all.retain(|id| ids.contains(id));
            let body = json!({ "sort_direction": direction, "call_ids": ids });
            assert_eq!(found(&engine, &body), all);
            assert_eq!(all.len(), 4);
        }
        assert!(found(&engine, &json!({ "call_ids": [] })).is_empty());
        assert_eq!(found(&engine, &json!({})).len(), 9);
    }

    /// Takes a moment; a search that looks at all call orders would take minutes in all.
    #[test]
    fn a_search_by_ids_does_not_look_at_others() {
        let engine = engine(50_000);
        let begun = Instant::now();
        for index in 0..5_000 {
            assert_eq!(found(&engine, &json!({ "call_ids": [id(index)] })).len(), 1);
            assert!(begun.elapsed().as_secs() < 60, "after {index} searches");
        }
    }
}
