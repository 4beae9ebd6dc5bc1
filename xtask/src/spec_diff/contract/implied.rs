//! Limits that follow from other keys of the same schema: to lose or gain one changes nothing.

use serde_json::Value;

use crate::spec_diff::openapi::{Object, Shape};

/// Leaves out on both sides what says nothing beyond the types and enums.
pub(super) fn left_out<'s>(base: Object<'s>, head: Object<'s>) -> (Object<'s>, Object<'s>) {
    let (base, head) = by_type(base, head);
    let (base, head) = by_enum(base, head);
    let (base, head) = by_exclusion(base, head, "minimum", "exclusiveMinimum");
    by_exclusion(base, head, "maximum", "exclusiveMaximum")
}

/// More than 0 and at least 1 are the same for integers. Where one limit is tighter than the other, it
/// says nothing that the other one was not allowed itself.
fn by_exclusion<'s>(
    mut base: Object<'s>,
    mut head: Object<'s>,
    limit: &'static str,
    exclusion: &'static str,
) -> (Object<'s>, Object<'s>) {
    let is_flag = |object: &Object<'_>| object.value(exclusion).is_none_or(Value::is_boolean);
    if !is_flag(&base) || !is_flag(&head) {
        return (base, head);
    }
    for object in [&mut base, &mut head] {
        if !object.keys.contains_key(limit) {
            object.keys.remove(exclusion);
        }
    }
    // What a change of the type does is reported with the type, so here only integers count.
    let integer = Shape::Type("integer");
    let of_integers = base.shape() == integer || head.shape() == integer;
    let sign = if limit == "minimum" { 1.0 } else { -1.0 };
    // The tighter, the greater.
    let tightness = |object: &Object<'_>| -> Option<(f64, bool)> {
        let number = object.number(limit)? * sign;
        Some(match (of_integers, object.flag(exclusion)) {
            (true, true) => (number.floor() + 1.0, false),
            (true, false) => (number.ceil(), false),
            (false, is_excluded) => (number, is_excluded),
        })
    };
    let (own, other) = (tightness(&base), tightness(&head));
    if own.is_some() && own == other {
        for object in [&mut base, &mut head] {
            object.keys.remove(limit);
            object.keys.remove(exclusion);
        }
    } else if own < other && !head.flag(exclusion) {
        base.keys.remove(exclusion);
    } else if other < own && !base.flag(exclusion) {
        head.keys.remove(exclusion);
    }
    (base, head)
}

/// An integer is a multiple of every unit fraction, and has no format of numbers with a fraction.
fn by_type<'s>(mut base: Object<'s>, mut head: Object<'s>) -> (Object<'s>, Object<'s>) {
    if base.shape() == head.shape() {
        return (base, head);
    }
    let integer = Shape::Type("integer");
    let number = if base.shape() == integer {
        &mut head
    } else {
        &mut base
    };
    let units = number.number("multipleOf").map(|part| 1.0 / part);
    if units.is_some_and(|units| (units - units.round()).abs() < 1e-9) {
        number.keys.remove("multipleOf");
    }
    if matches!(number.text("format"), Some("float" | "double")) {
        number.keys.remove("format");
    }
    (base, head)
}

/// The values of an enum have the lengths that they have.
fn by_enum<'s>(mut base: Object<'s>, mut head: Object<'s>) -> (Object<'s>, Object<'s>) {
    let is_enum = |object: &Object<'_>| object.keys.contains_key("enum");
    let (listed, free) = match (is_enum(&base), is_enum(&head)) {
        (true, false) => (&base, &mut head),
        (false, true) => (&head, &mut base),
        _ => return (base, head),
    };
    let values = listed.value("enum").and_then(Value::as_array);
    let lengths: Vec<f64> = values
        .into_iter()
        .flatten()
        .filter_map(|value| Some(value.as_str()?.chars().count() as f64))
        .collect();
    let (least, most) = (free.number("minLength"), free.number("maxLength"));
    let fits = |length: &f64| {
        least.is_none_or(|least| *length >= least) && most.is_none_or(|most| *length <= most)
    };
    if lengths.iter().all(fits) {
        for object in [&mut base, &mut head] {
            for key in ["minLength", "maxLength"] {
                object.keys.remove(key);
            }
        }
    }
    (base, head)
}
