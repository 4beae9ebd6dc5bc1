use super::Found;
use crate::codegen::walk::{Kind, Part, parts};

/// Requires a `$ref` to refer to a named part of this file.
pub(super) fn dangling(found: &mut Found<'_>) {
    let root = found.root();
    for (part, target) in references(&root) {
        let pointer = part.at("$ref");
        let Some(inside) = target.strip_prefix('#') else {
            found.refuse(
                pointer,
                format!("`{target}` is outside of this file"),
                "describe the type under `#/components/schemas` of this file and refer to it there",
            );
            continue;
        };
        let is_named = inside.starts_with("/components/") && inside.split('/').count() == 4;
        if !is_named || root.value.pointer(inside).is_none() {
            found.refuse(
                pointer,
                format!("`{target}` does not refer to a named part"),
                "correct the reference, or describe its target under `#/components`",
            );
        }
    }
}

/// Returns every reference of the document, with its target.
pub(super) fn references<'d>(root: &Part<'d>) -> Vec<(Part<'d>, &'d str)> {
    let mut references = Vec::new();
    parts(root, Kind::Document, &mut |part, _| {
        references.extend(part.reference().map(|target| (part.clone(), target)));
        true
    });
    references
}
