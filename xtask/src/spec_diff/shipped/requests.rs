//! Looks for requests of a client that as a whole no longer arrive, or arrive in another sense.

use std::collections::BTreeSet;

use super::Breakage;
use crate::codegen::model::ApiModel;
use crate::spec_diff::openapi::ApiPairs;
use crate::spec_diff::rust_api::ApiItem;
use crate::spec_diff::spec::{Part, Spec};

/// What the client does with its requests that HEAD no longer goes along with.
pub(crate) fn breakages(
    code: &ApiModel,
    base: &Spec,
    head: &Spec,
    api: &ApiPairs<'_>,
) -> Vec<Breakage> {
    let mut breakages = Vec::new();
    let mut add = |id: &str, causes: &'static [&'static str], text: String| {
        breakages.push(Breakage {
            item: ApiItem::Operation(id.to_owned()),
            text,
            mentions: BTreeSet::new(),
            causes,
            is_of_request: true,
        });
    };
    for operation in &api.operations_removed {
        if let Some(sent) = operation.id().and_then(|id| code.operation(id)) {
            let text = "the client's requests find nothing there".to_owned();
            add(&sent.id, &["operation-removed"], text);
        }
    }
    for (own, other) in &api.operations {
        let Some(sent) = own.id().and_then(|id| code.operation(id)) else {
            continue;
        };
        let id = &sent.id;
        if own.address() != other.address() {
            let text = format!("the client goes on sending to {}", own.name());
            add(id, &["operation-moved"], text);
        }
        let class = other.part.get("x-retry-class");
        let class = class.and_then(|class| class.text()).unwrap_or_default();
        if may_repeat(&sent.retry_class) > may_repeat(class) {
            let text = "the client may send it again, which is no longer safe".to_owned();
            add(id, &["retry-class-weakened"], text);
        }
        if lets_in_bearer(base, &own.part) && !lets_in_bearer(head, &other.part) {
            let text = "the client sends a bearer token and nothing else".to_owned();
            add(id, &["security-tightened", "security-scheme-changed"], text);
        }
    }
    breakages
}

/// Returns how often a client may repeat a request of a retry class: the more, the higher.
fn may_repeat(class: &str) -> u8 {
    match class {
        "read" => 2,
        "idempotent" => 1,
        _ => 0,
    }
}

/// Whether some alternative asks for a bearer token alone, or for nothing.
fn lets_in_bearer(spec: &Spec, operation: &Part<'_>) -> bool {
    let security = operation
        .get("security")
        .or_else(|| spec.root().get("security"));
    let alternatives: Vec<_> = security.iter().flat_map(Part::items).collect();
    let is_bearer = |scheme: &str| {
        let scheme = spec.refer(&format!("#/components/securitySchemes/{scheme}"));
        let says = |key: &str, value: &str| {
            let text = scheme.as_ref().and_then(|scheme| scheme.get(key)?.text());
            text.is_some_and(|text| text.eq_ignore_ascii_case(value))
        };
        says("type", "http") && says("scheme", "bearer")
    };
    alternatives.is_empty()
        || alternatives
            .iter()
            .any(|alternative| alternative.entries().all(|(scheme, _)| is_bearer(scheme)))
}
