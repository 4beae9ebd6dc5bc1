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
    /// What stands there before the change, and not after it.
    pub base: String,
    /// What stands there after it, and not before.
    pub head: String,
}

/// An answer that the changed spec allows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The operation that it answers.
    pub operation: String,
    /// The HTTP status; 200 unless it is said.
    pub status: Option<u16>,
    /// The operation whose complete answer it is made of; the same one unless it is said.
    pub like: Option<String>,
    /// What is different in it from the complete answer, as a JSON Patch.
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
    /// When there is no complete answer of the operation, or the edit does not apply.
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

/// The complete answer of an operation of the base, as `mutations/answers.yaml` has it.
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
    /// What the program passes for the parameters of the path.
    pub arguments: Vec<String>,
    /// What it sends in the body or the query; the least that it can, unless it is said.
    pub parameters: Option<Ordered>,
    /// What the changed spec wants in its place; what it says itself, unless it is said.
    pub takes: Option<Takes>,
}

/// What the changed spec wants of a request.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Takes {
    /// `false`: there is no such request any more.
    Nothing(bool),
    /// This one.
    Request {
        /// The HTTP method.
        method: String,
        /// The path, parameters filled in.
        path: String,
        /// Whether it may be sent twice, as `x-retry-class` says it.
        retry: String,
    },
}
