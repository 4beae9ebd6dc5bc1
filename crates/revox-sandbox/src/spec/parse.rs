//! From OpenAPI to the sandbox's own types.
//!
//! A description that the sandbox does not understand is an error: a test that passes because its
//! double looked away is worse than none.

use std::sync::Arc;

use hyper::{Method, StatusCode, Uri};
use serde_json::Value;

use super::document::Located;
use super::schema::{Named, Schema, compile, named};
use super::{Operation, Parameter, Segment, Spec, SpecError};

const JSON: &str = "application/json";

/// The members of a path that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

type Result<T, E = SpecError> = std::result::Result<T, E>;

impl Spec {
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let document: Value =
            serde_json::from_str(json).map_err(|error| SpecError::new(error.to_string()))?;
        let document = Located::root(&document);
        let servers = match document.get("servers")? {
            Some(servers) => servers.elements()?,
            None => Vec::new(),
        };
        let prefix = match servers.first() {
            Some(server) => prefix(&server.require("url")?)?,
            None => String::new(),
        };
        let named = Arc::new(named(&document)?);

        let mut operations = Vec::new();
        for (path, item) in document.require("paths")?.members()? {
            for (member, operation) in item.members()? {
                if METHODS.contains(&member) {
                    operations.push(parse_operation(path, member, &operation, &named)?);
                } else {
                    let problem = "the sandbox reads operations, and nothing that they share";
                    return Err(operation.error(problem));
                }
            }
        }
        operations.sort_by_key(|operation| {
            let is_parameter = |segment: &Segment| matches!(segment, Segment::Parameter(_));
            operation.path.iter().map(is_parameter).collect::<Vec<_>>()
        });
        Ok(Self { prefix, operations })
    }
}

fn prefix(url: &Located<'_>) -> Result<String> {
    let text = url.text()?;
    let uri: Uri = text
        .parse()
        .map_err(|error| url.error(&format!("`{text}`: {error}")))?;
    Ok(uri.path().trim_end_matches('/').to_owned())
}

fn parse_operation(
    path: &str,
    method: &str,
    operation: &Located<'_>,
    named: &Arc<Named>,
) -> Result<Operation> {
    let mut in_path = Vec::new();
    let mut query = Vec::new();
    let parameters = match operation.get("parameters")? {
        Some(parameters) => parameters.elements()?,
        None => Vec::new(),
    };
    for parameter in parameters {
        let parameter = parameter.followed()?;
        let place = parameter.require("in")?;
        match place.text()? {
            "path" => in_path.push(parse_parameter(&parameter, named)?),
            "query" => query.push(parse_parameter(&parameter, named)?),
            _ => return Err(place.error("neither `path` nor `query`")),
        }
    }

    let (success, response) = success(operation)?;
    let content = match response.get("content")? {
        Some(content) => content.members()?,
        None => Vec::new(),
    };
    let json = content.iter().find(|(media_type, _)| *media_type == JSON);
    let media_type = json.or(content.first());
    let example = match json {
        Some((_, json)) => example(json)?,
        // Of other media types the sandbox has bytes of its own.
        None if media_type.is_some() => Value::Null,
        None => return Err(response.error("no content; the sandbox serves its example")),
    };
    let method = Method::from_bytes(method.to_uppercase().as_bytes());
    Ok(Operation {
        id: operation.require("operationId")?.text()?.to_owned(),
        method: method.map_err(|error| operation.error(&error.to_string()))?,
        path: segments(path, operation, in_path)?,
        query,
        body: body(operation, named)?,
        success,
        #[cfg(test)]
        answer_schema: match json {
            Some((_, json)) => schema(json, named)?,
            None => None,
        },
        envelope: match operation.get("x-unwrap")? {
            Some(property) => Some(property.text()?.to_owned()),
            None => None,
        },
        example,
        media_type: media_type
            .map_or(JSON, |(media_type, _)| media_type)
            .to_owned(),
    })
}

fn segments(
    path: &str,
    operation: &Located<'_>,
    mut parameters: Vec<Parameter>,
) -> Result<Vec<Segment>> {
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
                    .ok_or_else(|| operation.error(&format!("`{segment}` is not declared"))),
                None if segment.contains(['{', '}']) => {
                    Err(operation.error(&format!("`{segment}` is a parameter in part only")))
                }
                None => Ok(Segment::Literal(segment.to_owned())),
            }
        })
        .collect()
}

fn parse_parameter(parameter: &Located<'_>, named: &Arc<Named>) -> Result<Parameter> {
    let required = parameter.get("required")?;
    Ok(Parameter {
        name: parameter.require("name")?.text()?.to_owned(),
        required: required.map_or(Ok(false), |required| required.flag())?,
        schema: schema(parameter, named)?.ok_or_else(|| parameter.error("`schema` is missing"))?,
    })
}

/// The schema of a parameter or a media type.
fn schema(described: &Located<'_>, named: &Arc<Named>) -> Result<Option<Schema>> {
    // Not `get`, which would follow a reference, and with it lose the name.
    let members = described.members()?;
    let schema = members.into_iter().find(|(name, _)| *name == "schema");
    let schema = schema.map(|(_, schema)| Ok(Schema::new(compile(&schema)?, Arc::clone(named))));
    schema.transpose()
}

/// The schema of the body. Without one, any JSON fits.
fn body(operation: &Located<'_>, named: &Arc<Named>) -> Result<Option<Schema>> {
    let Some(body) = operation.get("requestBody")? else {
        return Ok(None);
    };
    let schema = match body.require("content")?.get(JSON)? {
        Some(json) => schema(&json, named)?,
        None => None,
    };
    Ok(Some(schema.unwrap_or_else(|| Schema::any(body.pointer))))
}

fn success<'a>(operation: &Located<'a>) -> Result<(StatusCode, Located<'a>)> {
    let responses = operation.require("responses")?;
    for (status, response) in responses.members()? {
        if let Ok(status) = status.parse::<StatusCode>()
            && status.is_success()
        {
            return Ok((status, response.followed()?));
        }
    }
    Err(responses.error("no response with a success status"))
}

/// The example of a response. With several, nobody could tell which of them is served.
fn example(json: &Located<'_>) -> Result<Value> {
    let examples = match json.get("examples")? {
        Some(examples) => examples.members()?,
        None => Vec::new(),
    };
    match (json.get("example")?, examples.as_slice()) {
        (Some(example), []) => Ok(example.value.clone()),
        (None, [(_, example)]) => Ok(example.clone().followed()?.require("value")?.value.clone()),
        (None, []) => Err(json.error("no example; the sandbox serves it")),
        _ => Err(json.error("several examples; the sandbox serves one")),
    }
}
