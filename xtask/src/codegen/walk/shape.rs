use serde_json::Value;

/// Keywords that make a schema of other schemas.
const COMPOSITIONS: [&str; 4] = ["oneOf", "allOf", "anyOf", "not"];
/// Types of values without parts.
pub const SCALARS: [&str; 4] = ["string", "number", "integer", "boolean"];
/// Types of values with parts.
const CONTAINERS: [&str; 2] = ["object", "array"];

/// See [`shape`](super::Part::shape).
pub(super) fn shape(schema: &Value) -> &'static str {
    let has = |shape: &&str| match schema.get("type").and_then(Value::as_str) {
        Some(ty) => ty == *shape,
        None => schema.get(*shape).is_some(),
    };
    let types = SCALARS.into_iter().chain(CONTAINERS);
    let shape = types.chain(COMPOSITIONS).find(has);
    let shape = shape.filter(|shape| foreign(schema, shape).is_none());
    shape.unwrap_or_default()
}

/// Returns a keyword of a schema that has no meaning in schemas of a shape.
pub fn foreign<'s>(schema: &'s Value, shape: &str) -> Option<&'s str> {
    let mut keys = schema.as_object().into_iter().flatten();
    let key = keys.find(|(key, value)| !value.is_null() && !fits(shape, key, value));
    key.map(|(key, _)| key.as_str())
}

fn fits(shape: &str, key: &str, value: &Value) -> bool {
    let is_number = matches!(shape, "number" | "integer");
    match key {
        "pattern" | "minLength" | "maxLength" => shape == "string",
        "format" => shape == "string" || is_number,
        "enum" => {
            let mut values = value.as_array().into_iter().flatten();
            SCALARS.contains(&shape) && values.all(|value| value.is_null() || is_of(shape, value))
        }
        "minimum" | "maximum" | "multipleOf" => is_number && is_of(shape, value),
        "exclusiveMinimum" | "exclusiveMaximum" => is_number,
        "properties" | "required" | "additionalProperties" => shape == "object",
        "minProperties" | "maxProperties" => shape == "object",
        "items" | "minItems" | "maxItems" | "uniqueItems" => shape == "array",
        composition if COMPOSITIONS.contains(&composition) => shape == composition,
        _ => true,
    }
}

/// Returns true for a value of a scalar type.
fn is_of(shape: &str, value: &Value) -> bool {
    match shape {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        _ => false,
    }
}
