//! The rows of a campaign, as JSON and as CSV.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::Resource;
use super::super::calls::facets::facets;
use super::super::calls::view;
use super::super::csv::{cell, export as csv_export};
use super::campaign;
use crate::engine::Engine;

pub(in crate::api) fn rows(engine: &Engine, id: &str) -> Resource {
    let rows = campaign(engine, id)?.rows.iter().enumerate();
    let rows = rows.map(|(index, row)| {
        let call = engine.calls.get(&row.call_id);
        json!({
            "id": row.id,
            "call": call.map(|call| view::call(engine, call)),
            "input_data": row.input,
            "phone_number": row.number,
            "row_index": index,
        })
    });
    Ok(rows.collect())
}

/// Our assumption: one line for each row, with the input data by name, and what came of the call.
pub(in crate::api) fn export(engine: &Engine, id: &str) -> Resource {
    let campaign = campaign(engine, id)?;
    let names = campaign.rows.iter().flat_map(|row| row.input.keys());
    let names: BTreeSet<String> = names.cloned().collect();
    let text = |name: &str| name.to_owned();
    let head: Vec<String> = ["row_index", "phone_number"]
        .map(text)
        .into_iter()
        .chain(names.iter().cloned())
        .chain(["call_id", "status", "attempts", "outcome"].map(text))
        .collect();
    let rows = campaign.rows.iter().enumerate().map(|(index, row)| {
        let call = engine.calls.get(&row.call_id).map(facets);
        let of_call = call.map(|call| {
            let outcome = call.outcome.unwrap_or_default().to_owned();
            let attempts = call.attempts_made.to_string();
            [
                call.id.to_owned(),
                call.status.to_owned(),
                attempts,
                outcome,
            ]
        });
        let mut cells = vec![index.to_string(), row.number.clone()];
        cells.extend(
            names
                .iter()
                .map(|name| cell(row.input.get(name).map(|v: &Value| v))),
        );
        cells.extend(of_call.into_iter().flatten());
        cells
    });
    let name = campaign.name.to_lowercase();
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let filename = format!("{}.csv", words.collect::<Vec<_>>().join("-"));
    Ok(csv_export(filename, &head, rows.collect()))
}
