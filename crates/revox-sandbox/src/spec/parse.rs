//! From OpenAPI to the sandbox's own types.
//!
//! A shape of description that the sandbox does not know is an error: a test that passes because its
//! double looked away is worse than none. Of a parameter's schema, it takes the limits of length.

use axum::http::{Method, StatusCode, Uri};
use openapiv3::{
    Components, OpenAPI, ParameterSchemaOrContent, ReferenceOr, Response, SchemaKind, Type,
};
use serde_json::Value;

use super::{Operation, Parameter, Segment, Spec, SpecError};

const JSON: &str = "application/json";

type Result<T, E = SpecError> = std::result::Result<T, E>;

impl Spec {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let document: OpenAPI =
            serde_json::from_str(json).map_err(|error| SpecError::new(error.to_string()))?;
        let prefix = match document.servers.first() {
            Some(server) => prefix(&server.url)?,
            None => String::new(),
        };
        let components = document.components.unwrap_or_default();

        let mut operations = Vec::new();
        for (path, item) in document.paths {
            let item = item
                .into_item()
                .ok_or_else(|| SpecError::new(format!("{path}: a reference as a path item")))?;
            if !item.parameters.is_empty() {
                return Err(SpecError::new(format!(
                    "{path}: parameters of a path; the sandbox reads those of operations"
                )));
            }
            for (method, operation) in item {
                let method = method.to_uppercase();
                operations.push(
                    parse_operation(&path, &method, operation, &components)
                        .map_err(|error| SpecError::new(format!("{method} {path}: {error}")))?,
                );
            }
        }
        operations.sort_by_key(|operation| {
            let is_parameter = |segment: &Segment| matches!(segment, Segment::Parameter(_));
            operation.path.iter().map(is_parameter).collect::<Vec<_>>()
        });
        Ok(Self { prefix, operations })
    }
}

fn prefix(url: &str) -> Result<String> {
    let uri: Uri = url
        .parse()
        .map_err(|error| SpecError::new(format!("the server URL `{url}`: {error}")))?;
    Ok(uri.path().trim_end_matches('/').to_owned())
}

fn parse_operation(
    path: &str,
    method: &str,
    operation: openapiv3::Operation,
    components: &Components,
) -> Result<Operation> {
    let mut in_path = Vec::new();
    let mut query = Vec::new();
    for parameter in &operation.parameters {
        let parameter = resolve(parameter, "parameters", |name| {
            components.parameters.get(name)
        })?;
        match parameter {
            openapiv3::Parameter::Path { parameter_data, .. } => {
                in_path.push(parse_parameter(parameter_data, components)?);
            }
            openapiv3::Parameter::Query { parameter_data, .. } => {
                query.push(parse_parameter(parameter_data, components)?);
            }
            openapiv3::Parameter::Header { parameter_data, .. }
            | openapiv3::Parameter::Cookie { parameter_data, .. } => {
                let name = &parameter_data.name;
                return Err(SpecError::new(format!(
                    "the parameter `{name}` is neither in the path nor in the query"
                )));
            }
        }
    }

    let (success, response) = success(&operation, components)?;
    let mut examples = examples(response, components)?.into_iter();
    let other_media = response.content.keys().find(|media| *media != JSON);
    let media_type = match other_media {
        Some(media) if !response.content.contains_key(JSON) => media.clone(),
        _ => JSON.to_owned(),
    };
    Ok(Operation {
        id: operation
            .operation_id
            .ok_or_else(|| SpecError::new("no operationId"))?,
        method: Method::from_bytes(method.as_bytes())
            .map_err(|error| SpecError::new(error.to_string()))?,
        path: segments(path, in_path)?,
        query,
        takes_body: operation.request_body.is_some(),
        success,
        envelope: match operation.extensions.get("x-unwrap") {
            None => None,
            Some(Value::String(key)) => Some(key.clone()),
            Some(_) => return Err(SpecError::new("x-unwrap is not a string")),
        },
        first_example: match examples.next() {
            Some(example) => example,
            // What is no JSON has no example: the bytes are the sandbox's own.
            None if media_type != JSON => Value::Null,
            None => {
                return Err(SpecError::new(
                    "no application/json example of the success response",
                ));
            }
        },
        media_type,
        further_examples: examples.collect(),
    })
}

fn segments(path: &str, mut parameters: Vec<Parameter>) -> Result<Vec<Segment>> {
    path.trim_start_matches('/')
        .split('/')
        .map(|segment| {
            let name = segment
                .strip_prefix('{')
                .and_then(|segment| segment.strip_suffix('}'));
            match name {
                Some(name) => parameters
                    .iter()
                    .position(|parameter| parameter.name == name)
                    .map(|at| Segment::Parameter(parameters.swap_remove(at)))
                    .ok_or_else(|| SpecError::new(format!("`{segment}` is not declared"))),
                None if segment.contains(['{', '}']) => Err(SpecError::new(format!(
                    "`{segment}` is a parameter in part only"
                ))),
                None => Ok(Segment::Literal(segment.to_owned())),
            }
        })
        .collect()
}

fn parse_parameter(
    parameter: &openapiv3::ParameterData,
    components: &Components,
) -> Result<Parameter> {
    let ParameterSchemaOrContent::Schema(schema) = &parameter.format else {
        return Err(SpecError::new(format!(
            "the parameter `{}` has no schema",
            parameter.name
        )));
    };
    let schema = resolve(schema, "schemas", |name| components.schemas.get(name))?;
    let (min_length, max_length) = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => (string.min_length, string.max_length),
        _ => (None, None),
    };
    Ok(Parameter {
        name: parameter.name.clone(),
        required: parameter.required,
        min_length: min_length.unwrap_or(0),
        max_length: max_length.unwrap_or(usize::MAX),
    })
}

fn success<'a>(
    operation: &'a openapiv3::Operation,
    components: &'a Components,
) -> Result<(StatusCode, &'a Response)> {
    let declared = operation.responses.responses.iter();
    let (status, response) = declared
        .filter_map(|(status, response)| match status {
            openapiv3::StatusCode::Code(code) => {
                Some((StatusCode::from_u16(*code).ok()?, response))
            }
            openapiv3::StatusCode::Range(_) => None,
        })
        .find(|(status, _)| status.is_success())
        .ok_or_else(|| SpecError::new("no response with a success status"))?;
    let response = resolve(response, "responses", |name| components.responses.get(name))?;
    Ok((status, response))
}

fn examples(response: &Response, components: &Components) -> Result<Vec<Value>> {
    let Some(json) = response.content.get(JSON) else {
        return Ok(Vec::new());
    };
    let mut values: Vec<Value> = json.example.iter().cloned().collect();
    for example in json.examples.values() {
        let example = resolve(example, "examples", |name| components.examples.get(name))?;
        values.extend(example.value.clone());
    }
    Ok(values)
}

/// Follows a reference into `#/components/<kind>/`.
fn resolve<'a, T>(
    entry: &'a ReferenceOr<T>,
    kind: &str,
    find: impl Fn(&str) -> Option<&'a ReferenceOr<T>>,
) -> Result<&'a T> {
    match entry {
        ReferenceOr::Item(item) => Ok(item),
        ReferenceOr::Reference { reference } => reference
            .strip_prefix(&format!("#/components/{kind}/"))
            .and_then(find)
            .and_then(ReferenceOr::as_item)
            .ok_or_else(|| SpecError::new(format!("`{reference}` leads to none of the {kind}"))),
    }
}
