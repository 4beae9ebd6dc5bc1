use openapiv3::{
    OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type,
    VariantOrUnknownOrEmpty,
};

use super::components;
use crate::codegen::walk::schemas_mut;

/// The names under which formats go through progenitor, which replaces them by the runtime's types.
pub const SECRET: &str = "Secret";
/// As [`SECRET`].
pub const BASE64: &str = "Base64";
/// As [`SECRET`].
pub const TIMESTAMP: &str = "Timestamp";

/// Gives strings of some formats a type of their own: one that `Debug` does not print, bytes, a time.
pub(super) fn replace(api: &mut OpenAPI) {
    let mut found = Vec::new();
    schemas_mut(api, &mut |_, _, schema| {
        let SchemaKind::Type(Type::String(StringType {
            format: VariantOrUnknownOrEmpty::Item(format),
            ..
        })) = &schema.schema_kind
        else {
            return;
        };
        let Some(name) = type_of(format) else { return };
        found.push(name);
        schema.schema_kind = SchemaKind::AllOf {
            all_of: vec![components::reference(name)],
        };
    });
    for name in found {
        let schemas = &mut api.components.get_or_insert_default().schemas;
        schemas
            .entry(name.to_owned())
            .or_insert_with(|| ReferenceOr::Item(placeholder()));
    }
}

/// The type that the runtime has for a format.
pub(super) fn type_of(format: &StringFormat) -> Option<&'static str> {
    match format {
        StringFormat::Password => Some(SECRET),
        StringFormat::Byte => Some(BASE64),
        StringFormat::DateTime => Some(TIMESTAMP),
        _ => None,
    }
}

/// What stands where the runtime's type will be.
pub(super) fn placeholder() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType::default())),
    }
}
