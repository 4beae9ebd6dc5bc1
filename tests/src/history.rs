//! The API's own history: a spec of each release of the official library, and of the documented
//! page.
//!
//! Three facts matter for comparisons of neighbours. The page describes one operation, so all others are
//! missing there. It distinguishes optional from nullable in responses, where the releases use one form for
//! both. Descriptions, limits, error responses, and the page's formats and deprecations are omitted.
//!
//! If a type differs between requests and responses in some release, the one of requests is called `…Input`
//! in all releases.
//!
//! # The shorthand in `tests/history`
//!
//! A file describes a whole API, or names the release that it follows and lists only what is new or
//! different. Objects change property by property; an operation, an enum or a union is replaced.
//!
//! ```yaml
//! after: 0.1.1
//! removed: [call.list, RowResultFilter]   # removed operations and types
//! operations:
//!   campaigns.get_rows:                   # tag and method
//!     at: GET /campaigns/{id}/rows
//!     query: {page: number}               # or none
//!     body: CampaignUpdate                # or none
//!     response: {campaign: Campaign}      # an envelope, or the name of a type; if omitted: audio
//! types:
//!   CallAttempt:                          # an object
//!     id: string                          # required
//!     outcome?: CallOutcome | null        # may be absent, may be null
//!     next_call_at: removed               # a removed property
//!   EndedBy: [agent, user, system]        # an enum
//!   LlmModel: OpenrouterModel | CustomModel   # a union, tagged by the `const` of its members
//!   ToolArguments: map<any> | string      # a union of JSON types
//! ```
//!
//! A property is a `string`, `number`, `integer`, `boolean`, `datetime` (a string of that format),
//! `any`, a `list<…>`, a `map<…>` from strings, `const x` (the string `x`), or a named type.
//! `Timestamp` is the type of that name in `openapi.yaml`.

mod openapi;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::spec::workspace;

/// All releases, the oldest first.
pub const RELEASES: &[&str] = &["0.0.3", "0.1.1", "page", "0.2.0", "0.3.0", "0.4.0", "0.5.0"];

/// Returns the spec of a release, as OpenAPI 3.0.3 in JSON.
pub fn spec(release: &str) -> String {
    openapi::text(release, &load(release))
}

/// Returns the types of a release that none of its operations uses.
pub fn unused_types(release: &str) -> BTreeSet<String> {
    let api = load(release);
    let used = api.used_types();
    let all: BTreeSet<String> = api.types.into_keys().collect();
    all.difference(&used).cloned().collect()
}

/// A file of the shorthand; merged with its predecessors, an API.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Api {
    after: Option<String>,
    #[serde(default)]
    removed: Vec<String>,
    #[serde(default)]
    operations: BTreeMap<String, Operation>,
    #[serde(default)]
    types: BTreeMap<String, Type>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Operation {
    at: String,
    #[serde(default)]
    query: Fields,
    body: Option<String>,
    response: Option<Response>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Response {
    Envelope(Fields),
    Named(String),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Type {
    Object(Fields),
    Enum(Vec<String>),
    Union(String),
}

/// Types of properties by name; a `?` after the name marks an optional one.
type Fields = BTreeMap<String, String>;

fn load(release: &str) -> Api {
    let path = workspace().join(format!("tests/history/{release}.yaml"));
    let text = std::fs::read_to_string(path).expect("the release has a file");
    // Otherwise `y` would be a boolean.
    let options = serde_saphyr::options! { strict_booleans: true };
    let file: Api = serde_saphyr::from_str_with_options(&text, options)
        .unwrap_or_else(|error| panic!("{release}: {error}"));
    match &file.after {
        Some(before) => load(before).then(file),
        None => file,
    }
}

impl Api {
    /// Returns this API after the changes of `later`.
    fn then(mut self, later: Self) -> Self {
        for name in &later.removed {
            let was_there =
                self.operations.remove(name).is_some() || self.types.remove(name).is_some();
            assert!(was_there, "`{name}` cannot be removed");
        }
        self.operations.extend(later.operations);
        for (name, new) in later.types {
            match (self.types.get_mut(&name), new) {
                (Some(Type::Object(fields)), Type::Object(changes)) => change(fields, changes),
                (_, new) => {
                    self.types.insert(name, new);
                }
            }
        }
        self
    }

    /// Returns the types that the operations use.
    fn used_types(&self) -> BTreeSet<String> {
        let mut open: Vec<&str> = Vec::new();
        for operation in self.operations.values() {
            open.extend(operation.query.values().map(String::as_str));
            open.extend(operation.body.as_deref());
            match &operation.response {
                Some(Response::Envelope(fields)) => {
                    open.extend(fields.values().map(String::as_str))
                }
                Some(Response::Named(name)) => open.push(name),
                None => {}
            }
        }
        let mut used = BTreeSet::new();
        while let Some(form) = open.pop() {
            for name in form.split(|c: char| !c.is_ascii_alphanumeric()) {
                let Some(definition) = self.types.get(name) else {
                    continue;
                };
                if used.insert(name.to_owned()) {
                    match definition {
                        Type::Object(fields) => open.extend(fields.values().map(String::as_str)),
                        Type::Union(members) => open.push(members),
                        Type::Enum(_) => {}
                    }
                }
            }
        }
        used
    }
}

fn change(fields: &mut Fields, changes: Fields) {
    for (key, form) in changes {
        let name = key.trim_end_matches('?');
        let was_required = fields.remove(name).is_some();
        let was_there = was_required || fields.remove(&format!("{name}?")).is_some();
        if form == "removed" {
            assert!(was_there, "the property `{name}` cannot be removed");
        } else {
            fields.insert(key, form);
        }
    }
}
