//! The input of a check, and its findings.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Kind;
use crate::spec_diff::openapi::{ApiPairs, Counterparts, List, Matched, Object, Requirements};
use crate::spec_diff::subject::{Step, Subject};

/// Two objects that are each other's counterpart.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) base: &'a Object<'a>,
    pub(crate) head: &'a Object<'a>,
    /// Their named entries, paired.
    pub(crate) lists: &'a [(List, Counterparts<'a>)],
    /// True for a property that HEAD requires.
    pub(crate) is_required: bool,
    /// True for the schema of a parameter that is optional on both sides.
    pub(crate) is_optional_parameter: bool,
    /// True for unions of which no value fits two members.
    pub(crate) is_disjoint: bool,
    /// Keys whose values the walk compares on their own, besides those of the kind.
    pub(crate) walked: &'a [&'a str],
    /// The operations and named parts of whole documents.
    pub(crate) api: Option<&'a ApiPairs<'a>>,
    /// The security of operations or documents that state it.
    pub(crate) security: Option<(&'a Requirements, &'a Requirements)>,
}

/// Change of a key whose value matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyChange {
    Added,
    Removed,
    Changed,
}

impl<'a> Pair<'a> {
    /// Creates a pair from two objects, with nothing about their context.
    pub(crate) fn new(base: &'a Object<'a>, head: &'a Object<'a>) -> Self {
        Self {
            base,
            head,
            lists: &[],
            is_required: false,
            is_optional_parameter: false,
            is_disjoint: false,
            walked: &[],
            api: None,
            security: None,
        }
    }

    /// Returns true if the two objects are equal, so that no check finds anything.
    pub(crate) fn is_equal(&self) -> bool {
        self.api.is_none()
            && self.security.is_none_or(|(base, head)| base == head)
            && self.lists.iter().all(|(_, list)| list.is_equal())
            && self.base.is_equal(self.head)
    }

    /// Returns the entries of a list.
    pub(super) fn list(&self, list: List) -> impl Iterator<Item = &'a Counterparts<'a>> + use<'a> {
        let lists = self.lists.iter();
        lists
            .filter(move |(name, _)| *name == list)
            .map(|(_, counterparts)| counterparts)
    }

    /// Returns the entries of a list that both sides have.
    pub(super) fn matched(&self, list: List) -> impl Iterator<Item = &'a Matched<'a>> + use<'a> {
        self.list(list).flat_map(|entries| &entries.matched)
    }

    /// Returns a finding at a key, if `holds`.
    pub(super) fn when(&self, holds: bool, key: &str, text: impl FnOnce() -> String) -> Vec<Found> {
        let found = holds.then(|| self.at(key, text()));
        found.into_iter().collect()
    }

    /// Creates a finding at a key.
    pub(super) fn at(&self, key: &str, text: impl Into<String>) -> Found {
        Found::new(text, self.base.at(key), self.head.at(key))
    }

    /// Returns two strings of a key, if they differ.
    pub(super) fn strings(&self, key: &str) -> Option<(&'a str, &'a str)> {
        let (base, head) = (self.base.text(key)?, self.head.text(key)?);
        (base != head).then_some((base, head))
    }

    /// Returns the change of a key, as far as its value matters.
    pub(super) fn change(&self, key: &str) -> Option<KeyChange> {
        match (significant(key, self.base), significant(key, self.head)) {
            (None, Some(_)) => Some(KeyChange::Added),
            (Some(_), None) => Some(KeyChange::Removed),
            (base, head) => (base != head).then_some(KeyChange::Changed),
        }
    }

    /// Returns true if HEAD alone has a key.
    pub(super) fn appears(&self, key: &str) -> bool {
        self.change(key) == Some(KeyChange::Added)
    }

    /// Returns true if BASE alone has a key.
    pub(super) fn vanishes(&self, key: &str) -> bool {
        self.change(key) == Some(KeyChange::Removed)
    }
}

/// A finding of a check.
#[derive(Debug)]
pub(crate) struct Found {
    /// The change in one line.
    pub(crate) text: String,
    /// The heading, if it differs from that of the two objects.
    pub(crate) subject: Option<Subject>,
    /// The step from the objects to the change.
    pub(crate) step: Option<Step>,
    /// JSON pointer at BASE: to the change, or to the object that lacks it.
    pub(crate) base: String,
    /// JSON pointer at HEAD.
    pub(crate) head: String,
    /// The name at HEAD, if it is another one at BASE.
    pub(crate) new_name: Option<String>,
}

impl Found {
    pub(super) fn new(
        text: impl Into<String>,
        base: impl Into<String>,
        head: impl Into<String>,
    ) -> Self {
        Self {
            text: text.into(),
            subject: None,
            step: None,
            base: base.into(),
            head: head.into(),
            new_name: None,
        }
    }

    /// Creates a finding on an entry that both sides have.
    pub(super) fn between(matched: &Matched<'_>, text: impl Into<String>) -> Self {
        Self::new(text, &matched.base.pointer, &matched.head.pointer)
    }

    pub(super) fn step(mut self, step: Step) -> Self {
        self.step = Some(step);
        self
    }

    pub(super) fn subject(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }
}

/// Returns the value of a key as far as it matters: a default counts as absent, and sets are sorted.
pub(crate) fn significant(key: &str, object: &Object<'_>) -> Option<Value> {
    let value = object.value(key)?;
    let is_default = match key {
        "additionalProperties" => *value == json!(true) || *value == json!({}),
        "minLength" | "minItems" | "minProperties" => value.as_f64() == Some(0.0),
        "pattern" => *value == "",
        "style" => Some(value.as_str()) == default_style(object).map(Some),
        "explode" => value.as_bool() == default_explode(object),
        // An empty `security` means that no credentials are needed, and a default may be empty.
        "security" | "enum" | "default" | "x-client-default" | "example" => false,
        // An empty schema allows everything, or below `not` nothing.
        "not" | "items" | "schema" => false,
        _ => {
            matches!(value, Value::Null | Value::Bool(false))
                || value.as_array().is_some_and(Vec::is_empty)
                || value.as_object().is_some_and(serde_json::Map::is_empty)
        }
    };
    if is_default {
        return None;
    }
    let value = plain(key, value);
    Some(match (key, value) {
        ("enum" | "tags", Value::Array(items)) => {
            let sorted: BTreeSet<_> = items.iter().map(Value::to_string).collect();
            json!(sorted)
        }
        // The case of schemes and header names does not matter.
        ("scheme", Value::String(text)) => json!(text.to_lowercase()),
        ("name", Value::String(text)) if object.text("in") == Some("header") => {
            json!(text.to_lowercase())
        }
        (_, value) => value,
    })
}

/// Returns a value as far as it matters: `1` and `1.0` are one number, and the descriptions of the scopes
/// of a security scheme are documentation.
pub(super) fn plain(key: &str, value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => json!(float as i64),
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| plain("", item)).collect(),
        Value::Object(scopes) if key == "scopes" => scopes.keys().map(|name| json!(name)).collect(),
        Value::Object(object) => {
            let entries = object.iter();
            entries
                .map(|(key, value)| (key.clone(), plain(key, value)))
                .collect()
        }
        value => value.clone(),
    }
}

fn default_style(object: &Object<'_>) -> Option<&'static str> {
    Some(match object.text("in") {
        Some("query" | "cookie") => "form",
        Some("path" | "header") | None => "simple",
        Some(_) => return None,
    })
}

fn default_explode(object: &Object<'_>) -> Option<bool> {
    let style = object.text("style").or_else(|| default_style(object));
    Some(style == Some("form"))
}

/// Returns the keys of a kind of object whose values the walk compares on their own.
pub(crate) fn walked(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Api => &["paths", "components", "servers"],
        Kind::Path => &[
            "get",
            "put",
            "post",
            "delete",
            "options",
            "head",
            "patch",
            "trace",
            "parameters",
            "servers",
        ],
        Kind::Operation => &[
            "parameters",
            "requestBody",
            "responses",
            "servers",
            "callbacks",
        ],
        Kind::Parameter | Kind::Header => &["content"],
        Kind::Body => &["content"],
        Kind::Response => &["content", "headers"],
        Kind::Media => &["schema"],
        // The entries of a value are added and removed with the value.
        Kind::Schema => &["items", "x-enum-descriptions", "x-enum-names"],
        Kind::Server => &["variables"],
        // The keys of a callback are addresses, which the walk names itself.
        Kind::Callback => &[],
        Kind::SecurityScheme | Kind::ServerVariable | Kind::Example | Kind::Extensions => &[],
    }
}
