use heck::ToUpperCamelCase;
use openapiv3::{
    ObjectType, OpenAPI, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    ReferenceOr, Schema, SchemaData, SchemaKind, Type,
};

use super::components;
use crate::codegen::walk::operations;

/// Adds a named object with the query parameters of each operation, which is handled like a body.
///
/// progenitor would turn them into arguments, sorted by name.
pub(super) fn gather(api: &mut OpenAPI) {
    let queries = operations(api).filter_map(|(_, _, _, operation)| {
        let id = operation.operation_id.as_deref().unwrap_or_default();
        let (tag, method) = id.split_once('_').unwrap_or((id, id));
        let mut object = ObjectType::default();
        in_query(operation).for_each(|parameter| add(parameter.clone(), &mut object));
        let schema = Schema {
            schema_data: SchemaData {
                description: Some(format!("Query parameters of `client.{tag}().{method}(…)`.")),
                ..SchemaData::default()
            },
            schema_kind: SchemaKind::Type(Type::Object(object)),
        };
        let name = in_query(operation).next().map(|_| query_name(id))?;
        Some((name, ReferenceOr::Item(schema)))
    });
    let queries: Vec<_> = queries.collect();
    let all = api.components.get_or_insert_default();
    all.schemas.extend(queries);
}

fn in_query(operation: &Operation) -> impl Iterator<Item = &ParameterData> {
    let parameters = operation.parameters.iter();
    parameters.filter_map(|parameter| match parameter {
        ReferenceOr::Item(Parameter::Query { parameter_data, .. }) => Some(parameter_data),
        _ => None,
    })
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
pub fn parameters_of(operation: &Operation) -> Option<String> {
    if in_query(operation).next().is_some() {
        return operation.operation_id.as_deref().map(query_name);
    }
    let body = operation.request_body.as_ref()?.as_item()?;
    let schema = body.content.get("application/json")?.schema.as_ref()?;
    components::name_in(schema).map(str::to_owned)
}
