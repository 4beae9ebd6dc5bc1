//! Chooses the call orders of a search, an export or a launch.
//!
//! Filters of different names all have to hold; of the values of one, any. `none` among results
//! means that no attempt has one. Where `query` is looked for is not documented; here it is in the
//! id, the numbers, the contact, the metadata and the variables, whatever the case.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value};

use super::super::given::{text, texts};
use super::facets::Facets;
use crate::engine::{Call, Engine};

pub(in crate::api) struct Filters<'a> {
    assignees: Vec<&'a str>,
    assistants: Vec<&'a str>,
    campaigns: Vec<&'a str>,
    directions: Vec<&'a str>,
    from: Vec<&'a str>,
    outcomes: Vec<&'a str>,
    results: Vec<&'a str>,
    statuses: Vec<&'a str>,
    /// Resource and empty, no call order has one of them.
    ids: Option<HashSet<&'a str>>,
    to: Option<&'a str>,
    query: Option<String>,
}

impl<'a> Filters<'a> {
    /// Reads a `CallSearch` or a `LaunchFilters`.
    pub(in crate::api) fn read(body: &'a Value) -> Self {
        Self {
            assignees: texts(body, "assignee_ids"),
            assistants: texts(body, "assistant_ids"),
            campaigns: texts(body, "campaign_ids"),
            directions: texts(body, "directions"),
            from: texts(body, "from_phone_numbers"),
            outcomes: texts(body, "outcomes"),
            results: texts(body, "results"),
            statuses: texts(body, "statuses"),
            ids: body
                .get("call_ids")
                .map(|_| texts(body, "call_ids").into_iter().collect()),
            to: text(body, "to_phone_number"),
            query: text(body, "query").map(str::to_lowercase),
        }
    }

    /// The call orders that may be admitted, in the order in which they came.
    pub(super) fn candidates<'e>(&self, engine: &'e Engine) -> Vec<&'e Call> {
        let Some(ids) = &self.ids else {
            return engine.calls.values().collect();
        };
        // A search for a few among many is frequent: programs that track call orders poll so.
        let indices = ids.iter().filter_map(|id| engine.calls.get_index_of(*id));
        let in_order: BTreeSet<usize> = indices.collect();
        let calls = in_order.into_iter();
        calls
            .filter_map(|index| Some(engine.calls.get_index(index)?.1))
            .collect()
    }

    pub(in crate::api) fn admit(&self, call: &Facets<'_>) -> bool {
        let among = |wanted: &[&str], value: Option<&str>| {
            wanted.is_empty() || wanted.contains(&value.unwrap_or("none"))
        };
        among(&self.assignees, call.assignee)
            && among(&self.assistants, call.assistant)
            && among(&self.campaigns, call.campaign)
            && among(&self.directions, Some(call.direction))
            && among(&self.from, Some(call.from))
            && among(&self.outcomes, call.outcome)
            && among(&self.statuses, Some(call.status))
            && self.ids.as_ref().is_none_or(|ids| ids.contains(call.id))
            && self.to.is_none_or(|to| call.to == to)
            && self.admits_results(call)
            && self.query.as_ref().is_none_or(|query| holds(call, query))
    }

    fn admits_results(&self, call: &Facets<'_>) -> bool {
        let mut results = call.attempts.iter().filter_map(|attempt| attempt.result);
        self.results.is_empty()
            || self.results.contains(&"none") && results.clone().next().is_none()
            || results.any(|result| self.results.contains(&result))
    }
}

fn holds(call: &Facets<'_>, query: &str) -> bool {
    let values = |map: Option<&Map<String, Value>>| -> Vec<String> {
        let values = map.into_iter().flat_map(Map::values);
        values
            .filter_map(Value::as_str)
            .map(str::to_lowercase)
            .collect()
    };
    let of_its_own = [call.id, call.to, call.from].map(str::to_lowercase);
    of_its_own.iter().any(|text| text.contains(query))
        || [call.contact.as_object(), call.metadata, call.variables]
            .into_iter()
            .flat_map(values)
            .any(|text| text.contains(query))
}
