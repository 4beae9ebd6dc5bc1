//! Limits that other keys of the same schema imply: adding or removing one changes nothing.

use serde_json::Value;

use crate::spec_diff::openapi::{Object, Shape};

/// Removes the limits that say nothing beyond the types and enums of both sides.
pub(super) fn remove<'s>(base: &mut Object<'s>, head: &mut Object<'s>) {
    by_type(base, head);
    by_enum(base, head);
    by_exclusion(base, head, "minimum", "exclusiveMinimum");
    by_exclusion(base, head, "maximum", "exclusiveMaximum");
}

/// Removes limits that are equal with their exclusions: an integer above 0 is at least 1. If one limit is
/// tighter, removes the exclusion of the other, whose value the tighter limit forbids anyway.
fn by_exclusion<'s>(
    base: &mut Object<'s>,
    head: &mut Object<'s>,
    limit: &'static str,
    exclusion: &'static str,
) {
    let is_flag = |object: &Object<'_>| object.value(exclusion).is_none_or(Value::is_boolean);
    if !is_flag(base) || !is_flag(head) {
        return;
    }
    for object in [&mut *base, &mut *head] {
        if !object.keys.contains_key(limit) {
            object.keys.remove(exclusion);
        }
    }
    // A change of the type is reported as such, so here both count as integers.
    let integer = Shape::Type("integer");
    let of_integers = base.shape() == integer || head.shape() == integer;
    let sign = if limit == "minimum" { 1.0 } else { -1.0 };
    let tightness = |object: &Object<'_>| -> Option<(f64, bool)> {
        let number = object.number(limit)? * sign;
        Some(match (of_integers, object.flag(exclusion)) {
            (true, true) => (number.floor() + 1.0, false),
            (true, false) => (number.ceil(), false),
            (false, is_excluded) => (number, is_excluded),
        })
    };
    let (own, other) = (tightness(base), tightness(head));
    if own.is_some() && own == other {
        for object in [base, head] {
            object.keys.remove(limit);
            object.keys.remove(exclusion);
        }
    } else if own < other && !head.flag(exclusion) {
        base.keys.remove(exclusion);
    } else if other < own && !base.flag(exclusion) {
        head.keys.remove(exclusion);
    }
}

/// Removes limits that the type implies: integers are multiples of every unit fraction, and formats of
/// fractions do not restrict them.
fn by_type<'s>(base: &mut Object<'s>, head: &mut Object<'s>) {
    if base.shape() == head.shape() {
        return;
    }
    let number = match base.shape() == Shape::Type("integer") {
        true => head,
        false => base,
    };
    let units = number.number("multipleOf").map(|part| 1.0 / part);
    if units.is_some_and(|units| (units - units.round()).abs() < 1e-9) {
        number.keys.remove("multipleOf");
    }
    if matches!(number.text("format"), Some("float" | "double")) {
        number.keys.remove("format");
    }
}

/// Removes limits that the values of an enum imply.
fn by_enum<'s>(base: &mut Object<'s>, head: &mut Object<'s>) {
    let (listed, free) = match (base.value("enum"), head.value("enum")) {
        (Some(listed), None) => (listed, &*head),
        (None, Some(listed)) => (listed, &*base),
        _ => return,
    };
    let (least, most) = (free.number("minLength"), free.number("maxLength"));
    let values = listed.as_array().into_iter().flatten();
    let mut lengths = values.filter_map(|value| Some(value.as_str()?.chars().count() as f64));
    let fits = |length: f64| {
        least.is_none_or(|least| length >= least) && most.is_none_or(|most| length <= most)
    };
    if lengths.all(fits) {
        for object in [base, head] {
            object.keys.remove("minLength");
            object.keys.remove("maxLength");
        }
    }
}
