//! Limits that are checked on requests.

use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaKind, StringType, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::extension;
use crate::codegen::model::{Limit, Ty};

/// The largest integer that a double represents exactly, as all smaller ones. The client sends none
/// beyond it, whatever the spec says.
pub const SAFE: i64 = 9_007_199_254_740_991;

/// Returns true for the bound of every integer in a request.
pub(super) fn goes_without_saying(bound: i64) -> bool {
    bound.abs() == SAFE
}

/// Returns the limits of a property.
pub(super) fn of_property(schema: &Schema, ty: &Ty) -> Vec<Limit> {
    let mut limits = limits(schema);
    // A time in a request needs an offset, whatever format the spec gives it.
    if *ty.innermost() == Ty::Time && !limits.iter().any(Limit::has_form) {
        limits.push(Limit::Form("DateTime"));
    }
    limits
}

fn limits(schema: &Schema) -> Vec<Limit> {
    let mut limits = Vec::new();
    let mut each = Vec::new();
    let SchemaKind::Type(ty) = &schema.schema_kind else {
        return limits;
    };
    match ty {
        Type::String(text) => {
            limits.extend(counts(text.min_length, text.max_length));
            limits.extend(format_of(text).and_then(|format| form(&format)));
        }
        Type::Number(number) => limits.extend(range(
            (number.minimum, number.exclusive_minimum),
            (number.maximum, number.exclusive_maximum),
        )),
        Type::Integer(integer) => {
            let bound = |bound: Option<i64>| {
                let bound = bound.filter(|bound| !goes_without_saying(*bound));
                bound.map(|bound| bound as f64)
            };
            limits.extend(range(
                (bound(integer.minimum), integer.exclusive_minimum),
                (bound(integer.maximum), integer.exclusive_maximum),
            ));
        }
        Type::Array(array) => {
            limits.extend(counts(array.min_items, array.max_items));
            if let Some(ReferenceOr::Item(items)) = &array.items {
                each = self::limits(items);
            }
        }
        Type::Object(object) => {
            if let Some(AdditionalProperties::Schema(values)) = &object.additional_properties
                && let ReferenceOr::Item(values) = &**values
            {
                each = self::limits(values);
            }
        }
        Type::Boolean(_) => {}
    }
    let ours = extension(schema, "x-format").and_then(Value::as_str);
    limits.extend(ours.and_then(form));
    if !each.is_empty() {
        limits.push(Limit::Each(each));
    }
    limits
}

fn counts(least: Option<usize>, most: Option<usize>) -> impl Iterator<Item = Limit> {
    let least = least.filter(|least| *least > 0);
    let least = least.map(|least| Limit::MinLength(least as u64));
    let most = most.map(|most| Limit::MaxLength(most as u64));
    least.into_iter().chain(most)
}

/// Returns the limits of a number, given each bound and whether it is exclusive.
fn range(least: (Option<f64>, bool), most: (Option<f64>, bool)) -> impl Iterator<Item = Limit> {
    let least = match least {
        (least, true) => least.map(Limit::Above),
        (least, false) => least.map(Limit::Minimum),
    };
    let most = match most {
        (most, true) => most.map(Limit::Below),
        (most, false) => most.map(Limit::Maximum),
    };
    least.into_iter().chain(most)
}

/// Returns the format of a text as the spec names it.
pub(super) fn format_of(text: &StringType) -> Option<String> {
    match &text.format {
        VariantOrUnknownOrEmpty::Item(format) => {
            let name = serde_json::to_value(format).ok()?;
            name.as_str().map(str::to_owned)
        }
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

/// Returns the limit for a format or form, with the runtime's name for it.
fn form(format: &str) -> Option<Limit> {
    Some(Limit::Form(match format {
        "e164" => "E164",
        "time-of-day" => "TimeOfDay",
        "iana-time-zone" => "IanaTimeZone",
        "date-time" => "DateTime",
        "email" => "Email",
        "snake-case" => "SnakeCase",
        "lookup-url" => "LookupUrl",
        "uri" => "Uri",
        _ => return None,
    }))
}
