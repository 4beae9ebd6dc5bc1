use heck::ToUpperCamelCase;
use openapiv3::{
    ObjectType, OpenAPI, Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr, Schema,
    SchemaData, SchemaKind, Type,
};

use super::components;
use crate::codegen::walk::operations_mut;

/// Extension of an operation with the name of its query's schema.
const QUERY: &str = "x-query";

/// Turns the query parameters of an operation into a named object, which is handled like a body.
///
/// progenitor would turn them into arguments, sorted by name.
pub(super) fn gather(api: &mut OpenAPI) {
    let mut queries = Vec::new();
    for operation in operations_mut(api) {
        let (in_query, others) = std::mem::take(&mut operation.parameters)
            .into_iter()
            .partition::<Vec<_>, _>(|parameter| {
                matches!(parameter, ReferenceOr::Item(Parameter::Query { .. }))
            });
        operation.parameters = others;
        if in_query.is_empty() {
            continue;
        }
        let id = operation.operation_id.as_deref().unwrap_or_default();
        let name = query_name(id);
        let (tag, method) = id.split_once('_').unwrap_or((id, id));
        let data = SchemaData {
            description: Some(format!("Query parameters of `client.{tag}().{method}(…)`.")),
            ..SchemaData::default()
        };
        let mut object = ObjectType::default();
        for parameter in in_query {
            if let ReferenceOr::Item(Parameter::Query { parameter_data, .. }) = parameter {
                add(parameter_data, &mut object);
            }
        }
        operation
            .extensions
            .insert(QUERY.to_owned(), name.clone().into());
        let schema = Schema {
            schema_data: data,
            schema_kind: SchemaKind::Type(Type::Object(object)),
        };
        queries.push((name, schema));
    }
    if queries.is_empty() {
        return;
    }
    let schemas = &mut api.components.get_or_insert_default().schemas;
    for (name, schema) in queries {
        schemas.insert(name, ReferenceOr::Item(schema));
    }
}

fn add(parameter: ParameterData, object: &mut ObjectType) {
    let ParameterSchemaOrContent::Schema(schema) = parameter.format else {
        return;
    };
    let mut property = match schema {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AllOf {
                all_of: vec![ReferenceOr::Reference { reference }],
            },
        },
    };
    let data = &mut property.schema_data;
    data.description = parameter.description.or(data.description.take());
    data.example = parameter.example.or(data.example.take());
    data.deprecated |= parameter.deprecated.unwrap_or_default();
    data.extensions.extend(parameter.extensions);
    if parameter.required {
        object.required.push(parameter.name.clone());
    }
    object
        .properties
        .insert(parameter.name, ReferenceOr::Item(Box::new(property)));
}

/// Returns the name of the type of an operation's query.
pub fn query_name(id: &str) -> String {
    format!("{}Query", id.to_upper_camel_case())
}

/// Returns the name of the schema of an operation's parameters, in the body or in the query.
pub fn parameters_of(operation: &openapiv3::Operation) -> Option<&str> {
    let query = operation
        .extensions
        .get(QUERY)
        .and_then(|name| name.as_str());
    query.or_else(|| {
        let body = operation.request_body.as_ref()?.as_item()?;
        let schema = body.content.get("application/json")?.schema.as_ref()?;
        match schema {
            ReferenceOr::Reference { reference } => components::name_of(reference),
            ReferenceOr::Item(_) => None,
        }
    })
}
