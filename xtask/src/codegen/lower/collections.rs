use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind, Type};

use crate::codegen::walk::schemas_mut;

/// Makes optional arrays and maps nullable, so that they become an `Option`.
///
/// progenitor gives them an empty default instead: then `null` fails, and an empty one that was
/// sent cannot be told from one that was not.
pub(super) fn make_optional_ones_nullable(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind else {
            return;
        };
        for (name, property) in &mut object.properties {
            if let ReferenceOr::Item(property) = property
                && !object.required.contains(name)
                && is_collection(property)
            {
                property.schema_data.nullable = true;
            }
        }
    });
}

fn is_collection(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Array(_)) => true,
        SchemaKind::Type(Type::Object(object)) => object.properties.is_empty(),
        _ => false,
    }
}
