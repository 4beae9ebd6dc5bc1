use serde_json::Value;

use crate::codegen::document::Document;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::escape;

/// A `$ref` leads to a named part of this file.
pub(super) fn dangling(document: &Document) -> Vec<Trouble> {
    let root = &document.value;
    references(root)
        .into_iter()
        .filter_map(|(pointer, target)| check(root, target, &format!("{pointer}/$ref")))
        .collect()
}

/// Every `$ref` of the document: the pointer to its object, and its target.
pub(super) fn references(root: &Value) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    visit(root, "", false, &mut found);
    found
}

fn visit<'a>(
    value: &'a Value,
    pointer: &str,
    keys_are_names: bool,
    found: &mut Vec<(String, &'a str)>,
) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get("$ref") {
                found.push((pointer.to_owned(), target));
            }
            for (key, value) in object {
                // Examples are data. Under `properties`, such a key is the name of a property.
                if keys_are_names || !matches!(key.as_str(), "example" | "examples") {
                    let below = format!("{pointer}/{}", escape(key));
                    visit(value, &below, !keys_are_names && key == "properties", found);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                visit(value, &format!("{pointer}/{index}"), false, found);
            }
        }
        _ => {}
    }
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
