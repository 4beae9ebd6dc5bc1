//! Limits that lowering took off a schema and kept beside it.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value};

use crate::codegen::lower::{LIMIT_KEYWORDS, LIMITS};
use crate::codegen::model::{Limit, Ty};

/// Returns the limits of a property.
pub(super) fn of_property(schema: &Schema, ty: &Ty) -> Vec<Limit> {
    let mut limits = limits(schema);
    // Whatever a time is called in the spec, one that is sent is a moment.
    if *ty.innermost() == Ty::Time && !limits.iter().any(Limit::has_form) {
        limits.push(Limit::Form("DateTime"));
    }
    limits
}

fn limits(schema: &Schema) -> Vec<Limit> {
    let none = Map::new();
    let kept = super::extension(schema, LIMITS).and_then(Value::as_object);
    let kept = kept.unwrap_or(&none);
    let is_exclusive = |bound: &str| kept.get(bound).and_then(Value::as_bool) == Some(true);
    let keys = LIMIT_KEYWORDS.iter();
    let mut limits: Vec<_> = keys
        .filter_map(|key| Some((*key, kept.get(*key)?)))
        .filter_map(|(key, value)| match key {
            "minLength" | "minItems" if value == 0 => None,
            "minLength" | "minItems" => value.as_u64().map(Limit::MinLength),
            "maxLength" | "maxItems" => value.as_u64().map(Limit::MaxLength),
            "minimum" if is_exclusive("exclusiveMinimum") => value.as_f64().map(Limit::Above),
            "minimum" => value.as_f64().map(Limit::Minimum),
            "maximum" if is_exclusive("exclusiveMaximum") => value.as_f64().map(Limit::Below),
            "maximum" => value.as_f64().map(Limit::Maximum),
            "format" | "x-format" => form(value.as_str()?).map(Limit::Form),
            _ => None,
        })
        .collect();
    let each = match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => match &array.items {
            Some(ReferenceOr::Item(items)) => self::limits(items),
            _ => Vec::new(),
        },
        SchemaKind::Type(Type::Object(object)) => match &object.additional_properties {
            Some(AdditionalProperties::Schema(values)) => {
                values.as_item().map(self::limits).unwrap_or_default()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    if !each.is_empty() {
        limits.push(Limit::Each(each));
    }
    limits
}

/// Returns the runtime's name of a form.
fn form(format: &str) -> Option<&'static str> {
    Some(match format {
        "e164" => "E164",
        "time-of-day" => "TimeOfDay",
        "iana-time-zone" => "IanaTimeZone",
        "date-time" => "DateTime",
        "email" => "Email",
        "snake-case" => "SnakeCase",
        "lookup-url" => "LookupUrl",
        "uri" => "Uri",
        _ => return None,
    })
}
