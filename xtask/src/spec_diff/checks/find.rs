//! The ways in which checks find changes.

use serde_json::Value;

use super::pair::{Found, KeyChange, Pair, significant};
use crate::spec_diff::openapi::{ApiPairs, List, Object};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

/// Decides by its name and definition whether a check is about an entry of a list.
type Fits = fn(&Pair<'_>, &str, &Part<'_>) -> bool;

/// Accepts every entry of a list.
pub(super) fn any(_: &Pair<'_>, _: &str, _: &Part<'_>) -> bool {
    true
}

/// Accepts parameters and bodies that are required.
pub(super) fn is_required(_: &Pair<'_>, _: &str, part: &Part<'_>) -> bool {
    part.get("required").is_some_and(|key| *key.value == true)
}

/// Accepts parameters and bodies that are optional.
pub(super) fn is_optional(pair: &Pair<'_>, name: &str, part: &Part<'_>) -> bool {
    !is_required(pair, name, part)
}

/// Default text of a finding on a key.
pub(super) const CHANGES: &str = "`{key}` changes from {base} to {head}";

/// A way to find changes, with the text of each finding. In the text for a key, `{key}` is its name, and
/// `{base}` and `{head}` are its values.
pub(super) enum Find {
    /// Finds the key at HEAD only.
    Appears(&'static str),
    /// Finds the key at BASE only.
    Vanishes(&'static str),
    /// Finds two values of the key.
    Changes(&'static str),
    /// Finds the first key of the check that changes.
    Differs(&'static str),
    /// Finds every key of the check that changes.
    Each,
    /// Finds a minimum or maximum that is greater at HEAD.
    Rises,
    /// Finds a minimum or maximum that is smaller at HEAD.
    Falls,
    /// Finds certain entries at HEAD only.
    Added(List, Fits, &'static str),
    /// Finds certain entries at BASE only.
    Removed(List, Fits, &'static str),
    /// Finds entries with a new name.
    Renamed(List, &'static str),
    /// Finds entries in another order.
    Reordered(List, &'static str),
    /// Finds the key if a condition holds.
    If(fn(&Pair<'_>) -> bool, &'static str),
    /// Calls a function with the operations and named parts of two documents.
    Api(fn(&ApiPairs<'_>) -> Vec<Found>),
    /// Calls a function with the two objects.
    By(fn(&Pair<'_>) -> Vec<Found>),
}

impl Find {
    /// Returns the findings on two objects, by a check of these keys.
    pub(super) fn run(&self, pair: &Pair<'_>, keys: &[&str]) -> Vec<Found> {
        let key = keys.first().copied().unwrap_or_default();
        let when = |holds, text| pair.when(holds, key, || filled(text, pair, key));
        match *self {
            Self::Appears(text) => when(pair.appears(key), text),
            Self::Vanishes(text) => when(pair.vanishes(key), text),
            Self::Changes(text) => when(pair.change(key) == Some(KeyChange::Changed), text),
            Self::Differs(text) => {
                let key = keys.iter().find(|key| pair.change(key).is_some());
                let found = key.map(|key| pair.at(key, filled(text, pair, key)));
                found.into_iter().collect()
            }
            Self::Each => {
                let found = keys.iter().filter_map(|key| {
                    let how = match pair.change(key)? {
                        KeyChange::Added => "is added",
                        KeyChange::Removed => "is removed",
                        KeyChange::Changed => "is changed",
                    };
                    Some(pair.at(key, how).step(Step::Other(format!("`{key}`"))))
                });
                found.collect()
            }
            Self::Rises => when(limit(pair.base, key) < limit(pair.head, key), CHANGES),
            Self::Falls => when(limit(pair.base, key) > limit(pair.head, key), CHANGES),
            Self::Added(list, fits, text) => one_sided(pair, list, true, fits, text),
            Self::Removed(list, fits, text) => one_sided(pair, list, false, fits, text),
            Self::Renamed(list, text) => renamed(pair, list, text),
            Self::Reordered(list, text) => {
                let is_reordered = pair.list(list).any(|entries| entries.reordered);
                when(is_reordered, text)
            }
            Self::If(holds, text) => when(holds(pair), text),
            Self::Api(find) => pair.api.map(find).unwrap_or_default(),
            Self::By(find) => find(pair),
        }
    }
}

/// Returns the limit that a key sets. A missing one is the least minimum, or the greatest maximum.
fn limit(object: &Object<'_>, key: &str) -> f64 {
    let limit = significant(key, object).and_then(|value| value.as_f64());
    limit.unwrap_or(match key.starts_with("max") {
        true => f64::INFINITY,
        false => f64::NEG_INFINITY,
    })
}

/// Finds entries that one side alone has. On the other side, the finding points at the object.
fn one_sided(pair: &Pair<'_>, list: List, at_head: bool, fits: Fits, text: &str) -> Vec<Found> {
    let entries = pair.list(list).flat_map(|entries| match at_head {
        true => &entries.added,
        false => &entries.removed,
    });
    let found = |(name, part): &(String, Part<'_>)| {
        let (base, head) = match at_head {
            true => (&pair.base.pointer, &part.pointer),
            false => (&part.pointer, &pair.head.pointer),
        };
        Found::new(text, base, head).step(list.step(name))
    };
    let entries = entries.filter(|(name, part)| fits(pair, name, part));
    entries.map(found).collect()
}

/// Finds new names. A parameter that moves from the query to a header keeps its name.
fn renamed(pair: &Pair<'_>, list: List, text: &str) -> Vec<Found> {
    let renamed = pair.matched(list).filter_map(|matched| {
        let (step, new) = (list.step(&matched.base_name), list.step(&matched.head_name));
        let name = new.name().filter(|_| step != new)?;
        Some(Found {
            new_name: Some(name.to_owned()),
            ..Found::between(matched, format!("{text} `{name}`")).step(step)
        })
    });
    renamed.collect()
}

fn filled(text: &str, pair: &Pair<'_>, key: &str) -> String {
    let parts = text.split(['{', '}']).enumerate();
    parts
        .map(|(index, part)| match (index % 2, part) {
            (1, "key") => key.to_owned(),
            (1, "base") => shown(pair.base.value(key)),
            (1, "head") => shown(pair.head.value(key)),
            _ => part.to_owned(),
        })
        .collect()
}

/// Maximum number of characters of a list or object in a finding.
const LONGEST: usize = 60;

/// Returns a value as findings show it. A string has quotes only if it would read like another value.
pub(crate) fn shown(value: Option<&Value>) -> String {
    match value {
        None => "none".to_owned(),
        Some(Value::String(text))
            if !text.is_empty() && serde_json::from_str::<Value>(text).is_err() =>
        {
            format!("`{text}`")
        }
        Some(value) => {
            let text = value.to_string();
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
                None => format!("`{text}`"),
            }
        }
    }
}
