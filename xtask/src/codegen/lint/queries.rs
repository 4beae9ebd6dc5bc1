use std::collections::BTreeMap;

use openapiv3::{
    Parameter, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema, SchemaKind, Type,
};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::lower::{name_of, named, query_name};
use crate::codegen::walk::operations;

/// Requires the type of a query to have a name of its own.
pub(super) fn names(document: &Document, found: &mut Found) {
    let mut taken: BTreeMap<String, String> = document
        .api
        .components
        .iter()
        .flat_map(|all| all.schemas.keys())
        .map(|name| (name.clone(), format!("the schema `{name}`")))
        .collect();
    for (pointer, _, _, operation) in operations(&document.api) {
        let mut queries = operation.parameters.iter();
        let id = operation.operation_id.as_deref().unwrap_or_default();
        if !queries.any(|parameter| matches!(parameter.as_item(), Some(Parameter::Query { .. }))) {
            continue;
        }
        let name = query_name(id);
        if let Some(other) = taken.insert(name.clone(), format!("the query of `{id}`")) {
            found.refuse(
                format!("{pointer}/operationId"),
                format!("the type of its query, `{name}`, has the name of {other}"),
                "rename the schema, or choose another `operationId`",
            );
        }
    }
}

/// Requires the parameters of a query to be texts, numbers, booleans, enums or lists of these, each
/// with a description.
pub(super) fn plain(document: &Document, found: &mut Found) {
    for (pointer, _, _, operation) in operations(&document.api) {
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let ReferenceOr::Item(Parameter::Query {
                parameter_data,
                style,
                allow_reserved,
                ..
            }) = parameter
            else {
                continue;
            };
            let is_usual = *style == QueryStyle::Form
                && !allow_reserved
                && parameter_data.explode != Some(false);
            let is_plain = match &parameter_data.format {
                ParameterSchemaOrContent::Schema(schema) => is_plain(schema, document),
                ParameterSchemaOrContent::Content(_) => false,
            };
            if !is_usual || !is_plain || parameter_data.description.is_none() {
                found.refuse(
                    format!("{pointer}/parameters/{index}"),
                    format!(
                        "the query parameter `{}` has no description, is nullable, has a style of its \
                         own, or is not a text, number, boolean, enum or list of these",
                        parameter_data.name
                    ),
                    "give it a `description` and a `schema` of such a type, and omit `style`, \
                     `explode` and `nullable`",
                );
            }
        }
    }
}

fn is_plain(schema: &ReferenceOr<Schema>, document: &Document) -> bool {
    match schema {
        ReferenceOr::Item(list) if !list.schema_data.nullable => match &list.schema_kind {
            SchemaKind::Type(Type::Array(array)) => array
                .items
                .as_ref()
                .is_some_and(|items| is_scalar(&items.clone().unbox(), document)),
            _ => is_scalar(schema, document),
        },
        schema => is_scalar(schema, document),
    }
}

fn is_scalar(schema: &ReferenceOr<Schema>, document: &Document) -> bool {
    let schema = match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => {
            name_of(reference).and_then(|name| named(&document.api, name))
        }
    };
    schema.is_some_and(|schema| {
        !schema.schema_data.nullable
            && matches!(
                schema.schema_kind,
                SchemaKind::Type(
                    Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_)
                )
            )
    })
}
