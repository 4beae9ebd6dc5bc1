use serde_json::Value;

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::objects;

/// Requires a `$ref` to refer to a named part of this file.
pub(super) fn dangling(document: &Document, found: &mut Found) {
    let root = &document.value;
    for (pointer, target) in references(root) {
        let pointer = format!("{pointer}/$ref");
        let Some(inside) = target.strip_prefix('#') else {
            found.refuse(
                pointer,
                format!("`{target}` is outside of this file"),
                "describe the type under `#/components/schemas` of this file and refer to it there",
            );
            continue;
        };
        let is_named = inside.starts_with("/components/") && inside.split('/').count() == 4;
        if !is_named || root.pointer(inside).is_none() {
            found.refuse(
                pointer,
                format!("`{target}` does not refer to a named part"),
                "correct the reference, or describe its type under `#/components/schemas`",
            );
        }
    }
}

/// Returns every `$ref` of the document: the pointer to its object, and its target.
pub(super) fn references(root: &Value) -> impl Iterator<Item = (String, &str)> {
    objects(root).filter_map(|(pointer, object)| {
        let target = object.get("$ref")?.as_str()?;
        Some((pointer, target))
    })
}
