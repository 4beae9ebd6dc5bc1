use serde_json::Value;

use crate::codegen::document::Document;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::escape;

/// A `$ref` points at something in this file.
pub(super) fn dangling(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    visit(&document.value, &document.value, "", &mut troubles);
    troubles
}

fn visit(root: &Value, value: &Value, pointer: &str, troubles: &mut Vec<Trouble>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get("$ref") {
                troubles.extend(check(root, target, pointer));
            }
            for (key, value) in object {
                // Examples are data; a `$ref` in them is not ours to follow.
                if !matches!(key.as_str(), "example" | "examples") {
                    visit(root, value, &format!("{pointer}/{}", escape(key)), troubles);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                visit(root, value, &format!("{pointer}/{index}"), troubles);
            }
        }
        _ => {}
    }
}

fn check(root: &Value, target: &str, pointer: &str) -> Option<Trouble> {
    let Some(inside) = target.strip_prefix('#') else {
        return Some(Trouble::at(
            format!("{pointer}/$ref"),
            format!("`{target}` leads out of this file"),
            "describe the type under `#/components/schemas` of this file and refer to it there",
        ));
    };
    root.pointer(inside).is_none().then(|| {
        Trouble::at(
            format!("{pointer}/$ref"),
            format!("`{target}` refers to nothing"),
            "correct the reference, or describe the type it means under `#/components/schemas`",
        )
    })
}
