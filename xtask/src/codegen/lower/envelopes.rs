use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, Type};

use crate::codegen::walk::operations_mut;

/// Replaces an envelope by the type of the property that `x-unwrap` names.
pub(super) fn unwrap_responses(api: &mut OpenAPI) {
    for operation in operations_mut(api) {
        let Some(key) = operation
            .extensions
            .get("x-unwrap")
            .and_then(|key| key.as_str())
        else {
            continue;
        };
        for response in operation.responses.responses.values_mut() {
            let ReferenceOr::Item(response) = response else {
                continue;
            };
            for media in response.content.values_mut() {
                if let Some(inner) = media.schema.as_ref().and_then(|schema| under(schema, key)) {
                    media.schema = Some(inner);
                }
            }
        }
    }
}

fn under(schema: &ReferenceOr<Schema>, key: &str) -> Option<ReferenceOr<Schema>> {
    match &schema.as_item()?.schema_kind {
        SchemaKind::Type(Type::Object(object)) => object.properties.get(key).cloned().map(unbox),
        _ => None,
    }
}

fn unbox(schema: ReferenceOr<Box<Schema>>) -> ReferenceOr<Schema> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(*schema),
    }
}
