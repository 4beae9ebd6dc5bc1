//! Types, formats, nullability, defaults and deprecations.

use std::cmp::Ordering;

use super::Find::{Appears, By, Changes, If, Vanishes};
use super::Kind::{Header, Operation, Parameter, Schema};
use super::{BREAKS_BOTH, Found, NARROWER, Pair, Rule, SAFE, SAFE_BOTH, WIDER};
use crate::spec_diff::openapi::Shape;
use crate::spec_diff::verdict::Verdict;

const NARROW: Option<Ordering> = Some(Ordering::Less);
const WIDE: Option<Ordering> = Some(Ordering::Greater);
const FORMATS: &str = "the format changes from {base} to {head}";

checks! {
    on [Schema], keys ["type"] {
        "type-changed": BREAKS_BOTH,
            "A value has another JSON type.",
            By(|pair| types(pair, None));
        "type-narrowed" <-> "type-widened": NARROWER,
            "A value has a narrower type: any JSON → a type, number → integer.",
            By(|pair| types(pair, NARROW));
        "type-widened" <-> "type-narrowed": WIDER,
            "A value has a wider type: integer → number, a type → any JSON.",
            By(|pair| types(pair, WIDE));
        "type-implied": SAFE,
            "Only one side states the type; on the other, it follows from other keys, such as \
             `properties`.",
            If(type_is_implied, "only one side states the type");
    }
    on [Schema], keys ["nullable"] {
        "null-allowed" <-> "null-refused": WIDER,
            "A value may be null.", Appears("may be null");
        "null-refused" <-> "null-allowed": NARROWER,
            "A value may no longer be null.", Vanishes("may no longer be null");
    }
    on [Schema], keys ["format"] {
        "format-added" <-> "format-removed": NARROWER,
            "A value has to have a certain format.", Appears("has the format {head}");
        "format-removed" <-> "format-added": WIDER,
            "A value no longer has to have a certain format.", Vanishes("no longer has the format {base}");
        "format-narrowed" <-> "format-widened": NARROWER,
            "A number has a narrower format: int64 → int32, double → float.",
            If(|pair| formats(pair, NARROW), FORMATS);
        "format-widened" <-> "format-narrowed": WIDER,
            "A number has a wider format: int32 → int64, float → double.",
            If(|pair| formats(pair, WIDE), FORMATS);
        "format-changed": BREAKS_BOTH,
            "A value has to have another format.",
            If(|pair| formats(pair, None), FORMATS);
    }
    on [Schema], keys ["x-format"] {
        "client-check-added" <-> "client-check-removed": NARROWER,
            "A value in requests has to have a format that our client checks (`x-format`).",
            Appears("has an `x-format`");
        "client-check-removed" <-> "client-check-added": SAFE_BOTH,
            "Our client no longer checks the format of a value (`x-format`).",
            Vanishes("no longer has an `x-format`");
        "client-check-changed": NARROWER,
            "A value in requests has to have another format, which our client checks (`x-format`).",
            Changes("has another `x-format`");
    }
    on [Schema], keys ["default"] {
        "default-changed": NARROWER,
            "Leaving a value out of a request means something else.",
            Changes("the default changes from {base} to {head}");
        "default-removed" <-> "default-added": NARROWER,
            "The spec no longer says what it means to leave a value out of a request.",
            Vanishes("no longer has a default");
        "default-added" <-> "default-removed": SAFE_BOTH,
            "The spec says what it means to leave a value out of a request.",
            If(|pair| pair.appears("default") && !pair.is_optional_parameter, "has a default");
        "parameter-default-added" <-> "default-removed": Rule::directed(Verdict::Unknown, Verdict::Safe),
            "The spec says what it means to leave out a parameter. A person has to judge whether it meant the \
             same before.",
            If(|pair| pair.appears("default") && pair.is_optional_parameter, "has a default");
    }
    on [Operation, Parameter, Header, Schema], keys ["deprecated"] {
        "deprecated" <-> "no-longer-deprecated": SAFE,
            "Something is deprecated.", Appears("is deprecated");
        "no-longer-deprecated" <-> "deprecated": SAFE,
            "Something is no longer deprecated.", Vanishes("is no longer deprecated");
    }
    on [Schema], keys ["$ref"] {
        "reference-changed": SAFE,
            "A schema refers to another named schema, or starts or stops referring to one. The effect on \
             the wire is reported separately.",
            By(reference_changed);
    }
}

/// Finds a type that is narrower or wider at HEAD, or neither (`None`).
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

/// Returns true for a format that is narrower or wider at HEAD, or neither (`None`).
fn formats(pair: &Pair<'_>, wanted: Option<Ordering>) -> bool {
    pair.strings("format").is_some_and(|formats| {
        let order = match formats {
            ("int64", "int32") | ("double", "float") => NARROW,
            ("int32", "int64") | ("float", "double") => WIDE,
            _ => None,
        };
        order == wanted
    })
}

fn reference_changed(pair: &Pair<'_>) -> Vec<Found> {
    let (base, head) = (pair.base.name.as_deref(), pair.head.name.as_deref());
    pair.when(base != head, "$ref", || match (base, head) {
        (Some(base), Some(head)) => format!("refers to {head} instead of {base}"),
        (Some(base), None) => format!("is inlined instead of referring to {base}"),
        (None, Some(head)) => format!("refers to {head} instead of being inlined"),
        (None, None) => String::new(),
    })
}
