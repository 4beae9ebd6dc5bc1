//! Types, formats and whether a value may be null.

use super::{
    BREAKS_BOTH, Check, Found, Kind, Mirror, NARROWER, Pair, Rule, SAFE, SAFE_BOTH, WIDER,
};
use crate::spec_diff::openapi::Shape;
use crate::spec_diff::verdict::Verdict;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "type-changed",
        on: &[Kind::Schema],
        keys: &["type"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "A value is of another JSON type.",
        find: |pair| types(pair, Step::Other),
    },
    Check {
        id: "type-narrowed",
        on: &[Kind::Schema],
        keys: &["type"],
        rule: NARROWER,
        mirror: Mirror::Check("type-widened"),
        sentence: "A value is of a type that allows less: any JSON → a type, number → integer.",
        find: |pair| types(pair, Step::Narrower),
    },
    Check {
        id: "type-widened",
        on: &[Kind::Schema],
        keys: &["type"],
        rule: WIDER,
        mirror: Mirror::Check("type-narrowed"),
        sentence: "A value is of a type that allows more: integer → number, a type → any JSON.",
        find: |pair| types(pair, Step::Wider),
    },
    Check {
        id: "type-implied",
        on: &[Kind::Schema],
        keys: &["type"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The type is said on one side only; on the other it follows from what else is \
                   said, such as `properties`.",
        find: |pair| {
            let same = pair.base.shape() == pair.head.shape() && !pair.base.is_union();
            let differs = pair.appears("type") || pair.vanishes("type");
            pair.when(same && differs, "type", || {
                "the type is said on one side only".into()
            })
        },
    },
    Check {
        id: "null-allowed",
        on: &[Kind::Schema],
        keys: &["nullable"],
        rule: WIDER,
        mirror: Mirror::Check("null-refused"),
        sentence: "A value may be null.",
        find: |pair| {
            pair.when(pair.appears("nullable"), "nullable", || {
                "may be null".into()
            })
        },
    },
    Check {
        id: "null-refused",
        on: &[Kind::Schema],
        keys: &["nullable"],
        rule: NARROWER,
        mirror: Mirror::Check("null-allowed"),
        sentence: "A value may no longer be null.",
        find: |pair| {
            pair.when(pair.vanishes("nullable"), "nullable", || {
                "may no longer be null".into()
            })
        },
    },
    Check {
        id: "format-added",
        on: &[Kind::Schema],
        keys: &["format"],
        rule: NARROWER,
        mirror: Mirror::Check("format-removed"),
        sentence: "A value has to have a format.",
        find: |pair| {
            pair.when(pair.appears("format"), "format", || {
                format!(
                    "has the format `{}`",
                    pair.head.text("format").unwrap_or("?")
                )
            })
        },
    },
    Check {
        id: "format-removed",
        on: &[Kind::Schema],
        keys: &["format"],
        rule: WIDER,
        mirror: Mirror::Check("format-added"),
        sentence: "A value no longer has to have its format.",
        find: |pair| {
            pair.when(pair.vanishes("format"), "format", || {
                format!(
                    "has no format; it was `{}`",
                    pair.base.text("format").unwrap_or("?")
                )
            })
        },
    },
    Check {
        id: "format-narrowed",
        on: &[Kind::Schema],
        keys: &["format"],
        rule: NARROWER,
        mirror: Mirror::Check("format-widened"),
        sentence: "A number has to fit into less: int64 → int32, double → float.",
        find: |pair| formats(pair, Step::Narrower),
    },
    Check {
        id: "format-widened",
        on: &[Kind::Schema],
        keys: &["format"],
        rule: WIDER,
        mirror: Mirror::Check("format-narrowed"),
        sentence: "A number may need more room: int32 → int64, float → double.",
        find: |pair| formats(pair, Step::Wider),
    },
    Check {
        id: "format-changed",
        on: &[Kind::Schema],
        keys: &["format"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "A value has another format.",
        find: |pair| formats(pair, Step::Other),
    },
    Check {
        id: "client-check-added",
        on: &[Kind::Schema],
        keys: &["x-format"],
        rule: NARROWER,
        mirror: Mirror::Check("client-check-removed"),
        sentence: "Requests have to keep to a form that our own client checks (`x-format`).",
        find: |pair| {
            pair.when(pair.appears("x-format"), "x-format", || {
                "has an `x-format`".into()
            })
        },
    },
    Check {
        id: "client-check-removed",
        on: &[Kind::Schema],
        keys: &["x-format"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("client-check-added"),
        sentence: "Our own client no longer checks the form of a value (`x-format`).",
        find: |pair| {
            pair.when(pair.vanishes("x-format"), "x-format", || {
                "has no `x-format`".into()
            })
        },
    },
    Check {
        id: "client-check-changed",
        on: &[Kind::Schema],
        keys: &["x-format"],
        rule: NARROWER,
        mirror: Mirror::Itself,
        sentence: "Requests have to keep to another form, which our own client checks (`x-format`).",
        find: |pair| {
            pair.when(pair.changes("x-format"), "x-format", || {
                "has another `x-format`".into()
            })
        },
    },
    Check {
        id: "default-changed",
        on: &[Kind::Schema],
        keys: &["default"],
        rule: NARROWER,
        mirror: Mirror::Itself,
        sentence: "Leaving a value out of a request means something else.",
        find: default_changed,
    },
    Check {
        id: "default-removed",
        on: &[Kind::Schema],
        keys: &["default"],
        rule: NARROWER,
        mirror: Mirror::Check("default-added"),
        sentence: "What it means to leave a value out of a request is no longer said.",
        find: |pair| {
            pair.when(pair.vanishes("default"), "default", || {
                "has no default".into()
            })
        },
    },
    Check {
        id: "default-added",
        on: &[Kind::Schema],
        keys: &["default"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("default-removed"),
        sentence: "What it means to leave a value out of a request is said.",
        find: |pair| {
            let added = pair.appears("default") && !pair.is_optional_parameter;
            pair.when(added, "default", || "has a default".into())
        },
    },
    Check {
        id: "parameter-default-added",
        on: &[Kind::Schema],
        keys: &["default"],
        rule: Rule::Directed {
            request: Verdict::Unknown,
            response: Verdict::Safe,
        },
        mirror: Mirror::Check("default-removed"),
        sentence: "What it means to leave a parameter out is said. Whether it meant that before is \
                   for a person to judge.",
        find: |pair| {
            let added = pair.appears("default") && pair.is_optional_parameter;
            pair.when(added, "default", || "has a default".into())
        },
    },
    Check {
        id: "deprecated",
        on: &[Kind::Operation, Kind::Parameter, Kind::Header, Kind::Schema],
        keys: &["deprecated"],
        rule: SAFE,
        mirror: Mirror::Check("no-longer-deprecated"),
        sentence: "Something is announced to go away.",
        find: |pair| {
            pair.when(pair.appears("deprecated"), "deprecated", || {
                "is deprecated".into()
            })
        },
    },
    Check {
        id: "no-longer-deprecated",
        on: &[Kind::Operation, Kind::Parameter, Kind::Header, Kind::Schema],
        keys: &["deprecated"],
        rule: SAFE,
        mirror: Mirror::Check("deprecated"),
        sentence: "Something that was announced to go away stays.",
        find: |pair| {
            pair.when(pair.vanishes("deprecated"), "deprecated", || {
                "is not deprecated".into()
            })
        },
    },
    Check {
        id: "reference-changed",
        on: &[Kind::Schema],
        keys: &["$ref"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "A place refers to another named schema, or stops or begins to refer to one. \
                   What that changes on the wire is reported beside.",
        find: reference_changed,
    },
];

/// From one type or format to another.
#[derive(PartialEq)]
enum Step {
    Narrower,
    Wider,
    Other,
}

fn types(pair: &Pair<'_>, wanted: Step) -> Vec<Found> {
    let (base, head) = (pair.base.shape(), pair.head.shape());
    let step = match (base, head) {
        (base, head) if base == head => return Vec::new(),
        // The members of a union are compared one by one.
        (Shape::Union, _) | (_, Shape::Union) => return Vec::new(),
        (Shape::Type("number"), Shape::Type("integer")) | (Shape::Any, _) => Step::Narrower,
        (Shape::Type("integer"), Shape::Type("number")) | (_, Shape::Any) => Step::Wider,
        _ => Step::Other,
    };
    pair.when(step == wanted, "type", || {
        format!("the type changes from {base} to {head}")
    })
}

fn formats(pair: &Pair<'_>, wanted: Step) -> Vec<Found> {
    let Some((base, head)) = pair.texts("format") else {
        return Vec::new();
    };
    let step = match (base, head) {
        ("int64", "int32") | ("double", "float") => Step::Narrower,
        ("int32", "int64") | ("float", "double") => Step::Wider,
        _ => Step::Other,
    };
    pair.when(step == wanted, "format", || {
        format!("the format changes from `{base}` to `{head}`")
    })
}

fn default_changed(pair: &Pair<'_>) -> Vec<Found> {
    pair.when(pair.changes("default"), "default", || {
        let shown =
            |value: Option<&serde_json::Value>| value.map_or_else(String::new, ToString::to_string);
        let (base, head) = (
            shown(pair.base.value("default")),
            shown(pair.head.value("default")),
        );
        format!("the default changes from `{base}` to `{head}`")
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
