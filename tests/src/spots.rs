//! The locations in a value, each with facts from the schema.

use serde_json::{Map, Value};

use crate::schema::Schema;

/// A location in a value.
#[derive(Clone, Debug)]
pub struct Spot {
    /// JSON pointer.
    pub pointer: String,
    /// Path in the schema, as in [`Location`](crate::positions::Location).
    pub path: String,
    /// The named type that has it, and its name there: `Call.status`, `Call.call_attempts[]`.
    pub name: String,
    /// The JSON type; none if any value is allowed.
    pub kind: Option<String>,
    /// True if it may be null.
    pub nullable: bool,
    /// True if only certain strings are allowed.
    pub is_enum: bool,
    /// True if it has properties, so that other keys are not data.
    pub is_closed: bool,
}

impl Spot {
    /// Returns the whole value with `other` at this location.
    pub fn replaced_in(&self, whole: &Value, other: Value) -> Value {
        let mut whole = whole.clone();
        *whole.pointer_mut(&self.pointer).expect("the location") = other;
        whole
    }

    /// Returns the whole value without this property; none if this is not a property.
    pub fn removed_from(&self, whole: &Value) -> Option<Value> {
        let mut whole = whole.clone();
        let (parent, key) = self.pointer.rsplit_once('/')?;
        let parent = whole.pointer_mut(parent)?.as_object_mut()?;
        let is_property = !self.name.ends_with("{}");
        (is_property && parent.remove(key).is_some()).then_some(whole)
    }
}

/// Returns every location in `value`, a value of `schema`, parents before children. Names of locations
/// outside any named type begin with `top`.
pub fn spots(root: &Value, schema: &Value, value: &Value, top: &str) -> Vec<Spot> {
    let mut walk = Walk {
        root,
        found: Vec::new(),
    };
    walk.visit(schema, value, Way::default().named(top));
    walk.found
}

struct Walk<'a> {
    root: &'a Value,
    found: Vec<Spot>,
}

/// The path to a location, in its three forms.
#[derive(Clone, Default)]
struct Way {
    pointer: String,
    path: String,
    name: String,
}

impl Way {
    fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    fn step(&self, key: &str, path: &str) -> Self {
        Self {
            pointer: format!("{}/{key}", self.pointer),
            path: format!("{}{path}", self.path),
            name: format!("{}{path}", self.name),
        }
    }
}

impl Walk<'_> {
    fn visit(&mut self, schema: &Value, value: &Value, way: Way) {
        let schema = Schema::new(self.root, schema);
        self.found.push(Spot {
            pointer: way.pointer.clone(),
            path: way.path.clone(),
            name: way.name.clone(),
            kind: schema.kind.map(str::to_owned),
            nullable: schema.nullable,
            is_enum: !schema.values.is_empty(),
            is_closed: !schema.properties.is_empty(),
        });
        self.visit_parts(&schema, value, way);
    }

    fn visit_parts(&mut self, schema: &Schema<'_>, value: &Value, way: Way) {
        // In a union, the parts of the member that has the value's tag, or else its JSON type.
        for member in &schema.members {
            let member = Schema::new(self.root, member);
            let tag = member.tag(self.root);
            let mut texts = value.as_object().into_iter().flat_map(Map::values);
            if texts.any(|text| text == tag) || kind(value) == tag {
                let mut way = way.clone();
                way.path.push_str(&format!("<{tag}>"));
                self.visit_parts(&member, value, way);
            }
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    if let Some(property) = schema.properties.get(key.as_str()) {
                        let owner = schema.name.unwrap_or(&way.name);
                        let below = way.step(key, &format!("/{key}"));
                        self.visit(property, value, below.named(&format!("{owner}.{key}")));
                    } else if let Some(values) = schema.map_values.filter(|it| it.is_object()) {
                        self.visit(values, value, way.step(key, "{}"));
                    }
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    if let Some(items) = schema.items {
                        self.visit(items, value, way.step(&index.to_string(), "[]"));
                    }
                }
            }
            _ => {}
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "object",
        Value::String(_) => "string",
        _ => "other",
    }
}
