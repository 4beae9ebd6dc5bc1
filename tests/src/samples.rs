//! Sample values of a schema. They ignore limits, which nothing checks on responses.

use serde_json::{Map, Value, json};

use crate::schema::Schema;

/// Amount of optional data in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Only required properties.
    Least,
    /// All properties; null only where nothing else is allowed.
    Full,
    /// All properties, with null wherever that is allowed.
    Nulls,
}

/// Returns values that cover `schema`: the smallest, one with every null, and as many full ones as it takes
/// to show each value of its enums and each member of its unions.
pub fn samples(root: &Value, schema: &Value) -> Vec<Value> {
    let one = |fill, turn| sample(root, schema, fill, turn);
    let full = (0..turns(root, schema)).map(|turn| one(Fill::Full, turn));
    [one(Fill::Least, 0), one(Fill::Nulls, 0)]
        .into_iter()
        .chain(full)
        .collect()
}

fn turns(root: &Value, schema: &Value) -> usize {
    let this = Schema::new(root, schema);
    let map_values = this.map_values.filter(|values| values.is_object());
    let parts = this.properties.into_values().chain(this.items);
    let parts = parts.chain(map_values).chain(this.members.iter().copied());
    let here = this.values.len().max(this.members.len()).max(1);
    parts.map(|part| turns(root, part)).fold(here, usize::max)
}

/// Returns a value of `schema`.
///
/// `turn` chooses among the members of a union and the values of an enum, so that as many turns as
/// there are show all of them.
pub fn sample(root: &Value, schema: &Value, fill: Fill, turn: usize) -> Value {
    let this = Schema::new(root, schema);
    if this.nullable && fill != Fill::Full {
        return Value::Null;
    }
    let below = |schema| sample(root, schema, fill, turn);
    let pick = |list: &[&Value]| list.get(turn % list.len().max(1)).copied().cloned();
    if let Some(value) = pick(&this.values) {
        return value;
    }
    if let Some(member) = pick(&this.members) {
        return below(&member);
    }
    match this.kind {
        Some("object") => {
            let wanted = |name: &&str| fill != Fill::Least || this.required.contains(name);
            let properties = this.properties.iter().filter(|(name, _)| wanted(name));
            let mut object: Map<_, _> = properties
                .map(|(name, schema)| ((*name).to_owned(), below(schema)))
                .collect();
            if fill != Fill::Least
                && let Some(values) = this.map_values
            {
                let value = if values.is_object() {
                    below(values)
                } else {
                    json!([1.5, "x", null])
                };
                object.insert("key".to_owned(), value);
            }
            object.into()
        }
        Some("array") if fill == Fill::Least => json!([]),
        Some("array") => {
            let items = this.items.expect("items");
            // A list of an enum shows all of it.
            let values = Schema::new(root, items).values.len().max(1);
            (0..values)
                .map(|more| sample(root, items, fill, turn + more))
                .collect()
        }
        Some("string") => "some text".into(),
        Some("boolean") => turn.is_multiple_of(2).into(),
        Some("integer") => json!(7),
        Some("number") => json!(7.25),
        _ => "2026-06-09T08:05:00Z".into(),
    }
}
