//! Random bodies that the spec allows, for laws that hold for all of them.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Returns values that `schema` allows. The schema is one of [`operations`](crate::operations), without
/// references.
///
/// Properties whose paths end in one of `never_null` are absent where they could be null.
pub fn allowed_by(schema: &Value, never_null: &'static [&'static str]) -> BoxedStrategy<Value> {
    Walk { never_null }.any(schema, "")
}

#[derive(Clone, Copy)]
struct Walk {
    never_null: &'static [&'static str],
}

impl Walk {
    fn any(self, schema: &Value, path: &str) -> BoxedStrategy<Value> {
        if let Some([of, null]) = schema["type"].as_array().map(Vec::as_slice) {
            assert_eq!(null, "null");
            let mut value = schema.clone();
            value["type"] = of.clone();
            let value = self.any(&value, path);
            let is_never_null = self.never_null.iter().any(|place| path.ends_with(place));
            return match is_never_null {
                true => value,
                false => prop_oneof![Just(Value::Null), value].boxed(),
            };
        }
        if let Some(values) = schema["enum"].as_array() {
            let values = values.iter().filter(|value| !value.is_null());
            return select(values.cloned().collect::<Vec<_>>()).boxed();
        }
        if let Some(members) = schema["oneOf"].as_array() {
            let members: Vec<_> = members
                .iter()
                .map(|member| self.any(member, path))
                .collect();
            return proptest::strategy::Union::new(members).boxed();
        }
        match schema["type"].as_str() {
            Some("object") => self.object(schema, path),
            Some("array") => {
                let items = self.any(&schema["items"], &format!("{path}[]"));
                vec(items, 0..3).prop_map(Value::from).boxed()
            }
            Some("boolean") => any::<bool>().prop_map(Value::from).boxed(),
            Some("integer") => integer(schema),
            Some("number") => number(schema),
            Some("string") => text(schema),
            // A time, which the spec does not type.
            None if schema["x-any-json"] == true => text(&json!({"format": "date-time"})),
            _ => panic!("what does {schema} allow?"),
        }
    }

    fn object(self, schema: &Value, path: &str) -> BoxedStrategy<Value> {
        let Some(properties) = schema["properties"].as_object() else {
            let values = match schema.get("additionalProperties") {
                Some(values @ Value::Object(_)) => self.any(values, path),
                _ => prop_oneof![
                    any::<i64>().prop_map(Value::from),
                    any::<String>().prop_map(Value::from)
                ]
                .boxed(),
            };
            let map = btree_map(any::<String>(), values, 0..3);
            return map.prop_map(|map| map.into_iter().collect()).boxed();
        };
        let required = schema["required"].as_array();
        let fields: Vec<_> = properties
            .iter()
            .map(|(name, property)| {
                let value = self.any(property, &format!("{path}.{name}"));
                let is_required = required.is_some_and(|names| names.contains(&json!(name)));
                let name = name.clone();
                let field = value.prop_map(move |value| (name.clone(), value));
                match is_required {
                    true => field.prop_map(Some).boxed(),
                    false => proptest::option::of(field).boxed(),
                }
            })
            .collect();
        let conditions: Vec<_> = properties
            .iter()
            .filter_map(|(name, property)| {
                let only_with = property["x-only-with"].as_object()?;
                Some((name.clone(), only_with.clone()))
            })
            .collect();
        fields
            .prop_map(move |fields| {
                let mut object: Map<_, _> = fields.into_iter().flatten().collect();
                for (name, only_with) in &conditions {
                    if only_with
                        .iter()
                        .any(|(other, value)| object.get(other) != Some(value))
                    {
                        object.remove(name);
                    }
                }
                Value::Object(object)
            })
            .boxed()
    }
}

/// Largest integer in a request.
const SAFE: i64 = 9_007_199_254_740_991;

fn integer(schema: &Value) -> BoxedStrategy<Value> {
    let above = schema["exclusiveMinimum"].as_i64().map(|bound| bound + 1);
    let least = above.or(schema["minimum"].as_i64()).unwrap_or(-SAFE);
    let most = schema["maximum"].as_i64().unwrap_or(SAFE);
    (least..=most).prop_map(Value::from).boxed()
}

/// Returns numbers in eighths, which every parser of decimal numbers reads exactly.
fn number(schema: &Value) -> BoxedStrategy<Value> {
    let bound = |keyword: &str, otherwise: f64| schema[keyword].as_f64().unwrap_or(otherwise) * 8.0;
    let (least, most) = (bound("minimum", -1e6).ceil(), bound("maximum", 1e6).floor());
    let eighths = least as i64..=most as i64;
    eighths
        .prop_map(|eighths| json!(eighths as f64 / 8.0))
        .boxed()
}

fn text(schema: &Value) -> BoxedStrategy<Value> {
    let form = schema.get("x-format").or(schema.get("format"));
    let form = match form.and_then(Value::as_str) {
        Some("e164") => r"\+[1-9][0-9]{1,14}",
        Some("time-of-day") => {
            r"([01]?[0-9]|2[0-3]):[0-5][0-9]|(0?[1-9]|1[0-2])(:[0-5][0-9])?[ap]m"
        }
        Some("iana-time-zone") => r"Europe/(Paris|Berlin|Zurich)|UTC|Asia/Tokyo",
        Some("date-time") => {
            r"20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-8]T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
        }
        Some("snake-case") => r"[a-z][a-z0-9_]{0,12}",
        Some("lookup-url") => r"https?://[a-z]{1,8}\.example/[a-z]{0,4}\{\{phone\}\}",
        Some("uri") => r"https?://[a-z]{1,8}\.example(/[a-z0-9]{0,8})?",
        Some("byte") => r"([A-Za-z0-9+/]{4}){0,8}",
        Some("password") | None => {
            let length = |keyword: &str| schema[keyword].as_u64().map(|length| length as usize);
            let least = length("minLength").unwrap_or(0);
            let most = length("maxLength").unwrap_or(least + 40);
            let characters = vec(any::<char>(), least..=most);
            return characters
                .prop_map(|text| String::from_iter(text).into())
                .boxed();
        }
        Some(form) => panic!("what is of the form `{form}`?"),
    };
    proptest::string::string_regex(form)
        .unwrap()
        .prop_map(Value::from)
        .boxed()
}
