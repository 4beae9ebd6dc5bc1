use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use super::{RECEIVED, SENT};
use crate::codegen::walk::schemas_mut;

/// Makes deprecated properties of answers optional: a server that has dropped one must not break a
/// client.
pub(super) fn make_optional(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        let marks = &schema.schema_data.extensions;
        if marks.contains_key(SENT) && !marks.contains_key(RECEIVED) {
            return;
        }
        if let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind {
            let properties = &object.properties;
            object.required.retain(|name| match properties.get(name) {
                Some(ReferenceOr::Item(property)) => !property.schema_data.deprecated,
                _ => true,
            });
        }
    });
}
