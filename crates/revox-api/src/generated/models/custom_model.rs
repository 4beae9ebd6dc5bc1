// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// A model behind an endpoint of the customer's own that speaks OpenAI's chat completions
/// protocol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CustomModel {
    /// Secret that the endpoint receives as its bearer token.
    ///
    /// Never empty.
    pub api_key: Secret,
    /// Base URL of the endpoint, such as `https://api.together.xyz/v1`.
    ///
    /// Format: uri.
    pub api_url: String,
    /// Name of the model as the endpoint knows it, such as `meta-llama/llama-3-70b`.
    ///
    /// Never empty.
    pub model_name: String,
}

impl CustomModel {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CustomModel;
    ///
    /// let value = CustomModel::new("api_url", "model_name", "api_key");
    /// ```
    pub fn new(
        api_url: impl Into<String>,
        model_name: impl Into<String>,
        api_key: impl Into<Secret>,
    ) -> Self {
        Self {
            api_key: api_key.into(),
            api_url: api_url.into(),
            model_name: model_name.into(),
        }
    }
}

limits! {
    CustomModel {
        api_key: [MinLength(1)],
        api_url: [Form(Uri)],
        model_name: [MinLength(1)],
    }
}
