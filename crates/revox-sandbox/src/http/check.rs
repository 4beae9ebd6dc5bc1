//! Checks a request before its operation sees it.

use hyper::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, EXPECT, HeaderValue,
};
use hyper::{HeaderMap, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::request_body::{End, LIMIT, ReceivedBody};
use super::response::Response;
use super::route::Match;
use crate::api;
use crate::spec::{Forms, Operation, Parameter, Problem, Schema};

pub(crate) const API_KEY: &str = "sandbox-key-not-a-secret";
pub(crate) const KEY_WITHOUT_ACCESS: &str = "sandbox-key-without-access";

pub(crate) fn request(
    matched: &Match<'_, '_>,
    headers: &HeaderMap,
    query: Option<&str>,
    received: &ReceivedBody,
    api_key: &str,
    forms: Forms,
) -> Result<api::Request, Response> {
    key(headers, api_key)?;
    expectation(headers)?;
    let operation = matched.operation;
    arrived(operation, received)?;
    let path = matched
        .path
        .iter()
        .map(|(parameter, raw)| {
            let value = decode(raw).ok_or_else(|| malformed("path", &parameter.name))?;
            fits("path", parameter, &value)?;
            Ok(value)
        })
        .collect::<Result<_, Response>>()?;
    let query = self::query(operation, query.unwrap_or_default())?;
    let body = match &operation.body {
        Some(schema) => body(schema, headers, received, forms)?,
        None => Value::Null,
    };
    Ok(api::Request { path, query, body })
}

fn key(headers: &HeaderMap, api_key: &str) -> Result<(), Response> {
    let error = json!({ "in": "header", "parameter": "authorization" });
    let refusal = |code: &str, message: &str| {
        let error = Some(error.clone());
        Response::refusal_with(StatusCode::UNAUTHORIZED, code, message, error).asking_for_a_key()
    };
    let Some(value) = headers.get(AUTHORIZATION) else {
        return Err(refusal(
            "missing_api_key",
            "The request has no API key. Send the header `Authorization: Bearer <key>`.",
        ));
    };
    let credentials = value.to_str().ok().and_then(|value| value.split_once(' '));
    match credentials.map(|(scheme, key)| (scheme, key.trim_start())) {
        Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") && key == api_key => Ok(()),
        Some((scheme, KEY_WITHOUT_ACCESS)) if scheme.eq_ignore_ascii_case("bearer") => {
            Err(Response::refusal_with(
                StatusCode::FORBIDDEN,
                "no_access",
                "This API key is valid and gives access to nothing.",
                Some(error),
            ))
        }
        _ => Err(refusal(
            "invalid_api_key",
            "The API key is not the one that this sandbox accepts. Send `Authorization: Bearer <key>` \
             with the key that it printed or was given when it started.",
        )),
    }
}

/// Refuses unknown expectations. The known one, `100-continue`, was met by hyper when the body was
/// read.
fn expectation(headers: &HeaderMap) -> Result<(), Response> {
    let mut expected = headers.get_all(EXPECT).iter();
    if expected.all(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue")) {
        return Ok(());
    }
    Err(Response::refusal(
        StatusCode::EXPECTATION_FAILED,
        "unknown_expectation",
        "The header `Expect` asks for something other than `100-continue`. Leave it out.",
    ))
}

/// Bodies are taken as they are, without compression.
fn encoding(headers: &HeaderMap) -> Result<(), Response> {
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    if encodings.all(|value| value.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Ok(());
    }
    let refusal = Response::refusal(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_content_encoding",
        "The body is encoded by its `Content-Encoding`. Send it as it is, without compression.",
    );
    Err(refusal.with(ACCEPT_ENCODING, HeaderValue::from_static("identity")))
}

fn arrived(operation: &Operation, body: &ReceivedBody) -> Result<(), Response> {
    let (status, code, message) = match body.end {
        End::OverLimit => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("The body is larger than {LIMIT} bytes. Send a smaller one."),
        ),
        End::Broken => (
            StatusCode::BAD_REQUEST,
            "body_incomplete",
            "The body ended before its announced end, took too long, or has malformed chunks."
                .into(),
        ),
        End::Whole if operation.body.is_none() && !body.bytes.is_empty() => (
            StatusCode::BAD_REQUEST,
            "body_not_allowed",
            format!("`{}` takes no body. Send none.", operation.id),
        ),
        End::Whole => return Ok(()),
    };
    Err(Response::refusal(status, code, message))
}

fn body(
    schema: &Schema,
    headers: &HeaderMap,
    body: &ReceivedBody,
    forms: Forms,
) -> Result<Value, Response> {
    if body.bytes.is_empty() {
        let message = format!("The body is missing. Send a `{}` as JSON.", schema.name);
        return Err(bad_request("missing_body", message));
    }
    let media_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    let essence = media_type.and_then(|value| value.split(|byte| *byte == b';').next());
    if !essence.is_some_and(|e| e.trim_ascii().eq_ignore_ascii_case(b"application/json")) {
        return Err(Response::refusal(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "By its `Content-Type`, the body is not JSON. Send `Content-Type: application/json`.",
        ));
    }
    encoding(headers)?;
    let value: Value = super::json::decode(&body.bytes).map_err(|error| {
        bad_request(
            "malformed_json",
            format!("The body is not valid JSON: {error}."),
        )
    })?;
    let problems = schema.problems(&value, forms);
    match problems.first() {
        None => Ok(value),
        Some(first) => Err(unfit(schema, first, &problems)),
    }
}

/// 400 where the shape is wrong, 422 where it is right and a value in it is not acceptable.
fn unfit(schema: &Schema, first: &Problem, problems: &[Problem]) -> Response {
    let shape = problems.iter().find(|problem| problem.is_shape);
    let (status, code) = match shape {
        Some(_) => (StatusCode::BAD_REQUEST, "invalid_body"),
        None => (StatusCode::UNPROCESSABLE_ENTITY, "unacceptable_value"),
    };
    let shown = shape.unwrap_or(first);
    let location = match shown.pointer.as_str() {
        "" => "the body as a whole",
        pointer => pointer,
    };
    let (what, name) = (&shown.what, &schema.name);
    let more = match problems.len() {
        1 => String::new(),
        2 => " There is another problem.".to_owned(),
        all => format!(" There are {} more problems.", all - 1),
    };
    Response::refusal_with(
        status,
        code,
        format!("The body is not a valid `{name}`. At {location}: {what}.{more}"),
        Some(json!({
            "in": "body",
            "schema": name,
            "problems": problems.iter().map(Problem::to_json).collect::<Vec<_>>(),
        })),
    )
}

fn query(operation: &Operation, query: &str) -> Result<Vec<(String, String)>, Response> {
    let mut sent: Vec<(String, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode_form(raw_name).ok_or_else(|| malformed("query", raw_name))?;
        let parameter = operation
            .query
            .iter()
            .find(|parameter| parameter.name == name)
            .ok_or_else(|| unknown(operation, &name))?;
        let value = decode_form(raw_value).ok_or_else(|| malformed("query", &name))?;
        if sent.iter().any(|(other, _)| *other == name) {
            let message = format!("The query parameter `{name}` is repeated. Send it once.");
            return Err(about("repeated_parameter", message, "query", &name));
        }
        fits("query", parameter, &value)?;
        sent.push((name, value));
    }
    let missing = operation.query.iter().find(|parameter| {
        parameter.required && !sent.iter().any(|(name, _)| *name == parameter.name)
    });
    match missing {
        None => Ok(sent),
        Some(parameter) => {
            let name = &parameter.name;
            let message =
                format!("The query parameter `{name}` is required. Add `{name}=…` to the query.");
            Err(about("missing_parameter", message, "query", name))
        }
    }
}

fn fits(location: &str, parameter: &Parameter, value: &str) -> Result<(), Response> {
    let problems = parameter.schema.problems(&value.into(), Forms::Checked);
    let Some(problem) = problems.first() else {
        return Ok(());
    };
    let (name, what, schema) = (&parameter.name, &problem.what, &problem.schema);
    let message = format!("The {location} parameter `{name}` is not acceptable: {what}.");
    let error = json!({ "in": location, "parameter": name, "problem": what, "schema": schema });
    let status = StatusCode::BAD_REQUEST;
    Err(Response::refusal_with(
        status,
        "invalid_parameter",
        message,
        Some(error),
    ))
}

fn unknown(operation: &Operation, name: &str) -> Response {
    let known: Vec<&str> = operation.query.iter().map(|p| p.name.as_str()).collect();
    let known = if known.is_empty() {
        "it takes none".into()
    } else {
        format!("it takes {}", known.join(", "))
    };
    let message = format!(
        "`{}` has no query parameter {name:?}; {known}.",
        operation.id
    );
    about("unknown_parameter", message, "query", name)
}

fn malformed(location: &str, name: &str) -> Response {
    let message = format!(
        "The {location} parameter `{name}` is not percent-encoded UTF-8. Write each byte outside \
         ASCII, and the percent sign itself, as `%` and two hexadecimal digits."
    );
    about("malformed_parameter", message, location, name)
}

fn about(code: &str, message: String, location: &str, parameter: &str) -> Response {
    let error = json!({ "in": location, "parameter": parameter });
    Response::refusal_with(StatusCode::BAD_REQUEST, code, message, Some(error))
}

fn bad_request(code: &str, message: String) -> Response {
    Response::refusal(StatusCode::BAD_REQUEST, code, message)
}

/// Queries are written like forms, where a plus sign is a space.
fn decode_form(raw: &str) -> Option<String> {
    decode(&raw.replace('+', " "))
}

fn decode(raw: &str) -> Option<String> {
    let well_formed = raw.is_ascii()
        && raw.split('%').skip(1).all(|escape| {
            let mut digits = escape.bytes().take(2).filter(u8::is_ascii_hexdigit);
            digits.next().and(digits.next()).is_some()
        });
    if !well_formed {
        return None;
    }
    let decoded = percent_decode_str(raw).decode_utf8().ok();
    decoded.map(std::borrow::Cow::into_owned)
}
