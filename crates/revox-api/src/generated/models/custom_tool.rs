// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

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
    /// Description of the tool, in words that let the language model decide when to use it.
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

impl CustomTool {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CustomTool, HttpMethod};
    ///
    /// let value = CustomTool::new(
    ///     "find_callback_slots",
    ///     "Finds the times at which the technician for a town is free to call.",
    ///     HttpMethod::Get,
    ///     "https://agenda.bray-solaire.example/slots",
    /// );
    /// ```
    pub fn new(
        name: impl Into<String>,
        description: impl Into<String>,
        method: impl Into<HttpMethod>,
        url: impl Into<String>,
    ) -> Self {
        Self {
            body_template: None,
            description: description.into(),
            headers: Vec::new(),
            input_schema: Vec::new(),
            method: method.into(),
            name: name.into(),
            query_params: Vec::new(),
            url: url.into(),
        }
    }
}

setters! {
    CustomTool {
        body_template(impl Into<String>),
        headers(impl IntoIterator<Item = impl Into<KeyValue>>),
        input_schema(impl IntoIterator<Item = impl Into<OutputField>>),
        query_params(impl IntoIterator<Item = impl Into<KeyValue>>),
    }
}

limits! {
    CustomTool {
        description: [MinLength(1)],
        headers: [],
        input_schema: [],
        name: [MinLength(1), Form(SnakeCase)],
        query_params: [],
        url: [MinLength(1)],
    }
}
