//! The part of the OpenAPI description that the sandbox goes by.

mod document;
pub(crate) mod forms;
mod parse;
mod problem;
mod schema;
mod validate;

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};

use hyper::{Method, StatusCode};
use serde_json::Value;

pub(crate) use problem::Problem;
pub(crate) use schema::Schema;
pub(crate) use validate::Forms;

/// A generated copy of `openapi.yaml`, so that no YAML parser is built.
const EMBEDDED: &str = include_str!("../generated/openapi.json");

pub(crate) struct Spec {
    /// The path of the server's URL, without a slash at its end.
    pub(crate) prefix: String,
    /// The more literal a path, the earlier it comes: the first that fits is the right one.
    pub(crate) operations: Vec<Operation>,
}

pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: Vec<Segment>,
    pub(crate) query: Vec<Parameter>,
    /// The schema of the body; `None` if the operation takes none.
    pub(crate) body: Option<Schema>,
    pub(crate) success: StatusCode,
    /// JSON pointer of the schema of the success response in the description.
    #[cfg(test)]
    pub(crate) answer_schema: Option<Schema>,
    /// The property of the response that holds the resource, if it is not the response itself.
    pub(crate) envelope: Option<String>,
    /// The media type of the success response, which may be a range as in `audio/*`.
    pub(crate) media_type: String,
    /// The first example of the success response.
    pub(crate) example: Value,
}

pub(crate) enum Segment {
    Literal(String),
    Parameter(Parameter),
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

impl Spec {
    /// The description that is part of this crate. It is read once in a program.
    pub(crate) fn embedded() -> Result<Arc<Self>, SpecError> {
        static SPEC: OnceLock<Result<Arc<Spec>, SpecError>> = OnceLock::new();
        SPEC.get_or_init(|| Self::parse(EMBEDDED).map(Arc::new))
            .clone()
    }

    pub(crate) fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }
}

impl Operation {
    /// Takes a resource out of this operation's envelope.
    pub(crate) fn enclosed<'a>(&self, response: &'a Value) -> &'a Value {
        self.envelope
            .as_ref()
            .and_then(|key| response.get(key))
            .unwrap_or(response)
    }
}

/// An error in an OpenAPI description, with its location.
#[derive(Clone, Debug)]
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
