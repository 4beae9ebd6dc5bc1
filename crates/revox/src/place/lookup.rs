//! Searches for the call orders that have a key.
//!
//! The API has no filter on metadata, so a lookup reads all call orders to the number and compares
//! the metadata itself. It is complete only if the number of distinct ids equals a `total_count` that
//! did not change: if a list changes while it is read, its pages can miss an entry.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use revox_api::models::{CallSearch, CallStatus};
use revox_api::{Error, Timestamp};
use serde::{Deserialize, Deserializer};

use super::created::may_be_since;
use super::fingerprint::{FINGERPRINT_ENTRY, KEY_ENTRY};
use super::subject::Found;
use super::{PlacementKey, PlacingOptions};

/// Call orders on a page. The API does not document how many are allowed; servers that return fewer
/// are understood.
const PAGE_SIZE: i64 = 100;

/// Pages of a lookup. A number with more call orders than these hold is not looked up.
const MOST_PAGES: i64 = 100;

/// Number of times that one lookup reads a list again because it changed meanwhile.
const MOST_READINGS: u32 = 3;

/// Subject of a lookup.
pub(super) struct Wanted<'a> {
    pub(super) key: &'a PlacementKey,
    /// Phone number of the call order.
    pub(super) number: &'a str,
    /// Fingerprint that the call order must have; `None` to accept any.
    pub(super) fingerprint: Option<&'a str>,
    /// Time of the first try, if it is known.
    pub(super) since: Option<SystemTime>,
}

/// The fields of a page of call orders that a lookup needs.
#[derive(Deserialize)]
struct Page {
    calls: Vec<Seen>,
    /// A number, however the server writes it.
    total_count: f64,
}

/// The fields of a call order that a lookup needs. A response without `metadata` must not decode: it
/// would look as if nothing had been placed.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Seen {
    id: String,
    status: CallStatus,
    #[serde(deserialize_with = "present")]
    metadata: Option<BTreeMap<String, serde_json::Value>>,
    #[serde(default)]
    created_at: Option<Timestamp>,
}

/// Decodes a value that may be null, but not absent.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<T, D::Error> {
    T::deserialize(value)
}

impl Seen {
    fn entry(&self, name: &str) -> Option<&str> {
        self.metadata.as_ref()?.get(name)?.as_str()
    }

    /// Returns true if the call order may have been placed after the first try.
    fn may_be_ours(&self, since: SystemTime) -> bool {
        may_be_since(self.created_at.as_ref(), since).unwrap_or(true)
    }
}

/// Looks for the key.
///
/// Call orders in `spent` do not count. Those whose status leaves the key to another are added to
/// it if `spends` is true, and if there is another.
pub(super) async fn lookup(
    client: &revox_api::Client,
    wanted: &Wanted<'_>,
    options: &PlacingOptions,
    spends: bool,
    spent: &mut BTreeSet<String>,
) -> Result<Found, Error> {
    for _ in 0..MOST_READINGS {
        if let Some(seen) = read(client, wanted.number).await? {
            let ours = |call: &&Seen| has_key(call, wanted.key) && !spent.contains(&call.id);
            let (replaceable, live): (Vec<&Seen>, Vec<&Seen>) = seen
                .iter()
                .filter(ours)
                .partition(|call| options.replaces(&call.status));
            let is_replaceable = live.is_empty();
            if spends || !is_replaceable {
                spent.extend(replaceable.into_iter().map(|call| call.id.clone()));
            }
            return Ok(match judge(&seen, wanted, spent) {
                Found::One { id } if is_replaceable => Found::Replaceable { id },
                found => found,
            });
        }
    }
    Ok(Found::Incomplete)
}

/// Reads all call orders to the number; `None` if the pages do not add up.
async fn read(client: &revox_api::Client, number: &str) -> Result<Option<Vec<Seen>>, Error> {
    let search = CallSearch::new()
        .to_phone_number(number)
        .page_size(PAGE_SIZE);
    let mut all = BTreeMap::new();
    let mut total = None;
    for page in 1..=MOST_PAGES {
        let request = client.call().search().parameters(search.clone().page(page));
        let page: Page = request.as_type().await?;
        if *total.get_or_insert(page.total_count) != page.total_count {
            return Ok(None);
        }
        let before = all.len();
        all.extend(page.calls.into_iter().map(|call| (call.id.clone(), call)));
        if all.len() as f64 == page.total_count {
            return Ok(Some(all.into_values().collect()));
        }
        if all.len() == before {
            return Ok(None);
        }
    }
    Ok(None)
}

fn has_key(call: &Seen, key: &PlacementKey) -> bool {
    call.entry(KEY_ENTRY) == Some(key.as_str())
}

/// Derives the state of the key from a complete list.
fn judge(seen: &[Seen], wanted: &Wanted<'_>, spent: &BTreeSet<String>) -> Found {
    let ours = |call: &&Seen| has_key(call, wanted.key) && !spent.contains(&call.id);
    let ours: Vec<&Seen> = seen.iter().filter(ours).collect();
    let ids = |calls: &[&Seen]| calls.iter().map(|call| call.id.clone()).collect();
    match ours.as_slice() {
        [] => {
            let unmarked = |call: &&Seen| {
                call.entry(KEY_ENTRY).is_none()
                    && wanted.since.is_some_and(|since| call.may_be_ours(since))
            };
            let unmarked: Vec<&Seen> = seen.iter().filter(unmarked).collect();
            match unmarked.is_empty() {
                true => Found::Nothing,
                false => Found::Unmarked {
                    ids: ids(&unmarked),
                },
            }
        }
        [one] => {
            let id = one.id.clone();
            match (one.entry(FINGERPRINT_ENTRY), wanted.fingerprint) {
                (_, None) => Found::One { id },
                (None, Some(_)) => Found::Unverifiable { id },
                (Some(found), Some(wanted)) if found == wanted => Found::One { id },
                (Some(_), Some(_)) => Found::OtherParameters { id },
            }
        }
        several => Found::Several { ids: ids(several) },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
