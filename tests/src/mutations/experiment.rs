//! The experiment of a case: programs, requests and responses to try out, beside its verdicts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Ordered, parse, read};

/// A piece of generated code that shows a change which no compiler sees.
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
pub struct Answer {
    /// The operation that returns it.
    pub operation: String,
    /// The HTTP status; 200 unless it is said.
    pub status: Option<u16>,
    /// The operation whose complete response it is made of; by default the same one.
    pub like: Option<String>,
    /// Difference from the complete response, as a JSON Patch.
    #[serde(default)]
    pub edit: Vec<Ordered>,
    /// The body, where it is made of no other.
    pub text: Option<String>,
}

impl Answer {
    /// The body as it is sent.
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

/// Returns the complete response of an operation of the base, as in `mutations/answers.yaml`.
fn complete(operation: &str) -> Ordered {
    static ANSWERS: LazyLock<Ordered> = LazyLock::new(|| parse(&read("answers.yaml")));
    let answer = ANSWERS.get(operation);
    answer
        .unwrap_or_else(|| panic!("no answer of `{operation}`"))
        .clone()
}

/// A request that a program in the field sends.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The operation, by its id before the change.
    pub operation: String,
    /// Arguments that the program passes for the parameters of the path.
    pub arguments: Vec<String>,
    /// Parameters in the body or the query; by default, as few as possible.
    pub parameters: Option<Ordered>,
    /// The request that the changed spec wants instead, if that is not the one it describes.
    pub takes: Option<Takes>,
}

/// The request that the changed spec wants.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Takes {
    /// `false`: no such request exists any more.
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
