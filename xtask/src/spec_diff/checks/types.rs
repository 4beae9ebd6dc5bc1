//! Types, formats, nullability, defaults and deprecations.

use std::cmp::Ordering;

use super::Find::{Appears, By, Changes, If, Vanishes};
use super::Kind::{Header, Operation, Parameter, Schema};
use super::{BREAKS_BOTH, Found, NARROWER, Pair, Rule, SAFE, SAFE_BOTH, WIDER};
use crate::spec_diff::openapi::Shape;
use crate::spec_diff::verdict::Verdict;

const NARROW: Option<Ordering> = Some(Ordering::Less);
const WIDE: Option<Ordering> = Some(Ordering::Greater);

checks! {
    on [Schema], keys ["type"] {
        "type-changed": BREAKS_BOTH,
            "A value is of another JSON type.",
            By(|pair| types(pair, None));
        "type-narrowed" <-> "type-widened": NARROWER,
            "A value is of a type that allows less: any JSON → a type, number → integer.",
            By(|pair| types(pair, NARROW));
        "type-widened" <-> "type-narrowed": WIDER,
            "A value is of a type that allows more: integer → number, a type → any JSON.",
            By(|pair| types(pair, WIDE));
        "type-implied": SAFE,
            "The type is said on one side only; on the other it follows from what else is said, such as \
             `properties`.",
            If(type_is_implied, "the type is said on one side only");
    }
    on [Schema], keys ["nullable"] {
        "null-allowed" <-> "null-refused": WIDER,
            "A value may be null.", Appears("may be null");
        "null-refused" <-> "null-allowed": NARROWER,
            "A value may no longer be null.", Vanishes("may no longer be null");
    }
    on [Schema], keys ["format"] {
        "format-added" <-> "format-removed": NARROWER,
            "A value has to have a format.", Appears("has the format {head}");
        "format-removed" <-> "format-added": WIDER,
            "A value no longer has to have its format.", Vanishes("has no format; it was {base}");
        "format-narrowed" <-> "format-widened": NARROWER,
            "A number has to fit into less: int64 → int32, double → float.",
            By(|pair| formats(pair, NARROW));
        "format-widened" <-> "format-narrowed": WIDER,
            "A number may need more room: int32 → int64, float → double.",
            By(|pair| formats(pair, WIDE));
        "format-changed": BREAKS_BOTH,
            "A value has another format.",
            By(|pair| formats(pair, None));
    }
    on [Schema], keys ["x-format"] {
        "client-check-added" <-> "client-check-removed": NARROWER,
            "Requests have to keep to a form that our own client checks (`x-format`).",
            Appears("has an `x-format`");
        "client-check-removed" <-> "client-check-added": SAFE_BOTH,
            "Our own client no longer checks the form of a value (`x-format`).",
            Vanishes("has no `x-format`");
        "client-check-changed": NARROWER,
            "Requests have to keep to another form, which our own client checks (`x-format`).",
            Changes("has another `x-format`");
    }
    on [Schema], keys ["default"] {
        "default-changed": NARROWER,
            "Leaving a value out of a request means something else.",
            Changes("the default changes from {base} to {head}");
        "default-removed" <-> "default-added": NARROWER,
            "What it means to leave a value out of a request is no longer said.",
            Vanishes("has no default");
        "default-added" <-> "default-removed": SAFE_BOTH,
            "What it means to leave a value out of a request is said.",
            If(|pair| pair.appears("default") && !pair.is_optional_parameter, "has a default");
        "parameter-default-added" <-> "default-removed": Rule::directed(Verdict::Unknown, Verdict::Safe),
            "What it means to leave a parameter out is said. Whether it meant that before is for a person to \
             judge.",
            If(|pair| pair.appears("default") && pair.is_optional_parameter, "has a default");
    }
    on [Operation, Parameter, Header, Schema], keys ["deprecated"] {
        "deprecated" <-> "no-longer-deprecated": SAFE,
            "Something is announced to go away.", Appears("is deprecated");
        "no-longer-deprecated" <-> "deprecated": SAFE,
            "Something that was announced to go away stays.", Vanishes("is not deprecated");
    }
    on [Schema], keys ["$ref"] {
        "reference-changed": SAFE,
            "A place refers to another named schema, or stops or begins to refer to one. What that changes \
             on the wire is reported beside.",
            By(reference_changed);
    }
}

/// Finds types of which HEAD's allows less than BASE's, or more, or others (`None`).
fn types(pair: &Pair<'_>, wanted: Option<Ordering>) -> Vec<Found> {
    let (base, head) = (pair.base.shape(), pair.head.shape());
    let order = match (base, head) {
        (base, head) if base == head => Some(Ordering::Equal),
        // The members of a union are compared one by one.
        (Shape::Union, _) | (_, Shape::Union) => return Vec::new(),
        (Shape::Type("number"), Shape::Type("integer")) | (Shape::Any, _) => NARROW,
        (Shape::Type("integer"), Shape::Type("number")) | (_, Shape::Any) => WIDE,
        _ => None,
    };
    pair.when(order == wanted, "type", || {
        format!("the type changes from {base} to {head}")
    })
}

fn type_is_implied(pair: &Pair<'_>) -> bool {
    let same_shape = pair.base.shape() == pair.head.shape() && !pair.base.is_union();
    same_shape && (pair.appears("type") || pair.vanishes("type"))
}

/// Finds formats as [`types`] does types.
fn formats(pair: &Pair<'_>, wanted: Option<Ordering>) -> Vec<Found> {
    let Some((base, head)) = pair.texts("format") else {
        return Vec::new();
    };
    let order = match (base, head) {
        ("int64", "int32") | ("double", "float") => NARROW,
        ("int32", "int64") | ("float", "double") => WIDE,
        _ => None,
    };
    pair.when(order == wanted, "format", || {
        format!("the format changes from `{base}` to `{head}`")
    })
}

fn reference_changed(pair: &Pair<'_>) -> Vec<Found> {
    let (base, head) = (pair.base.name.as_deref(), pair.head.name.as_deref());
    pair.when(base != head, "$ref", || match (base, head) {
        (Some(base), Some(head)) => format!("refers to {head} instead of {base}"),
        (Some(base), None) => format!("is written in place instead of referring to {base}"),
        (None, Some(head)) => format!("refers to {head} instead of being written in place"),
        (None, None) => String::new(),
    })
}
