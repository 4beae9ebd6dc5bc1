use openapiv3::{
    OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type,
    VariantOrUnknownOrEmpty,
};

use crate::codegen::walk::schemas_mut;

/// The name under which secrets go through progenitor, which replaces it by the runtime's type.
pub const SECRET: &str = "Secret";

/// Gives `format: password` a type of its own, which `Debug` does not print.
pub(super) fn replace(api: &mut OpenAPI) {
    let mut found = false;
    schemas_mut(api, &mut |_, _, schema| {
        if let SchemaKind::Type(Type::String(StringType {
            format: VariantOrUnknownOrEmpty::Item(StringFormat::Password),
            ..
        })) = schema.schema_kind
        {
            found = true;
            schema.schema_kind = SchemaKind::AllOf {
                all_of: vec![ReferenceOr::Reference {
                    reference: format!("#/components/schemas/{SECRET}"),
                }],
            };
        }
    });
    if found {
        let components = api.components.get_or_insert_default();
        let secret = Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Type(Type::String(StringType::default())),
        };
        components
            .schemas
            .insert(SECRET.to_owned(), ReferenceOr::Item(secret));
    }
}
