//! Operations, named parts and references of a document.

use super::Find::{Api, Differs, If};
use super::{BREAKS, Found, Kind, SAFE, UNKNOWN};
use crate::spec_diff::openapi::{ApiPairs, Object, Operation};
use crate::spec_diff::subject::Step;

checks! {
    on [Kind::Api], keys [] {
        "operation-added" <-> "operation-removed": SAFE,
            "An operation is added.",
            Api(|api| added(api, false, "is added"));
        "operation-added-without-retry-class" <-> "operation-removed": UNKNOWN,
            "An operation is added without a retry class (`x-retry-class`), although others have one: \
             nobody can tell whether its requests may be resent.",
            Api(|api| added(api, true, "is added without a retry class (`x-retry-class`)"));
        "operation-removed" <-> "operation-added": BREAKS,
            "An operation is removed: requests to it fail.",
            Api(removed);
        "operation-moved": BREAKS,
            "An operation with the same `operationId` has another method or path: requests to the old one \
             fail.",
            Api(|api| both(api, |base, head| {
                let moves = base.address() != head.address();
                moves.then(|| format!("moves from {} to {}", base.name(), head.name()))
            }));
        "path-parameter-renamed": SAFE,
            "A path parameter is renamed; requests stay the same.",
            Api(|api| paths_rewritten(api, false));
        "path-parameters-swapped": BREAKS,
            "Path parameters are swapped: requests still reach the operation, but mean something else.",
            Api(|api| paths_rewritten(api, true));
    }
    on [Kind::Operation], keys ["operationId"] {
        "operation-id-changed": SAFE,
            "An operation has another name in generated code; requests stay the same.",
            Differs("the operation id changes from {base} to {head}");
    }
    on [Kind::Operation], keys ["tags"] {
        "tags-changed": SAFE,
            "An operation belongs to another resource in generated code; requests stay the same.",
            Differs("the tags change from {base} to {head}");
    }
    on [Kind::Operation], keys ["x-retry-class"] {
        "retry-class-weakened" <-> "retry-class-strengthened": BREAKS,
            "Requests that were safe to resend no longer are (`read` → `idempotent` → `once` → no class): \
             a client that resends one may ring a phone twice.",
            If(|pair| rank(pair.head) < rank(pair.base), CLASS_CHANGES);
        "retry-class-strengthened" <-> "retry-class-weakened": SAFE,
            "Requests that were not safe to resend now are.",
            If(|pair| rank(pair.head) > rank(pair.base), CLASS_CHANGES);
    }
    on [Kind::Api], keys [] {
        "retry-class-missing": UNKNOWN,
            "An operation without a retry class (`x-retry-class`) changes, although others have one: \
             nobody can tell whether its requests may be resent.",
            Api(retry_class_missing);
    }
    on [Kind::Operation], keys ["x-unwrap"] {
        "unwrap-changed": SAFE,
            "The SDK returns another part of the response (`x-unwrap`); the response itself stays the \
             same.",
            Differs("the part of the response that the SDK returns changes from {base} to {head}");
    }
    on [Kind::Api], keys [] {
        "reference-unresolved": UNKNOWN,
            "A reference cannot be resolved, or leads to a file that is not read. Its target is not \
             compared, even if the reference is the same on both sides.",
            Api(reference_unresolved);
        "component-added" <-> "component-removed": SAFE,
            "A named part is added. Changes where it is used are reported there.",
            Api(component_added);
        "component-removed" <-> "component-added": SAFE,
            "A named part is removed. Changes where it was used are reported there.",
            Api(component_removed);
        "component-renamed": SAFE,
            "A named part has another name and the same shape; requests and responses stay the same.",
            Api(component_renamed);
    }
}

fn added(api: &ApiPairs<'_>, without_class: bool, text: &str) -> Vec<Found> {
    let added = api.operations_added.iter();
    added
        .filter(|operation| lacks_retry_class(api, operation) == without_class)
        .map(|operation| {
            Found::new(text, "/paths", &operation.part.pointer).subject(operation.subject())
        })
        .collect()
}

fn removed(api: &ApiPairs<'_>) -> Vec<Found> {
    let removed = api.operations_removed.iter();
    let found = removed.map(|operation| {
        Found::new("is removed", &operation.part.pointer, "/paths").subject(operation.subject())
    });
    found.collect()
}

/// Finds operations on both sides. `text` returns the text of a finding, or nothing.
fn both(
    api: &ApiPairs<'_>,
    text: impl Fn(&Operation<'_>, &Operation<'_>) -> Option<String>,
) -> Vec<Found> {
    let found = api.operations.iter().filter_map(|(base, head)| {
        let text = text(base, head)?;
        Some(Found::new(text, &base.part.pointer, &head.part.pointer).subject(base.subject()))
    });
    found.collect()
}

/// Finds paths whose parameters have other names, or are swapped.
fn paths_rewritten(api: &ApiPairs<'_>, swapped: bool) -> Vec<Found> {
    both(api, |base, head| {
        let is_rewritten = base.address() == head.address() && base.path != head.path;
        let found = is_rewritten && base.swaps_parameters(head) == swapped;
        found.then(|| format!("the path {} becomes {}", base.path, head.path))
    })
}

/// Returns true if an operation has no retry class although others have one.
fn lacks_retry_class(api: &ApiPairs<'_>, operation: &Operation<'_>) -> bool {
    let has_class = |operation: &Operation<'_>| operation.part.get("x-retry-class").is_some();
    let pairs = api.operations.iter();
    let mut all = pairs
        .flat_map(|(base, head)| [base, head])
        .chain(&api.operations_added)
        .chain(&api.operations_removed);
    !has_class(operation) && all.any(has_class)
}

/// Finds operations without a class on either side; if one side has a class, that is another change.
fn retry_class_missing(api: &ApiPairs<'_>) -> Vec<Found> {
    both(api, |base, head| {
        let differs = base.part.value != head.part.value;
        let found = differs && lacks_retry_class(api, base) && lacks_retry_class(api, head);
        found.then(|| "changes, and has no retry class (`x-retry-class`)".into())
    })
}

const CLASS_CHANGES: &str = "the retry class changes from {base} to {head}";

/// Returns the rank of an operation's retry class: the higher, the more often a client may resend a request.
fn rank(operation: &Object<'_>) -> u8 {
    match operation.text("x-retry-class") {
        Some("read") => 3,
        Some("idempotent") => 2,
        Some("once") => 1,
        _ => 0,
    }
}

fn reference_unresolved(api: &ApiPairs<'_>) -> Vec<Found> {
    let found = api.unresolved.iter().map(|(reference, (base, head))| {
        let pointer = |side: &Option<String>| side.clone().unwrap_or_default();
        let text = "the reference cannot be resolved";
        Found::new(text, pointer(base), pointer(head)).step(Step::Other(format!("`{reference}`")))
    });
    found.collect()
}

fn component_added(api: &ApiPairs<'_>) -> Vec<Found> {
    let found = api.components_added.iter().map(|(subject, part)| {
        Found::new("is added", "/components", &part.pointer).subject(subject.clone())
    });
    found.collect()
}

fn component_removed(api: &ApiPairs<'_>) -> Vec<Found> {
    let found = api.components_removed.iter().map(|(subject, part)| {
        Found::new("is removed", &part.pointer, "/components").subject(subject.clone())
    });
    found.collect()
}

fn component_renamed(api: &ApiPairs<'_>) -> Vec<Found> {
    let found = api
        .components
        .iter()
        .filter_map(|(base, head, own, other)| {
            let text = (base != head).then(|| format!("is now called {}", head.name()))?;
            Some(Found::new(text, &own.pointer, &other.pointer).subject(base.clone()))
        });
    found.collect()
}
