use serde_json::Value;

use crate::codegen::document::Document;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::objects;

/// A `$ref` leads to a named part of this file.
pub(super) fn dangling(document: &Document) -> Vec<Trouble> {
    let root = &document.value;
    references(root)
        .filter_map(|(pointer, target)| check(root, target, &format!("{pointer}/$ref")))
        .collect()
}

/// Every `$ref` of the document: the pointer to its object, and its target.
pub(super) fn references(root: &Value) -> impl Iterator<Item = (String, &str)> {
    objects(root).into_iter().filter_map(|(pointer, object)| {
        let target = object.get("$ref")?.as_str()?;
        Some((pointer, target))
    })
}

fn check(root: &Value, target: &str, pointer: &str) -> Option<Trouble> {
    let Some(inside) = target.strip_prefix('#') else {
        return Some(Trouble::at(
            pointer,
            format!("`{target}` leads out of this file"),
            "describe the type under `#/components/schemas` of this file and refer to it there",
        ));
    };
    let is_named = inside.starts_with("/components/") && inside.split('/').count() == 4;
    (!is_named || root.pointer(inside).is_none()).then(|| {
        Trouble::at(
            pointer,
            format!("`{target}` refers to nothing that has a name"),
            "correct the reference, or describe the type it means under `#/components/schemas`",
        )
    })
}
