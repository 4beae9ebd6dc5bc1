//! The API's own history: a spec of each release of the official library, and of the documented
//! page.
//!
//! Three facts to know when comparing neighbours. The page describes one operation, so all others
//! are missing there. It tells optional from nullable in responses, where the releases write one for
//! both. And words, limits, error responses and the page's formats and deprecations are left out.
//!
//! A type of requests that differs from that of responses in some release is called `…Input` in all.
//!
//! # The shorthand in `tests/history`
//!
//! A file describes a whole API, or says after which release it comes and only what is then new or
//! differs. Objects change property by property; an operation, an enum or a union is written anew.
//!
//! ```yaml
//! after: 0.1.1
//! removed: [call.list, RowResultFilter]   # operations and types that are gone
//! operations:
//!   campaigns.get_rows:                   # tag and method
//!     at: GET /campaigns/{id}/rows
//!     query: {page: number}               # or none
//!     body: CampaignUpdate                # or none
//!     answer: {campaign: Campaign}        # an envelope, or the name of a type; or none: then sound
//! types:
//!   CallAttempt:                          # an object
//!     id: string                          # required
//!     outcome?: CallOutcome | null        # may be absent, may be null
//!     next_call_at: removed               # a property that is gone
//!   EndedBy: [agent, user, system]        # an enum
//!   LlmModel: OpenrouterModel | CustomModel   # a union, told apart by the `const` of its members
//!   ToolArguments: map<any> | string      # a union, told apart by the JSON type
//! ```
//!
//! A property is a `string`, `number`, `integer`, `boolean`, `datetime` (a string of that format),
//! `any`, a `list<…>`, a `map<…>` from strings, `const x` (the string `x`), or a named type.
//! `Timestamp` is the type of that name in `openapi.yaml`.

mod openapi;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::spec::workspace;

/// All there is, the oldest first.
pub const RELEASES: &[&str] = &["0.0.3", "0.1.1", "page", "0.2.0", "0.3.0", "0.4.0", "0.5.0"];

/// The spec of a release, as OpenAPI 3.0.3 in JSON.
pub fn spec(release: &str) -> String {
    openapi::text(release, &load(release))
}

/// The types of a release that no operation of it leads to.
pub fn unused_types(release: &str) -> BTreeSet<String> {
    let api = load(release);
    let used = api.used_types();
    let all: BTreeSet<String> = api.types.into_keys().collect();
    all.difference(&used).cloned().collect()
}

/// A file of the shorthand; with all that came before it, an API.
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
    answer: Option<Answer>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Answer {
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

/// Properties and their types by name; a `?` after the name says that it may be absent.
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
    /// This API after the changes of `later`.
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

    /// The types that the operations lead to.
    fn used_types(&self) -> BTreeSet<String> {
        let mut open: Vec<&str> = Vec::new();
        for operation in self.operations.values() {
            open.extend(operation.query.values().map(String::as_str));
            open.extend(operation.body.as_deref());
            match &operation.answer {
                Some(Answer::Envelope(fields)) => open.extend(fields.values().map(String::as_str)),
                Some(Answer::Named(name)) => open.push(name),
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
