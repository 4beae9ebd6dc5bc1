//! From OpenAPI to the sandbox's own types.
//!
//! A shape of description that the sandbox does not know is an error: a test that passes because its
//! double looked away is worse than none.

use axum::http::{Method, StatusCode, Uri};
use openapiv3::{Components, OpenAPI, ReferenceOr, Response};
use serde_json::Value;

use super::{Operation, Parameter, Schema, Segment, Spec, SpecError};

const JSON: &str = "application/json";

type Result<T, E = SpecError> = std::result::Result<T, E>;

impl Spec {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let no_spec = |error: serde_json::Error| SpecError::new(error.to_string());
        let raw: Value = serde_json::from_str(json).map_err(no_spec)?;
        let document: OpenAPI = serde_json::from_str(json).map_err(no_spec)?;
        let prefix = match document.servers.first() {
            Some(server) => prefix(&server.url)?,
            None => String::new(),
        };
        let components = document.components.unwrap_or_default();
        let schemas = Schemas(raw);

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
                    parse_operation(&path, &method, operation, &components, &schemas)
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

/// The description as it stands, with the schemas in it.
struct Schemas(Value);

impl Schemas {
    /// The schema at a JSON pointer; `None` if there is none.
    fn at(&self, pointer: &str) -> Result<Option<Schema>> {
        let schema = self.0.pointer(pointer);
        schema
            .map(|schema| Schema::compile(pointer, schema, &self.0))
            .transpose()
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
    schemas: &Schemas,
) -> Result<Operation> {
    let escaped = path.replace('~', "~0").replace('/', "~1");
    let place = format!("/paths/{escaped}/{}", method.to_lowercase());
    let mut in_path = Vec::new();
    let mut query = Vec::new();
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let place = match parameter {
            ReferenceOr::Item(_) => format!("{place}/parameters/{index}"),
            ReferenceOr::Reference { reference } => reference.trim_start_matches('#').to_owned(),
        };
        let parameter = resolve(parameter, "parameters", |name| {
            components.parameters.get(name)
        })?;
        match parameter {
            openapiv3::Parameter::Path { parameter_data, .. } => {
                in_path.push(parse_parameter(parameter_data, &place, schemas)?);
            }
            openapiv3::Parameter::Query { parameter_data, .. } => {
                query.push(parse_parameter(parameter_data, &place, schemas)?);
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
    let example = examples(response, components)?.into_iter().next();
    let body = parse_body(&operation, &place, schemas)?;
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
        body,
        success,
        #[cfg(test)]
        answer_schema: schemas.at(&format!(
            "{place}/responses/{}/content/application~1json/schema",
            success.as_u16()
        ))?,
        envelope: match operation.extensions.get("x-unwrap") {
            None => None,
            Some(Value::String(key)) => Some(key.clone()),
            Some(_) => return Err(SpecError::new("x-unwrap is not a string")),
        },
        example: match example {
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
    place: &str,
    schemas: &Schemas,
) -> Result<Parameter> {
    let name = &parameter.name;
    let no_schema = || SpecError::new(format!("the parameter `{name}` has no schema"));
    Ok(Parameter {
        name: name.clone(),
        required: parameter.required,
        schema: schemas
            .at(&format!("{place}/schema"))?
            .ok_or_else(no_schema)?,
    })
}

/// The body's schema. Without one, any JSON fits.
fn parse_body(
    operation: &openapiv3::Operation,
    place: &str,
    schemas: &Schemas,
) -> Result<Option<Schema>> {
    if operation.request_body.is_none() {
        return Ok(None);
    }
    let place = format!("{place}/requestBody/content/application~1json/schema");
    match schemas.at(&place)? {
        Some(schema) => Ok(Some(schema)),
        None => Schema::compile(&place, &Value::Bool(true), &schemas.0).map(Some),
    }
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
