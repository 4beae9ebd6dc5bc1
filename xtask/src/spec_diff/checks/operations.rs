//! Operations and named parts: which there are, and what they are called.

use super::{BREAKS, Check, Found, Kind, Mirror, Pair, Rule, SAFE};
use crate::spec_diff::openapi::{ApiPairs, Operation};
use crate::spec_diff::subject::{Step, Subject};
use crate::spec_diff::verdict::Verdict;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "operation-added",
        on: &[Kind::Api],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("operation-removed"),
        sentence: "An operation is added.",
        find: operation_added,
    },
    Check {
        id: "operation-added-without-retry-class",
        on: &[Kind::Api],
        keys: &[],
        rule: Rule::Contract(Verdict::Unknown),
        mirror: Mirror::Check("operation-removed"),
        sentence: "An operation is added, and the spec, which says of others whether a request may be \
                   sent again (`x-retry-class`), does not say it of this one.",
        find: operation_added_without_retry_class,
    },
    Check {
        id: "operation-removed",
        on: &[Kind::Api],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("operation-added"),
        sentence: "An operation is gone: requests to it fail.",
        find: operation_removed,
    },
    Check {
        id: "operation-moved",
        on: &[Kind::Api],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "An operation, known by its `operationId`, has another method or path: requests \
                   to where it was fail.",
        find: operation_moved,
    },
    Check {
        id: "path-parameter-renamed",
        on: &[Kind::Api],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "A parameter in the path has another name; what is sent is the same.",
        find: path_parameter_renamed,
    },
    Check {
        id: "path-parameters-swapped",
        on: &[Kind::Api],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "Parameters in the path trade places: requests still arrive, and mean something \
                   else.",
        find: path_parameters_swapped,
    },
    Check {
        id: "operation-id-changed",
        on: &[Kind::Operation],
        keys: &["operationId"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The operation is called otherwise in generated code; what is sent is the same.",
        find: operation_id_changed,
    },
    Check {
        id: "tags-changed",
        on: &[Kind::Operation],
        keys: &["tags"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The operation belongs to another resource in generated code.",
        find: tags_changed,
    },
    Check {
        id: "retry-class-weakened",
        on: &[Kind::Operation],
        keys: &["x-retry-class"],
        rule: BREAKS,
        mirror: Mirror::Check("retry-class-strengthened"),
        sentence: "It was safe to send a request again, and no longer is (`read` → `idempotent` → \
                   `once`, or no class): whoever does may ring a phone twice.",
        find: retry_class_weakened,
    },
    Check {
        id: "retry-class-strengthened",
        on: &[Kind::Operation],
        keys: &["x-retry-class"],
        rule: SAFE,
        mirror: Mirror::Check("retry-class-weakened"),
        sentence: "A request may be sent again where it could not before.",
        find: retry_class_strengthened,
    },
    Check {
        id: "retry-class-missing",
        on: &[Kind::Api],
        keys: &[],
        rule: Rule::Contract(Verdict::Unknown),
        mirror: Mirror::Itself,
        sentence: "An operation changes, and the spec, which says of others whether a request may be \
                   sent again (`x-retry-class`), does not say it of this one.",
        find: retry_class_missing,
    },
    Check {
        id: "unwrap-changed",
        on: &[Kind::Operation],
        keys: &["x-unwrap"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The SDK hands out another part of the answer; what is sent is the same.",
        find: unwrap_changed,
    },
    Check {
        id: "reference-unresolved",
        on: &[Kind::Api],
        keys: &[],
        rule: Rule::Contract(Verdict::Unknown),
        mirror: Mirror::Itself,
        sentence: "A reference leads to nothing, or to a file that is not read. What stands there is not \
                   compared, even if the reference itself does not differ.",
        find: reference_unresolved,
    },
    Check {
        id: "component-added",
        on: &[Kind::Api],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("component-removed"),
        sentence: "A named part is added; what refers to it is reported where it stands.",
        find: component_added,
    },
    Check {
        id: "component-removed",
        on: &[Kind::Api],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("component-added"),
        sentence: "A named part is gone; what referred to it is reported where it stands.",
        find: component_removed,
    },
    Check {
        id: "component-renamed",
        on: &[Kind::Api],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "A named part has another name and the same shape; what is sent is the same.",
        find: component_renamed,
    },
];

fn operation_added(pair: &Pair<'_>) -> Vec<Found> {
    operations_added(pair, false, "is added")
}

fn operation_added_without_retry_class(pair: &Pair<'_>) -> Vec<Found> {
    let text = "is added, and nothing is said about sending a request again (`x-retry-class`)";
    operations_added(pair, true, text)
}

fn operations_added(pair: &Pair<'_>, without_class: bool, text: &str) -> Vec<Found> {
    let added = pair.api.into_iter().flat_map(|api| {
        let operations = api.operations_added.iter();
        operations.filter(move |operation| lacks_retry_class(api, operation) == without_class)
    });
    added
        .map(|operation| Found {
            base: Some("/paths".to_owned()),
            head: Some(operation.part.pointer.clone()),
            ..Found::of(text.to_owned()).subject(Subject::Operation(operation.name()))
        })
        .collect()
}

/// Whether an operation has no retry class although others have one.
fn lacks_retry_class(api: &ApiPairs<'_>, operation: &Operation<'_>) -> bool {
    let has_class = |operation: &Operation<'_>| operation.part.get("x-retry-class").is_some();
    let pairs = api.operations.iter();
    let mut all = pairs
        .flat_map(|(base, head)| [base, head])
        .chain(&api.operations_added)
        .chain(&api.operations_removed);
    !has_class(operation) && all.any(has_class)
}

fn retry_class_missing(pair: &Pair<'_>) -> Vec<Found> {
    let pairs = pair.api.into_iter().flat_map(|api| {
        let operations = api.operations.iter();
        operations.filter(move |(base, head)| {
            let differs = base.part.value != head.part.value;
            // One that a side has and the other has not is a change of the class.
            differs && lacks_retry_class(api, base) && lacks_retry_class(api, head)
        })
    });
    pairs
        .map(|(base, head)| Found {
            base: Some(base.part.pointer.clone()),
            head: Some(head.part.pointer.clone()),
            ..Found::of(
                "changes, and nothing is said about sending a request again (`x-retry-class`)"
                    .to_owned(),
            )
            .subject(Subject::Operation(base.name()))
        })
        .collect()
}

fn operation_removed(pair: &Pair<'_>) -> Vec<Found> {
    let removed = pair.api.into_iter().flat_map(|api| &api.operations_removed);
    removed
        .map(|operation| Found {
            base: Some(operation.part.pointer.clone()),
            head: Some("/paths".to_owned()),
            ..Found::of("is removed".to_owned()).subject(Subject::Operation(operation.name()))
        })
        .collect()
}

fn operation_moved(pair: &Pair<'_>) -> Vec<Found> {
    let pairs = pair.api.into_iter().flat_map(|api| &api.operations);
    pairs
        .filter(|(base, head)| base.address() != head.address())
        .map(|(base, head)| Found {
            base: Some(base.part.pointer.clone()),
            head: Some(head.part.pointer.clone()),
            ..Found::of(format!("moves from {} to {}", base.name(), head.name()))
                .subject(Subject::Operation(base.name()))
        })
        .collect()
}

fn path_parameter_renamed(pair: &Pair<'_>) -> Vec<Found> {
    paths_rewritten(pair, false)
}

fn path_parameters_swapped(pair: &Pair<'_>) -> Vec<Found> {
    paths_rewritten(pair, true)
}

/// Paths that differ in the names of their parameters, which trade places or do not.
fn paths_rewritten(pair: &Pair<'_>, trading_places: bool) -> Vec<Found> {
    let pairs = pair.api.into_iter().flat_map(|api| &api.operations);
    pairs
        .filter(|(base, head)| base.address() == head.address() && base.path != head.path)
        .filter(|(base, head)| base.trades_places(head) == trading_places)
        .map(|(base, head)| Found {
            base: Some(base.part.pointer.clone()),
            head: Some(head.part.pointer.clone()),
            ..Found::of(format!("the path {} is written {}", base.path, head.path))
                .subject(Subject::Operation(base.name()))
        })
        .collect()
}

fn operation_id_changed(pair: &Pair<'_>) -> Vec<Found> {
    changed(pair, "operationId", "the operation id changes")
}

fn tags_changed(pair: &Pair<'_>) -> Vec<Found> {
    changed(pair, "tags", "the tags change")
}

fn unwrap_changed(pair: &Pair<'_>) -> Vec<Found> {
    changed(
        pair,
        "x-unwrap",
        "the part of the answer that is handed out changes",
    )
}

fn changed(pair: &Pair<'_>, key: &str, what: &str) -> Vec<Found> {
    let differs = pair.appears(key) || pair.vanishes(key) || pair.changes(key);
    let shown = |value: Option<&serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => format!("`{text}`"),
        Some(value) => format!("`{value}`"),
        None => "nothing".to_owned(),
    };
    pair.when(differs, key, || {
        let (base, head) = (shown(pair.base.value(key)), shown(pair.head.value(key)));
        format!("{what} from {base} to {head}")
    })
}

/// How much a client may repeat a request: the more, the higher.
fn promise(class: Option<&str>) -> u8 {
    match class {
        Some("read") => 3,
        Some("idempotent") => 2,
        Some("once") => 1,
        _ => 0,
    }
}

fn retry_class_weakened(pair: &Pair<'_>) -> Vec<Found> {
    retry_class(pair, |base, head| promise(head) < promise(base))
}

fn retry_class_strengthened(pair: &Pair<'_>) -> Vec<Found> {
    retry_class(pair, |base, head| promise(head) > promise(base))
}

fn retry_class(pair: &Pair<'_>, holds: impl Fn(Option<&str>, Option<&str>) -> bool) -> Vec<Found> {
    let key = "x-retry-class";
    let (base, head) = (pair.base.text(key), pair.head.text(key));
    pair.when(holds(base, head), key, || {
        format!(
            "the retry class changes from `{}` to `{}`",
            base.unwrap_or("none"),
            head.unwrap_or("none")
        )
    })
}

fn reference_unresolved(pair: &Pair<'_>) -> Vec<Found> {
    let unresolved = pair.api.into_iter().flat_map(|api| &api.unresolved);
    unresolved
        .map(|(reference, (base, head))| {
            let place = Step::Other(format!("`{reference}`"));
            Found {
                base: Some(base.clone().unwrap_or_default()),
                head: Some(head.clone().unwrap_or_default()),
                ..Found::of("the reference leads to nothing in the file".to_owned()).step(place)
            }
        })
        .collect()
}

fn component_added(pair: &Pair<'_>) -> Vec<Found> {
    let added = pair.api.into_iter().flat_map(|api| &api.components_added);
    added
        .map(|(subject, part)| Found {
            base: Some("/components".to_owned()),
            head: Some(part.pointer.clone()),
            ..Found::of("is added".to_owned()).subject(subject.clone())
        })
        .collect()
}

fn component_removed(pair: &Pair<'_>) -> Vec<Found> {
    let removed = pair.api.into_iter().flat_map(|api| &api.components_removed);
    removed
        .map(|(subject, part)| Found {
            base: Some(part.pointer.clone()),
            head: Some("/components".to_owned()),
            ..Found::of("is removed".to_owned()).subject(subject.clone())
        })
        .collect()
}

fn component_renamed(pair: &Pair<'_>) -> Vec<Found> {
    let pairs = pair.api.into_iter().flat_map(|api| &api.components);
    pairs
        .filter(|(base, head, ..)| base != head)
        .map(|(base, head, base_part, head_part)| Found {
            base: Some(base_part.pointer.clone()),
            head: Some(head_part.pointer.clone()),
            ..Found::of(format!("is now called {}", head.name())).subject(base.clone())
        })
        .collect()
}
