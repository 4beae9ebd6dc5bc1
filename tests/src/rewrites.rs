//! Other ways to write the same spec.

use proptest::sample::Index;
use serde_json::{Map, Value, json};
use xtask::codegen::walk::escape;

/// A kind of rewrite.
#[derive(Clone, Copy, Debug)]
pub enum Rewrite {
    /// A `$ref` to a schema is replaced by its target.
    Inline,
    /// An inline schema gets a name.
    Name,
    /// A `$ref` is wrapped in an `allOf` of one member.
    Wrap,
    /// A list that is a set, such as `required`, is reversed.
    Reverse,
    /// Defaults are written out.
    SayDefault,
}

impl Rewrite {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Inline,
        Self::Name,
        Self::Wrap,
        Self::Reverse,
        Self::SayDefault,
    ];
}

/// Rewrites one location of a spec, chosen by `index`, if there is one.
pub fn rewrite(spec: &mut Value, kind: Rewrite, index: Index) {
    let pointers: Vec<String> = schemas(spec)
        .into_iter()
        .filter(|pointer| fits(spec, pointer, kind))
        .collect();
    if pointers.is_empty() {
        return;
    }
    let pointer = index.get(&pointers).clone();
    let Some(old) = spec.pointer(&pointer).cloned() else {
        return;
    };
    let new = match kind {
        Rewrite::Inline => target(spec, &old).unwrap_or(old),
        Rewrite::Name => {
            let name = format!("Named{}", pointer.len() * 1000 + pointers.len());
            spec["components"]["schemas"][&name] = old;
            json!({ "$ref": format!("#/components/schemas/{name}") })
        }
        Rewrite::Wrap => json!({ "allOf": [old] }),
        Rewrite::Reverse => reversed(old),
        Rewrite::SayDefault => said(old),
    };
    if let Some(schema) = spec.pointer_mut(&pointer) {
        *schema = new;
    }
}

fn fits(spec: &Value, pointer: &str, kind: Rewrite) -> bool {
    let Some(schema) = spec.pointer(pointer) else {
        return false;
    };
    let refers = schema.get("$ref").is_some();
    // A member of a union with a discriminator is known by its name.
    let in_union = pointer.contains("/oneOf/") || pointer.contains("/anyOf/");
    // The definition of a named schema stays where it is.
    let is_definition =
        pointer.split('/').count() == 4 && pointer.starts_with("/components/schemas/");
    match kind {
        Rewrite::Inline => refers && !in_union && target(spec, schema).is_some(),
        Rewrite::Name => !refers && !in_union && !is_definition && schema.is_object(),
        Rewrite::Wrap => refers && !in_union,
        Rewrite::Reverse => ["required", "enum", "oneOf", "anyOf"]
            .iter()
            .any(|key| schema.get(key).is_some_and(Value::is_array)),
        Rewrite::SayDefault => !refers && schema.is_object(),
    }
}

fn target(spec: &Value, schema: &Value) -> Option<Value> {
    let reference = schema.get("$ref")?.as_str()?;
    spec.pointer(reference.strip_prefix('#')?).cloned()
}

fn reversed(mut schema: Value) -> Value {
    for key in ["required", "enum", "oneOf", "anyOf"] {
        if let Some(Value::Array(items)) = schema.get_mut(key) {
            items.reverse();
        }
    }
    schema
}

fn said(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        let mut say = |key: &str, value: Value| {
            object.entry(key).or_insert(value);
        };
        for key in ["nullable", "deprecated", "readOnly", "writeOnly"] {
            say(key, json!(false));
        }
    }
    schema
}

/// The pointers of all schemas.
fn schemas(spec: &Value) -> Vec<String> {
    let mut found = Vec::new();
    below(spec, "", &mut found);
    found
}

fn below(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => entries(object, pointer, found),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                below(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn entries(object: &Map<String, Value>, pointer: &str, found: &mut Vec<String>) {
    for (key, value) in object {
        let here = format!("{pointer}/{}", escape(key));
        match (key.as_str(), value) {
            ("example" | "examples" | "default" | "enum" | "x-enum-descriptions", _) => {}
            ("schema" | "items" | "additionalProperties" | "not", Value::Object(_)) => {
                found.push(here.clone());
                below(value, &here, found);
            }
            ("properties" | "schemas", Value::Object(named)) => {
                for (name, schema) in named {
                    let here = format!("{here}/{}", escape(name));
                    found.push(here.clone());
                    below(schema, &here, found);
                }
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                for (index, member) in members.iter().enumerate() {
                    let here = format!("{here}/{index}");
                    found.push(here.clone());
                    below(member, &here, found);
                }
            }
            _ => below(value, &here, found),
        }
    }
}
