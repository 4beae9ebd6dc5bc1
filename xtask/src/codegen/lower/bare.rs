use openapiv3::{
    AdditionalProperties, IntegerType, NumberType, OpenAPI, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};

use super::components;
use crate::codegen::walk::schemas_mut;

/// Schemas that stand for a handwritten type of `revox-api`, with that type.
pub const RUNTIME_TYPES: &[(&str, &str)] = &[
    (TIMESTAMP, "crate::Timestamp"),
    (SECRET, "crate::Secret"),
    (BASE64, "crate::Base64"),
];

/// Schema that a spec may have itself.
pub const TIMESTAMP: &str = "Timestamp";
const SECRET: &str = "Secret";
const BASE64: &str = "Base64";

/// Returns the document without what progenitor would enforce on responses, or fail on.
///
/// - Limits, formats and defaults: responses are decoded leniently, and requests are checked by our own
///   code. Some formats become references to [`RUNTIME_TYPES`].
/// - `additionalProperties: false`: every new field of the server would be fatal.
/// - Enum values, which become `v0`, `v1` …: progenitor fails on those that it would name alike (`IVR`
///   and `ivr`), and the names that it makes are not used.
pub fn bare(api: &OpenAPI) -> OpenAPI {
    let mut api = api.clone();
    schemas_mut(&mut api, &mut |_, _, schema| {
        schema.schema_data.default = None;
        let SchemaKind::Type(ty) = &mut schema.schema_kind else {
            return;
        };
        match ty {
            Type::String(text) => match runtime_type(text) {
                Some(name) => {
                    let all_of = vec![components::reference(name)];
                    schema.schema_kind = SchemaKind::AllOf { all_of };
                }
                None => {
                    let values = 0..text.enumeration.len();
                    let enumeration = values.map(|number| Some(format!("v{number}")));
                    *text = StringType {
                        enumeration: enumeration.collect(),
                        ..StringType::default()
                    };
                }
            },
            Type::Number(number) => *number = NumberType::default(),
            Type::Integer(integer) => *integer = IntegerType::default(),
            Type::Array(array) => (array.min_items, array.max_items) = (None, None),
            Type::Object(object) => {
                let others = &mut object.additional_properties;
                others.take_if(|others| matches!(others, AdditionalProperties::Any(false)));
            }
            Type::Boolean(_) => {}
        }
    });
    let schemas = &mut api.components.get_or_insert_default().schemas;
    for (name, _) in RUNTIME_TYPES {
        let placeholder = || Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Type(Type::String(StringType::default())),
        };
        let schema = schemas.entry((*name).to_owned());
        schema.or_insert_with(|| ReferenceOr::Item(placeholder()));
    }
    api
}

/// Returns the schema that replaces a text whose format has a handwritten type.
pub fn runtime_type(text: &StringType) -> Option<&'static str> {
    match text.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::Password) => Some(SECRET),
        VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => Some(BASE64),
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Some(TIMESTAMP),
        _ => None,
    }
}
