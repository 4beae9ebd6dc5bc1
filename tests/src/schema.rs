//! Schemas of OpenAPI 3.0, merged with everything that they refer to or are composed of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// A schema, merged with everything that it refers to or is composed of.
#[derive(Debug, Default)]
pub struct Schema<'a> {
    /// Its name, if it is a named schema.
    pub name: Option<&'a str>,
    /// The JSON type, `union` or `binary`; `None` if any value is allowed.
    pub kind: Option<&'a str>,
    /// True if it may be null.
    pub nullable: bool,
    /// Properties of an object.
    pub properties: BTreeMap<&'a str, &'a Value>,
    /// The required properties.
    pub required: BTreeSet<&'a str>,
    /// Values of an enum.
    pub values: Vec<&'a Value>,
    /// Schema of the items of a list.
    pub items: Option<&'a Value>,
    /// Schema of the values of a map, or `true` for anything.
    pub map_values: Option<&'a Value>,
    /// Members of a union.
    pub members: Vec<&'a Value>,
    /// Keywords beside its type, such as its limits.
    pub keywords: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Schema<'a> {
    /// Merges everything that `schema` says, directly or not.
    pub fn new(root: &'a Value, schema: &'a Value) -> Self {
        let mut whole = Self::default();
        whole.merge(root, schema);
        whole
    }

    fn merge(&mut self, root: &'a Value, schema: &'a Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next();
            self.name = self.name.or(name);
            return self.merge(root, resolved(root, schema));
        }
        let known = ["allOf", "oneOf", "type", "x-any-json"];
        let says_what = known.iter().any(|key| schema.get(key).is_some());
        assert!(says_what && schema.get("anyOf").is_none(), "{schema:#}");
        let list = |key: &str| schema[key].as_array().into_iter().flatten();
        for part in list("allOf") {
            self.merge(root, part);
        }
        self.nullable |= schema["nullable"] == true;
        self.properties.extend(entries(&schema["properties"]));
        let required = list("required").filter_map(Value::as_str);
        self.required.extend(required);
        self.values.extend(list("enum"));
        self.members.extend(list("oneOf"));
        self.items = self.items.or(schema.get("items"));
        let map_values = schema.get("additionalProperties");
        self.map_values = self.map_values.or(map_values);
        self.keywords.extend(entries(schema));
        self.kind = match schema["type"].as_str() {
            Some(_) if schema["format"] == "binary" => Some("binary"),
            None if !self.members.is_empty() => Some("union"),
            kind => self.kind.or(kind),
        };
    }

    /// Returns what distinguishes this member of a union from the others: the one value of some
    /// property, or the JSON type.
    pub fn tag(&self, root: &'a Value) -> &'a str {
        let tag = self.properties.values().find_map(|property| {
            match Self::new(root, property).values.as_slice() {
                [value] => value.as_str(),
                _ => None,
            }
        });
        tag.or(self.kind).expect("a type")
    }
}

/// Returns the target of a reference or of a chain of references.
pub fn resolved<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    while let Some(reference) = value["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#'));
        value = target.expect("a reference to something");
    }
    value
}

/// Returns the entries of an object; none for any other value.
pub fn entries(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let entries = object.as_object().into_iter().flat_map(Map::iter);
    entries.map(|(name, value)| (name.as_str(), value))
}
