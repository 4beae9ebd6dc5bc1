//! What a request must fulfil before its operation sees it.

use std::borrow::Cow;

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use percent_encoding::percent_decode_str;

use crate::answer::Answer;
use crate::body::{End, LIMIT, ReceivedBody};
use crate::route::Match;
use crate::spec::{Operation, Parameter};

pub(crate) const API_KEY: &str = "sandbox-key-not-a-secret";

pub(crate) fn key(headers: &HeaderMap) -> Result<(), Answer> {
    let refusal = |code, message| {
        Answer::refusal(StatusCode::UNAUTHORIZED, code, message)
            .about("header", "authorization")
            .asking_for_a_key()
    };
    let Some(value) = headers.get(AUTHORIZATION) else {
        return Err(refusal(
            "missing_api_key",
            "The request has no API key. Send the header `Authorization: Bearer <key>`.",
        ));
    };
    let credentials = value.to_str().ok().and_then(|value| value.split_once(' '));
    match credentials.map(|(scheme, key)| (scheme, key.trim_start())) {
        Some((scheme, API_KEY)) if scheme.eq_ignore_ascii_case("bearer") => Ok(()),
        _ => Err(refusal(
            "invalid_api_key",
            "The API key is not the sandbox's. Send `Authorization: Bearer <key>` with the key of \
             `Sandbox::api_key`.",
        )),
    }
}

pub(crate) fn body(operation: &Operation, body: &ReceivedBody) -> Result<(), Answer> {
    let (status, code, message) = match body.end {
        End::OverLimit => (
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("The body is larger than {LIMIT} bytes. Send a smaller one."),
        ),
        End::Broken => (
            StatusCode::BAD_REQUEST,
            "body_incomplete",
            "The body ended before its announced end, or its chunks are malformed.".into(),
        ),
        End::Whole if !operation.takes_body && !body.bytes.is_empty() => (
            StatusCode::BAD_REQUEST,
            "body_not_allowed",
            format!("`{}` takes no body. Send none.", operation.id),
        ),
        End::Whole => return Ok(()),
    };
    Err(Answer::refusal(status, code, message))
}

/// Checks the parameters of the path and the query, and returns those of the path, decoded.
pub(crate) fn parameters(
    matched: &Match<'_, '_>,
    query: Option<&str>,
) -> Result<Vec<String>, Answer> {
    let path = matched
        .path
        .iter()
        .map(|(parameter, raw)| {
            let value = decode(raw).ok_or_else(|| malformed("path", &parameter.name))?;
            length("path", parameter, &value)?;
            Ok(value)
        })
        .collect::<Result<_, _>>()?;
    self::query(matched.operation, query.unwrap_or_default())?;
    Ok(path)
}

fn query(operation: &Operation, query: &str) -> Result<(), Answer> {
    let mut sent = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode_form(raw_name).ok_or_else(|| malformed("query", raw_name))?;
        let parameter = operation
            .query
            .iter()
            .find(|parameter| parameter.name == name)
            .ok_or_else(|| unknown(operation, &name))?;
        let value = decode_form(raw_value).ok_or_else(|| malformed("query", &name))?;
        length("query", parameter, &value)?;
        sent.push(name);
    }
    let missing = operation
        .query
        .iter()
        .find(|parameter| parameter.required && !sent.contains(&parameter.name));
    missing.map_or(Ok(()), |parameter| {
        let name = &parameter.name;
        Err(bad_request(
            "missing_parameter",
            format!("The query parameter `{name}` is required. Add `{name}=…` to the query."),
        )
        .about("query", name))
    })
}

fn length(place: &str, parameter: &Parameter, value: &str) -> Result<(), Answer> {
    let (name, length) = (&parameter.name, value.chars().count());
    let (min, max) = (parameter.min_length, parameter.max_length);
    let (code, limit) = if length < min {
        ("parameter_too_short", format!("at least {min}"))
    } else if length > max {
        ("parameter_too_long", format!("at most {max}"))
    } else {
        return Ok(());
    };
    let message = format!("The {place} parameter `{name}` has {length} characters. Send {limit}.");
    Err(bad_request(code, message).about(place, name))
}

fn unknown(operation: &Operation, name: &str) -> Answer {
    let known: Vec<&str> = operation.query.iter().map(|p| p.name.as_str()).collect();
    let known = if known.is_empty() {
        "it takes none".into()
    } else {
        format!("it takes {}", known.join(", "))
    };
    let id = &operation.id;
    bad_request(
        "unknown_parameter",
        format!("`{id}` has no query parameter {name:?}; {known}."),
    )
    .about("query", name)
}

fn malformed(place: &str, name: &str) -> Answer {
    bad_request(
        "malformed_parameter",
        format!(
            "The {place} parameter `{name}` is not percent-encoded UTF-8. Write each byte outside \
             ASCII, and the percent sign itself, as `%` and two hexadecimal digits."
        ),
    )
    .about(place, name)
}

fn bad_request(code: &str, message: String) -> Answer {
    Answer::refusal(StatusCode::BAD_REQUEST, code, message)
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
    percent_decode_str(raw)
        .decode_utf8()
        .ok()
        .map(Cow::into_owned)
}
