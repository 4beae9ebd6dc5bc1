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
    let visible = engine.calls.values().filter(|call| engine.is_visible(call));
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
