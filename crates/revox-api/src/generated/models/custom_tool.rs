// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::{HttpMethod, KeyValue, OutputField};

/// An HTTP endpoint that an assistant can call while it talks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CustomTool {
    /// JSON text of the request body, in which `{{variable}}` placeholders inside quotes, such
    /// as `"{{name}}"`, are filled in. May be `null`.
    pub body_template: Option<String>,
    /// What the tool does, in words that let the language model decide when to use it.
    ///
    /// Never empty.
    pub description: String,
    /// HTTP headers sent with the request; `{{variable}}` placeholders in their values are
    /// filled in.
    pub headers: Vec<KeyValue>,
    /// Parameters that the language model gathers from the conversation and hands to the tool.
    pub input_schema: Vec<OutputField>,
    /// HTTP method of the request.
    pub method: HttpMethod,
    /// Name of the tool in lower snake case, such as `check_inventory`; no two tools share one.
    ///
    /// Never empty.
    pub name: String,
    /// Parameters added to the query of the URL; `{{variable}}` placeholders in their values
    /// are filled in.
    pub query_params: Vec<KeyValue>,
    /// Complete URL of the endpoint, in which `{{variable}}` placeholders are filled in.
    ///
    /// Never empty.
    pub url: String,
}
