//! What a check is given, and what it gives back.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Kind;
use crate::spec_diff::openapi::{ApiPairs, Counterparts, List, Object, Requirements};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::{Step, Subject};

/// Two objects that are each other's counterpart.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) base: &'a Object<'a>,
    pub(crate) head: &'a Object<'a>,
    /// What stands in the two objects by name, paired.
    pub(crate) lists: &'a [(List, Counterparts<'a>)],
    /// Whether HEAD requires the property that these are.
    pub(crate) is_required: bool,
    /// Whether these are the schema of a parameter that may be left out on both sides.
    pub(crate) is_optional_parameter: bool,
    /// Whether no value fits two members of either union.
    pub(crate) is_disjoint: bool,
    /// Keys below which the walk goes on by itself, besides those of the kind.
    pub(crate) walked: &'a [&'a str],
    /// The operations and named parts, where these are whole documents.
    pub(crate) api: Option<&'a ApiPairs<'a>>,
    /// The security that holds, where these are operations or documents that may say so.
    pub(crate) security: Option<(&'a Requirements, &'a Requirements)>,
}

impl<'a> Pair<'a> {
    /// Two objects and nothing else.
    pub(crate) fn of(base: &'a Object<'a>, head: &'a Object<'a>) -> Self {
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

    /// Returns whether the two objects say the same, so that no check finds anything.
    pub(crate) fn is_equal(&self) -> bool {
        self.api.is_none()
            && self.security.is_none_or(|(base, head)| base == head)
            && self.lists.iter().all(|(_, list)| list.is_equal())
            && self.base.is_equal(self.head)
    }

    /// What stands in a list of the two objects, paired.
    pub(crate) fn list(&self, list: List) -> impl Iterator<Item = &'a Counterparts<'a>> + use<'a> {
        let lists = self.lists.iter();
        lists
            .filter(move |(name, _)| *name == list)
            .map(|(_, counterparts)| counterparts)
    }

    /// A finding for each entry of a list that is at HEAD only and fits.
    pub(crate) fn added(
        &self,
        list: List,
        step: impl Fn(&str) -> Step,
        fits: impl Fn(&str, &Part<'_>) -> bool,
        text: &str,
    ) -> Vec<Found> {
        let added = self.list(list).flat_map(|counterparts| &counterparts.added);
        added
            .filter(|(name, part)| fits(name, part))
            .map(|(name, part)| self.one_sided(None, Some(part), step(name), text))
            .collect()
    }

    /// A finding for each entry of a list that is at BASE only and fits.
    pub(crate) fn removed(
        &self,
        list: List,
        step: impl Fn(&str) -> Step,
        fits: impl Fn(&str, &Part<'_>) -> bool,
        text: &str,
    ) -> Vec<Found> {
        let removed = self
            .list(list)
            .flat_map(|counterparts| &counterparts.removed);
        removed
            .filter(|(name, part)| fits(name, part))
            .map(|(name, part)| self.one_sided(Some(part), None, step(name), text))
            .collect()
    }

    /// A finding on something that one side has not; there, what is around it is pointed at.
    fn one_sided(
        &self,
        base: Option<&Part<'_>>,
        head: Option<&Part<'_>>,
        step: Step,
        text: &str,
    ) -> Found {
        let at = |part: Option<&Part<'_>>, around: &Object<'_>| {
            part.map_or_else(|| around.pointer.clone(), |part| part.pointer.clone())
        };
        Found {
            base: Some(at(base, self.base)),
            head: Some(at(head, self.head)),
            ..Found::of(text.to_owned()).step(step)
        }
    }

    /// One finding at a key, where `holds`.
    pub(crate) fn when(&self, holds: bool, key: &str, text: impl FnOnce() -> String) -> Vec<Found> {
        if holds {
            vec![self.at(key, text())]
        } else {
            Vec::new()
        }
    }

    /// A finding at a key.
    pub(crate) fn at(&self, key: &str, text: String) -> Found {
        Found {
            base: Some(self.base.at(key)),
            head: Some(self.head.at(key)),
            ..Found::of(text)
        }
    }

    /// A key that is text on both sides, and differs.
    pub(crate) fn texts(&self, key: &str) -> Option<(&'a str, &'a str)> {
        let (base, head) = (self.base.text(key)?, self.head.text(key)?);
        (base != head).then_some((base, head))
    }

    /// Whether a key is there at HEAD only.
    pub(crate) fn appears(&self, key: &str) -> bool {
        significant(key, self.base).is_none() && significant(key, self.head).is_some()
    }

    /// Whether a key is there at BASE only.
    pub(crate) fn vanishes(&self, key: &str) -> bool {
        significant(key, self.base).is_some() && significant(key, self.head).is_none()
    }

    /// Whether a key is there on both sides and differs.
    pub(crate) fn changes(&self, key: &str) -> bool {
        let (base, head) = (significant(key, self.base), significant(key, self.head));
        base.is_some() && head.is_some() && base != head
    }
}

/// What a check finds.
#[derive(Debug)]
pub(crate) struct Found {
    /// What changed, in one line.
    pub(crate) text: String,
    /// The heading, where it is not that of the objects looked at.
    pub(crate) subject: Option<Subject>,
    /// The step from the objects to what changed.
    pub(crate) step: Option<Step>,
    /// Where at BASE.
    pub(crate) base: Option<String>,
    /// Where at HEAD.
    pub(crate) head: Option<String>,
    /// The name at HEAD of what has another name at BASE.
    pub(crate) new_name: Option<String>,
}

impl Found {
    pub(crate) fn of(text: String) -> Self {
        Self {
            text,
            subject: None,
            step: None,
            base: None,
            head: None,
            new_name: None,
        }
    }

    pub(crate) fn step(self, step: Step) -> Self {
        Self {
            step: Some(step),
            ..self
        }
    }

    pub(crate) fn subject(self, subject: Subject) -> Self {
        Self {
            subject: Some(subject),
            ..self
        }
    }
}

/// Whether a parameter or body has to be there.
pub(crate) fn is_required(part: &Part<'_>) -> bool {
    part.get("required").is_some_and(|key| *key.value == true)
}

/// The value of a key as far as it means something: no defaults, lists that are sets in order.
pub(crate) fn significant(key: &str, object: &Object<'_>) -> Option<Value> {
    let value = object.value(key)?;
    let is_default = match key {
        "additionalProperties" => *value == json!(true) || *value == json!({}),
        "minLength" | "minItems" | "minProperties" => value.as_f64() == Some(0.0),
        "pattern" => *value == "",
        "style" => Some(value.as_str()) == default_style(object).map(Some),
        "explode" => value.as_bool() == default_explode(object),
        // An empty list says that no key is needed.
        "security" | "enum" | "default" | "example" => false,
        // An empty schema forbids or allows everything, which is not nothing.
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
        // Names of schemes and headers are the same in any letters.
        ("scheme", Value::String(text)) => json!(text.to_lowercase()),
        ("name", Value::String(text)) if object.text("in") == Some("header") => {
            json!(text.to_lowercase())
        }
        (_, value) => value,
    })
}

/// A value as far as it means something: `1` and `1.0` are one number, and what is said of the
/// scopes of a security scheme is documentation.
pub(crate) fn plain(key: &str, value: &Value) -> Value {
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

/// The keys of a kind of object below which the walk goes on by itself.
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
        // Of values that come or go, these come and go along.
        Kind::Schema => &["items", "x-enum-descriptions", "x-enum-names"],
        Kind::Server => &["variables"],
        // What stands in it by name, the walk knows.
        Kind::Callback => &[],
        Kind::SecurityScheme | Kind::ServerVariable | Kind::Example | Kind::Extensions => &[],
    }
}
