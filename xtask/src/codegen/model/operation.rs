use serde_json::Value;

use super::{Deprecation, Ty};

/// The operations of a tag, reached as `client.<tag>()`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The tag.
    pub name: String,
    /// Documentation.
    pub docs: String,
    /// Its operations, in the order of the spec.
    pub operations: Vec<Operation>,
}

/// An operation: a method of a resource.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: String,
    /// Name of the resource.
    pub resource: String,
    /// Name of the method.
    pub name: String,
    /// Description in a line, for lists of operations.
    pub summary: String,
    /// Documentation of the method: the description, or the summary if there is none.
    pub docs: String,
    /// HTTP method in upper case.
    pub method: &'static str,
    /// Path with the names of parameters: `/call/{id}`.
    pub path: String,
    /// Parameters in the path.
    pub in_path: Vec<PathParameter>,
    /// Name of the model with its parameters outside the path.
    pub parameters: Option<String>,
    /// Type of the decoded response.
    pub result: Ty,
    /// Property of the response that holds the result.
    pub unwrap: Option<String>,
    /// Name of the result in examples.
    pub result_name: String,
    /// Decides whether the request may be resent.
    pub retry_class: String,
    /// Set if the spec deprecates it.
    pub deprecated: Option<Deprecation>,
    /// Examples of its body.
    pub examples: Vec<Value>,
}

impl Operation {
    /// Returns the call of its method: `client.call().create()`.
    pub fn call(&self) -> String {
        format!("`client.{}().{}()`", self.resource, self.name)
    }

    /// Returns method and path: `GET /call/{id}`.
    pub fn address(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// A parameter in a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathParameter {
    /// Name in Rust.
    pub name: String,
    /// Name in the path.
    pub wire: String,
    /// Documentation.
    pub docs: String,
    /// An example of its value.
    pub example: Option<String>,
}
