//! The operations of the spec, with their bodies as self-contained JSON Schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::spec::{Endpoint, endpoints, examples, root};
use crate::stub::Canned;

/// An operation as the spec describes it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its method, in upper case.
    pub method: String,
    /// Its path, with parameters in braces.
    pub path: String,
    /// Its `x-retry-class`.
    pub retry_class: String,
    /// The names of its query parameters.
    pub query: BTreeSet<String>,
    /// The schema of its body, in JSON Schema 2020-12, with all references replaced by their targets and
    /// unknown properties forbidden.
    pub body: Option<Value>,
    /// The first example of its response, if that is JSON.
    pub example: Option<Value>,
    media_type: String,
    unwrap: Option<String>,
}

impl Operation {
    /// Returns the value in the first example, without the envelope around it.
    pub fn example_value(&self) -> Option<&Value> {
        let example = self.example.as_ref()?;
        match &self.unwrap {
            Some(key) => example.get(key),
            None => Some(example),
        }
    }

    /// Returns the response of the spec's first example.
    pub fn example_response(&self) -> Canned {
        match &self.example {
            Some(example) => Canned::json("200 OK", &[], &example.to_string()),
            None => {
                let media_type = self.media_type.replace('*', "mpeg");
                Canned::new("200 OK", &[("content-type", &media_type)], b"ID3")
            }
        }
    }
}

/// Returns all operations, by id.
pub fn operations() -> &'static BTreeMap<String, Operation> {
    static OPERATIONS: LazyLock<BTreeMap<String, Operation>> = LazyLock::new(read);
    &OPERATIONS
}

fn read() -> BTreeMap<String, Operation> {
    let operations = endpoints().map(|endpoint| (endpoint.id.to_owned(), operation(&endpoint)));
    operations.collect()
}

fn operation(endpoint: &Endpoint<'_>) -> Operation {
    let described = endpoint.value;
    let parameters = described["parameters"].as_array().into_iter().flatten();
    let responses = described.pointer("/responses/200/content");
    let mut media_types = responses.and_then(Value::as_object).unwrap().keys();
    let example = endpoint
        .response()
        .and_then(|response| examples(response).next());
    Operation {
        method: endpoint.method.clone(),
        path: endpoint.path.to_owned(),
        retry_class: described["x-retry-class"].as_str().unwrap().to_owned(),
        query: parameters
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
            .collect(),
        body: endpoint
            .body()
            .map(|body| expanded(root(), &body["schema"])),
        example: example.map(|(_, value)| value.clone()),
        media_type: media_types.next().cloned().unwrap(),
        unwrap: described["x-unwrap"].as_str().map(str::to_owned),
    }
}

/// Returns a schema in JSON Schema 2020-12, with references and compositions replaced by their content, and
/// unknown properties forbidden.
pub fn expanded(root: &Value, schema: &Value) -> Value {
    let mut flat = Map::new();
    merge(root, schema, &mut flat);
    if flat.remove("exclusiveMinimum") == Some(json!(true)) {
        let bound = flat.remove("minimum").unwrap();
        flat.insert("exclusiveMinimum".to_owned(), bound);
    }
    if flat.contains_key("properties") {
        flat.insert("additionalProperties".to_owned(), json!(false));
    }
    if flat.remove("nullable") == Some(json!(true)) {
        if let Some(of) = flat.get("type").cloned() {
            flat.insert("type".to_owned(), json!([of, "null"]));
        }
        if let Some(Value::Array(members)) = flat.get_mut("oneOf") {
            members.push(json!({"type": "null"}));
        }
        if let Some(Value::Array(values)) = flat.get_mut("enum") {
            values.push(Value::Null);
        }
    }
    Value::Object(flat)
}

fn merge(root: &Value, schema: &Value, flat: &mut Map<String, Value>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).unwrap();
        return merge(root, target, flat);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        merge(root, part, flat);
    }
    for (keyword, value) in schema.as_object().unwrap() {
        let value = match (keyword.as_str(), value) {
            ("allOf" | "description" | "discriminator", _) => continue,
            ("properties", Value::Object(properties)) => {
                let all = flat.entry("properties").or_insert_with(|| json!({}));
                for (name, property) in properties {
                    all[name] = expanded(root, property);
                }
                continue;
            }
            ("required", Value::Array(names)) => {
                let all = flat.entry("required").or_insert_with(|| json!([]));
                all.as_array_mut().unwrap().extend(names.iter().cloned());
                continue;
            }
            ("items" | "additionalProperties", Value::Object(_)) => expanded(root, value),
            ("oneOf", Value::Array(members)) => members
                .iter()
                .map(|member| expanded(root, member))
                .collect(),
            (_, value) => value.clone(),
        };
        flat.insert(keyword.clone(), value);
    }
}

/// A property of a body.
#[derive(Clone, Copy, Debug)]
pub struct Property<'s> {
    /// Its schema.
    pub schema: &'s Value,
    /// True if it is required.
    pub is_required: bool,
    /// True if it may be `null`.
    pub is_nullable: bool,
}

/// Returns the properties in the schema of a body at every depth, by path, as in `voice.speed` or
/// `faq_items[].answer`.
pub fn properties(body: &Value) -> BTreeMap<String, Property<'_>> {
    let mut found = BTreeMap::new();
    visit(body, "", &mut found);
    found
}

fn visit<'s>(schema: &'s Value, path: &str, found: &mut BTreeMap<String, Property<'s>>) {
    let lists = |list: &Value, text: &str| {
        let mut items = list.as_array().into_iter().flatten();
        items.any(|item| item == text)
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = below(path, name);
        visit(property, &path, found);
        let of = Property {
            schema: property,
            is_required: lists(&schema["required"], name),
            is_nullable: lists(&property["type"], "null"),
        };
        found.insert(path, of);
    }
    if let Some(items) = schema.get("items") {
        visit(items, &format!("{path}[]"), found);
    }
    for member in schema["oneOf"].as_array().into_iter().flatten() {
        visit(member, path, found);
    }
}

/// Returns the values in a body, with their paths in the form of [`properties`].
pub fn values(body: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    collect(body, "", &mut found);
    found
}

fn collect<'b>(value: &'b Value, path: &str, found: &mut Vec<(String, &'b Value)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = below(path, name);
                found.push((path.clone(), value));
                collect(value, &path, found);
            }
        }
        Value::Array(items) => {
            let path = format!("{path}[]");
            items.iter().for_each(|item| collect(item, &path, found));
        }
        _ => {}
    }
}

fn below(path: &str, name: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    format!("{path}{dot}{name}")
}
