use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use crate::codegen::walk::schemas_mut;

/// Makes deprecated properties optional: a server that has dropped one must not break a client.
pub(super) fn make_optional(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        if let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind {
            let properties = &object.properties;
            object.required.retain(|name| match properties.get(name) {
                Some(ReferenceOr::Item(property)) => !property.schema_data.deprecated,
                _ => true,
            });
        }
    });
}
