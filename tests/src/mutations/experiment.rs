//! The experiments of a case: programs, requests and responses that confirm its verdicts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Ordered, parse, read};

/// A piece of generated code that shows a change which the compiler does not notice.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// The file, below `src/generated`.
    pub file: String,
    /// Text that the file has before the change, and not after it.
    pub base: String,
    /// Text that it has after the change, and not before.
    pub head: String,
}

/// A response that the changed spec allows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The operation that returns it.
    pub operation: String,
    /// The HTTP status; 200 by default.
    pub status: Option<u16>,
    /// The operation whose complete response is edited; by default the same one.
    pub like: Option<String>,
    /// Difference from the complete response, as a JSON Patch.
    #[serde(default)]
    pub edit: Vec<Ordered>,
    /// The body, instead of an edited one.
    pub text: Option<String>,
}

impl Response {
    /// Returns the body as it is sent.
    ///
    /// # Panics
    ///
    /// Panics if the operation has no complete response, or if the edit does not apply.
    pub fn body(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let mut body = complete(self.like.as_ref().unwrap_or(&self.operation));
        for edit in &self.edit {
            body.apply(edit)
                .unwrap_or_else(|problem| panic!("{self:?}: {problem}"));
        }
        serde_json::to_string(&body).unwrap()
    }
}

/// Returns the complete response of an operation of the base, as in `mutations/responses.yaml`.
fn complete(operation: &str) -> Ordered {
    static RESPONSES: LazyLock<Ordered> = LazyLock::new(|| parse(&read("responses.yaml")));
    let response = RESPONSES.get(operation);
    response
        .unwrap_or_else(|| panic!("no complete response of `{operation}`"))
        .clone()
}

/// A request that a shipped program sends.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The operation, by its id before the change.
    pub operation: String,
    /// Arguments that the program passes for the parameters of the path.
    pub arguments: Vec<String>,
    /// Parameters in the body or the query; by default, only the required ones.
    pub parameters: Option<Ordered>,
    /// The request that the changed spec expects, if it is not the one that it describes for the operation.
    pub takes: Option<Takes>,
}

/// The request that the changed spec expects.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Takes {
    /// `false`: the request no longer exists.
    Nothing(bool),
    /// This one.
    Request {
        /// The HTTP method.
        method: String,
        /// The path, parameters filled in.
        path: String,
        /// Retry class, as in `x-retry-class`.
        retry: String,
    },
}
