//! The part of the OpenAPI description that the sandbox goes by.

mod parse;

use std::error::Error;
use std::fmt;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

/// A generated copy of `openapi.yaml`, so that no YAML parser is built.
const EMBEDDED: &str = include_str!("../generated/openapi.json");

#[derive(Debug)]
pub(crate) struct Spec {
    /// The path of the server's URL, without a slash at its end.
    pub(crate) prefix: String,
    /// The more literal a path, the earlier it comes: the first that fits is the right one.
    pub(crate) operations: Vec<Operation>,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: Vec<Segment>,
    pub(crate) query: Vec<Parameter>,
    pub(crate) takes_body: bool,
    pub(crate) success: StatusCode,
    /// The property of the response that holds the resource, if it is not the response itself.
    pub(crate) envelope: Option<String>,
    /// The media type of the success response, which may be a range as in `audio/*`.
    pub(crate) media_type: String,
    pub(crate) first_example: Value,
    pub(crate) further_examples: Vec<Value>,
}

#[derive(Debug)]
pub(crate) enum Segment {
    Literal(String),
    Parameter(Parameter),
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) min_length: usize,
    pub(crate) max_length: usize,
}

impl Spec {
    /// Parses the description that is part of this crate.
    pub(crate) fn embedded() -> Result<Self, SpecError> {
        Self::parse(EMBEDDED)
    }
}

impl Operation {
    pub(crate) fn examples(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.first_example).chain(&self.further_examples)
    }

    /// Puts a resource into this operation's envelope.
    pub(crate) fn enclose(&self, resource: Value) -> Value {
        match &self.envelope {
            Some(key) => json!({ key: resource }),
            None => resource,
        }
    }

    /// Takes a resource out of this operation's envelope.
    pub(crate) fn enclosed<'a>(&self, response: &'a Value) -> &'a Value {
        self.envelope
            .as_ref()
            .and_then(|key| response.get(key))
            .unwrap_or(response)
    }
}

/// What is wrong with an OpenAPI description, and where.
#[derive(Debug)]
pub(crate) struct SpecError(String);

impl SpecError {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for SpecError {}

#[cfg(test)]
mod tests;
