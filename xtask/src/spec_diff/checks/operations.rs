//! Operations, named parts and references of a document.

use super::Find::{By, Differs, If};
use super::Kind::{Api, Operation as AnOperation};
use super::{BREAKS, Found, Pair, SAFE, UNKNOWN};
use crate::spec_diff::openapi::{ApiPairs, Object, Operation};
use crate::spec_diff::subject::{Step, Subject};

checks! {
    on [Api], keys [] {
        "operation-added" <-> "operation-removed": SAFE,
            "An operation is added.",
            By(|pair| added(pair, false, "is added"));
        "operation-added-without-retry-class" <-> "operation-removed": UNKNOWN,
            "An operation is added, and the spec, which says of others whether a request may be sent again \
             (`x-retry-class`), does not say it of this one.",
            By(|pair| added(pair, true,
                "is added, and nothing is said about sending a request again (`x-retry-class`)"));
        "operation-removed" <-> "operation-added": BREAKS,
            "An operation is gone: requests to it fail.",
            By(removed);
        "operation-moved": BREAKS,
            "An operation, known by its `operationId`, has another method or path: requests to where it was \
             fail.",
            By(|pair| both(pair, |_, base, head| {
                let moves = base.address() != head.address();
                moves.then(|| format!("moves from {} to {}", base.name(), head.name()))
            }));
        "path-parameter-renamed": SAFE,
            "A parameter in the path has another name; what is sent is the same.",
            By(|pair| paths_rewritten(pair, false));
        "path-parameters-swapped": BREAKS,
            "Parameters in the path trade places: requests still arrive, and mean something else.",
            By(|pair| paths_rewritten(pair, true));
    }
    on [AnOperation], keys ["operationId"] {
        "operation-id-changed": SAFE,
            "The operation is called otherwise in generated code; what is sent is the same.",
            Differs("the operation id changes from {base} to {head}");
    }
    on [AnOperation], keys ["tags"] {
        "tags-changed": SAFE,
            "The operation belongs to another resource in generated code.",
            Differs("the tags change from {base} to {head}");
    }
    on [AnOperation], keys ["x-retry-class"] {
        "retry-class-weakened" <-> "retry-class-strengthened": BREAKS,
            "It was safe to send a request again, and no longer is (`read` → `idempotent` → `once`, or no \
             class): whoever does may ring a phone twice.",
            If(|pair| promise(pair.head) < promise(pair.base), CLASS_CHANGES);
        "retry-class-strengthened" <-> "retry-class-weakened": SAFE,
            "A request may be sent again where it could not before.",
            If(|pair| promise(pair.head) > promise(pair.base), CLASS_CHANGES);
    }
    on [Api], keys [] {
        "retry-class-missing": UNKNOWN,
            "An operation changes, and the spec, which says of others whether a request may be sent again \
             (`x-retry-class`), does not say it of this one.",
            By(retry_class_missing);
    }
    on [AnOperation], keys ["x-unwrap"] {
        "unwrap-changed": SAFE,
            "The SDK hands out another part of the answer; what is sent is the same.",
            Differs("the part of the answer that is handed out changes from {base} to {head}");
    }
    on [Api], keys [] {
        "reference-unresolved": UNKNOWN,
            "A reference leads to nothing, or to a file that is not read. What stands there is not compared, \
             even if the reference itself does not differ.",
            By(reference_unresolved);
        "component-added" <-> "component-removed": SAFE,
            "A named part is added; what refers to it is reported where it stands.",
            By(component_added);
        "component-removed" <-> "component-added": SAFE,
            "A named part is gone; what referred to it is reported where it stands.",
            By(component_removed);
        "component-renamed": SAFE,
            "A named part has another name and the same shape; what is sent is the same.",
            By(component_renamed);
    }
}

fn added(pair: &Pair<'_>, without_class: bool, text: &str) -> Vec<Found> {
    let added = pair.api.into_iter().flat_map(|api| {
        let operations = api.operations_added.iter();
        operations.filter(move |operation| lacks_retry_class(api, operation) == without_class)
    });
    added
        .map(|operation| {
            let subject = Subject::Operation(operation.name());
            Found::new(text, "/paths", &operation.part.pointer).subject(subject)
        })
        .collect()
}

fn removed(pair: &Pair<'_>) -> Vec<Found> {
    let removed = pair.api.into_iter().flat_map(|api| &api.operations_removed);
    removed
        .map(|operation| {
            let subject = Subject::Operation(operation.name());
            Found::new("is removed", &operation.part.pointer, "/paths").subject(subject)
        })
        .collect()
}

/// Finds those of the operations on both sides that a function has a text for.
fn both(
    pair: &Pair<'_>,
    text: impl Fn(&ApiPairs<'_>, &Operation<'_>, &Operation<'_>) -> Option<String>,
) -> Vec<Found> {
    let Some(api) = pair.api else {
        return Vec::new();
    };
    let found = api.operations.iter().filter_map(|(base, head)| {
        let found = Found::new(
            text(api, base, head)?,
            &base.part.pointer,
            &head.part.pointer,
        );
        Some(found.subject(Subject::Operation(base.name())))
    });
    found.collect()
}

/// Finds paths with other names of parameters, which trade places or do not.
fn paths_rewritten(pair: &Pair<'_>, trading_places: bool) -> Vec<Found> {
    both(pair, |_, base, head| {
        let is_rewritten = base.address() == head.address() && base.path != head.path;
        let found = is_rewritten && base.trades_places(head) == trading_places;
        found.then(|| format!("the path {} is written {}", base.path, head.path))
    })
}

/// Tells whether an operation has no retry class although others have one.
fn lacks_retry_class(api: &ApiPairs<'_>, operation: &Operation<'_>) -> bool {
    let has_class = |operation: &Operation<'_>| operation.part.get("x-retry-class").is_some();
    let pairs = api.operations.iter();
    let mut all = pairs
        .flat_map(|(base, head)| [base, head])
        .chain(&api.operations_added)
        .chain(&api.operations_removed);
    !has_class(operation) && all.any(has_class)
}

/// An operation that has a class on one side changes its class.
fn retry_class_missing(pair: &Pair<'_>) -> Vec<Found> {
    both(pair, |api, base, head| {
        let differs = base.part.value != head.part.value;
        let found = differs && lacks_retry_class(api, base) && lacks_retry_class(api, head);
        found.then(|| {
            "changes, and nothing is said about sending a request again (`x-retry-class`)".into()
        })
    })
}

const CLASS_CHANGES: &str = "the retry class changes from {base} to {head}";

/// How much a client may repeat a request: the more, the higher.
fn promise(operation: &Object<'_>) -> u8 {
    match operation.text("x-retry-class") {
        Some("read") => 3,
        Some("idempotent") => 2,
        Some("once") => 1,
        _ => 0,
    }
}

fn reference_unresolved(pair: &Pair<'_>) -> Vec<Found> {
    let unresolved = pair.api.into_iter().flat_map(|api| &api.unresolved);
    unresolved
        .map(|(reference, (base, head))| {
            let text = "the reference leads to nothing in the file";
            let pointer = |side: &Option<String>| side.clone().unwrap_or_default();
            Found::new(text, pointer(base), pointer(head))
                .step(Step::Other(format!("`{reference}`")))
        })
        .collect()
}

fn component_added(pair: &Pair<'_>) -> Vec<Found> {
    let added = pair.api.into_iter().flat_map(|api| &api.components_added);
    added
        .map(|(subject, part)| {
            Found::new("is added", "/components", &part.pointer).subject(subject.clone())
        })
        .collect()
}

fn component_removed(pair: &Pair<'_>) -> Vec<Found> {
    let removed = pair.api.into_iter().flat_map(|api| &api.components_removed);
    removed
        .map(|(subject, part)| {
            Found::new("is removed", &part.pointer, "/components").subject(subject.clone())
        })
        .collect()
}

fn component_renamed(pair: &Pair<'_>) -> Vec<Found> {
    let pairs = pair.api.into_iter().flat_map(|api| &api.components);
    let renamed = pairs.filter(|(base, head, ..)| base != head);
    renamed
        .map(|(base, head, base_part, head_part)| {
            let text = format!("is now called {}", head.name());
            Found::new(text, &base_part.pointer, &head_part.pointer).subject(base.clone())
        })
        .collect()
}
