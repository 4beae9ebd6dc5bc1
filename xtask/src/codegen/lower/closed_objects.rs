use openapiv3::{AdditionalProperties, OpenAPI, SchemaKind, Type};

use crate::codegen::walk::schemas_mut;

/// Takes `additionalProperties: false` away: it would make every new field of the server fatal.
pub(super) fn open(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        if let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind
            && matches!(
                object.additional_properties,
                Some(AdditionalProperties::Any(false))
            )
        {
            object.additional_properties = None;
        }
    });
}
