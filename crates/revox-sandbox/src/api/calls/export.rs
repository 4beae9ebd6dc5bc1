//! Call attempts as CSV.
//!
//! Our assumptions: the export holds everything that the filters choose, whatever page they name; one
//! row for each attempt; metadata and structured output as columns of their own, by name.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::super::Resource;
use super::super::csv::{cell, export as csv_export};
use super::super::given::is_true;
use super::facets::{AttemptFacets, Facets, facets};
use super::search::find;
use crate::engine::Engine;

const COLUMNS: [&str; 10] = [
    "call_id",
    "attempt_id",
    "to_phone_number",
    "from_phone_number",
    "started_at",
    "ended_at",
    "result",
    "dial_error",
    "status",
    "outcome",
];

pub(in crate::api) fn export(engine: &Engine, body: &Value) -> Resource {
    let empty = Value::Null;
    let found = find(engine, body.get("filters").unwrap_or(&empty))?;
    let calls: Vec<Facets<'_>> = found.into_iter().map(facets).collect();
    let metadata = names(
        is_true(body, "include_metadata"),
        calls.iter().filter_map(|call| call.metadata),
    );
    let attempts = calls.iter().flat_map(|call| &call.attempts);
    let output = names(
        is_true(body, "include_structured_output_fields"),
        attempts.filter_map(|attempt| attempt.output),
    );
    let columns = COLUMNS.iter().map(|name| (*name).to_owned());
    let head: Vec<String> = columns
        .chain(metadata.iter().map(|name| format!("metadata.{name}")))
        .chain(
            output
                .iter()
                .map(|name| format!("structured_output.{name}")),
        )
        .collect();
    let rows = calls.iter().flat_map(|call| {
        let attempts = call.attempts.iter().rev();
        attempts.map(|attempt| {
            let mut row = row(call, attempt);
            let value = |map: Option<&Map<String, Value>>, name: &String| {
                cell(map.and_then(|map| map.get(name)))
            };
            row.extend(metadata.iter().map(|name| value(call.metadata, name)));
            row.extend(output.iter().map(|name| value(attempt.output, name)));
            row
        })
    });
    let day = engine.now.strftime("%Y-%m-%d");
    Ok(csv_export(
        format!("calls-{day}.csv"),
        &head,
        rows.collect(),
    ))
}

fn names<'a>(wanted: bool, maps: impl Iterator<Item = &'a Map<String, Value>>) -> Vec<String> {
    let maps = maps.filter(|_| wanted);
    let names: BTreeSet<String> = maps.flat_map(|map| map.keys().cloned()).collect();
    names.into_iter().collect()
}

fn row(call: &Facets<'_>, attempt: &AttemptFacets<'_>) -> Vec<String> {
    let moment = |at: Option<jiff::Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    [
        call.id.to_owned(),
        attempt.id.to_owned(),
        call.to.to_owned(),
        call.from.to_owned(),
        moment(attempt.started_at),
        moment(attempt.ended_at),
        attempt.result.unwrap_or_default().to_owned(),
        attempt.dial_error.unwrap_or_default().to_owned(),
        call.status.to_owned(),
        call.outcome.unwrap_or_default().to_owned(),
    ]
    .into()
}
