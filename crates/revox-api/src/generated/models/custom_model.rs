// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

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
