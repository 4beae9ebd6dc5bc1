//! Limits that are checked on requests.

use serde_json::Value;

use crate::codegen::model::{Limit, Ty};

/// The largest integer up to which doubles represent all integers exactly. The client sends none beyond it,
/// whatever the spec says.
pub const SAFE: i64 = 9_007_199_254_740_991;

/// Returns a bound of a number, unless it is the bound that holds for every integer in a request.
pub(super) fn bound(schema: &Value, key: &str) -> Option<f64> {
    let bound = schema.get(key)?;
    let goes_without_saying =
        bound.as_i64().is_some_and(|bound| bound.abs() == SAFE) && schema["type"] == "integer";
    bound.as_f64().filter(|_| !goes_without_saying)
}

/// Returns the number under the first of the keys that a schema has.
pub(super) fn count(schema: &Value, keys: [&str; 2]) -> Option<u64> {
    keys.into_iter().find_map(|key| schema.get(key)?.as_u64())
}

/// Returns the limits of a property.
pub(super) fn of_property(schema: &Value, ty: &Ty) -> Vec<Limit> {
    let mut limits = limits(schema);
    // A time in a request needs an offset, whatever format the spec gives it.
    if *ty.innermost() == Ty::Time && !limits.iter().any(Limit::has_form) {
        limits.push(Limit::Form("DateTime"));
    }
    limits
}

fn limits(schema: &Value) -> Vec<Limit> {
    let least = count(schema, ["minLength", "minItems"]).filter(|least| *least > 0);
    let most = count(schema, ["maxLength", "maxItems"]);
    let minimum = bound(schema, "minimum").map(match schema["exclusiveMinimum"] == true {
        true => Limit::Above,
        false => Limit::Minimum,
    });
    let maximum = bound(schema, "maximum").map(match schema["exclusiveMaximum"] == true {
        true => Limit::Below,
        false => Limit::Maximum,
    });
    let counts = [least.map(Limit::MinLength), most.map(Limit::MaxLength)];
    let forms = ["format", "x-format"].map(|key| schema[key].as_str().and_then(form));
    let parts = ["items", "additionalProperties"].into_iter();
    let each: Vec<_> = parts
        .filter_map(|key| schema.get(key))
        .flat_map(limits)
        .collect();
    let each = (!each.is_empty()).then_some(Limit::Each(each));
    let limits = counts.into_iter().chain([minimum, maximum]).chain(forms);
    limits.chain([each]).flatten().collect()
}

/// Values of `x-format`, with the runtime's names of these forms.
pub const FORMS: &[(&str, &str)] = &[
    ("e164", "E164"),
    ("iana-time-zone", "IanaTimeZone"),
    ("lookup-url", "LookupUrl"),
    ("snake-case", "SnakeCase"),
    ("time-of-day", "TimeOfDay"),
];

/// Values of `format` that are checked as well.
const FORMATS: &[(&str, &str)] = &[
    ("date-time", "DateTime"),
    ("email", "Email"),
    ("uri", "Uri"),
];

fn form(format: &str) -> Option<Limit> {
    let mut forms = FORMS.iter().chain(FORMATS);
    let form = forms.find(|(name, _)| *name == format);
    form.map(|(_, form)| Limit::Form(form))
}
