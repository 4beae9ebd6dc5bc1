use serde_json::Map;

use super::Found;
use crate::codegen::walk::{Kind, parts};

/// Refuses keys that OpenAPI 3.0 does not have, which would be ignored silently.
pub(super) fn unknown(found: &mut Found<'_>) {
    parts(&found.root(), Kind::Document, &mut |part, kind| {
        let is_reference = part.reference().is_some();
        let is_query = part.text_of("in") == Some("query");
        for key in part.value.as_object().into_iter().flat_map(Map::keys) {
            // Beside a reference, keys have no effect.
            let is_known = match is_reference {
                true => key == "$ref",
                false if is_for_queries(kind, key) && !is_query => false,
                false => kind.may_have(key),
            };
            if !is_known {
                found.refuse(
                    part.at(key),
                    format!("`{key}` has no meaning here in OpenAPI 3.0"),
                    "correct the spelling, move it to the object that it belongs to (beside `$ref`, \
                     keys have no effect: wrap the `$ref` in `allOf`), or delete it",
                );
            }
        }
        true
    });
}

/// Returns true for the keys of a parameter that only those of queries have.
fn is_for_queries(kind: Kind, key: &str) -> bool {
    kind == Kind::Parameter && matches!(key, "allowReserved" | "allowEmptyValue")
}
