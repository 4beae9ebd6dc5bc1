use serde_json::Value;

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::escape;

/// Every key means something: one that OpenAPI 3.0 does not know would be dropped without a word.
///
/// What the OpenAPI types write back is compared with what was read; a key that is lost on the way
/// is misspelt, in the wrong place, of another OpenAPI version, or says what holds anyway.
pub(super) fn unknown(document: &Document, found: &mut Found) {
    match serde_json::to_value(&document.api) {
        Ok(kept) => compare(&document.value, &kept, "", found),
        Err(error) => found.refuse(
            "",
            format!("the document cannot be written back: {error}"),
            "report this as a defect of the code generator",
        ),
    }
}

fn compare(read: &Value, kept: &Value, pointer: &str, found: &mut Found) {
    match (read, kept) {
        (Value::Object(read), Value::Object(kept)) => {
            for (key, value) in read {
                let pointer = format!("{pointer}/{}", escape(key));
                match kept.get(key) {
                    Some(kept) => compare(value, kept, &pointer, found),
                    None if is_empty(value) => {}
                    None => found.refuse(
                        pointer,
                        format!("`{key}` has no meaning here in OpenAPI 3.0"),
                        "correct the spelling, move it to where it belongs (nothing may stand \
                         beside `$ref`: wrap that in `allOf`), or delete it",
                    ),
                }
            }
        }
        (Value::Array(read), Value::Array(kept)) => {
            for (index, (value, kept)) in read.iter().zip(kept).enumerate() {
                compare(value, kept, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// What says the default in full is redundant but harmless.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}
